"""Every appearance that the documentation of ODK names: most are looks of an app, which a chat doesn't have."""

from __future__ import annotations

from tests.forms.support.claims import LookClaim

LOOKS = (
    LookClaim(
        ("month-year", "year"), "works", "a button for each month or year, or typed; its first day is stored", "date"
    ),
    LookClaim(
        ("columns", "columns-2", "columns-pack", "likert", "horizontal"),
        "works",
        "options side by side, where their labels fit the screen",
        "select_one warna",
    ),
    LookClaim(
        ("label", "list-nolabel"),
        "works",
        "the header row of a table of selects is not asked, its rows are",
        "select_one warna",
    ),
    LookClaim(
        ("field-list", "table-list"),
        "differs",
        "three or more numbers next to each other may be given in one message; the rest is asked one after the other",
        "begin group",
    ),
    LookClaim(
        ("draw", "signature", "annotate"),
        "refused",
        "a chat has nothing to draw on: skipped where it is optional, "
        "else an error of the check; a photo is taken all the same",
        "image",
    ),
    LookClaim(
        ("numbers", "thousands-sep", "url", "multiline", "masked"),
        "ignored",
        "a message is a message; figures are shown with their thousands anyway",
        "text",
    ),
    LookClaim(
        ("minimal", "autocomplete"),
        "works",
        "a list of more than eight opens with its search: what this person uses most, and typed letters find the rest",
        "select_one warna",
    ),
    LookClaim(
        ("quick", "no-buttons", "image-map", "map"),
        "ignored",
        "buttons, or a numbered list; more than eight have pages and a search; a tap goes on",
        "select_one warna",
    ),
    LookClaim(
        ("no-calendar", "ethiopian", "coptic", "islamic", "bikram-sambat", "myanmar", "persian"),
        "ignored",
        "quick keys, the calendar of the office, or typed",
        "date",
    ),
    LookClaim(("no-ticks", "vertical", "picker", "rating"), "ignored", "a number is typed or tapped", "range"),
    LookClaim(("placement-map", "maps"), "ignored", "the location button of Telegram", "geopoint"),
    LookClaim(("new", "new-front", "selfie"), "ignored", "Telegram takes the photo", "image"),
    LookClaim(("counter", "bearing"), "ignored", "a number is typed", "integer"),
    LookClaim(
        ("hidden-answer", "printer:x", "ex:org.app"), "ignored", "typed; other apps don't open from a chat", "text"
    ),
    LookClaim(("w1", "w4", "horizontal-compact"), "ignored", "pages and columns are of the web", "text"),
)
