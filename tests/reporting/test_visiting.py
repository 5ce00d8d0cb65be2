"""The list of assisted families in chat: due first, a page at a time, and a visit with the code already given."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from models import draft as drafts
from models import family
from models.database import Database, Transaction
from reporting.inputs import Sender, Tap
from reporting.library import Library
from reporting.refusals import Refusal
from reporting.starting import Starting
from reporting.visiting import Visiting
from tests import messages
from tests.reporting import desk
from tests.reporting.desk import TEXTS, CountedIds, buttons, page, shown, tap
from tests.reporting.test_families import visit

# A library of its own: it knows versions by their ids, and other tests have other forms under the same.
visiting = Visiting(TEXTS, Starting(Library(), TEXTS, CountedIds(1)))


@pytest.fixture
def tx(database: Database, now: datetime) -> Iterator[Transaction]:
    """Ten families of Payo, visited by Bu Ani of the TPK; today is 2 November."""
    with database.transaction(now) as opened:
        desk.plant(opened)
        for form_id in ("bulanan_kkb", "kunjungan_keluarga"):
            desk.publishing.publish(opened, desk.source(form_id))
        yield opened


def ani(tx: Transaction) -> Sender:
    who = desk.person(tx, "Bu Ani", "tpk", kampung_id=desk.PAYO)
    for at in range(9):
        visit(tx, f"2026-10-{10 + at}", code=f"A-{at:03d}", jenis_sasaran="balita" if at else "bumil")
    visit(tx, "2026-09-20", code="b-7", air="tidak", tanda_bahaya="pusing")
    tx.flush()
    return who


def test_who_is_due_comes_first(tx: Transaction) -> None:
    who = ani(tx)
    visiting.begin(tx, who)
    lines = page(tx, who, messages.LONGEST)
    assert lines[:4] == [
        "Keluarga dampingan saya, halaman 1 dari 2",
        "10 keluarga, 1 sudah waktunya dikunjungi. Ketuk nomornya untuk mengisi.",
        "1. B-7 · ibu hamil · terakhir 20 Sep, sejak 20 Okt · 2 risiko",
        "2. A-000 · ibu hamil · terakhir 10 Okt, berikut 9 Nov",
    ]
    assert len(lines) == 7
    visiting.chosen(tx, who, tap(tx, who, "Berikutnya"))
    assert [line[:2] for line in page(tx, who, messages.LONGEST)[2:]] == ["6.", "7.", "8.", "9.", "10"]
    visiting.chosen(tx, who, tap(tx, who, "Semua"))
    assert page(tx, who, messages.LONGEST)[0].startswith("Keluarga dampingan di kampung")


def test_a_tap_begins_a_visit_with_the_code(tx: Transaction) -> None:
    who = ani(tx)
    visiting.begin(tx, who)
    assert visiting.chosen(tx, who, tap(tx, who, "1")) == ""
    (row,) = drafts.open_of(tx, 1)
    assert (row.form_id, row.kampung_id, row.period) == ("kunjungan_keluarga", desk.PAYO, "2026-11-02")
    assert row.data["instance"]["values"]["sasaran_kode"] == "B-7"
    assert "RT/RW" in shown(tx, who)
    visiting.begin(tx, who)
    assert visiting.chosen(tx, who, tap(tx, who, "1")) == ""  # the same again: gone on with
    visiting.begin(tx, who)
    assert visiting.chosen(tx, who, tap(tx, who, "2")) == "Selesaikan dulu kunjungan ini."
    assert len(drafts.open_of(tx, 1)) == 1


def test_nobody_else_sees_a_family(tx: Transaction) -> None:
    ani(tx)
    tx.flush()
    there = family.of_code(tx, desk.PAYO, "A-001")
    assert there is not None
    for role, where in (("koordinator", {"area_code": "13.72"}), ("kader", {"kampung_id": desk.PAYO}), ("viewer", {})):
        with pytest.raises(Refusal):
            visiting.begin(tx, desk.person(tx, f"Bu {role}", role, **where))
    other = desk.person(tx, "Bu Ida", "tpk", kampung_id=desk.AUR)
    visiting.begin(tx, other)
    assert page(tx, other, messages.LONGEST)[1].startswith("Belum ada.")
    with pytest.raises(Refusal):
        visiting.chosen(tx, other, Tap("f", None, "visit", str(there.id)))
    assert not any("visit" in data for data in buttons(tx, other).values())


def test_who_moved_is_not_visited_any_more(tx: Transaction) -> None:
    who = ani(tx)
    visiting.begin(tx, who)
    late = tap(tx, who, "1")
    visit(tx, "2026-11-01", code="B-7", status_temu="pindah")
    tx.flush()
    with pytest.raises(Refusal):
        visiting.chosen(tx, who, late)
    visiting.begin(tx, who)
    assert page(tx, who, messages.LONGEST)[1].startswith("9 keluarga")
