"""What compiling a form refuses: listed here for its reasons, found in `forms/compile*.py` and `forms/dag.py`."""

from __future__ import annotations

from forms.check.subject import Check
from forms.rule import Rule

_SEE = "See https://docs.getodk.org/form-operators-functions/ for the functions there are."

RULES = (
    Rule("syntax", "error", "An expression is not XPath.",
         "It can't be worked out, so nobody could tell when to ask or what to accept.",
         "Check brackets, quotes and operators; names of questions are written ${name}."),
    Rule("unknown_function", "error", "An expression calls a function that doesn't exist.",
         "It can't be worked out; ODK Collect would stop the form here.", _SEE),
    Rule("expression", "error", "A function is called in a way it can't be, or a pattern can't be used.",
         "It could never give a value. Patterns run on RE2, which knows no look-around and no back-references.",
         _SEE),
    Rule("cycle", "error", "Relevance and calculations depend on each other in a circle.",
         "There is no order in which they could be worked out.",
         "Change one of them so that it no longer reads the others."),
    Rule("no_node", "error", "A question of an XForm has no node in its model.", "Its answer would have no place.",
         "Add the node to the instance, or correct the ref."),
    Rule("xml", "error", "The XForm is not well-formed, or has a document type.",
         "It can't be read; a document type may also pull in what doesn't belong there.",
         "Export it again from the tool that made it."),
    Rule("xform", "error", "The XForm lacks its model, its instance or its body.", "There is nothing to fill in.",
         "Export it again from the tool that made it."),
    Rule("xlsform", "error", "The converter (pyxform) refuses the workbook, or warns of it, in its own words.",
         "What it refuses no ODK tool would take.",
         "Correct this cell and check again; https://xlsform.org explains each column."),
    Rule("version_taken", "error", "That version of the form was published with other content.",
         "Reports point to the version they were made with; it can't change under them.",
         "Give the changed form a new version in the settings sheet, for example today's date."),
)  # fmt: skip

CHECKS: tuple[Check, ...] = ()  # all of it is found while the form is compiled
