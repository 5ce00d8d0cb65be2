"""What the programme's forms abbreviate can be asked about, or is written out beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest

import forms
from forms.definition import Text
from reporting import articles
from reporting.texts import templates_folder

SHORT = re.compile(r"\b(?:[A-Z][A-Za-z]*[A-Z][A-Za-z]*(?:-[A-Z]+)?|[A-Z]{2,}(?:[/-][A-Z]+)*)\b")
# No term: words in capitals, and what everybody says so.
PLAIN = frozenset((
    "AIDS", "BB", "DAMPAK", "HIV", "ID", "INPUT", "JANGAN", "PDF", "PNS", "PROSES", "RT", "SAMA", "SEBELUM",
    "SEGERA", "SESUDAH", "TIDAK",
))  # fmt: skip
# Other agencies, by the names that their doors bear.
AGENCIES = frozenset((
    "BPS", "BUMD", "BUMN", "ESDM", "HAM", "KUA", "PP", "PUPR", "TNI", "TP", "UKM", "UMKM",
))  # fmt: skip
# Programmes and measures of other ministries: none of the sources at hand explains them.
OTHERS = frozenset((
    "BBLR", "BLT", "BPNT", "GERMAS", "JKN-PBI", "KB-KR", "KPM", "NAPZA", "PIRT", "PKH", "PMKS", "PMT", "PPGBM", "SE",
))  # fmt: skip


@cache
def terms() -> dict[str, set[str]]:
    """Each abbreviation in an Indonesian text of a form, with those texts."""
    found: dict[str, set[str]] = {}
    for file in sorted((templates_folder() / "forms").glob("*.md")):
        for text in _texts(forms.load(file.read_bytes(), file.name)):
            for term in SHORT.findall(text):
                found.setdefault(term, set()).add(text)
    return found


def unexplained() -> set[str]:
    told = "\n".join(
        f"{one.title} {one.body}" for one in articles.load(templates_folder() / "articles") if one.state == "published"
    )
    asked = {term for term in terms() if not re.search(rf"\b{re.escape(term)}\b", told)}
    return {term for term in asked if not any(_is_written_out(term, text) for text in terms()[term])}


def test_each_term_has_an_article_or_is_written_out() -> None:
    assert len(terms()) > 60
    assert unexplained() - PLAIN - AGENCIES - OTHERS == set(), "an article (templates/articles) should explain these"


def test_nothing_is_excused_that_needs_no_excuse() -> None:
    assert (PLAIN | AGENCIES | OTHERS) - unexplained() == set()


@pytest.mark.xfail(strict=True, reason="no source at hand explains what belongs to other ministries")
def test_terms_of_other_ministries_have_an_article() -> None:
    assert unexplained() & OTHERS == set()


def _is_written_out(term: str, text: str) -> bool:
    """ "Perawatan jangka panjang (PJP)", "PIS-PK (Indonesia Sehat dengan ...)"."""
    return bool(re.search(rf"\w{{3,}}[^()]*\({re.escape(term)}\)|\b{re.escape(term)} \([A-Za-z]{{3,}} \w+", text))


def _texts(form: forms.Form) -> Iterator[str]:
    for question in form.questions.values():
        yield from map(_said, (question.label, question.hint, question.guidance))
    yield from map(_said, form.texts.values())


def _said(text: Text) -> str:
    return " ".join(one for one in text.languages.get("Indonesia (id)", ()) if isinstance(one, str))
