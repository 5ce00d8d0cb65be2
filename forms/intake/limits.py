"""How much a form may hold before anybody parses it, and why so much. Sizes are bytes of what arrived or unpacks to.

The largest form seen in the field is a census: 335 KB as a workbook, 2.2 MB unpacked, 1.07 MB as an XForm, 567
questions, 823 choices in a list. Each limit stands at least five times above what real forms need.
"""

from __future__ import annotations

from typing import Final

MIB: Final = 1024 * 1024

# Any file
MAX_FILE: Final = 10 * MIB  # thirty times the largest workbook; long lists belong in a CSV beside the form
MAX_TEXT_FILE: Final = 4 * MIB  # Markdown: a form of 5,000 questions in two languages has 2 MiB

# ZIP archives (.xlsx)
MAX_ENTRIES: Final = 1_000  # a workbook has 10 to 20 parts, one with many pictures some hundreds
MAX_INFLATED: Final = 64 * MIB  # all parts together
MAX_RATIO: Final = 200  # blank formatted cells reach 30; deflate itself ends at 1,032
RATIO_COUNTS_FROM: Final = MIB  # below it no ratio does harm

# Sheets
MAX_SHEETS: Final = 100
MAX_ROWS: Final = 100_000  # in all sheets, blank formatted ones included; some programs write a thousand a sheet
MAX_CELLS: Final = 1_000_000  # in all sheets, blank formatted ones included
MAX_SHEET_ELEMENTS: Final = 5_000_000  # tags of one sheet or of the shared texts; a cell has two or three
MAX_GRID: Final = 4_000_000  # .xls: cells that a reader makes room for, the empty ones between the others included
MAX_CELL_TEXT: Final = 32_767  # characters; Excel's own limit
MAX_TEXT: Final = 20_000_000  # characters in all cells: a text written once may stand in many cells
EXCEL_ROWS: Final = 1_048_576
EXCEL_COLUMNS: Final = 16_384
MAX_FORMULA: Final = 8_192  # characters; Excel's own limit

# XForm definitions within the workbook
MAX_SURVEY_ROWS: Final = 5_000  # ten times the WHO verbal autopsy
MAX_CHOICE_ROWS: Final = 20_000  # all sub-districts of Indonesia twice over; villages belong in a CSV
MAX_GROUPS: Final = 30  # groups and repeats in one another; forms in the field stay below six

# XML: parts of a workbook, and XForms
MAX_DEPTH: Final = 100  # elements in one another; 30 groups with repeats make 70
MAX_ATTRIBUTES: Final = 100  # of one element
MAX_TOKEN: Final = 512 * 1024  # bytes of one tag or comment: parsers go over an unfinished one again and again
MAX_PART_ELEMENTS: Final = 100_000  # of a part that readers hold whole: styles, themes, relations
MAX_XFORM_ELEMENTS: Final = 500_000  # the census has 20,000
MAX_BINDS: Final = 10_000

# Markdown
MAX_LINES: Final = 50_000
MAX_HASHES: Final = 200  # `#` in one line: finding where a comment begins takes time for each
