"""Nothing can be reached that no policy names: what the code has is compared with the table."""

from __future__ import annotations

from datetime import datetime

import pytest
from aiogram import Router

from models.database import Database, Transaction
from reporting import policies
from reporting.inputs import Sender, Tap
from reporting.menus import Menus
from reporting.refusals import Refusal
from reporting.reviewing import Reviewing
from tests.access import doors
from tests.reporting import desk


def test_the_doors_are_found() -> None:
    """That each has a policy is said by tests/test_architecture.py."""
    assert len(doors.handled()) > 70
    assert len(doors.emitted() | doors.obeyed()) > 120
    assert len(doors.commands()) > 30
    assert len(doors.pushed()) > 25


async def careless(message: object, sender: Sender, use: object) -> None:
    pass


async def hasty(message: object, sender: Sender, menus: Menus, use: object) -> None:
    await use(menus.everything, sender)  # type: ignore[operator,attr-defined]


def test_a_door_without_a_policy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A handler that calls nothing, or what no policy names; a tap, a command, a push and a use case left out."""
    router = Router()
    router.message.register(careless)
    router.message.register(hasty)
    monkeypatch.setattr(doors, "_is_use_case", lambda _callback, kind: kind == "Menus")
    monkeypatch.setattr(doors.handlers, "routers", lambda: router)
    monkeypatch.setattr(doors, "emitted", lambda: {("zz", "new"), ("q", "anew")})
    monkeypatch.setattr(doors, "commands", lambda: {"people erase"})
    monkeypatch.setattr(doors, "pushed", lambda: {"gossip"})
    new = {"test_declared.careless", "Menus.everything", "zz:new", "zz", "q:anew", "people erase", "gossip"}
    assert new <= doors.undeclared()
    assert "Reviewing.next" in doors.undeclared(), "a policy of what is not there"


def test_what_is_not_declared_is_refused(database: Database, now: datetime) -> None:
    def undeclared(tx: Transaction, sender: Sender) -> str:
        raise AssertionError("nobody may get here")

    with database.transaction(now) as tx, pytest.raises(Refusal, match="not_found"):
        policies.admitted(tx, undeclared, Sender(4242, 1, 1))


def test_a_tap_that_no_button_has_is_refused(database: Database, now: datetime) -> None:
    with database.transaction(now) as tx:
        desk.plant(tx)
        sari = desk.person(tx, "Bu Sari", "plkb", kampung_id=desk.PAYO)
        with pytest.raises(Refusal, match="not_found"):
            policies.admitted(tx, Menus(desk.TEXTS).chosen, sari, Tap("m", None, "everything"))
        assert policies.admitted(tx, Menus(desk.TEXTS).chosen, sari, Tap("m", None, "menu")) == ""


def test_without_the_role_nobody_comes_in(database: Database, now: datetime) -> None:
    with database.transaction(now) as tx:
        desk.plant(tx)
        sari = desk.person(tx, "Bu Sari", "plkb", kampung_id=desk.PAYO)
        reviewing = Reviewing(desk.LIBRARY, desk.TEXTS)
        with pytest.raises(Refusal, match="not_allowed"):
            policies.admitted(tx, reviewing.next, sari)
        with pytest.raises(Refusal, match="not_registered"):
            policies.admitted(tx, reviewing.next, Sender(4242, 9, 9))
