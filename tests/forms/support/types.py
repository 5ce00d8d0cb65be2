"""Every type of XLSForm: what becomes of it in a chat."""

from __future__ import annotations

from pyxform.question_type_dictionary import QUESTION_TYPE_DICT

from tests.forms.support.claims import TypeClaim

_NOW = "2026-11-02T08:00:00.000+07:00"
_BLOCK = "| | type | name | label |\n| | begin @ | g | G |\n| | text | q | Q |\n| | end @ | | |"

TYPES = (
    TypeClaim(
        "text",
        "works",
        "typed, up to 300 characters; a NIK, telephone number or mail address is refused",
        "text",
        "Balai desa",
        "Balai desa",
    ),
    TypeClaim(
        "integer",
        "works",
        "typed as people type (`dua belas`, `1.250`, `1,5 juta`); buttons for small figures, 0 and last month's",
        "integer",
        "dua belas",
        "12",
    ),
    TypeClaim("decimal", "works", "as `integer`, with a comma for decimals", "decimal", "1,5", "1.5"),
    TypeClaim("percentage", "works", "an integer from 0 to 100", "integer", "40", "40"),
    TypeClaim(
        "number of days in last year",
        "works",
        "an integer with the limit that its name says",
        "integer",
        "40",
        "40",
        also=("number of days in last month", "number of days in last six months"),
    ),
    TypeClaim(
        "phone number",
        "differs",
        "a text of digits; a chat refuses what looks like a telephone number",
        "text",
        "12345",
        "12345",
    ),
    TypeClaim(
        "range",
        "works",
        "a number from `start` to `end` in `step`s: on buttons while they are at most ten, else typed",
        "range",
        "7",
        "7",
        cells=(("parameters", "start=1 end=10"),),
    ),
    TypeClaim(
        "select_one",
        "works",
        "buttons; long lists have pages, those used most first, and a search; number, label or alias may be typed",
        "select_one",
        "merah",
        "m",
        written="select_one warna",
        also=("select one", "select1", "select one from", "add select one prompt using"),
    ),
    TypeClaim(
        "select_multiple",
        "works",
        'buttons that toggle, then "done"; or typed: `1, 2` or labels',
        "select_multiple",
        "1, 2",
        "m b",
        written="select_multiple warna",
        also=("select all that apply", "select all that apply from", "add select multiple prompt using"),
    ),
    TypeClaim(
        "rank",
        "works",
        "tapped in their order (the last takes its place by itself), or typed as labels or numbers",
        "rank",
        "2, 1",
        "b m",
        written="rank warna",
    ),
    TypeClaim(
        "select_one_from_file",
        "works",
        "as `select_one`; the list is a .csv, .xml or .geojson beside the form",
        "select_one",
        "merah",
        "m",
        written="select_one_from_file daftar.csv",
    ),
    TypeClaim(
        "select_multiple_from_file",
        "works",
        "as `select_multiple`, from such a list",
        "select_multiple",
        "2",
        "b",
        written="select_multiple_from_file daftar.csv",
    ),
    TypeClaim(
        "select_one_external",
        "works",
        "as `select_one`, from the sheet `external_choices`",
        "select_one",
        "merah",
        "m",
        rows="| | type | name | label | choice_filter |\n| | @ kota | q | Q | prov=1 |\n| external_choices |\n"
        "| | list_name | name | label | prov |\n| | kota | m | Merah | 1 |\n| | kota | b | Biru | 2 |",
    ),
    TypeClaim(
        "date",
        "works",
        "typed (`kemarin`, `tgl 5`, `5/11/2026`); buttons for today and yesterday, a calendar on demand",
        "date",
        "31 oktober 2026",
        "2026-10-31",
    ),
    TypeClaim(
        "time",
        "works",
        "typed (`jam 9 pagi`, `14.30`), in the person's own zone; buttons for the hours of the office",
        "time",
        "jam 9 pagi",
        "09:00:00.000+07:00",
    ),
    TypeClaim(
        "dateTime",
        "works",
        "the day, then the time; or both typed at once",
        "datetime",
        "31 oktober 2026 jam 14.30",
        "2026-10-31T14:30:00.000+07:00",
    ),
    TypeClaim(
        "note",
        "works",
        'shown above the next question of its section; alone with "next" where none follows, '
        "or where it has more than 240 letters or a picture",
        "note",
        "ok",
    ),
    TypeClaim(
        "acknowledge", "works", "one button, or a word of agreement", "acknowledge", "sudah", "OK", also=("trigger",)
    ),
    TypeClaim(
        "geopoint",
        "works",
        "location button, or coordinates typed or pasted; asked about above 100 m or `warning-accuracy`",
        "geopoint",
        "-0.789, 100.651",
        "-0.789 100.651 0.0 0.0",
    ),
    TypeClaim(
        "geotrace",
        "differs",
        "a chat has no map to draw on: the points are typed in their order, one on a line",
        "geotrace",
        "-0.78, 100.65; -0.79, 100.66",
        "-0.78 100.65 0.0 0.0; -0.79 100.66 0.0 0.0",
    ),
    TypeClaim(
        "geoshape",
        "differs",
        "as `geotrace`; the line is closed by itself",
        "geoshape",
        "-0.78, 100.65; -0.79, 100.66; -0.81, 100.64",
        "-0.78 100.65 0.0 0.0; -0.79 100.66 0.0 0.0; -0.81 100.64 0.0 0.0; -0.78 100.65 0.0 0.0",
    ),
    TypeClaim(
        "image", "works", "sent as a photo, up to 20 MB; its name stands in the submission", "image", stored="berkas"
    ),
    TypeClaim("audio", "works", "sent as a voice note or a sound", "audio", stored="berkas"),
    TypeClaim("video", "works", "sent as a video", "video", stored="berkas"),
    TypeClaim("file", "works", "sent as a document or a photo", "file", stored="berkas"),
    TypeClaim("osm", "differs", "as `file`: there is no map of buildings in a chat", "file", stored="berkas"),
    TypeClaim(
        "barcode",
        "differs",
        "the number below the bars is typed: a chat has no scanner",
        "barcode",
        "8991002101234",
        "8991002101234",
    ),
    TypeClaim(
        "group", "works", 'top-level groups are sections with their place ("2 of 5")', "text", "a", "a", rows=_BLOCK
    ),
    TypeClaim(
        "repeat",
        "works",
        'with `repeat_count` as many rounds; an open one asks "another?"',
        "text",
        "a",
        "a",
        rows=_BLOCK,
        also=("lgroup", "looped group"),
    ),
    TypeClaim("calculate", "works", "never asked", stored="42", cells=(("calculation", "6 * 7"),)),
    TypeClaim("hidden", "works", "never asked; has its default", stored="x", cells=(("default", "x"),)),
    TypeClaim("csv-external", "works", "a list for `pulldata()` and `instance()` beside the form"),
    TypeClaim("xml-external", "works", "as `csv-external`"),
    TypeClaim("start", "works", "when the report was begun", stored=_NOW),
    TypeClaim("end", "works", "when it was finished", stored=_NOW),
    TypeClaim("today", "works", "the day on which it was begun", stored="2026-11-02"),
    TypeClaim("username", "works", "the person's name in Kabar", stored="Bu Sari"),
    TypeClaim("phonenumber", "works", "from the account that `--context` gives; blank in a chat", stored="0812"),
    TypeClaim("email", "works", "as `phonenumber`", stored="sari@example.org"),
    TypeClaim("deviceid", "works", "as `phonenumber`", stored="hp-1"),
    TypeClaim("simserial", "ignored", "blank"),
    TypeClaim("subscriberid", "ignored", "blank"),
    TypeClaim(
        "audit",
        "ignored",
        "blank; Kabar keeps its own record of who did what",
        rows="| | type | name |\n| | audit | audit |",
    ),
    TypeClaim("start-geopoint", "ignored", "blank: a chat doesn't tell where somebody is"),
    TypeClaim(
        "background-geopoint",
        "ignored",
        "blank, as `start-geopoint`",
        rows="| | type | name | label | trigger | calculation |\n| | calculate | lain | | | 1 |\n"
        "| | background-geopoint | q | | ${lain} | |",
    ),
    TypeClaim("background-audio", "ignored", "blank: nothing is recorded in a chat"),
)

# In pyxform's tables, but its reader of workbooks takes them for other types, or for none.
NOT_TAKEN = {
    "loop",
    "select one using",
    "select one external",
    "select multiple using",
    "select multiple from",
    "q select",
    "q select1",
    "select one from file",
    "select multiple from file",
}


def names_of(claim: TypeClaim) -> list[str]:
    """All names of the type, its own first: what pyxform makes the same question of is the same type."""
    taken = {name for one in TYPES if one is not claim for name in (one.name, *one.also)}
    made = None if claim.written or claim.rows else QUESTION_TYPE_DICT.get(claim.name)
    same = [name for name, other in QUESTION_TYPE_DICT.items() if made and other == made]
    first = next((one for one in TYPES if QUESTION_TYPE_DICT.get(one.name) == made), claim)
    return [claim.name, *sorted({*(same if first is claim else ()), *claim.also} - {claim.name} - taken - NOT_TAKEN)]
