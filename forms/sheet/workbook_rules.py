"""The rules for workbooks that can't be converted; `forms/sheet/diagnosis.py` finds where they are broken."""

from __future__ import annotations

from forms.rule import Rule

NO_SURVEY = Rule(
    "no_survey", "error", "The workbook has no sheet called survey.",
    "The survey sheet holds the questions; without it there is no form.",
    "Name the sheet with the questions survey, in small letters.",
)  # fmt: skip
NO_COLUMN = Rule(
    "missing_column", "error", "A sheet lacks a column that it can't do without.",
    "The first row of a sheet names its columns; survey needs type and name, choices needs list_name and name.",
    "Write the name of the column into the first row.",
)  # fmt: skip
NO_TYPE = Rule(
    "no_type", "error", "A row has a name or a label, but no type.",
    "Without a type nobody knows whether to ask for a number, a text or a choice.",
    "Write a type, for example integer, text, date or select_one yatidak.",
)  # fmt: skip
UNKNOWN_TYPE = Rule(
    "unknown_type", "error", "A type is not a question type of XLSForm.", "It can't be known how to ask this question.",
    "Write a type such as integer, decimal, text, date, select_one LIST, select_multiple LIST, image or note.",
)  # fmt: skip
NO_LIST = Rule(
    "no_list", "error", "A select names no list, or one that the choices sheet doesn't have.",
    "The question would have no options.",
    "Write the name of a list after the type (select_one yatidak) and its options on the choices sheet.",
)  # fmt: skip
NO_NAME = Rule(
    "no_name", "error", "A question, group or repeat has no name.",
    "Answers are stored and exported under the name.", "Write a short name without spaces, such as jumlah_peserta.",
)  # fmt: skip
NO_CALCULATION = Rule(
    "no_calculation", "error", "A calculate row has no calculation.", "It would stay blank for ever.",
    "Write the expression into the column calculation, or a value into default.",
)  # fmt: skip
NO_LABEL = Rule(
    "no_label_or_hint", "error", "A question has neither a label nor a hint.", "There would be nothing to read.",
    "Write what is asked into the column label.",
)  # fmt: skip
BAD_NAME = Rule(
    "bad_name", "error", "A name holds a sign that a name can't have.",
    "Names become tags of the submission: letters, digits, _ - and . and no digit first.",
    "Write it with letters, digits and underscores only.",
)  # fmt: skip
SAME_NAME = Rule(
    "duplicate_name", "error", "Two rows of one group have the same name.",
    "Both answers would be stored in the same place.", "Rename one of them.",
)  # fmt: skip
UNMATCHED = Rule(
    "unmatched_group", "error", "A group or repeat is begun and not ended, or ended and not begun.",
    "It can't be known which questions belong to it.",
    "Each begin_group needs its end_group, each begin_repeat its end_repeat; the inner one ends first.",
)  # fmt: skip
UNKNOWN_REFERENCE = Rule(
    "unknown_reference", "error", "A reference ${...} names no question.", "There is nothing it could stand for.",
    "Write the name of a question as it stands in the column name; capitals count.",
)  # fmt: skip
TWO_MEANINGS = Rule(
    "ambiguous_reference", "error", "A reference ${...} names a question that there is twice.",
    "It can't be known which of the two is meant.", "Give the two questions different names.",
)  # fmt: skip
NO_CHOICE_NAME = Rule(
    "no_choice_name", "error", "An option has no name.", "The name is what is stored when the option is chosen.",
    "Write a short name without spaces.",
)  # fmt: skip
SAME_CHOICE = Rule(
    "duplicate_choice", "error", "Two options of one list have the same name.",
    "They are stored alike: afterwards nobody can tell which of the two was chosen.",
    "Rename one; if it is meant, write yes into the setting allow_choice_duplicates.",
)  # fmt: skip
SAME_COLUMN = Rule(
    "duplicate_column", "error", "A sheet has the same column twice, or under two of its names.",
    "It can't be known which of the two counts.", "Put what they hold into one column and delete the other.",
)  # fmt: skip
RULES = (
    NO_SURVEY, NO_COLUMN, SAME_COLUMN, NO_TYPE, UNKNOWN_TYPE, NO_LIST, NO_NAME, NO_LABEL, NO_CALCULATION, BAD_NAME,
    SAME_NAME, UNMATCHED, UNKNOWN_REFERENCE, TWO_MEANINGS, NO_CHOICE_NAME, SAME_CHOICE,
)  # fmt: skip
CHECKS = ()  # they are looked for when a workbook is refused, not in a form that was read
