"""The matrix of docs/xlsform-support.md: what is claimed of each type, column, function and appearance, and its proof.

`python -m tests.forms.support` writes the tables into the page.
"""
