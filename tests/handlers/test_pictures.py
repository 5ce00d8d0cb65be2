"""The pictures of a form in a chat: sent above the question, uploaded once for all, and never in its way."""

from __future__ import annotations

from pathlib import Path

from reporting import publishing
from tests.handlers.conftest import NOW, Place
from tests.people import Person
from tests.sandbox.pictures import png

FORM = """
| survey |
| | type | name | label::Indonesia (id) | media::image | media::audio |
| | select_one alat | alat | Alat apa ini? | alat.png | alat.mp3 |
| | text | cerita | Cerita singkat | | |
| choices |
| | list_name | name | label::Indonesia (id) | media::image |
| | alat | iud | IUD | iud.png |
| | alat | pil | Pil | pil.png |
| settings |
| | form_title | form_id | version | default_language |
| | Gambar | gambar | 1 | Indonesia (id) |
"""


def published(place: Place, folder: Path) -> None:
    (folder / "gambar.md").write_text(FORM, "utf-8")
    for at, name in enumerate(("alat.png", "iud.png", "pil.png"), start=1):
        (folder / name).write_bytes(png(20 * at, 30))
    (folder / "alat.mp3").write_bytes(b"ID3 suara")
    with place.database.transaction(NOW) as tx:
        publishing.publish(tx, publishing.read_source(folder / "gambar.md"))


def begun(officer: Person) -> None:
    officer.answers("/lapor", "Laporan yang masih ditunggu")
    officer.taps("Formulir lain")
    card = officer.sees("Formulir yang mana")
    number = next(line.split(".")[0] for line in card["text"].splitlines() if line.endswith(". Gambar"))
    officer.taps(number, card)
    officer.sees("Boleh berhenti kapan saja")
    officer.taps("Mulai")
    officer.sees("Alat apa ini?")


def test_pictures_stand_above_the_card_and_are_uploaded_once(place: Place, tmp_path: Path) -> None:
    published(place, tmp_path)
    sari = place.registered("Bu Sari", "plkb", kampung_ids=(place.kampung(),))
    begun(sari)
    own, sound, sheet, card = sari.from_bot()[-4:]
    assert own["photo"] and sound["audio"] and sheet["photo"] and "Alat apa ini?" in card["text"]
    sari.taps("Pil", card)
    sari.sees("Cerita singkat")
    sari.has_seen("✅ 1. Alat apa ini: Pil")
    sari.taps("Kembali")
    sari.sees("Alat apa ini?")
    assert [one["photo"] for one in sari.from_bot()[-4:-1]] == [own["photo"], None, sheet["photo"]]


def test_a_question_does_not_wait_for_its_pictures(place: Place, tmp_path: Path) -> None:
    published(place, tmp_path)
    officer = place.registered("Bu Sari", "plkb", kampung_ids=(place.kampung(),))
    place.sandbox.fault(kind="500", method="sendPhoto", count=9)
    place.sandbox.fault(kind="drop", method="sendAudio", count=9)
    begun(officer)
    officer.taps("IUD")
    officer.sees("Cerita singkat")
    assert [one for one in officer.from_bot() if one["photo"] or one["audio"]] == []
