"""Pace: which questions of a form a person answers in chat, and how long that takes, at most. Pure."""

from __future__ import annotations

from forms.definition import Form, Question

A_QUESTION = 12  # seconds: what officers took in the runs that the batch card was measured with
# kabar:prefill of what is never asked.
GIVEN = ("akun", "unit", "periode", "periode_lapor", "tahun", "semester", "bawaan", "bulan_lalu")


def is_asked(question: Question) -> bool:
    """Whether a person ever answers it in chat."""
    return question.kind != "note" and question.attributes.get("prefill") not in GIVEN


def count(form: Form) -> int:
    """How many questions the form asks at most."""
    return sum(map(is_asked, form.questions.values()))


def minutes(questions: int) -> int:
    return max(1, round(questions * A_QUESTION / 60))
