"""Languages that authors name without a code, or in two ways."""

from __future__ import annotations

from forms.language import pick
from tests.forms.lint.sheets import codes, form, found

YES = "list_name; name; label::Indonesia (id); label::English (en)\nyn; ya; Ya; Yes\nyn; tidak; Tidak; No"


def test_indonesian_without_its_code_is_one_finding_with_its_mend() -> None:
    source = form("type; name; label::Bahasa Indonesia\ntext; x; Apa?")
    [one] = found(source, "language_code")
    assert one.advice == "Write Bahasa Indonesia (id) everywhere."
    assert "language" not in codes(source)


def test_a_language_with_two_names_is_not_told_as_missing_in_each_cell() -> None:
    source = form("type; name; label::Bahasa Indonesia (id); label::English (en)\nselect_one yn; x; Apa?; What?", YES)
    [one] = found(source, "language_names")
    assert one.message == '"Bahasa Indonesia (id)" and "Indonesia (id)" have the code id.'
    assert not {"untranslated", "missing_language", "choice_untranslated"} & set(codes(source))


def test_a_person_reads_both_names_of_a_language() -> None:
    languages = ["English (en)", "Bahasa Indonesia (id)", "Indonesia (id)"]
    assert pick("id", languages, "English (en)")[:3] == ("Bahasa Indonesia (id)", "Indonesia (id)", "English (en)")
