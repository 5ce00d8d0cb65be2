"""The story through `kabar run --config` against `python -m sandbox`: two programs that share nothing but HTTP."""

from __future__ import annotations

import csv
import struct

from tests.stories import programs
from tests.stories.conftest import Solok
from tests.stories.tale import RIGHT, play
from tests.story import typed_by_name

GIVEN = ("pelapor_id", "wilayah_kode", "kampung_id", "periode")  # by the account and the slot, not by the notebook
LARGEST_CHART = 150_000  # bytes; a phone on 2G fetches that in about ten seconds


def test_the_story(running: Solok) -> None:
    play(running.cast, running.sandbox.clock, lambda name: CHECKS.get(name, _nothing)(running))
    exported = _export(running)
    written = {name: value for name, value in typed_by_name().items() if name not in GIVEN} | {"bpjs": RIGHT}
    assert {name: exported[name] for name in written} == written
    assert exported["periode"] == "2026-10"
    assert running.bot.stop() == 0
    assert "ERROR" not in running.bot.log()


def _nothing(running: Solok) -> None:
    pass


def _chart(running: Solok) -> None:
    """The picture of the summary: a square PNG that is light enough for a phone."""
    told = running.cast.coordinator.sees("2 Nov – 8 Nov")
    picture = running.sandbox.http.get(told["photo"])
    assert picture.headers["content-type"] == "image/png"
    width, height = struct.unpack(">II", picture.content[16:24])
    assert (width, height) == (1080, 1080)
    assert len(picture.content) < LARGEST_CHART


CHECKS = {"summary": _chart}


def _export(running: Solok) -> dict[str, str]:
    """The report of October as `kabar export` writes it, beside the running bot."""
    file = running.folder / "out.csv"
    arguments = ("bulanan_kkb", "--from", "2026-11-01", "--format", "csv", "-o", str(file))
    programs.kabar(running.folder, "export", *arguments, "--config", str(running.folder / "config.toml"))
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == 1, rows
    return rows[0]
