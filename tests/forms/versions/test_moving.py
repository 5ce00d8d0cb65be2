"""A draft moves to another version of its form."""

from __future__ import annotations

import pytest

from forms import Context, Form, load
from forms.versions.moving import Again, Dropped, Moved, move
from tests.forms.scenario import NOW, Person

SETTINGS = """
| settings |
| | form_title | form_id | version | default_language |
| | Uji | uji | {} | Indonesia (id) |
"""
KOTA = """
| choices |
| | list_name | name | label |
| | kota | solok | Solok |
| | kota | padang | Padang |
"""
OLD = f"""
| survey |
| | type | name | label | relevant | default | calculation | repeat_count |
| | text | ketua | Ketua | | | | |
| | integer | pus | PUS | | | | |
| | select_one kota | kota | Kota | | | | |
| | integer | lama | Lama | ${{pus}} > 10 | | | |
| | calculate | dua | | | | ${{pus}} * 2 | |
| | begin repeat | acara | Acara | | | | |
| | date | tgl | Tanggal | | | | |
| | end repeat | | | | | | |
| | text | catatan | Catatan | | | | |
{KOTA}"""


def version(markdown: str, number: int) -> Form:
    return load(markdown + SETTINGS.format(number), "uji.md")


def old_draft(*values: str) -> Person:
    return Person(version(OLD, 1)).say(*values)


def moved(person: Person, new: str) -> Moved:
    form = version(new, 2)
    found = move(person.form, form, person.draft, NOW)
    person.form = form
    person._take(found.step)
    return found


def test_what_still_fits_stays_and_what_is_new_is_asked() -> None:
    person = old_draft("Bu Sari", "412", "solok", "3", "2026-10-01", "no")
    new = OLD.replace("| | integer | lama", "| | integer | baru | Baru | | | | |\n| | integer | lama")
    found = moved(person, new)
    assert (person.at, person.draft.version) == ("baru", "2")
    assert found.added == ("/data/baru",)
    assert (found.asked_again, found.dropped, found.hidden) == ((), (), ())
    assert found.kept == ("/data/ketua", "/data/pus", "/data/kota", "/data/lama", "/data/acara[1]/tgl")
    assert person.value("dua") == "824"
    person.say("5")
    assert person.at == "catatan"


def test_a_question_keeps_its_answer_in_another_group_and_order() -> None:
    person = old_draft("Bu Sari", "412", "solok", "3")
    group = "| | begin group | g | G | | | | |\n| | integer | pus | PUS | | | | |\n| | end group | | | | | | |\n"
    found = moved(person, _survey(group, OLD))
    assert person.value("g/pus") == "412"
    assert found.paths["/data/pus"] == "/data/g/pus"
    assert (found.dropped, found.added) == ((), ())
    assert person.at == "tgl"


def _survey(first: str, form: str) -> str:
    """The form with these rows first and without the old row of pus."""
    head, _, rest = form.partition("| | text | ketua")
    rest = rest.replace("| | integer | pus | PUS | | | | |\n", "")
    return f"{head}{first}| | text | ketua{rest}"


def test_a_constraint_that_fails_asks_again_with_the_old_answer_as_proposal() -> None:
    person = old_draft("Bu Sari", "412", "solok", "3")
    new = OLD.replace("| calculation |", "| calculation | constraint |").replace(
        "| | integer | pus | PUS | | | | |", "| | integer | pus | PUS | | | | . < 400 |"
    )
    found = moved(person, new)
    assert found.asked_again == (Again("/data/pus", "PUS", "412", "constraint"),)
    assert (person.at, person.prompt.value) == ("pus", "412")
    assert "/data/pus" not in found.kept


def test_another_type_and_a_choice_that_is_gone_are_asked_again_blank() -> None:
    person = old_draft("Bu Sari", "412", "solok", "3")
    new = OLD.replace("| text | ketua", "| integer | ketua").replace("| | kota | solok | Solok |\n", "")
    found = moved(person, new)
    assert found.asked_again == (
        Again("/data/ketua", "Ketua", "Bu Sari", "type"),
        Again("/data/kota", "Kota", "solok", "choice"),
    )
    assert (person.at, person.prompt.value, person.value("kota")) == ("ketua", "", "")
    person.say("7")
    assert person.at == "kota"


def test_a_type_that_takes_the_answer_keeps_it() -> None:
    person = old_draft("12", "412", "solok", "3")
    new = OLD.replace("| text | ketua", "| integer | ketua").replace("| integer | pus", "| text | pus")
    new = new.replace("select_one kota", "select_multiple kota")
    assert moved(person, new).asked_again == ()
    assert [person.value(name) for name in ("ketua", "pus", "kota")] == ["12", "412", "solok"]


def test_of_several_choices_those_still_offered_stay() -> None:
    many = OLD.replace("select_one kota", "select_multiple kota")
    person = Person(version(many, 1)).say("Bu Sari", "412", "solok padang")
    found = moved(person, many.replace("| | kota | solok | Solok |\n", ""))
    assert found.asked_again == (Again("/data/kota", "Kota", "solok padang", "choice"),)
    assert (person.at, person.prompt.value) == ("kota", "padang")


def test_a_filter_that_takes_an_answer_away_is_told() -> None:
    person = old_draft("Bu Sari", "412", "solok", "3")
    new = OLD.replace("| calculation |", "| calculation | choice_filter |").replace(
        "| | select_one kota | kota | Kota | | | | |", "| | select_one kota | kota | Kota | | | | name != ${ketua} | |"
    )
    person.jump("/data/ketua").say("padang")
    person.jump("/data/kota").say("padang")
    found = moved(person, new)
    assert found.asked_again == (Again("/data/kota", "Kota", "padang", "choice"),)
    assert (person.at, person.prompt.value) == ("kota", "")


def test_a_question_that_is_gone_is_told_with_its_answer() -> None:
    person = old_draft("Bu Sari", "412", "solok", "3")
    found = moved(person, OLD.replace("| | text | ketua | Ketua | | | | |\n", ""))
    assert found.dropped == (Dropped("/data/ketua", "Ketua", "Bu Sari"),)
    assert found.kept == ("/data/pus", "/data/kota", "/data/lama")


def test_what_is_calculated_now_is_told_as_dropped() -> None:
    person = old_draft("Bu Sari", "412", "solok", "3")
    new = OLD.replace("| | integer | lama | Lama | ${pus} > 10 | | | |", "| | calculate | lama | | | | 9 | |")
    found = moved(person, new)
    assert found.dropped == (Dropped("/data/lama", "Lama", "3"),)
    assert person.value("lama") == "9"


def test_hidden_answers_are_kept_and_come_back() -> None:
    person = old_draft("Bu Sari", "412", "solok", "3").jump("/data/pus").say("5")
    found = moved(person, OLD.replace("${pus} > 10", "${pus} > 20"))
    assert (found.hidden, "/data/lama" in found.kept) == (("/data/lama",), True)
    person.jump("/data/pus").say("21")
    assert person.jump("/data/lama").prompt.value == "3"


def test_an_answer_that_the_new_version_hides_is_told() -> None:
    person = old_draft("Bu Sari", "412", "solok", "3")
    assert moved(person, OLD.replace("${pus} > 10", "${pus} > 1000")).hidden == ("/data/lama",)


def test_a_required_question_that_was_skipped_is_asked_again() -> None:
    person = old_draft("Bu Sari").skip()
    new = OLD.replace("| calculation |", "| calculation | required |").replace(
        "| | integer | pus | PUS | | | |", "| | integer | pus | PUS | | | | yes"
    )
    found = moved(person, new)
    assert found.asked_again == (Again("/data/pus", "PUS", "", "required"),)
    assert person.at == "pus"


def test_rounds_go_by_name_and_position() -> None:
    person = old_draft("Bu Sari", "412", "solok", "3", "2026-10-01", "yes", "2026-10-02", "no")
    new = OLD.replace("| | date | tgl", "| | date | mulai | Mulai | | today() | | |\n| | date | tgl")
    found = moved(person, new)
    assert found.added == ("/data/acara[1]/mulai", "/data/acara[2]/mulai")
    assert [person.value(f"acara/{at}/tgl") for at in (1, 2)] == ["2026-10-01", "2026-10-02"]
    assert [person.value(f"acara/{at}/mulai") for at in (1, 2)] == ["2026-11-02", "2026-11-02"]
    assert person.say("2026-10-01", "2026-10-02").at == "catatan"


def test_a_question_that_left_its_repeat_is_told_for_every_round() -> None:
    person = old_draft("Bu Sari", "412", "solok", "3", "2026-10-01", "yes", "2026-10-02", "no")
    repeat = OLD[OLD.index("| | begin repeat") : OLD.index("| | text | catatan")]
    found = moved(person, OLD.replace(repeat, "| | date | tgl | Tanggal | | | | |\n"))
    assert [(one.path, one.value) for one in found.dropped] == [
        ("/data/acara[1]/tgl", "2026-10-01"),
        ("/data/acara[2]/tgl", "2026-10-02"),
    ]
    assert person.at == "tgl"


def test_names_in_two_groups_go_by_path() -> None:
    two = """
| survey |
| | type | name | label |
| | begin group | a | A |
| | integer | jml | Jumlah A |
| | end group | | |
| | begin group | b | B |
| | integer | jml | Jumlah B |
| | end group | | |
"""
    person = Person(version(two, 1)).say("1", "2")
    moved(person, two.replace("| a | A |", "| c | C |"))
    assert (person.value("c/jml"), person.value("b/jml")) == ("1", "2")


def test_an_untouched_default_follows_the_new_version_and_a_touched_one_does_not() -> None:
    old = OLD.replace("| | text | catatan | Catatan | | |", "| | text | catatan | Catatan | | nihil |")
    old = old.replace("| | text | ketua | Ketua | | |", "| | text | ketua | Ketua | | Bu Ani |")
    person = Person(version(old, 1)).say("Bu Ani")
    moved(person, old.replace("nihil", "tidak ada").replace("Bu Ani", "Bu Ida"))
    assert (person.value("ketua"), person.value("catatan")) == ("Bu Ani", "tidak ada")


def test_identity_language_and_what_is_drawn_once_stay() -> None:
    once = OLD.replace("${pus} * 2", "uuid()")
    person = Person(version(once, 1), language="en", seed=5).say("Bu Sari", "412")
    identity, drawn = person.draft.instance_id, person.value("dua")
    moved(person, once.replace("Ketua", "Nama ketua"))
    assert (person.draft.instance_id, person.value("dua")) == (identity, drawn)
    assert (person.draft.language, person.draft.form_id) == ("en", "uji")


def test_what_the_new_version_asks_of_the_world_is_there() -> None:
    settings = SETTINGS.replace("default_language |", "default_language | namespaces |").replace(
        "Indonesia (id) |", 'Indonesia (id) | kabar="https://kabar.id/xlsform" |'
    )
    person = old_draft("Bu Sari")
    rows = OLD.replace("| calculation |", "| calculation | bind::kabar:prefill |").replace(
        "| | text | catatan", "| | text | bulan | Bulan | | | | periode |\n| | text | catatan"
    )
    new = load(rows + settings.format(2), "uji.md")
    found = move(person.form, new, person.draft, NOW, Context(now=NOW, period="2026-10"))
    assert found.step.draft.instance["values"]["bulan"] == "2026-10"
    assert "/data/bulan" not in found.added


def test_a_note_that_became_a_question_is_asked() -> None:
    noted = OLD.replace("| text | catatan", "| note | catatan")
    person = Person(version(noted, 1)).say("Bu Sari", "412", "solok", "3", "2026-10-01", "no", "")
    assert person.at == "end"
    moved(person, OLD)
    assert person.at == "catatan"


def test_two_forms_are_not_two_versions() -> None:
    person = old_draft("Bu Sari")
    other = load(OLD + SETTINGS.format(2).replace("| uji |", "| lain |"), "lain.md")
    with pytest.raises(ValueError, match="uji and lain are two forms"):
        move(person.form, other, person.draft, NOW)
