"""Every rule there is, family by family: what the check runs, and what its documentation lists."""

from __future__ import annotations

from forms.check import (
    answers,
    choices,
    columns,
    effort,
    loading,
    logic,
    mandated,
    outputs,
    patterns,
    privacy,
    size,
    texts,
    unsupported,
)
from forms.check.subject import Check
from forms.rule import Rule
from forms.sheet import workbook_rules

# Chapter of the documentation -> the file whose RULES and CHECKS it holds.
FAMILIES = (
    ("Workbooks that can't be converted", workbook_rules),
    ("Forms that can't be loaded", loading),
    ("Columns", columns),
    ("Questions that a chat can't ask", unsupported),
    ("Conditions", logic),
    ("Answers", answers),
    ("Options", choices),
    ("Texts", texts),
    ("Answers in texts", outputs),
    ("Patterns", patterns),
    ("Personal data", privacy),
    ("Purpose, ground and retention", mandated),
    ("The shape of the form", size),
    ("Messages and minutes", effort),
)
RULES: tuple[Rule, ...] = tuple(rule for _, family in FAMILIES for rule in family.RULES)
CHECKS: tuple[Check, ...] = tuple(check for _, family in FAMILIES for check in family.CHECKS)
