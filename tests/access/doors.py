"""The doors of Kabar, found by reading its code: handlers, taps, commands, pushes."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from collections.abc import Iterator
from dataclasses import is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

import typer
from aiogram import Router

import handlers
import reporting
from bot.__main__ import COMMANDS
from reporting import policies
from tests import syntax

ROOM = Path(reporting.__file__).parent
TAP = re.compile(r"([a-z]{1,2}):(?:\*|\d*)?:([a-z_]*)(.?)")
OPEN = "…"  # stands for what is known only when the code runs


def handled() -> dict[str, tuple[str, ...]]:
    """ "room.handler" -> the use cases that it calls, of every handler on every router."""
    found = {}
    for callback in _callbacks(handlers.routers()):
        name = f"{callback.__module__.rpartition('.')[2]}.{callback.__name__}"
        found[name] = tuple(_cases(callback))
    return found


def looked_up() -> set[str]:
    """What filters and middlewares call by themselves."""
    found = set()
    for path in Path(handlers.__file__).parent.glob("*.py"):
        for kind in syntax.tree(path).body:
            if isinstance(kind, ast.ClassDef):
                found |= set(_called(kind))
    return found


@cache
def emitted() -> frozenset[tuple[str, str]]:
    """(verb, argument) of every button that the code makes; OPEN where the argument is put together."""
    found = set()
    for _, text in _texts():
        if match := TAP.match(text):
            verb, argument, after = match.groups()
            found.add((verb, OPEN if after == OPEN or not argument else argument))
    return frozenset(found)


def obeyed() -> set[tuple[str, str]]:
    """(verb, argument) of every case that a use case tells apart by `tap.argument`."""
    return {(verb, argument) for verb, case in _bound() for argument in _told_apart(case)}


def commands() -> set[str]:
    """Every command, "people import"."""
    found = set()
    for name, (module, _) in COMMANDS.items():
        found |= set(_below(typer.main.get_command(importlib.import_module(module).app), name))
    return found


def pushed() -> set[str]:
    """What stands before the first colon of the key of every push."""
    found = set()
    for path, text in _texts():
        if path.name in PUSHING and (match := re.match(rf"([a-z]+):{OPEN}", text)):
            found.add(match.group(1))
    return found


PUSHING = {
    path.name
    for path in ROOM.rglob("*.py")
    if re.search(r"\b(Push|Notice)\(|dedupe_key=", path.read_text(encoding="utf-8"))
}


def event_keys() -> set[str]:
    """The names of what audit events tell beside their object."""
    found = set()
    for path in sorted(ROOM.rglob("*.py")):
        for node in syntax.nodes(path):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id="audit_event"), attr="log"), keywords=told):
                    found |= {keyword.arg for keyword in told if keyword.arg}
    return found


def undeclared() -> set[str]:
    """The names of all that no policy covers, and of policies of what is not there."""
    called = {case for cases in handled().values() for case in cases} | looked_up()
    bound = {one for one in emitted() | obeyed() if one[1] != OPEN}
    return (
        called ^ set(policies.USE_CASES)
        | {name for name, cases in handled().items() if not cases}
        | {f"{verb}:{argument}" for verb, argument in bound if policies.of_tap(verb, argument) is None}
        | {verb for verb, _ in emitted() if verb not in policies.TAPS}
        | commands() ^ set(policies.COMMANDS)
        | pushed() ^ set(policies.PUSHES)
    )


def _callbacks(router: Router) -> Iterator[Any]:
    for observer in router.observers.values():
        yield from (handler.callback for handler in observer.handlers)
    for inner in router.sub_routers:
        yield from _callbacks(inner)


def _cases(callback: Any) -> Iterator[str]:
    """Methods of the use cases that it is given, and functions of `reporting/` that it hands to `use` or `look`."""
    kinds = {name: str(one.annotation) for name, one in inspect.signature(callback).parameters.items()}
    tree = ast.parse(inspect.getsource(callback))
    handed = {
        ast.unparse(node.args[0]) for node in ast.walk(tree) if isinstance(node, ast.Call) and _is_way_in(node.func)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            kind = kinds.get(node.value.id, "")
            if kind and _is_use_case(callback, kind):
                yield f"{kind}.{node.attr}"
            elif ast.unparse(node) in handed and not kind:
                yield ast.unparse(node)


def _called(kind: ast.ClassDef) -> Iterator[str]:
    given = [node for node in ast.walk(kind) if isinstance(node, ast.AnnAssign)]
    named = {ast.unparse(node.target): ast.unparse(node.annotation) for node in given}
    for node in ast.walk(kind):
        if isinstance(node, ast.Call) and _is_way_in(node.func) and isinstance(node.args[0], ast.Attribute):
            owner = ast.unparse(node.args[0].value)
            yield f"{named.get(owner, owner)}.{node.args[0].attr}"


def _is_use_case(callback: Any, kind: str) -> bool:
    """Use cases are the classes of `reporting/` that carry no data of their own to Telegram."""
    found = getattr(inspect.getmodule(callback), kind, None)
    return inspect.isclass(found) and found.__module__.startswith("reporting.") and not is_dataclass(found)


def _is_way_in(func: ast.expr) -> bool:
    return (isinstance(func, ast.Name) and func.id in ("use", "look")) or (
        isinstance(func, ast.Subscript) and ast.unparse(func) in ("data['use']", "data['look']")
    )


@cache
def _trees() -> tuple[tuple[Path, ast.Module], ...]:
    return tuple((path, ast.parse(path.read_text(encoding="utf-8"))) for path in sorted(ROOM.rglob("*.py")))


def _texts() -> Iterator[tuple[Path, str]]:
    """Every text in the room, with OPEN for what is filled in."""
    for path in sorted(ROOM.rglob("*.py")):
        nodes = syntax.nodes(path)
        parts = {id(value) for node in nodes if isinstance(node, ast.JoinedStr) for value in node.values}
        for node in nodes:
            if isinstance(node, ast.JoinedStr):
                yield path, "".join(v.value if isinstance(v, ast.Constant) else OPEN for v in node.values)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts:
                yield path, node.value


def _bound() -> Iterator[tuple[str, Any]]:
    """Verb and class of every use case that takes taps."""
    for verb, case in (
        ("s", "starting.starting.Starting"),
        ("q", "reviewing.Reviewing"),
        ("l", "history.History"),
        ("k", "coordinating.Coordinating"),
        ("w", "watching.Watching"),
        ("kr", "recapping.Recapping"),
        ("kd", "digesting.Digesting"),
        ("z", "telling.Telling"),
        ("f", "visiting.Visiting"),
        ("u", "invitations.Invitations"),
        ("t", "asking.Asking"),
        ("t", "answering.Answering"),
        ("p", "privately.Privately"),
        ("p", "shared_phone.SharedPhone"),
        ("p", "agreeing.Agreeing"),
        ("p", "erasing.Erasing"),
        ("m", "menus.Menus"),
        ("c", "requesting.Requesting"),
        ("o", "peopling.Peopling"),
        ("v", "refiling.Refiling"),
        *(("b", one) for one in ("form_pages.FormPages", "uploading.Uploading", "form_terms.FormTerms")),
        ("b", "form_approval.FormApproval"),
        ("x", "timetable.Timetable"),
        ("gr", "grouping.Grouping"),
    ):
        module, _, name = case.rpartition(".")
        yield verb, getattr(importlib.import_module(f"reporting.{module}"), name)


def _told_apart(case: Any) -> Iterator[str]:
    for node in ast.walk(ast.parse(inspect.getsource(case))):
        if isinstance(node, ast.Match) and "tap.argument" in ast.unparse(node.subject):
            for inner in node.cases:
                yield from _constants(inner.pattern)


def _constants(pattern: ast.pattern) -> Iterator[str]:
    for node in ast.walk(pattern):
        if isinstance(node, ast.MatchValue) and isinstance(node.value, ast.Constant):
            yield str(node.value.value)


def _below(command: Any, name: str) -> Iterator[str]:
    inner = getattr(command, "commands", None)
    if not inner:
        yield name
        return
    for key, one in inner.items():
        yield from _below(one, f"{name} {key}")
    if getattr(command, "invoke_without_command", False):
        yield name
