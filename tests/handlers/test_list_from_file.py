"""A form that reads a list from a file: published with it, picked from by chat, and remembered for the next report."""

from __future__ import annotations

from pathlib import Path

from models import answer_value, submission
from reporting import publishing
from tests.handlers.conftest import NOW, Place
from tests.people import Person

FORM = """
| survey |
| | type | name | label::Indonesia (id) | choice_filter | parameters | default | calculation |
| | date | tanggal | Tanggal | | | | |
| | select_one prov | prov | Provinsi asal bibit | | | | |
| | select_one_from_file asal.csv | asal | Kabupaten asal bibit | prov = ${prov} | value=kode label=nama | | |
| | calculate | jarak | | | | | pulldata('asal', 'km', 'kode', ${asal}) |
| | note | info | Jarak ${jarak} km | | | | |
| | text | mitra | Nama mitra | | | ${last-saved#mitra} | |
| choices |
| | list_name | name | label::Indonesia (id) |
| | prov | 13 | Sumatera Barat |
| | prov | 14 | Riau |
| settings |
| | form_title | form_id | version | default_language |
| | Bibit | bibit | 1 | Indonesia (id) |
"""
NAMES = (
    *("Pasaman", "Agam", "Solok", "Sijunjung", "Dharmasraya", "Pariaman"),
    *("Bukittinggi", "Payakumbuh", "Padang", "Sawahlunto", "Mentawai"),
)


def published(place: Place, folder: Path) -> None:
    (folder / "bibit.md").write_text(FORM, "utf-8")
    rows = [f"13{at:02d},Kabupaten {name},13,{at * 10}" for at, name in enumerate(NAMES, start=1)]
    (folder / "asal.csv").write_text("\n".join(["kode,nama,prov,km", *rows, "1401,Kampar,14,300"]), "utf-8")
    with place.database.transaction(NOW) as tx:
        publishing.publish(tx, publishing.read_source(folder / "bibit.md"))


def begun(officer: Person) -> None:
    officer.answers("/lapor", "Laporan yang masih ditunggu")
    officer.taps("Formulir lain")
    card = officer.sees("Formulir yang mana")
    number = next(line.split(".")[0] for line in card["text"].splitlines() if line.endswith(". Bibit"))
    officer.taps(number, card)
    officer.sees("Boleh berhenti kapan saja")
    officer.taps("Mulai")
    officer.sees("Tanggal")
    officer.answers("hari ini", "Provinsi asal bibit")
    officer.taps("Sumatera Barat")


def test_an_officer_picks_from_a_list_in_a_file(place: Place, tmp_path: Path) -> None:
    published(place, tmp_path)
    officer = place.registered("Bu Sari", "plkb", kampung_ids=(place.kampung(),))
    begun(officer)
    card = officer.sees("8. Kabupaten Payakumbuh")
    assert "Kampar" not in card["text"]
    officer.answers("dharmasraya", 'Maksudnya "Kabupaten Dharmasraya"')
    officer.taps("Ya")
    officer.sees("Jarak 50 km")
    officer.answers("Tani Makmur", "Ringkasan")
    officer.taps("Kirim laporan")
    officer.sees("Laporan terkirim")
    with place.database.reading(NOW) as tx:
        sent = submission.current(tx, "bibit", 1, "2026-11-02.1")
        assert sent is not None
        assert answer_value.by_name(tx, sent.id or 0)["asal"] == "1305"

    begun(officer)
    officer.answers("Kabupaten Agam", "Jarak 20 km")
    assert "Tani Makmur" in str(officer.last()["buttons"])
