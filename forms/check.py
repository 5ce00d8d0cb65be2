"""Is this XLSForm valid, and will it make a good conversation? Every finding names its cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from forms.cells import Cells
from forms.compile import compile_form
from forms.definition import Form, Group, Question, Repeat, Text
from forms.language import code
from forms.problem_log import ProblemLog
from forms.problems import FormErrors, FormProblem
from forms.xlsform import read_xlsform

LANGUAGE = "id"
_MOST_QUESTIONS = 30  # a monthly report beyond this is broken off in the field
_MOST_IN_SECTION = 8
_LONGEST_LABEL = 240  # characters that a phone shows without scrolling
_PREFILLS = {"akun", "unit", "periode", "periode_lapor", "tahun", "semester", "profil", "bulan_lalu", "stok", "bawaan"}
_PERSONAL = re.compile(
    r"(^|_)(nik|no_?kk|nokk|nama|name|telp|telepon|hp|no_?hp|phone|email|alamat|address|tgl_?lahir|tanggal_?lahir|npwp|"
    r"rekening)(_|$)"
)
_PERSONAL_OK = re.compile(r"nama_(kampung|desa|kelurahan|kegiatan|poktan|kelompok|posyandu)")
_WEB_ONLY = ("geotrace", "geoshape", "barcode")
_DRAWN = ("draw", "signature", "annotate")


def check(data: bytes | str, name: str) -> tuple[FormProblem, ...]:
    """All findings, errors first. A form without errors can be used; warnings are about the conversation."""
    try:
        if name.lower().endswith(".xml"):
            return tuple(_lint(compile_form(data.decode() if isinstance(data, bytes) else data), Cells()))
        sheet = read_xlsform(data, name)
    except FormErrors as errors:
        return errors.problems
    told = tuple(FormProblem("xlsform", " ".join(one.split()), severity="warning") for one in sheet.warnings)
    try:
        form = compile_form(sheet.xform, sheet.cells)
    except FormErrors as errors:
        return (*errors.problems, *told)
    findings = list(_lint(form, sheet.cells))
    return (*sorted(findings, key=lambda one: (one.severity != "error", one.row)), *told)


def _lint(form: Form, cells: Cells) -> Iterator[FormProblem]:
    log = ProblemLog({}, cells)
    for rule in (_personal, _prefills, _labels, _messages, _hard_to_answer, _size):
        rule(form, log)
    yield from log.problems


def _asked(form: Form) -> list[Question]:
    return [one for one in form.questions.values() if one.kind != "note"]


def _personal(form: Form, log: ProblemLog) -> None:
    for one in _asked(form):
        name = one.name.lower()
        if "sensitive" in one.attributes or not _PERSONAL.search(name) or _PERSONAL_OK.search(name):
            continue
        log.warn("personal_data", one.path, "name", f"{one.name} looks like personal data.",
                 "Leave it out, or mark it with bind::kabar:sensitive.")  # fmt: skip


def _prefills(form: Form, log: ProblemLog) -> None:
    for path, slot in form.slots.items():
        prefill = slot.bind.attributes.get("prefill")
        if prefill and prefill not in _PREFILLS:
            log.warn("unknown_prefill", path, "bind::kabar:prefill", f"{prefill!r} fills nothing.",
                     f"One of {', '.join(sorted(_PREFILLS))}.")  # fmt: skip


def _labels(form: Form, log: ProblemLog) -> None:
    spoken = [one for one in form.languages if code(one) == LANGUAGE]
    if form.languages and not spoken:
        log.warn("language", form.root.path, "", "The form has no Indonesian texts.",
                 "Name the columns label::Indonesia (id), hint::Indonesia (id), ...")  # fmt: skip
    for one in form.questions.values():
        if not one.label and "label" not in one.appearance:
            log.warn("no_label", one.path, "label", "The question has no label.", "Write what is asked.")
        for language, pieces in one.label.languages.items():
            if sum(len(piece) for piece in pieces if isinstance(piece, str)) > _LONGEST_LABEL:
                log.warn("long_label", one.path, f"label::{language}" if language else "label",
                         f"The label is longer than {_LONGEST_LABEL} characters.",
                         "Ask in one sentence; put the rest into hint or guidance_hint.")  # fmt: skip
        if spoken:
            _untranslated(one, spoken[0], log)


def _untranslated(one: Question, language: str, log: ProblemLog) -> None:
    texts: tuple[tuple[str, Text], ...] = (
        ("label", one.label), ("hint", one.hint), ("constraint_message", one.bind.constraint_message),
        ("required_message", one.bind.required_message),
    )  # fmt: skip
    for column, text in texts:
        if text and language not in text.languages and "" not in text.languages:
            log.warn("untranslated", one.path, f"{column}::{language}", f"The {column} has no Indonesian text.",
                     "Officers read Indonesian first.")  # fmt: skip


def _messages(form: Form, log: ProblemLog) -> None:
    for one in _asked(form):
        if one.bind.constraint is not None and not one.bind.constraint_message:
            log.warn("no_constraint_message", one.path, "constraint_message",
                     "The constraint has no message.", "Say what is allowed, with an example.")  # fmt: skip


def _hard_to_answer(form: Form, log: ProblemLog) -> None:
    for one in _asked(form):
        must = one.bind.required is not None
        if one.kind in _WEB_ONLY or any(one.appearance.startswith(word) for word in _DRAWN):
            tell: Callable[..., None] = log.add if must else log.warn
            tell("not_in_chat", one.path, "type", f"A {one.kind} can't be answered in chat.",
                 "Make it optional, or ask for a photo or a text.")  # fmt: skip
        elif must and one.kind in ("image", "text") and "prefill" not in one.attributes:
            log.warn("required_effort", one.path, "required", f"A required {one.kind} is where reports stop.",
                     "Make it optional if the report is of use without it.")  # fmt: skip


def _size(form: Form, log: ProblemLog) -> None:
    root = form.root.path
    asked = len(_asked(form))
    if asked > _MOST_QUESTIONS:
        log.warn("many_questions", root, "", f"The form asks {asked} questions; {_MOST_QUESTIONS} is plenty.",
                 "Leave out what nobody uses, or make a second form.")  # fmt: skip
    for section in form.body:
        count = _count(section) if isinstance(section, Group | Repeat) else 0
        if isinstance(section, Group) and section.path and count > _MOST_IN_SECTION:
            log.warn("long_section", section.path, "type", f"The section has {count} questions.",
                     f"Up to {_MOST_IN_SECTION} keep the place in view; split the group.")  # fmt: skip
    if f"{root}/meta/instanceName" not in form.slots:
        log.warn("no_instance_name", root, "", "The settings have no instance_name.",
                 "It names the report on receipts and in lists.")  # fmt: skip


def _count(control: Group | Repeat) -> int:
    return sum(_count(one) if isinstance(one, Group | Repeat) else one.kind != "note" for one in control.children)
