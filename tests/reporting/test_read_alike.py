"""An answer reads the same wherever it stands: before sending, in the officer's history, on the coordinator's card."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

import forms
from models import submission
from models.database import Database, Transaction
from reporting import publishing, stage
from reporting.documents import Documents
from reporting.filling import Filling
from reporting.inputs import File, Sender, Tap
from reporting.library import Library
from reporting.publishing import Source
from reporting.reading import Reader, load_vocabulary
from reporting.reviewing import Reviewing
from reporting.starting import Starting
from reporting.submitting import Submitting
from tests.reporting import desk
from tests.reporting.desk import TEXTS, CountedIds, shown, tap

FORM = """
| survey |
| | type | name | label::Indonesia (id) | appearance | bind::kabar:indicator |
| | begin_group | satu | Bagian **satu** | | |
| | date | bulan | Bulan *data* | month-year | bulan |
| | date | tahun | Tahun <b>data</b> | year | |
| | integer | tahun_berdiri | Tahun berdiri | | |
| | select_one warna | warna | Warna **kesukaan** | | |
| | text | cerita | Cerita | | |
| | image | foto | Foto _kegiatan_ | | |
| | end_group | | | | |

| choices |
| | list_name | name | label::Indonesia (id) |
| | warna | merah | **Merah** |
| | warna | biru | Biru |

| settings |
| | form_title | form_id | version | default_language | namespaces |
| | Kegiatan | kegiatan_kkb | uji-1 | Indonesia (id) | kabar="https://kabar.id/xlsform" |
"""
FIRST = File("image", "f1", "u1", "image/jpeg", 200_000)
OTHER = File("image", "f2", "u2", "image/jpeg", 200_000)
LIBRARY = Library()

starting = Starting(LIBRARY, TEXTS, CountedIds(1))
filling = Filling(LIBRARY, TEXTS, Reader(load_vocabulary()), Submitting(TEXTS))


@pytest.fixture
def tx(database: Database, now: datetime) -> Iterator[Transaction]:
    with database.transaction(now) as opened:
        desk.plant(opened)
        sheet = forms.read_xlsform(FORM, "uji.md")
        publishing.publish(opened, Source("uji.md", FORM.encode(), sheet.xform, forms.compile_form(sheet.xform)))
        yield opened


def press(tx: Transaction, sender: Sender, label: str) -> str:
    pressed = tap(tx, sender, label)
    (filling.chosen if pressed.verb == "a" else filling.navigated)(tx, sender, pressed)
    return shown(tx, sender)


def at_review(tx: Transaction) -> Sender:
    """An officer with every question answered."""
    sari = desk.person(tx, "Bu Sari", "plkb", kampung_id=desk.PAYO)
    starting.chosen(tx, sari, Tap("s", None, "open", f"kegiatan_kkb,{desk.PAYO},2026-10-30"))
    for text in ("Oktober 2026", "2025", "1998"):
        filling.typed(tx, sari, text)
    assert "Tahun berdiri: <b>1998</b>" in shown(tx, sari)
    assert "Warna kesukaan: <b>Merah</b>" in press(tx, sari, "Merah")
    filling.typed(tx, sari, "2 * 3 * 4 dan *bagus*")
    filling.filed(tx, sari, FIRST)
    assert stage.expects(tx, sari) == "review"
    return sari


def reads_well(text: str) -> None:
    assert "Bulan data: Oktober 2026\n" in text
    assert "Tahun data: 2025\n" in text
    assert "Tahun berdiri: 1998" in text
    assert "Warna kesukaan: Merah\n" in text
    assert "Cerita: 2 * 3 * 4 dan *bagus*\n" in text  # what a person wrote is theirs
    assert "Foto kegiatan: terlampir" in text
    assert "**" not in text.replace("2 * 3", "") and "&lt;b&gt;" not in text


def test_dates_and_labels_read_alike_from_the_review_to_the_archive(tx: Transaction) -> None:
    sari = at_review(tx)
    reads_well(shown(tx, sari))
    press(tx, sari, "Kirim laporan")
    row = tx.get_one(submission.Submission, 1)
    reviewing, dedi = Reviewing(LIBRARY, TEXTS), desk.person(tx, "Pak Dedi", "koordinator", area_code="13.72")
    reviewing.next(tx, dedi)
    assert "Bulan data <b>Oktober 2026</b>" in shown(tx, dedi)
    reviewing.chosen(tx, dedi, tap(tx, dedi, "Isian"))
    reads_well(shown(tx, dedi))
    reviewing.see(tx, sari, Tap("r", None, "see", str(row.id)))
    reads_well(shown(tx, sari))
    Documents(LIBRARY, TEXTS).asked(tx, sari, Tap("d", None, "pdf", str(row.id)))
    (section,) = next(notice.chart for notice in desk.notices(tx, sari) if notice.chart)["sections"]
    assert section["label"] == "Bagian satu"
    assert [cells[1:] for cells in section["rows"]][:4] == [
        ["Bulan data", "Oktober 2026", ""],
        ["Tahun data", "2025", ""],
        ["Tahun berdiri", "1998", ""],
        ["Warna kesukaan", "Merah", ""],
    ]


def test_another_photo_is_a_photo_replaced(tx: Transaction) -> None:
    sari = at_review(tx)
    press(tx, sari, "Kirim laporan")
    sent = tx.get_one(submission.Submission, 1)
    starting.chosen(tx, sari, Tap("s", None, "correct", str(sent.id)))
    filling.numbered(tx, sari, "6")
    filling.filed(tx, sari, OTHER)
    text = shown(tx, sari)
    assert "Foto kegiatan: <b>foto diganti</b>" in text
    assert "terlampir →" not in text
    assert "<b>photo replaced</b>" in TEXTS.screen("en", desk.screen_of(tx, sari))
    press(tx, sari, "Kirim perbaikan")
    reviewing, dedi = Reviewing(LIBRARY, TEXTS), desk.person(tx, "Pak Dedi", "koordinator", area_code="13.72")
    reviewing.next(tx, dedi)
    assert "Diubah: Foto kegiatan <b>foto diganti</b>" in shown(tx, dedi)
