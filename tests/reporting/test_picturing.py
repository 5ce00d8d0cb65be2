"""Pictures and sounds of a form: above the card, once; a button for who spares data; sheets of options."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import pytest

from models import form_attachment, person
from models.database import Database
from reporting import enclosures, sheets, stage
from reporting.access import actor_of
from reporting.apart import ChartError
from reporting.preferences import prefer
from reporting.screens.medium import Cell, Medium
from tests.reporting.chat import Officer, officer
from tests.sandbox.pictures import png

FORM = """
| survey |
| | type | name | label | media::image | media::audio | media::big-image | media::video |
| | text | awal | Awal | | | | |
| | select_multiple alat | alat | Alat KB mana? | alat.jpg | alat.ogg | besar.png | |
| | note | cara | Lihat caranya | | | | cara.mp4 |
| | text | cerita | Cerita | hilang.png | | | |
| choices |
| | list_name | name | label | media::image | media::audio |
| | alat | iud | IUD | iud.png | iud.mp3 |
| | alat | pil | 2. Pil | pil.svg | |
| | alat | lain | Lainnya | | |
"""
SEVERAL = """
| survey |
| | type | name | label | appearance | media::image |
| | text | awal | Awal | | |
| | begin group | kb | Peserta | field-list | |
| | integer | pil | Pil | | pil.svg |
| | integer | iud | IUD | | iud.png |
| | integer | suntik | Suntik | | |
| | end group | | | | |
"""
NAMES = ("alat.jpg", "alat.ogg", "besar.png", "iud.png", "iud.mp3", "pil.svg", "cara.mp4")


@contextmanager
def asked(database: Database, now: datetime, *, saver: bool = False) -> Iterator[Officer]:
    """At the question with the pictures; `hilang.png` was never put beside the form."""
    with officer(database, now, FORM) as sari:
        form_attachment.keep(sari.tx, sari.row().form_version_id, {name: name.encode() for name in NAMES})
        prefer(sari.tx, person.get(sari.tx, actor_of(sari.tx, sari.sender).person_id), saver=saver)
        show(sari)
        assert "Alat KB mana?" in sari.says("x")
        yield sari


def show(sari: Officer) -> None:
    """What the edge notes after it has sent everything."""
    told = stage.to_show(sari.tx, sari.sender.chat_id)
    assert told is not None
    stage.shown(sari.tx, sari.sender.bot_id, told, (told.last_message_id or 100) + 1)


def sent(sari: Officer) -> list[tuple[str, str, str]]:
    """What will go out with the card: kind, name and caption."""
    screen = sari.screen
    return [] if screen.has_media_up else [(one.kind, one.name, one.caption) for one in screen.media]


def test_they_stand_right_above_the_card_and_once(database: Database, now: datetime) -> None:
    with asked(database, now) as sari:
        assert sent(sari) == [
            ("photo", "besar.png", ""),
            ("voice", "alat.ogg", ""),
            ("photo", "pilihan.png", ""),
            ("audio", "iud.mp3", "1. IUD"),
        ]
        assert [(cell.label, cell.name) for cell in sari.screen.media[2].cells] == [
            ("1. IUD", "iud.png"),
            ("2. Pil", "pil.svg"),
        ]
        assert sari.screen.is_fresh
        sari.taps("IUD")  # before the card is up: the pictures still go with it
        assert len(sent(sari)) == 4
        show(sari)
        sari.taps("Pil")
        assert sent(sari) == [] and not sari.screen.is_fresh


def test_the_next_card_leaves_the_pictures_with_theirs(database: Database, now: datetime) -> None:
    with asked(database, now) as sari:
        show(sari)
        sari.taps("IUD")
        assert "Lihat caranya" in sari.taps("Selesai")
        assert (sari.screen.is_fresh, sent(sari)) == (True, [("video", "cara.mp4", "")])
        show(sari)
        assert "Cerita" in sari.taps("Lanjut")
        assert (sari.screen.is_fresh, sent(sari)) == (True, [])
        show(sari)
        assert "Lihat caranya" not in sari.taps("Kembali")
        assert len(sent(sari)) == 4


def test_who_spares_data_asks_for_them(database: Database, now: datetime) -> None:
    with asked(database, now, saver=True) as sari:
        assert sent(sari) == []
        assert "📎 Ada gambar dan suara atau video untuk isian ini." in sari.card
        assert "📎 Buka" in sari.buttons
        show(sari)
        sari.taps("IUD")
        assert "📎 Buka" in sari.buttons
        assert "Ada gambar" not in sari.taps("Buka")
        assert len(sent(sari)) == 4 and sari.screen.is_fresh
        assert "Selesai (1 dipilih)" in sari.buttons
        show(sari)
        assert "Ada video untuk isian ini" in sari.taps("Selesai")
        assert "📷 Video" in sari.buttons


def test_on_a_card_of_several_numbers_they_are_asked_for_too(database: Database, now: datetime) -> None:
    with officer(database, now, SEVERAL) as sari:
        form_attachment.keep(sari.tx, sari.row().form_version_id, {name: name.encode() for name in NAMES})
        who = person.get(sari.tx, actor_of(sari.tx, sari.sender).person_id)
        prefer(sari.tx, who, saver=True, way="batch")
        sari.says("x")
        assert sent(sari) == [] and "📷 Gambar" in sari.buttons
        sari.taps("Gambar")
        assert [name for _, name, _ in sent(sari)] == ["pil.svg", "iud.png"]
        assert "📷 Gambar" not in sari.buttons and "Suntik" in sari.card
        show(sari)
        sari.says("12 5 7")
        assert sent(sari) == [] and "📷 Gambar" not in sari.buttons


def test_what_telegram_has_is_kept_by_its_content(database: Database, now: datetime) -> None:
    with asked(database, now) as sari:
        picture, _, sheet, _ = sari.screen.media
        assert enclosures.known(sari.tx, 4242, picture) is None
        assert enclosures.content(sari.tx, picture) == b"besar.png"
        assert [one["label"] for one in enclosures.drawing(sari.tx, sheet)["cells"]] == ["1. IUD", "2. Pil"]
        for file_id in ("AgAC", "AgAD"):
            enclosures.keep(sari.tx, 4242, picture, "document", file_id)
        assert enclosures.known(sari.tx, 4242, picture) == ("document", "AgAD")
        assert enclosures.known(sari.tx, 4243, picture) is None
        enclosures.forget(sari.tx, 4242, picture)
        assert enclosures.known(sari.tx, 4242, picture) is None


def test_a_sheet_has_the_pictures_of_options_side_by_side() -> None:
    picture = b64encode(png(30, 20)).decode()
    cells = [{"label": f"{at}. IUD 😀", "name": "../x.PNG", "content": picture} for at in range(1, 4)]
    assert sheets.draw({"cells": cells}).startswith(b"\x89PNG")
    with pytest.raises(ChartError):
        sheets.draw({"cells": [{"label": "1", "name": "x.png", "content": b64encode(b"no").decode()}]})
    with pytest.raises(ChartError):
        sheets.draw({"cells": []})


def test_what_is_no_picture_costs_its_own_place_alone() -> None:
    good = {"label": "1. IUD", "name": "iud.png", "content": b64encode(png(30, 20)).decode()}
    bad = {"label": "2. Pil", "name": "pil.png", "content": b64encode(b"no").decode()}
    drawn = sheets.draw({"cells": [good, bad]})
    assert drawn.startswith(b"\x89PNG")
    assert len(drawn) > len(sheets.draw({"cells": [good]})), "its words are there"


def test_a_medium_survives_the_database() -> None:
    medium = Medium("photo", "pilihan.png", "ab", "1. IUD", (Cell("1. IUD", "iud.png", "cd"),))
    told = {"kind": "photo", "name": "pilihan.png", "sha256": "ab", "caption": "1. IUD", "cells": [
        {"label": "1. IUD", "name": "iud.png", "sha256": "cd"}]}  # fmt: skip
    assert Medium.from_json(told) == medium
