"""A listed difference explains what it says, in the forms it names, and is asked for in each of them."""

from __future__ import annotations

from tests.forms.differential.known import mended, unexplained

_ENGINE = "xforms-engine"
_FORMS = ("jumlah_anggota.md", "tambah_lagi.md")
_LOST = "seed 1: /data[1]/sumur[2]/dalam[1]: '2' here, '' there"
_SUM = "seed 1: /data[1]/terdalam[1]: '9' here, '2' there"


def test_one_reason_explains_the_differences_of_several_forms() -> None:
    assert [unexplained(_ENGINE, form, [_LOST, _SUM]) for form in _FORMS] == [[], []]


def test_a_reason_holds_for_its_forms_and_engine_alone() -> None:
    assert unexplained(_ENGINE, "kunjungan.md", [_LOST]) == [_LOST]
    assert unexplained("javarosa", "tambah_lagi.md", [_LOST]) == [_LOST]


def test_an_answer_that_is_missing_here_is_not_explained_by_rounds_that_came_back() -> None:
    line = "seed 1: /data[1]/sumur[2]/dalam[1]: '' here, '2' there"
    assert unexplained(_ENGINE, "tambah_lagi.md", [line]) == [line]


def test_each_form_must_show_what_is_listed_for_it() -> None:
    assert [len(mended(_ENGINE, form, [_LOST, _SUM])) for form in _FORMS] == [0, 0]
    assert [len(mended(_ENGINE, form, [_LOST])) for form in _FORMS] == [1, 1]
