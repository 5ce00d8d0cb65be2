"""The questions of a form as text, before anybody answers them."""

from __future__ import annotations

import pytest

import forms
from reporting.starting.questions import question_list
from tests.reporting.field import TEXTS

FORM = """
| survey |
| | type | name | label::Indonesia (id) |
| | select_one alasan or_other | alasan | Alasan tidak hadir |

| choices |
| | list_name | name | label::Indonesia (id) |
| | alasan | sakit | Sakit |

| settings |
| | form_title | form_id | default_language |
| | Hadir | hadir | Indonesia (id) |
"""


@pytest.mark.parametrize(("language", "which"), [("id", "Sebutkan lainnya"), ("en", "Please specify")])
def test_what_or_other_adds_is_said_in_the_persons_language(language: str, which: str) -> None:
    form = forms.load(FORM.encode(), "hadir.md")
    lines = [line for part in question_list(TEXTS, language, "Hadir", form) for line in part["lines"]]
    assert [line["label"] for line in lines] == ["Alasan tidak hadir", which]
