"""Every role finds a menu in which each button leads somewhere, and reads no more than it may."""

from __future__ import annotations

import itertools
from datetime import datetime

import pytest

from bot.conversation import cases
from handlers.profile import COMMANDS
from handlers.show import BARS
from models import article, membership
from models.database import Database, Transaction
from reporting import articles, publishing
from reporting.access import FILERS, OFFICERS, READERS, ROLES, actor_of
from reporting.coordinating import Coordinating
from reporting.history import History
from reporting.inputs import Sender, Tap
from reporting.menus import Menus
from reporting.nudging import Nudging
from reporting.programme import filing
from reporting.refusals import Refusal
from reporting.reviewing import Reviewing
from reporting.summarising import Summarising
from reporting.texts import LANGUAGES, templates_folder
from tests.access.probes import case_of
from tests.reporting import desk
from tests.reporting.beginner import holds
from tests.reporting.desk import LIBRARY, TEXTS

FORMS = ("bulanan_kkb", "poktan_bulanan", "kunjungan_keluarga", "rakor_lintas_sektor", "tindak_lanjut_opd")
# Where each role is usually held.
PLACES = {
    "koordinator": {"area_code": "13.72.01"},
    "dppkb": {"area_code": "13.72"},
    "opd": {"area_code": "13.72", "agency": "dinkes"},
    "viewer": {"area_code": "13"},
    "kurator": {"area_code": "13"},
    "administrator": {"area_code": ""},
}


def somebody(tx: Transaction, role: str) -> Sender:
    return desk.person(tx, "Bu Rini", role, **PLACES.get(role, {"kampung_id": desk.PAYO}))


def press(tx: Transaction, sender: Sender, tap: Tap) -> None:
    """What the router of the tap's verb does."""
    owner, method = case_of(tap.verb, tap.argument).split(".")
    getattr(cases(TEXTS, LIBRARY, Summarising(LIBRARY, TEXTS))[owner], method)(tx, sender, tap)


@pytest.mark.parametrize("role", ROLES)
def test_every_button_of_every_home_leads_somewhere(sqlite_database: Database, now: datetime, role: str) -> None:
    with sqlite_database.transaction(now) as tx:
        desk.plant(tx)
        article.sync(tx, articles.load(templates_folder() / "articles"))
        for form_id in FORMS:
            publishing.publish(tx, desk.source(form_id))
        who = somebody(tx, role)
        Menus(TEXTS).home(tx, who)
        home = desk.buttons(tx, who)
        assert len(home) >= 3
        holds(desk.screen_of(tx, who))
        for label in home:
            Menus(TEXTS).home(tx, who)
            press(tx, who, desk.tap(tx, who, label))
            holds(desk.screen_of(tx, who))
            assert desk.buttons(tx, who), label


def test_every_role_has_a_bar_and_commands() -> None:
    assert set(ROLES) <= set(BARS)
    assert set(ROLES) <= set(COMMANDS)
    for language, role in itertools.product(LANGUAGES, ROLES):
        assert TEXTS.render(language, f"bars/{role}")
        assert all(TEXTS.word(language, key) for key in BARS[role])


@pytest.mark.parametrize(
    ("role", "forms"),
    [
        ("plkb", {"bulanan_kkb", "poktan_bulanan", "kunjungan_keluarga"}),
        ("pokja", {"bulanan_kkb"}),
        ("ppkbd", {"bulanan_kkb"}),
        ("kader", {"poktan_bulanan"}),
        ("tpk", {"kunjungan_keluarga"}),
        ("koordinator", {"rakor_lintas_sektor", "tindak_lanjut_opd"}),
        ("dppkb", {"rakor_lintas_sektor", "tindak_lanjut_opd"}),
        ("opd", {"tindak_lanjut_opd"}),
        ("viewer", set()),
        ("kurator", set()),
        ("administrator", set()),
    ],
)
def test_who_files_what(role: str, forms: set[str]) -> None:
    assert {form_id for form_id in FORMS if role in filing(form_id).roles} == forms
    assert bool(forms) == (role in FILERS)


@pytest.mark.parametrize("role", [role for role in ROLES if role not in READERS])
def test_a_report_of_another_looks_as_if_it_were_not_there(sqlite_database: Database, now: datetime, role: str) -> None:
    with sqlite_database.transaction(now) as tx:
        desk.plant(tx)
        sent = desk.officer(tx).files(tx)
        who = somebody(tx, role)
        for number in (sent.id, 999):
            with pytest.raises(Refusal, match="not_found"):
                Reviewing(LIBRARY, TEXTS).see(tx, who, Tap("r", None, "see", f"{number}"))
        if role in FILERS:
            History(TEXTS).begin(tx, who)
            assert "terkirim" not in desk.shown(tx, who)
            History(TEXTS).chosen(tx, who, Tap("l", None, "month", "2026-10"))
            assert "terkirim" not in desk.shown(tx, who)
        else:
            with pytest.raises(Refusal, match="not_allowed"):
                History(TEXTS).begin(tx, who)


@pytest.mark.parametrize("role", OFFICERS)
def test_those_of_a_kampung_read_each_others_reports(sqlite_database: Database, now: datetime, role: str) -> None:
    with sqlite_database.transaction(now) as tx:
        desk.plant(tx)
        desk.officer(tx).files(tx)
        who = somebody(tx, role)
        History(TEXTS).begin(tx, who)
        assert "terkirim" in desk.shown(tx, who)


def test_who_only_looks_on_reads_the_summary_and_nothing_else(sqlite_database: Database, now: datetime) -> None:
    with sqlite_database.transaction(now) as tx:
        desk.plant(tx)
        desk.officer(tx)
        who = somebody(tx, "viewer")
        coordinating = Coordinating(TEXTS, Summarising(LIBRARY, TEXTS), Nudging(TEXTS))
        coordinating.summary(tx, who)
        assert set(desk.buttons(tx, who).values()) == {"k::picture", "kd::forms:13,2026-10,0", "m::menu"}
        for what in ("missing", "nudge", "send", "nudge_all", "send_all", "reopen"):
            with pytest.raises(Refusal, match="not_allowed"):
                coordinating.chosen(tx, who, Tap("k", None, what, "1"))


def test_what_a_membership_is_for_reaches_the_actor(sqlite_database: Database, now: datetime) -> None:
    with sqlite_database.transaction(now) as tx:
        desk.plant(tx)
        kader = desk.person(tx, "Bu Ani", "kader", kampung_id=desk.PAYO, poktan_id=7)
        opd = somebody(tx, "opd")
        assert actor_of(tx, kader).grants[0].poktan_id == 7
        assert actor_of(tx, opd).grants[0].agency == "dinkes"
        assert membership.people_with_role(tx, ("plkb", "opd"), "13.72.01.1004", tx.now) == [
            actor_of(tx, opd).person_id
        ]
