"""What a text shows of answers."""

from __future__ import annotations

import pytest

from tests.forms.lint.sheets import form, found

PROVINCES = "list_name; name; label\np; 13; Sumatera Barat\np; riau; Riau"
WORDS = "list_name; name; label\np; sumatera_barat; Sumatera Barat\np; riau; Riau"


def test_a_code_in_a_text_is_told_with_the_way_to_its_label() -> None:
    source = form("type; name; label; hint\nselect_one p; prov; Apa?\ntext; x; Di ${prov}?; Di ${prov}", PROVINCES)
    label, hint = found(source, "shows_option_name")
    assert label.message == 'x shows prov as it is stored: "13" for "Sumatera Barat".'
    assert label.advice == "Calculate jr:choice-name(${prov}, '${prov}') and show that instead."
    assert (label.column, hint.column) == ("label", "hint")


@pytest.mark.parametrize(
    ("shown", "options"), [("${prov}", WORDS), ("${nama}", PROVINCES), ("${lain}", PROVINCES), ("Riau", PROVINCES)]
)
def test_what_reads_well_is_not_told(shown: str, options: str) -> None:
    rows = (
        "select_one p; prov; Apa?;\ntext; lain; Lain?;\n"
        f"calculate; nama; ; jr:choice-name(${{prov}}, '${{prov}}')\ntext; x; Di {shown}?;"
    )
    assert found(form(f"type; name; label; calculation\n{rows}", options), "shows_option_name") == []


@pytest.mark.parametrize(("pattern", "sign"), [("%d %B %Y", "%B"), ("%A, %e %b", "%A"), ("100%", "%")])
def test_a_sign_that_no_date_has_is_told(pattern: str, sign: str) -> None:
    rows = f"date; d; Kapan?;\ncalculate; x; ; concat('tgl ', format-date(${{d}}, '{pattern}'))"
    [one] = found(form(f"type; name; label; calculation\n{rows}"), "date_format")
    assert one.message == f'x writes a date as "{pattern}"; there is no {sign}.'


def test_the_signs_that_there_are_may_all_be_used() -> None:
    rows = "date; d; Kapan?;\ncalculate; x; ; format-date-time(${d}, '%Y %y %m %n %b %d %e %a %H:%h:%M:%S.%3')"
    assert found(form(f"type; name; label; calculation\n{rows}"), "date_format") == []
