"""A form is published anew while somebody fills it."""

from __future__ import annotations

from pathlib import Path

from models import draft, form_version
from reporting import moving, publishing
from reporting.texts import templates_folder
from tests.handlers.conftest import NOW, Place
from tests.handlers.test_fill import reach

NEXT = "2099010100"
QUESTION = "| | select_one ya_tidak | ada_kegiatan |"


def test_an_open_report_goes_on_with_the_new_version(place: Place, tmp_path: Path) -> None:
    officer = place.registered("Bu Sari", "plkb", kampung_ids=(place.kampung(),))
    reach(officer, "berubah dari bulan lalu")
    _publish(place, tmp_path)
    officer.says("ya")
    card = officer.sees("Formulir diperbarui. 1 isian baru ditambahkan, 1 isian lama tetap.")
    assert "Jumlah rapat" in card["text"], "the new question stands before the one that was answered"
    officer.says("2")
    assert "diperbarui" not in officer.sees("laki-laki")["text"]
    with place.database.reading(NOW) as tx:
        (row,) = draft.open_of(tx, 1)
        assert form_version.get(tx, row.form_version_id).version == NEXT
        values = row.data["instance"]["values"]
        assert (values["jumlah_rapat"], values["data_berubah"]) == ("2", "ya")


def _publish(place: Place, folder: Path) -> None:
    """The monthly report with one more question at its head; open drafts follow."""
    old = (templates_folder() / "forms" / "bulanan_kkb.md").read_text(encoding="utf-8")
    version = next(one for one in old.split() if one.isdecimal() and len(one) == len(NEXT))
    new = old.replace(version, NEXT)
    question = "| | integer | jumlah_rapat | Jumlah rapat | Meetings |"
    new = new.replace(QUESTION, f"{question}\n{QUESTION}", 1)
    file = folder / "bulanan_kkb.md"
    file.write_text(new, encoding="utf-8")
    with place.database.transaction(NOW) as tx:
        moving.let_follow(tx, publishing.publish(tx, publishing.read_source(file)))
