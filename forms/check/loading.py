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
    Rule("empty", "error", "The file is empty.", "There is nothing to read.", "Save the form again."),
    Rule("damaged", "error", "The file is damaged.", "Nobody can tell what it was meant to say.",
         "Open it in the program that wrote it and save it again."),
    Rule("unknown_format", "error", "The file is neither a workbook, nor Markdown, nor an XForm.",
         "Only these hold forms.", "Save it as .xlsx."),
    Rule("encoding", "error", "A text file is not UTF-8.", "Its letters can't be told.", "Save it as UTF-8."),
    Rule("control_character", "error", "A text holds signs that no text has.", "They can't stand in a submission.",
         "Type the text anew instead of pasting it."),
    Rule("encrypted", "error", "The workbook is locked with a password.", "It can't be read without it.",
         "Save it without a password."),
    Rule("macros", "error", "The workbook holds macros.", "A form needs none, and they may do harm.",
         "Save it as .xlsx, which holds none."),
    Rule("external_link", "error", "The workbook draws on other files.", "They are not there when the form is read.",
         "Paste the values instead of the links."),
    Rule("embedded", "error", "The workbook holds another document.", "A form needs none, and it may do harm.",
         "Take it out and save again."),
    Rule("active_formula", "error", "A formula calls another program.", "A form needs none, and it may do harm.",
         "Write the value instead of the formula."),
    Rule("doctype", "error", "An XML part has a document type.", "It may pull in what doesn't belong there.",
         "Save the file again with Excel, LibreOffice or the tool that made it."),
    Rule("zip_bomb", "error", "The workbook unpacks to far more than it seems.",
         "Reading it would stop everybody else.", "Save the form anew, with its own sheets only."),
    Rule("zip_name", "error", "A part of the workbook has a name that leads out of it.",
         "No program that makes workbooks writes such names.", "Save the form anew."),
    Rule("too_large", "error", "The file, a sheet or a list is larger than any form needs.",
         "Reading it would take the time and memory of everybody else.",
         "Put long lists into a CSV beside the form, or divide the form."),
)  # fmt: skip

CHECKS: tuple[Check, ...] = ()  # all of it is found while the form is compiled
