"""Every rule there is, family by family: what the check runs, and what its documentation lists."""

from __future__ import annotations

from forms import diagnosis
from forms.check import (
    answers,
    choices,
    columns,
    effort,
    loading,
    logic,
    patterns,
    privacy,
    size,
    texts,
    unsupported,
)
from forms.check.subject import Check
from forms.rule import Rule

FAMILIES = (diagnosis, loading, columns, unsupported, logic, answers, choices, texts, patterns, privacy, size, effort)
RULES: tuple[Rule, ...] = tuple(rule for family in FAMILIES for rule in family.RULES)
CHECKS: tuple[Check, ...] = tuple(check for family in FAMILIES for check in family.CHECKS)
