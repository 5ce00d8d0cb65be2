"""What a form reads from outside: lists in files, which all its drafts share, and rows that belong to one draft.

A list is named by `<instance id="kab" src="jr://file-csv/kab.csv"/>` (ODK XForms, "Secondary Instances - External").
`attach()` puts it into the compiled form once; `outside()` adds what is a draft's own.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from forms.compiling.model import MEDIA
from forms.definition import Form, Question, Slot
from forms.draft import Context
from forms.problem_log import ProblemLog
from forms.problems import FormErrors, FormProblem
from forms.sheet.cells import Cells

if TYPE_CHECKING:
    from forms.xpath import Expression, Node

LAST_SAVED = "jr://instance/last-saved"
ITEMSETS = "itemsets.csv"  # where pyxform puts the options of `select_one_external`
ITEMSETS_SOURCE = f"jr://file/{ITEMSETS}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that the form reads: its bare name, the lists in it by instance id, and the node that asks for it."""

    file: str
    lists: tuple[str, ...]
    path: str
    column: str


def wanted(form: Form) -> tuple[Wanted, ...]:
    """The files that the form names and that nobody has attached, in the order of its model."""
    found: dict[str, Wanted] = {}
    for identity, source in form.external.items():
        file = source.replace("\\", "/").rpartition("/")[2]
        if identity in form.instances or source == LAST_SAVED or file in ("", ".", ".."):
            continue
        before = found.get(file)
        path, column = (before.path, before.column) if before else _reader(form, identity)
        found[file] = Wanted(file, (*(before.lists if before else ()), identity), path, column)
    return tuple(found.values())


def attach(form: Form, files: Mapping[str, bytes], cells: Cells | None = None) -> Form:
    """The form with the lists of `files` (bare name -> content); files that it doesn't name are left alone.

    Raises FormErrors with the cell that names a file which can't be read.
    """
    from forms.outside.lists import ListError

    log = ProblemLog({}, cells or Cells())
    lists: dict[str, Node] = {}
    for one in wanted(form):
        if one.file not in files:
            continue
        try:
            lists |= _lists(one, files[one.file])
        except ListError as error:
            log.add("unreadable_list", one.path, one.column, str(error))
    if log.problems:
        raise FormErrors(tuple(log.problems))
    return replace(form, instances=form.instances | lists) if lists else form


def media(form: Form) -> tuple[str, ...]:
    """The bare names of the pictures and sounds that texts of the form name, in any language."""
    texts = (text for key, text in form.texts.items() if key.rpartition("#")[2] in MEDIA)
    names = ("".join(map(str, pieces)).rpartition("/")[2] for text in texts for pieces in text.languages.values())
    return tuple(dict.fromkeys(name for name in names if name not in ("", ".", "..") and "\\" not in name))


def missing(
    form: Form, files: Container[str], provided: Container[str], cells: Cells | None = None
) -> tuple[FormProblem, ...]:
    """An error for each file that is not among `files`, unless Kabar provides its lists (`provided`, instance ids)."""
    log = ProblemLog({}, cells or Cells())
    for one in wanted(form):
        if one.file not in files and not all(identity in provided for identity in one.lists):
            log.add("missing_list", one.path, one.column, f"The form reads {one.file}, which is not beside it.",
                    f"Put {one.file} into the folder of the form, or name it with --with.")  # fmt: skip
    return tuple(log.problems)


def outside(form: Form, context: Context) -> dict[str, Node]:
    """The instances by id that belong to one draft; a list that nobody attached is there and empty."""
    from forms.outside.lists import rows_instance

    found: dict[str, Node] = {}
    for identity, source in form.external.items():
        if identity in context.instances:
            found[identity] = rows_instance(context.instances[identity])
        elif source == LAST_SAVED:
            found[identity] = _saved(context.last_saved)
        elif identity not in form.instances:
            found[identity] = rows_instance([])
    return found


def last_saved(form: Form, values: Mapping[str, str]) -> str:
    """The XML of a submission of the form with these values, by XLSForm name; "" where the form reads none."""
    from forms.xpath import Node, serialize

    if not reads_last_saved(form):
        return ""
    return serialize(_filled(form.root, Node(kind="document"), values))


def reads_last_saved(form: Form) -> bool:
    """Whether `${last-saved#question}` stands anywhere in the form."""
    return LAST_SAVED in form.external.values()


def _lists(one: Wanted, content: bytes) -> dict[str, Node]:
    from forms.outside.lists import read_itemsets, read_list, rows_instance

    if one.file != ITEMSETS:
        return dict.fromkeys(one.lists, read_list(one.file, content))
    found = read_itemsets(one.file, content)
    return {identity: found.get(identity) or rows_instance([]) for identity in one.lists}


def _filled(slot: Slot, parent: Node, values: Mapping[str, str]) -> Node:
    from forms.xpath import Node

    node = parent.append(Node(slot.name, slot.namespace, prefix=slot.prefix))
    node.text = "" if slot.children else str(values.get(slot.name, ""))
    for below in slot.children:
        if not below.is_attribute:
            _filled(below, node, values)
    return node


def _saved(xml: str) -> Node:
    from forms.outside.lists import rows_instance
    from forms.xpath import parse_xml

    return parse_xml(xml) if xml else rows_instance([])


def _reader(form: Form, identity: str) -> tuple[str, str]:
    """The node that reads the list first, and the column that says so; `csv-external` has a row of its own name."""
    named = re.compile(rf"\b(?:instance|pulldata)\(\s*(['\"]){re.escape(identity)}\1")
    for path, column, expression in _expressions(form):
        if named.search(expression.source):
            return path, column
    return f"{form.root.path}/{identity}", "type"


def _expressions(form: Form) -> Iterator[tuple[str, str, Expression]]:
    for path, question in form.questions.items():
        if isinstance(question, Question) and question.itemset is not None:
            yield path, "type", question.itemset.nodes
    for path, slot in form.slots.items():
        bind = slot.bind
        by_column = {"calculation": bind.calculate, "relevant": bind.relevant, "constraint": bind.constraint}
        yield from ((path, column, one) for column, one in by_column.items() if one is not None)
    yield from ((one.target, "default", one.value) for one in form.setvalues if one.value is not None)
