"""What a question takes: its limits and messages, its default, and what makes people stop."""

from __future__ import annotations

from collections.abc import Iterator

from forms.check.subject import Subject
from forms.definition import Question
from forms.problems import FormProblem
from forms.rule import Rule

NO_MESSAGE = Rule(
    "no_constraint_message", "warning", "A constraint has no message, and its limits can't be told from it.",
    "Plain limits such as . >= 0 and . <= 99 are shown by themselves; of this one people learn only that their "
    "answer is refused.",
    "Say in constraint_message what is allowed, with an example.",
)  # fmt: skip
EFFORT = Rule(
    "required_effort", "warning", "A text, a photo or a recording is required of everyone.",
    "Typing and taking pictures is where reports stop: no light, no network, nothing to say this month.",
    "Make it optional if the report is of use without it.",
)  # fmt: skip
BAD_DEFAULT = Rule(
    "bad_default", "warning", "A default is not among the options, or the constraint refuses it.",
    "The question is shown as answered, and the report is then refused at the end.",
    "Write a default that is a valid answer, or none.",
)  # fmt: skip
NOW_MOVES = Rule(
    "moving_calculation", "warning", "A calculation holds now() without once().",
    "It is worked out again whenever something is answered, so that it ends as the time of the last answer.",
    "Write once(now()) for the moment it is first worked out, or use the types start and end.",
)  # fmt: skip
UNKNOWN_PREFILL = Rule(
    "unknown_prefill", "warning", "A kabar:prefill names nothing that Kabar can fill in.",
    "The question will be asked as if the column were empty.", "Take one of the words in the documentation.",
)  # fmt: skip
RULES = (NO_MESSAGE, EFFORT, BAD_DEFAULT, NOW_MOVES, UNKNOWN_PREFILL)

_PREFILLS = ("akun", "bawaan", "bulan_lalu", "periode", "periode_lapor", "profil", "semester", "stok", "tahun", "unit")


def messages(subject: Subject) -> Iterator[FormProblem]:
    for one in subject.asked():
        constraint = one.bind.constraint
        if constraint is None or one.bind.constraint_message or _shown(one):
            continue
        text = subject.written(one.path, "constraint", constraint.source.strip())
        yield subject.found(NO_MESSAGE, one.path, "constraint_message",
                            f"The constraint {text} has no message and can't be shown as limits.")  # fmt: skip


def _shown(one: Question) -> bool:
    """Whether every part of the constraint is one of the limits that stand on the card."""
    from forms.xpath import parser
    from forms.xpath.syntax import Chain

    tree = parser.parse(one.bind.constraint.source) if one.bind.constraint else None
    whole = tree.rest if isinstance(tree, Chain) and tree.rest[0][0] in ("and", "or") else ()
    return len(one.limits) == len(whole) + 1


def effort(subject: Subject) -> Iterator[FormProblem]:
    for one in subject.asked():
        # "Other, namely ..." is asked of those only who chose it, and they have something to say.
        must = one.bind.required is not None and one.bind.required.source.strip() == "true()" and not one.bind.relevant
        if must and one.kind in ("image", "text", "audio", "video") and "prefill" not in one.attributes:
            what = "photo" if one.kind == "image" else one.kind
            yield subject.found(EFFORT, one.path, "required", f"{one.name} is a required {what}.")


def defaults(subject: Subject) -> Iterator[FormProblem]:
    for one in subject.form.questions.values():
        default = subject.form.slots[one.path].default
        if not default:
            continue
        offered = subject.options(one) if one.kind in ("select_one", "select_multiple") else None
        names = {option.name for option in offered or ()}
        unknown = [word for word in default.split() if offered is not None and word not in names]
        if unknown:
            yield subject.found(
                BAD_DEFAULT, one.path, "default", f'The default "{unknown[0]}" is no option of the list.'
            )
        elif _refused(one, default):
            yield subject.found(BAD_DEFAULT, one.path, "default", f'The constraint refuses the default "{default}".')


def _refused(one: Question, default: str) -> bool:
    """Told only for constraints that speak of nothing but the answer itself."""
    from xml.sax.saxutils import escape

    from forms.xpath import XPathError, evaluate

    constraint = one.bind.constraint
    alone = constraint is not None and constraint.references("/v") <= {"/v"}
    if constraint is None or not alone or constraint.impure or one.path in constraint.source:
        return False
    try:
        return evaluate(constraint.source, f"<v>{escape(default)}</v>", context="/v", want="boolean") is False
    except XPathError:
        return False


def clocks(subject: Subject) -> Iterator[FormProblem]:
    for path, slot in subject.form.slots.items():
        calculate = slot.bind.calculate
        if calculate is not None and "now" in calculate.functions and "once" not in calculate.functions:
            yield subject.found(NOW_MOVES, path, "calculation", f"{slot.name} changes with every answer.")


def prefills(subject: Subject) -> Iterator[FormProblem]:
    for path, slot in subject.form.slots.items():
        prefill = slot.bind.attributes.get("prefill")
        if prefill and prefill not in _PREFILLS:
            yield subject.found(UNKNOWN_PREFILL, path, "bind::kabar:prefill", f'"{prefill}" fills nothing.',
                                f"One of {', '.join(_PREFILLS)}.")  # fmt: skip


CHECKS = (messages, effort, defaults, clocks, prefills)
