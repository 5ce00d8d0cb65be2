"""Pictures: right size, light, the same everywhere, and what is missing is seen without colour."""

from __future__ import annotations

import json
import os
import re
import signal
import struct
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import typst

import templates
from reporting import apart, charts
from reporting.apart import Apart, ChartError

FOLDER = Path(templates.__file__).parent
LONG = "Kampung Keluarga Berkualitas Sungai Andai Sejahtera Bersama"
MISSING = 'stroke="#c2500a"'


def row(label: str, reported: int, expected: int) -> dict[str, Any]:
    return {"label": label, "reported": reported, "expected": expected, "value": f"{reported}/{expected}"}


def spec(rows: list[dict[str, Any]], **changes: Any) -> dict[str, Any]:
    months = ("Mei", "Jun", "Jul", "Agu", "Sep", "Okt")
    points = [{"label": m, "share": 0.5 + i / 10, "value": f"{50 + i * 10} %"} for i, m in enumerate(months)]
    return {
        "chart": "reported",
        "title": "21 dari 87 kampung di Kabupaten Pamekasan belum lapor",
        "subtitle": "Pamekasan · laporan Oktober 2026 · per 16 November 2026",
        "figures": [{"value": "66 dari 87", "label": "masuk"}, {"value": "+12", "label": "dari minggu lalu"}],
        "rows": rows,
        "more": "5 kecamatan lain lengkap",
        "trend": {"label": "Masuk", "points": points, "target": {"share": 0.9, "label": "target 90 %"}},
        **changes,
    }


def svg(picture: dict[str, Any]) -> str:
    """The same template as a drawing whose shapes can be counted."""
    source = FOLDER / "charts" / f"{picture['chart']}.typ"
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER / "fonts")])
    drawn = typst.compile(str(source), font_paths=fonts, format="svg", sys_inputs={"spec": json.dumps(picture)})
    assert isinstance(drawn, bytes)
    return drawn.decode()


@pytest.mark.parametrize("count", [0, 1, 3, 8, 9, 19, 20])
@pytest.mark.parametrize("name", ["Galis", LONG])
def test_a_picture_is_1080_square_and_at_most_150_kb(count: int, name: str) -> None:
    picture = charts.draw(spec([row(f"{name} {i}", i % 4, 5) for i in range(count)]))

    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", picture[16:24]) == (1080, 1080)
    assert len(picture) <= 150_000


def test_the_least_spec_will_do() -> None:
    least = {"chart": "reported", "title": "Semua sudah lapor", "subtitle": "Kota Solok", "rows": []}
    assert struct.unpack(">II", charts.draw(least)[16:24]) == (1080, 1080)


def test_every_unit_that_is_missing_is_one_hollow_cell() -> None:
    rows = [row("Galis", 6, 6), row("Kadur", 3, 7), row("Pasean", 0, 5)]
    assert svg(spec(rows)).count(MISSING) == 4 + 5


def test_many_units_become_two_lengths_and_no_unit_an_empty_one() -> None:
    rows = [row("Palengaan", 22, 90), row("Larangan", 0, 90), row("Galis", 90, 90), row("Baru", 0, 0)]
    assert svg(spec(rows)).count(MISSING) == 2


def test_a_list_of_names_marks_who_is_missing() -> None:
    assert svg(spec([row(f"Kampung {i}", i % 2, 1) for i in range(19)])).count(MISSING) == 10


def test_more_reports_than_expected_fill_the_bar_and_no_more() -> None:
    assert svg(spec([row("Galis", 9, 6), row("Kadur", 6, 6)])).count(MISSING) == 0


def test_the_same_spec_gives_the_same_bytes_from_many_threads() -> None:
    picture = spec([row("Galis", 3, 6), row(LONG, 0, 1)])
    with ThreadPoolExecutor(8) as pool:
        drawn = set(pool.map(charts.draw, [dict(picture) for _ in range(16)]))
    assert drawn == {charts.draw(picture)}


def test_a_process_of_its_own_draws_the_same_goes_on_after_a_fault_and_is_started_anew() -> None:
    picture, drawing = spec([row("Galis", 3, 6), row(LONG, 0, 1)]), Apart()
    assert drawing.draw(picture) == charts.draw(picture)
    first = drawing.process_id
    with pytest.raises(ChartError, match=r"^chart spec: 'rows' has 21 rows"):
        drawing.draw(spec([row("Galis", 1, 1)] * 21))
    assert drawing.draw(picture) == charts.draw(picture) and drawing.process_id == first
    assert first is not None
    os.kill(first, signal.SIGKILL)
    assert drawing.draw(picture) == charts.draw(picture) and drawing.process_id != first
    drawing.close()


def test_who_asks_for_nothing_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    monkeypatch.setattr(apart, "IDLE", 0.01)
    with open(reading, "rb") as stdin, open(writing, "wb"):
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=stdin))
        apart.serve(charts.draw)


@pytest.mark.parametrize("key", ["chart", "title", "subtitle", "rows"])
def test_a_missing_key_is_named(key: str) -> None:
    broken = spec([])
    del broken[key]
    with pytest.raises(ChartError, match=f"'{key}' is missing"):
        charts.draw(broken)


@pytest.mark.parametrize("chart", ["pie", "../charts/reported", ""])
def test_an_unknown_chart_is_an_error(chart: str) -> None:
    with pytest.raises(ChartError, match="no template"):
        charts.draw(spec([], chart=chart))


def test_too_many_rows_are_refused() -> None:
    with pytest.raises(ChartError, match="21 rows"):
        charts.draw(spec([row("Galis", 1, 1)] * 21))


def test_what_typst_says_is_passed_on() -> None:
    with pytest.raises(ChartError, match=r"reported\.typ: .*label"):
        charts.draw(spec([{"reported": 1, "expected": 1, "value": "1/1"}]))


@pytest.mark.parametrize("source", sorted((FOLDER / "charts").glob("*.typ")), ids=lambda path: path.name)
def test_templates_hold_no_word_and_no_text_below_32_px(source: Path) -> None:
    code = re.sub(r"//.*", "", source.read_text(encoding="utf-8"))
    assert not re.search(r"\[[^\]]*[A-Za-z]{3}[^\]]*\]", code), "markup with words"
    said = " ".join(re.findall(r"\bsize: ([^,()]*)", code))
    sizes = [float(size) for size in re.findall(r"(\d+(?:\.\d+)?)pt", said)]
    assert sizes and min(sizes) >= 32


def test_texts_are_shown_as_written_not_as_markup() -> None:
    plain = svg(spec([], title="#panic() *tebal* $x$ [a] \\ @b", figures=[], more=""))
    assert "<svg" in plain
