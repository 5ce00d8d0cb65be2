"""The house rules that a machine can check. Each failure names the file and what is in it."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests import syntax
from tests.access import doors

ROOT = Path(__file__).parent.parent
EVENT_KEYS = {
    "area", "because", "behalf", "columns", "count", "files", "first", "from_version", "heir", "how", "kampung",
    "last", "message", "months", "old_code", "page", "period", "person", "reason", "report", "reports", "revision",
    "role", "since", "term", "to", "version", "whose",
    "cadence", "form", "state",  # of a form that is published
    "drafts", "rows",  # of a calendar that is imported
}  # fmt: skip
ROOMS = ("bot", "handlers", "reporting", "models", "forms", "sandbox", "web")
LONGEST_FILE = 400
LONGEST_FUNCTION = 60
USUAL_FUNCTION = 30
# What asks the machine for the time or for chance: the time comes from the bot's clock, ids from what it hands out.
IMPURE = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "time.time",
    "time.time_ns",
    "time.sleep",
    "uuid.uuid1",
    "uuid.uuid4",
    "uuid4",
    "secrets.token_hex",
    "secrets.token_urlsafe",
    "secrets.randbelow",
    "random.random",
    "random.randint",
    "random.choice",
}
CLOCKLESS = ("forms", "models", "reporting", "handlers")
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)
# Functions over 30 lines, which should become fewer. Nothing is added here without a reason beside it.
LONG: dict[str, str] = {}
# The contract lets who evaluates a single expression leave the time out; a form brings its own time and chance.
ASKING = {
    "forms/xpath/evaluate.py: datetime.now",
    "forms/xpath/evaluate.py: uuid.uuid4",
}


def sources(*rooms: str) -> Iterator[Path]:
    """Python files of the rooms. A migration is a record of what was done, written by a program."""
    for room in rooms:
        for file in sorted((ROOT / room).rglob("*.py")):
            if "versions" not in file.parts:
                yield file


@cache
def functions(file: Path) -> tuple[tuple[str, int], ...]:
    """Every function with its length: its lines after `def` and docstring, without those of functions inside it."""
    return tuple((node.name, length(node)) for node in syntax.nodes(file) if isinstance(node, FUNCTION))


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    told = len(function.body) > 1 and ast.get_docstring(function)
    body = function.body[1:] if told else function.body
    inside = [one for statement in body for one in outermost_functions(statement)]
    return extent(body[0], body[-1]) - sum(extent(one, one) for one in inside)


def outermost_functions(node: ast.AST) -> Iterator[ast.stmt]:
    if isinstance(node, FUNCTION):
        yield node
    else:
        for child in ast.iter_child_nodes(node):
            yield from outermost_functions(child)


def extent(first: ast.stmt, last: ast.stmt) -> int:
    return (last.end_lineno or last.lineno) - first.lineno + 1


def test_lengths_are_counted_as_told(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_text('def a():\n    """Doc."""\n    x = 1\n\n    def b():\n        return 1\n\n    return b\n')
    assert dict(functions(file)) == {"a": 4, "b": 1}  # two statements and the blank lines between


def test_import_contracts() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_no_file_is_too_long() -> None:
    long = {
        str(file.relative_to(ROOT)): size for file in sources(*ROOMS, "tests") if (size := lines(file)) > LONGEST_FILE
    }
    assert long == {}


def test_no_function_is_far_too_long() -> None:
    long = [
        f"{file.relative_to(ROOT)}: {name} has {length} lines"
        for file in sources(*ROOMS, "tests")
        for name, length in functions(file)
        if length > LONGEST_FUNCTION
    ]
    assert long == []


def test_few_functions_are_long() -> None:
    found = {
        f"{file.relative_to(ROOT)}: {name}"
        for file in sources(*ROOMS)
        for name, length in functions(file)
        if length > USUAL_FUNCTION
    }
    assert found - LONG.keys() == set(), "split them, or add them to LONG with the reason"
    assert LONG.keys() - found == set(), "no longer long: take them off LONG"


@pytest.mark.parametrize("room", CLOCKLESS)
def test_time_and_chance_come_from_outside(room: str) -> None:
    asked = {
        f"{file.relative_to(ROOT)}: {called}"
        for file in sources(room)
        for node in syntax.nodes(file)
        if isinstance(node, ast.Call) and (called := last_two(node.func)) in IMPURE
    }
    assert asked == {one for one in ASKING if one.startswith(f"{room}/")}


def test_the_check_for_time_sees_what_it_should() -> None:
    for statement in ("datetime.datetime.now(UTC)", "datetime.now()", "time.time()", "uuid4()", "uuid.uuid4()"):
        call = ast.parse(statement, mode="eval").body
        assert isinstance(call, ast.Call)
        assert last_two(call.func) in IMPURE


def last_two(called: ast.expr) -> str:
    """`datetime.datetime.now` -> "datetime.now", `uuid4` -> "uuid4", what is no name -> ""."""
    match called:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=ast.Name(id=owner) | ast.Attribute(attr=owner), attr=name):
            return f"{owner}.{name}"
        case _:
            return ""


def lines(file: Path) -> int:
    return len(file.read_text(encoding="utf-8").splitlines())


def test_audit_events_hold_nothing_but_keys() -> None:
    """What an event tells beside its object, by name: codes, numbers, days and states, never an answer or a name."""
    assert "count" in doors.event_keys()
    assert doors.event_keys() - EVENT_KEYS == set(), "add what is a key to EVENT_KEYS; leave out what is not"


def test_every_door_has_a_policy() -> None:
    """Handlers, taps, commands and pushes: what reporting/policies.py does not name is refused to everybody."""
    assert doors.undeclared() == set(), "declare these in reporting/policies.py"
