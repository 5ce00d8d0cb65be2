"""What the reports on any form say, from the form's own questions: held against plain Python, and read in chat."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from random import Random
from statistics import median
from typing import Any

import pytest
from sqlalchemy import event

import forms
from models import tables
from models.answer_value import AnswerValue
from models.database import Database, Transaction
from models.digest import Cell, Slice
from models.form_version import FormVersion
from models.kampung import Kampung
from models.report_flag import ReportFlag
from models.scope import Scope
from models.submission import Submission
from reporting import digests, publishing
from reporting.digest_lines import Around, Asked, Line, line
from reporting.digesting import Digesting
from reporting.digests import Digest
from reporting.inputs import Sender, Tap
from reporting.library import Library
from reporting.publishing import Source
from reporting.recapping import Recapping
from reporting.refusals import Refusal
from tests import messages
from tests.reporting import desk
from tests.reporting.desk import TEXTS

assert tables.metadata is not None  # every table is known
FORM = """
| survey |
| | type | name | label::Indonesia (id) | label::English (en) | bind::kabar:short | bind::kabar:sensitive |
| | integer | peserta | Berapa orang yang datang? | How many came? | Peserta | |
| | select_one tempat | tempat | Di mana? | Where? | | |
| | select_multiple bahan | bahan | Apa yang dibahas? | What was it about? | | |
| | decimal | jam | Lama kegiatan | How long | | |
| | date | tanggal | Tanggal kegiatan | Day | | |
| | geopoint | lokasi | Lokasi | Place | | |
| | text | cerita | Cerita | Story | | |
| | image | foto | Foto | Photo | | |
| | text | nama_ibu | Nama ibu | Name of the mother | | |
| | integer | hiv | Hasil tes | Result | | hiv |
| | begin_repeat | kader | Kader | Cadres | | |
| | integer | umur | Umur kader | Age | | |
| | end_repeat | | | | | |

| choices |
| | list_name | name | label::Indonesia (id) | label::English (en) |
| | tempat | posyandu | Posyandu | Health post |
| | tempat | rumah | Rumah warga | A home |
| | tempat | balai | Balai desa | Village hall |
| | bahan | gizi | Gizi | Food |
| | bahan | kb | KB | Contraception |

| settings |
| | form_title | form_id | version | default_language |
| | Kegiatan | kegiatan | 1 | Indonesia (id) |
"""
SENT = datetime(2026, 10, 28, 2, 0, tzinfo=UTC)
KINDS = {
    "peserta": "integer", "tempat": "select_one", "bahan": "select_multiple", "jam": "decimal", "tanggal": "date",
    "lokasi": "geopoint", "cerita": "text", "foto": "image", "nama_ibu": "text", "hiv": "integer", "umur": "integer",
}  # fmt: skip
SOLOK, BANJARMASIN = Scope(("13.72",)), Scope(("63.71",))
Told = dict[str, Any]


def told_by(chance: Random) -> Told:
    """One report; most of its questions may stay open."""
    told: Told = {"peserta": chance.randint(5, 60), "tempat": chance.choice(("posyandu", "posyandu", "rumah"))}
    told |= {"bahan": chance.choice(("gizi", "kb", "gizi kb")), "jam": chance.choice((1.5, 2.0, 3.5))}
    told |= {"tanggal": f"2026-10-{chance.randint(10, 28):02d}", "nama_ibu": "Siti", "hiv": 1}
    told |= {"lokasi": "-0.79 100.65 0 5"} if chance.random() < 0.7 else {}
    told |= {"cerita": "Ramai", "foto": "f.jpg"} if chance.random() < 0.6 else {}
    return told | {"umur": [chance.randint(20, 60) for _ in range(chance.randint(1, 3))]}


def file(tx: Transaction, version: int, day: str, told: Told, **more: Any) -> Submission:
    """Stores a report of an event of that day."""
    number = tx.connection().exec_driver_sql("SELECT count(*) FROM submission").scalar()
    place = tx.get_one(Kampung, more.pop("kampung", 1))
    row = Submission(
        instance_id=f"uuid:{number}", number=f"KB-{number}", form_id="kegiatan", form_version_id=version,
        kampung_id=place.id or 0, area_code=place.village_code, period=f"{day}.{number}", person_id=1, xml="",
        started_at=SENT, submitted_at=SENT, **more,
    )  # fmt: skip
    tx.add(row)
    tx.flush()
    for name, value in told.items():
        for at, one in enumerate(value if isinstance(value, list) else [value], 1):
            path = f"/data/kader[{at}]/{name}" if name == "umur" else f"/data/{name}"
            is_number = isinstance(one, int | float)
            tx.add(
                AnswerValue(
                    submission_id=row.id or 0, path=path, name=name, kind=KINDS[name], text=str(one),
                    number=float(one) if is_number else None, date=one if name == "tanggal" else None,
                )
            )  # fmt: skip
    tx.flush()
    return row


def published(tx: Transaction, markdown: str = FORM) -> FormVersion:
    sheet = forms.read_xlsform(markdown.encode(), "kegiatan.md")
    return publishing.publish(tx, Source("kegiatan.md", b"x", sheet.xform, forms.compile_form(sheet.xform)))


@pytest.fixture
def tx(database: Database, now: datetime) -> Iterator[Transaction]:
    with database.transaction(now) as opened:
        desk.plant(opened)
        opened.add(Kampung(name="Alalak", village_code="63.71", zone="Asia/Makassar"))
        desk.person(opened, "Bu Sari", "plkb", kampung_id=1)
        published(opened)
        yield opened


def read(tx: Transaction, scope: Scope = SOLOK, language: str = "id") -> Digest:
    found = digests.of_form(tx, Library(), language, Slice(scope, "kegiatan", "2026-10"))
    assert found is not None
    return found


def lines(digest: Digest) -> dict[str, Line]:
    return {one["label"]: one for one in digest.lines}


def planted(tx: Transaction, count: int = 40) -> list[Told]:
    """October's reports in Solok; some of September, one that was corrected, and one of elsewhere."""
    chance = Random("kegiatan")
    october = [told_by(chance) for _ in range(count)]
    rows = [file(tx, 1, f"2026-10-{1 + at % 28:02d}", told) for at, told in enumerate(october)]
    for row in rows[:6]:
        tx.add(ReportFlag(submission_id=row.id or 0, rule="far"))
    for at in range(7):
        file(tx, 1, f"2026-09-{1 + at:02d}", {"peserta": 10 + at})
    file(tx, 1, "2026-10-01", {"peserta": 9000}, is_current=False)
    file(tx, 1, "2026-10-01", {"peserta": 5000}, kampung=3)
    return october


def test_every_kind_of_question_is_summed_up(tx: Transaction) -> None:
    told = planted(tx)
    made, found = read(tx), lines(read(tx))
    assert (made.title, made.count, made.before) == ("Kegiatan", 40, 7)
    came = [one["peserta"] for one in told]
    assert found["Peserta"] == {
        "label": "Peserta", "what": "figure", "sum": sum(came), "is_small": False, "median": round(median(came), 1),
        "before": [sum(range(10, 17)), None, None],
    }  # fmt: skip
    assert found["Lama kegiatan"]["sum"] == round(sum(one["jam"] for one in told), 1)
    at_post = sum(one["tempat"] == "posyandu" for one in told)
    at_home = 40 - at_post
    assert found["Di mana"]["parts"] == [["Posyandu", round(2.5 * at_post)], ["Rumah warga", round(2.5 * at_home)]]
    of_food, of_kb = (sum(name in one["bahan"].split() for one in told) for name in ("gizi", "kb"))
    assert dict(found["Apa yang dibahas"]["parts"]) == {"Gizi": round(2.5 * of_food), "KB": round(2.5 * of_kb)}
    late = [28 - int(one["tanggal"][-2:]) for one in told]
    assert (found["Tanggal kegiatan"]["within"], found["Tanggal kegiatan"]["days"]) == (100, round(median(late)))
    located = sum("lokasi" in one for one in told)
    assert (found["Lokasi"]["located"], found["Lokasi"]["far"]) == (round(2.5 * located), 6)
    assert found["Cerita"]["count"] == found["Foto"]["count"] == sum("foto" in one for one in told)
    ages = [age for one in told for age in one["umur"]]
    assert (found["Kader"]["total"], found["Kader"]["mean"]) == (len(ages), round(len(ages) / 40, 1))
    assert (found["Umur kader"]["sum"], found["Umur kader"]["median"]) == (sum(ages), round(median(ages), 1))


def test_what_is_personal_or_sensitive_is_never_told(tx: Transaction) -> None:
    planted(tx)
    assert not {"Nama ibu", "Hasil tes"} & lines(read(tx)).keys()


def test_labels_are_those_of_the_reader(tx: Transaction) -> None:
    planted(tx)
    found = lines(read(tx, language="en"))
    assert found["Where"]["parts"][0][0] == "Health post"
    assert "Peserta" in found  # the short label stands for every language


def test_the_scope_is_kept(tx: Transaction) -> None:
    planted(tx)
    assert digests.told_until(tx, BANJARMASIN, "2026-10") == {"kegiatan": "2026-10"}
    assert digests.told_until(tx, Scope(("63.72",)), "2026-10") == {}
    elsewhere = read(tx, BANJARMASIN)
    assert (elsewhere.count, elsewhere.before, elsewhere.lines) == (None, 0, ())  # one report: nothing of it is told


def test_small_counts_and_what_would_tell_them_are_hidden(tx: Transaction) -> None:
    for at in range(12):
        told = {"tempat": "balai" if at < 2 else "posyandu", "jam": 0.1, "bahan": "kb" if at < 3 else "gizi"}
        file(tx, 1, "2026-10-05", told | ({"cerita": "x"} if at < 4 else {}))
    found = lines(read(tx))
    assert found["Di mana"]["parts"] == [["Posyandu", None], ["Balai desa", None]]
    assert found["Apa yang dibahas"]["parts"] == [["Gizi", 75], ["KB", None]]
    assert (found["Lama kegiatan"]["sum"], found["Lama kegiatan"]["is_small"]) == (None, True)
    assert found["Lama kegiatan"]["median"] is None
    assert "Cerita" not in found


def test_a_question_of_another_kind_is_another_question(tx: Transaction) -> None:
    planted(tx, 10)
    typed = FORM.replace("| integer | peserta", "| text | peserta")
    second = published(tx, typed.replace("| kegiatan | 1 |", "| kegiatan | 2 |"))
    assert second.id == 2
    assert "Peserta" not in lines(read(tx))


def test_more_questions_and_reports_are_not_more_queries(tx: Transaction) -> None:
    planted(tx, 10)
    few = queries(tx)
    more = FORM.replace("| | text | cerita", "| | integer | kursi | Kursi | Chairs | | |\n| | text | cerita")
    published(tx, more.replace("| kegiatan | 1 |", "| kegiatan | 2 |"))
    for at in range(20):
        file(tx, 1, "2026-10-29", told_by(Random(at)))
    assert queries(tx) == few


def queries(tx: Transaction) -> int:
    """How many a digest takes."""
    asked: list[str] = []
    connection = tx.connection()
    event.listen(connection, "before_cursor_execute", note := lambda *args: asked.append(args[2]))
    read(tx)
    event.remove(connection, "before_cursor_execute", note)
    return len(asked)


def press(tx: Transaction, who: Sender, label: str) -> str:
    """What is shown after the tap; fit for a small screen in both languages."""
    tap = desk.tap(tx, who, label)
    (Digesting(TEXTS, Library()) if tap.verb == "kd" else Recapping(TEXTS)).chosen(tx, who, tap)
    return "\n".join(desk.page(tx, who, messages.LONGEST))


def test_a_coordinator_reads_it_from_the_recap(tx: Transaction) -> None:
    planted(tx)
    dedi = desk.person(tx, "Pak Dedi", "koordinator", area_code="13.72")
    Recapping(TEXTS).begin(tx, dedi)
    Recapping(TEXTS).chosen(tx, dedi, Tap("kr", None, "show", "13.72,2026-10"))
    assert press(tx, dedi, "Ringkasan formulir") == "📋 Kota Solok\nRingkasan formulir yang mana?"
    shown = press(tx, dedi, "Kegiatan").splitlines()
    assert shown[:2] == ["📋 Kegiatan, Oktober 2026", "Kota Solok: 40 laporan (periode lalu 7)."]
    assert shown[-1].startswith("• Umur kader: jumlah ")
    press(tx, dedi, "Kembali")
    assert "Rekap" in press(tx, dedi, "Kembali")


@pytest.mark.parametrize("state", ["63,2026-10,1,0", "13.72,2026-13,1,0", "13.72,2026-10,99,0", "13.72,2025-01,1,0"])
def test_what_is_not_theirs_does_not_exist(tx: Transaction, state: str) -> None:
    planted(tx, 10)
    dedi = desk.person(tx, "Pak Dedi", "koordinator", area_code="13.72")
    with pytest.raises(Refusal):
        Digesting(TEXTS, Library()).chosen(tx, dedi, Tap("kd", None, "form", state))


@pytest.mark.parametrize(("answered", "is_told"), [(4, False), (5, True)])
def test_the_figure_of_a_few_families_is_not_told(answered: int, is_told: bool) -> None:
    asked, cells = Asked("umur", "integer", "Umur ibu"), [Cell("umur", "integer", 17.0, "", answered)]
    assert (line(asked, cells, Around(8, hides=True)) is not None) is is_told
    assert line(asked, cells, Around(8)) is not None
