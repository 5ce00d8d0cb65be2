"""A report from paper, filed on somebody's behalf: who may, whose it is, and where it is said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from forms.definition import Form
from forms.events import FormFinished
from models import audit_event, draft
from models.database import Database, Transaction
from models.draft import Draft
from models.submission import Submission
from reporting import publishing
from reporting.behalf import behalf
from reporting.documents import Documents
from reporting.inputs import Sender, Tap
from reporting.recording import Recording
from reporting.refusals import Refusal
from reporting.reviewing import Reviewing
from reporting.starting import Starting
from reporting.submitting import Submitting
from tests.reporting import desk
from tests.reporting.desk import LIBRARY, PAYO, TEXTS, CountedIds, buttons, notices, shown

TARGET = f"bulanan_kkb,{PAYO},2026-10"


@pytest.fixture
def tx(database: Database, now: datetime) -> Iterator[Transaction]:
    with database.transaction(now) as opened:
        desk.plant(opened)
        publishing.publish(opened, desk.source("bulanan_kkb"))
        yield opened


@pytest.fixture
def starting() -> Starting:
    return Starting(LIBRARY, TEXTS, CountedIds(1))


def pressed(tx: Transaction, starting: Starting, sender: Sender, *labels: str) -> str:
    for label in labels:
        data = next(tap for name, tap in buttons(tx, sender).items() if label in name)
        assert len(data.encode()) <= 64
        starting.chosen(tx, sender, Tap.parse(data))
    return shown(tx, sender)


def at_the_introduction(tx: Transaction, starting: Starting, sender: Sender) -> None:
    starting.chosen(tx, sender, Tap.parse(f"s::period:{TARGET}"))


def test_an_officer_names_the_role_and_the_day_and_goes_on_as_always(tx: Transaction, starting: Starting) -> None:
    sari = desk.person(tx, "Bu Sari", "plkb", area_code="13.72")
    at_the_introduction(tx, starting, sari)
    assert "Siapa yang mengisi kertasnya?" in pressed(tx, starting, sari, "Salin dari kertas")
    assert "Tanggal berapa di kertasnya?" in pressed(tx, starting, sari, "Kader")
    starting.typed(tx, sari, "31/12/2031")
    assert 'Saya terima "31/12/2031"' in shown(tx, sari)
    starting.typed(tx, sari, "28/10/2026")

    (row,) = draft.open_of(tx, 1)
    assert (row.behalf_id, row.behalf_role, row.paper_on) == (None, "kader", date(2026, 10, 28))
    assert "Isian 1" in shown(tx, sari) or "pertanyaan" in shown(tx, sari)
    assert audit_event.count(tx, "draft.from_paper", "draft", row.instance_id, tx.now) == 1


def test_somebody_of_the_kampung_is_offered_by_name(tx: Transaction, starting: Starting) -> None:
    sari = desk.person(tx, "Bu Sari", "plkb", area_code="13.72")
    desk.person(tx, "Bu Rina", "kader", kampung_id=PAYO)
    desk.person(tx, "Bu Tuti", "kader", kampung_id=PAYO + 1)
    at_the_introduction(tx, starting, sari)
    pressed(tx, starting, sari, "Salin dari kertas")
    assert "Bu Tuti" not in buttons(tx, sari)
    pressed(tx, starting, sari, "Bu Rina", "2 Nov")

    (row,) = draft.open_of(tx, 1)
    assert (row.behalf_id, row.behalf_role, row.paper_on) == (2, None, date(2026, 11, 2))
    told = behalf(tx, row)
    assert told == {"who": "Bu Rina", "role": "", "on": "2026-11-02"}


@pytest.mark.parametrize(
    "state", [f"{TARGET},p3", f"{TARGET},viewer", f"{TARGET},p99", "bulanan_kkb,999,2026-10,kader"]
)
def test_what_was_not_offered_is_not_taken(tx: Transaction, starting: Starting, state: str) -> None:
    sari = desk.person(tx, "Bu Sari", "plkb", kampung_id=PAYO)
    desk.person(tx, "Bu Rina", "kader", kampung_id=PAYO)
    desk.person(tx, "Bu Tuti", "kader", kampung_id=PAYO + 1)
    for what in ("by", "on"):
        with pytest.raises(Refusal):
            starting.chosen(tx, sari, Tap("s", None, what, f"{state},0"))


@pytest.mark.parametrize(("role", "place"), [("pokja", {"kampung_id": PAYO}), ("plkb", {"area_code": "35.28"})])
def test_others_may_not_copy_for_the_kampung(
    tx: Transaction, starting: Starting, role: str, place: dict[str, object]
) -> None:
    other = desk.person(tx, "Pak Anto", role, **place)
    with pytest.raises(Refusal):
        starting.chosen(tx, other, Tap("s", None, "paper", TARGET))
    if role == "pokja":
        at_the_introduction(tx, starting, other)
        assert "Salin dari kertas" not in buttons(tx, other)


def test_reviewers_and_the_document_say_whose_it_is(tx: Transaction) -> None:
    sari, dedi = desk.officer(tx), desk.person(tx, "Pak Dedi", "koordinator", area_code="13.72")
    sent = sari.files(tx)
    sent.behalf_role, sent.paper_on = "kader", date(2026, 10, 28)
    tx.add(sent)
    tx.flush()
    said = "📄 Dari kertas, diisi atas nama kader, 28 Oktober 2026."
    Reviewing(LIBRARY, TEXTS).next(tx, dedi)
    assert said in shown(tx, dedi)
    Reviewing(LIBRARY, TEXTS).see(tx, sari.sender, Tap("r", None, "see", str(sent.id)))
    assert said in shown(tx, sari.sender)
    Documents(LIBRARY, TEXTS).asked(tx, sari.sender, Tap("d", None, "pdf", str(sent.id)))
    (pushed,) = [one for one in notices(tx, sari.sender) if one.chart]
    assert any("diisi atas nama kader" in fact for fact in pushed.chart["facts"])  # type: ignore[index]


class FromPaper(Submitting):
    """Sends what was copied from a cadre's paper."""

    def store(self, tx: Transaction, form: Form, row: Draft, finished: FormFinished, person_id: int) -> Submission:
        row.behalf_role, row.paper_on = "kader", date(2026, 10, 28)
        return super().store(tx, form, row, finished, person_id)


def test_what_the_draft_knows_the_report_keeps(tx: Transaction) -> None:
    plain = desk.officer(tx)
    recording = Recording(LIBRARY, Starting(LIBRARY, TEXTS, CountedIds(500)), FromPaper(TEXTS))
    copied = desk.Officer(plain.sender, recording).files(tx, "2026-09")
    assert (copied.behalf_id, copied.behalf_role, copied.paper_on) == (None, "kader", date(2026, 10, 28))
    assert plain.files(tx).paper_on is None
