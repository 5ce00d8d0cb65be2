"""Moving to the same form changes nothing; there and back loses nothing that both versions know."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from forms import Draft, Form, answer, back, jump, load, skip, start
from forms.draft import Context
from forms.filling.instance import Instance
from forms.prompt import Prompt
from forms.versions.moving import move

NOW = datetime.fromisoformat("2026-11-02T08:00:00+07:00")
FORM = """
| survey |
| | type | name | label | required | relevant | constraint | default | calculation | choice_filter |
| | text | judul | Judul | yes | | | Rapat | | |
| | begin group | g | G | | | | | | |
| | integer | pus | PUS | | | . <= 500 | | | |
| | select_one kota | kota | Kota | | ${pus} > 10 | | | | ${pus} > 50 or name = 'solok' |
| | select_multiple kota | semua | Semua | | | | | | |
| | end group | | | | | | | | |
| | begin repeat | acara | Acara | | | | | | |
| | date | tgl | Tanggal | | | | today() | | |
| | integer | hadir | Hadir | | ${pus} > 0 | | | | |
| | end repeat | | | | | | | | |
| | calculate | jumlah | | | | | | sum(${hadir}) | |
| | calculate | kode | | | | | | uuid() | |
| | hidden | diam | | | | | x | | |
| | text | catatan | Catatan | | ${jumlah} > 5 | | | | |
| choices |
| | list_name | name | label |
| | kota | solok | Solok |
| | kota | padang | Padang |
| settings |
| | form_title | form_id | version | default_language |
| | Uji | uji | 1 | Indonesia (id) |
"""
# The other version: another order, another group, one question less (catatan), one more, a laxer constraint.
OTHER = (
    FORM.replace("| uji | 1 |", "| uji | 2 |")
    .replace("| | text | judul | Judul | yes | | | Rapat | | |\n", "")
    .replace("| | end group", "| | text | judul | Judul | yes | | | Kumpul | | |\n| | end group")
    .replace("| | text | catatan | Catatan | | ${jumlah} > 5 |", "| | text | tambahan | Tambahan | | |")
    .replace(". <= 500", ". <= 900")
)
KNOWN_TO_ONE = {"catatan", "tambahan"}

pushes = st.lists(st.tuples(st.sampled_from("aaaasbj"), st.integers(0, 99)), max_size=25)


@settings(max_examples=40, derandomize=True, deadline=None)
@given(pushes)
def test_the_same_form_changes_nothing(made: list[tuple[str, int]]) -> None:
    draft = _filled(_one(), made)
    found = move(_one(), _one(), draft, NOW)
    again = found.step.draft
    assert again.instance == draft.instance
    assert (again.passed, again.language, again.revision) == (draft.passed, draft.language, draft.revision + 1)
    assert (found.asked_again, found.dropped, found.added) == ((), (), ())
    assert again.at == _first_open(_one(), draft)


@settings(max_examples=40, derandomize=True, deadline=None)
@given(pushes)
def test_there_and_back_loses_nothing_that_both_know(made: list[tuple[str, int]]) -> None:
    draft = _filled(_one(), made)
    there = move(_one(), _two(), draft, NOW)
    home = move(_two(), _one(), there.step.draft, NOW).step.draft
    assert _values(_one(), home) == _values(_one(), draft)
    assert [path for path in _passed(_one(), home) if path.rsplit("/", 1)[1] not in KNOWN_TO_ONE] == [
        path for path in _passed(_one(), draft) if path.rsplit("/", 1)[1] not in KNOWN_TO_ONE
    ]
    assert {item.path.rsplit("/", 1)[1] for item in there.dropped} <= KNOWN_TO_ONE


@settings(max_examples=40, derandomize=True, deadline=None)
@given(pushes)
def test_every_answer_is_kept_asked_again_or_dropped(made: list[tuple[str, int]]) -> None:
    draft = _filled(_one(), made)
    found = move(_one(), _two(), draft, NOW)
    instance = Instance(_one(), draft.instance)
    answered = {path for path in instance.passed() if instance.node(path) and instance.value(path)}
    kept = {old for old, new in found.paths.items() if new in found.kept}
    again = {old for old, new in found.paths.items() if new in {item.path for item in found.asked_again}}
    assert answered == (kept | again | {item.path for item in found.dropped}) & answered


def _filled(form: Form, made: list[tuple[str, int]]) -> Draft:
    step = start(form, Context(now=NOW, seed=3))
    for act, number in made:
        match act:
            case "a":
                step = answer(form, step.draft, _value(step.prompt, number), NOW)
            case "s":
                step = skip(form, step.draft, NOW)
            case "b":
                step = back(form, step.draft, NOW)
            case "j" if passed := _passed(form, step.draft):
                step = jump(form, step.draft, passed[number % len(passed)], NOW)
    return step.draft


def _value(prompt: Prompt, number: int) -> str:
    match prompt.kind:
        case "select_one" | "select_multiple":
            return prompt.choices[number % len(prompt.choices)].name if prompt.choices else ""
        case "date":
            return f"2026-10-{number % 28 + 1:02}"
        case "repeat":
            return "yes" if number % 3 else "no"
        case "text":
            return f"teks {number}"
    return str(number)


def _values(form: Form, draft: Draft) -> dict[str, str]:
    instance = Instance(form, draft.instance)
    leaves = [slot for slot in form.slots.values() if not slot.children and slot.name not in KNOWN_TO_ONE]
    return {instance.path(node): node.text for slot in leaves for node in instance.nodes(slot.path)}


def _first_open(form: Form, draft: Draft) -> str:
    """Somebody who went back goes on from there by skipping; anybody else stands there already."""
    return skip(form, draft, NOW).draft.at if draft.at in _passed(form, draft) else draft.at


def _passed(form: Form, draft: Draft) -> list[str]:
    return Instance(form, draft.instance).passed()


@cache
def _one() -> Form:
    return load(FORM, "uji.md")


@cache
def _two() -> Form:
    return load(OTHER, "uji.md")
