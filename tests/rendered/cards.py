"""The cards of a report: the question, the batch, what came in, the review."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from tests.rendered.values import (
    ANSWER,
    CHANGE,
    ECHO,
    EVERY_ANSWER,
    LONG_ANSWER,
    LONG_CHANGE,
    LONG_ODD,
    MOVED,
    ODD,
    Value,
    figures,
    label,
    line,
    said,
    same,
)

PROMPT = {
    "kind": "integer", "reads_as": "integer", "label": "Berapa jumlah PUS bulan Oktober?", "hint": "", "meaning": "",
    "guidance": "", "required": True, "value": "", "answer": {"text": "", "kind": "integer", "sensitive": False},
    "previous": "412", "notes": [], "number": 7, "total": 0, "year": 2026, "minimum": "0", "maximum": "9999",
    "step": None, "section": {"index": 2, "count": 4, "label": "Peserta KB"}, "repeat": None, "count": None,
    "is_long": False, "has_keys": False,
}  # fmt: skip
LONG_PROMPT = PROMPT | {
    "label": label(160), "hint": said(70), "required": False, "value": "1234567", "number": 148,
    "answer": {"text": "1234567", "kind": "integer", "sensitive": False}, "minimum": "1000", "maximum": "99999",
    "section": {"index": 11, "count": 12, "label": label(60)}, "repeat": [label(40), 12, 24], "count": 24,
}  # fmt: skip
PROMPTS = (
    LONG_PROMPT | {"repeat": ["Kegiatan", 0, 0], "kind": "repeat", "value": ""},
    LONG_PROMPT | {"kind": "repeat", "value": ""},
    LONG_PROMPT | {"kind": "date", "reads_as": "date", "minimum": "2026-10-01", "maximum": "2026-10-31"},
    LONG_PROMPT | {"kind": "date", "reads_as": "date", "minimum": None, "maximum": "2026-10-31"},
    LONG_PROMPT | {"kind": "date", "reads_as": "date", "minimum": "2010-01-01", "maximum": None, "value": ""},
    LONG_PROMPT | {"kind": "select_one", "reads_as": "select_one", "count": 0, "value": ""},
    LONG_PROMPT | {"kind": "select_one", "reads_as": "select_one", "count": 108, "is_long": True, "value": ""},
    LONG_PROMPT | {"minimum": None, "has_keys": True},
    LONG_PROMPT | {"maximum": None, "step": "500"},
    PROMPT | {"notes": [said(120), said(120)], "total": 24},
    PROMPT | {"guidance": said(200)},
)
LOOK = {"find": "", "found": None, "day": "", "is_unfolded": False, "order": []}
LOOKS = (
    LOOK | {"find": "koto", "found": 24}, LOOK | {"find": "", "found": 0}, LOOK | {"day": "2026-09-23"},
    LOOK | {"order": [(1, label(20)), (2, label(20)), (3, label(20))]},
)  # fmt: skip
PROBLEM = {
    "code": "not_a_number", "received": "sekitar dua belas", "message": "", "labels": ["12", "13"], "lacks": "",
    "has_way_round": False,
}  # fmt: skip
PROBLEMS = (
    PROBLEM | {"code": "constraint", "received": "123456", "message": said(120), "lacks": "12"},
    PROBLEM | {"code": "constraint", "received": "123456", "lacks": "-12"},
    PROBLEM | {"code": "did_you_mean", "labels": [label(60)]},
    PROBLEM | {"code": "did_you_mean", "labels": [label(60)] * 3},
    PROBLEM | {"code": "did_you_mean"},
    PROBLEM | {"received": said(300), "has_way_round": True},
    None,
)
ARRIVAL = {
    "code": "given", "label": "Foto kegiatan", "after": ANSWER, "before": ANSWER, "received": "12", "count": 3,
    "kind": "image", "hidden": [], "more_hidden": 0, "returned": 0, "asked": 0,
}  # fmt: skip
LONG_ARRIVAL = LONG_CHANGE | {
    "code": "not_changed", "received": said(300), "count": 12, "kind": "geopoint",
    "before": {"text": "", "kind": "text", "sensitive": False}, "after": LONG_ANSWER,
}  # fmt: skip
PAGE = {"kind": "album", "names": ["1", "2"], "used": 0, "accuracy": 640, "seconds": 74, "is_answered": False,
        "number": 23, "label": "Foto kegiatan", "what": "image"}  # fmt: skip
EACH = {"number": 1, "label": "IUD", "meaning": "alat dalam rahim"}
PAIR = {"number": 7, "label": "Jumlah PUS", "answer": ANSWER, "received": "", "code": ""}
LONG_PAIR = {"number": 48, "label": label(60), "answer": LONG_ANSWER | {"text": said(40)}, "received": said(40),
             "code": ""}  # fmt: skip


def cell(at: int, name: str, value: str, last: str) -> dict[str, Any]:
    return {"at": at - 1, "number": at, "label": name, "value": value, "last": last}


FIGURE = {"label": "Suntik", "value": "120", "minimum": "0", "maximum": "99", "message": "", "lacks": ""}
ASKED = [cell(at, name, "", "14") for at, name in enumerate(("IUD", "MOW", "MOP", "Implan", "Suntik", "Pil"), start=1)]
LONG_ASKED = [cell(at, label(14), "1234", "1234") for at in range(1, 9)]
SLIP = {"received": said(60), "reason": "not_a_number", "label": label(14)}
HEADED = {
    "section": Value(
        {"index": 3, "count": 4, "label": "Peserta KB baru"}, {"index": 3, "count": 12, "label": label(40)}
    ),
    "label": Value("Peserta KB baru", label(40)),
    "numbers": Value([12, 19], [141, 148]),
    "repeat": Value(None, [label(40), 12, 24], (None,)),
}  # fmt: skip
BATCH = HEADED | {
    "arrival": Value(None, None),
    "moved": Value(None, None),
    "asked": Value(ASKED, LONG_ASKED, (ASKED[:1],)),
    "broken": Value(None, None, ({"message": ""},)),
    "change": Value(None, None, (CHANGE,)),
    "done": Value(False, False, (True,)),
    "example": Value("2 0 0 5 12 8", "2000 1000 3000 5000 1200 8000 1000 2000"),
    "faults": Value([], [], ([FIGURE | {"message": said(80), "lacks": "12"}], [FIGURE | {"lacks": "-3"}], [FIGURE])),
    "listed": Value(False, True),
    "loose": Value([], ["12", "14"], (["12"],)),
    "missing": Value(0, 3),
    "mode": same("ask", "again"),
    "name": Value("iud", label(14).lower()),
    "noted": Value([], [], (LONG_ASKED[:4],)),
    "notes": Value([], [said(80)]),
    "odd": Value([], [{"label": label(14), "value": "120", "last": "12"}]),
    "one": Value(None, None, ({"label": label(60), "value": "12", "minimum": "0", "maximum": "99"},)),
    "problem": Value(None, None, tuple({"code": code, "count": 7} for code in ("too_few", "too_many", "empty"))),
    "slips": Value([], [], ([SLIP], [SLIP] * 2)),
    "total": Value(None, {"value": "12345", "last": "1234"}),
    "echo": Value(None, None, (ECHO.worst,)),
}
REVIEW = {
    "moved": Value(None, None, (MOVED,)),
    "arrival": Value(None, None, (ARRIVAL,)),
    "echo": Value(ECHO.usual, None, (None,)),
    "change": Value(None, None, (CHANGE,)),
    "is_last": Value(True, False, (True,)),
    "more_odd": Value(0, 12),
    "more_violations": Value(0, 12),
    "odd": Value([], [LONG_ODD | {"label": label(24), "reason": ""}] * 2, ([ODD], [LONG_ODD] * 2)),
    "page": Value(1, 2),
    "pages": Value(1, 5),
    "passed_over": Value([], [], (list(range(12, 48)),)),
    "reason": Value("", said(120)),
    "sections": Value(
        [{"label": "Peserta", "rows": [figures(2)]}],
        [{"label": label(40), "rows": [figures(2), figures(2), [line(12, 40, said(60))]]}],
    ),
    "skipped": Value([], [{"number": 12, "label": label(30), "mark": "unknown"}]),
    "violations": Value([], [], ([{"number": 7, "label": label(60), "message": "", "condition": "required"}],)),
    "waiting": Value(0, 48, (0,)),
}

CARDS: Mapping[str, Mapping[str, Value]] = MappingProxyType(
    {
        "filling/answered": {"echo": ECHO},
        "filling/arrival": {"arrival": Value(ARRIVAL, LONG_ARRIVAL), "change": Value(CHANGE, LONG_CHANGE)},
        "filling/edited_elsewhere": {"arrival": Value(ARRIVAL, LONG_ARRIVAL), "change": Value(CHANGE, LONG_CHANGE)},
        "filling/aside": {
            "body": Value(said(290), said(600), ("",)),
            "near": Value([], [said(90)] * 2),
            "has_button": Value(False, True),
        },
        "filling/batch": BATCH,
        "filling/batch_left": {"label": Value("Peserta KB baru", label(60)), "count": Value(8, 12)},
        "filling/burst": {
            "count": Value(3, 12),
            "earlier": Value(0, 8),
            "pairs": Value(
                [PAIR],
                [LONG_PAIR] * 4,
                tuple([PAIR | {"answer": one}] for one in EVERY_ANSWER),
            ),
            "hint": Value(False, True),
        },
        "filling/check": {
            "doubt": Value(
                {"label": "Suntik", "value": "120", "before": "12"},
                {"label": label(240), "value": "1200000", "before": ""},
            ),
            "problem": Value(None, {"code": "personal_data"}),
        },
        "filling/edit_number": {"unknown": Value(0, 112), "highest": Value(24, 148, (0,))},
        "documents/instead": {"mark": Value("unknown", said(100), ("deferred", ""))},
        "documents/note": {"odd": Value(ODD, LONG_ODD)},
        "filling/each": {"each": Value([EACH], [EACH | {"label": label(24), "meaning": ""}] * 8)},
        "filling/drop_newer": {"before": Value(12, 148)},
        "filling/edited": {"change": Value(CHANGE, LONG_CHANGE)},
        "filling/meaning": {
            "prompt": Value(PROMPT, LONG_PROMPT, PROMPTS[5:9]),
            "guidance": Value("", said(400)),
            "article": Value(said(290), said(500)),
        },
        "filling/moved": {"moved": Value(MOVED, MOVED)},
        "filling/page": {
            "page": Value(PAGE, PAGE | {"kind": "which", "label": label(160)}, (PAGE | {"what": "document"},))
        },
        "filling/problem": {
            "problem": Value(PROBLEM, PROBLEM | {"received": said(300), "has_way_round": True}, PROBLEMS[:5]),
            "prompt": Value(PROMPT, LONG_PROMPT, PROMPTS[7:9]),
        },
        "filling/question": {
            "prompt": Value(PROMPT, LONG_PROMPT, PROMPTS),
            "echo": Value(ECHO.usual, {"label": label(40), "text": said(40), "kind": "text"}, (None, *ECHO.also)),
            "problem": Value(None, None, PROBLEMS),
            "moved": Value(None, None, (MOVED,)),
            "arrival": Value(None, None, (ARRIVAL,)),
            "broken": Value(None, None, ({"message": said(80)}, {"message": ""})),
            "change": Value(None, None, (CHANGE,)),
            "computed": Value([], [{"label": label(24), "text": "12345"}] * 2),
            "hidden": Value(0, 12),
            "enclosed": Value([], [], (["sound"], ["film"], ["picture"], ["picture", "film"])),
            "latest": Value([], [LONG_ANSWER | {"text": said(30)}] * 2),
            "options": Value([], [], ([(at, label(40)) for at in range(1, 7)],)),
            "choosing": Value(False, False, (True,)),
            "look": Value(LOOK, LOOK, LOOKS),
        },
        "filling/review": REVIEW,
        "filling/review_correction": REVIEW
        | {
            "changes": Value(
                [{"number": 7, "label": "Jumlah PUS", "before": ANSWER, "after": ANSWER | {"text": "14"}}],
                [{"number": 48, "label": label(24), "before": ANSWER, "after": ANSWER | {"text": "1234"}}] * 5,
                ([],),
            ),
            "more_changes": Value(0, 12),
            "unchanged": Value([], [{"number": 12, "label": label(24)}] * 2),
            "violations": Value(0, 1),
        },
        "filling/review_odd": REVIEW,
        "filling/round": {
            "name": Value("Kegiatan", label(40)),
            "lines": Value([line(7, 24, "412")], [line(100 + at, 20, said(20)) for at in range(12)]),
            "more": Value(0, 12),
        },
        "filling/value": {"exact": same(0.0)},
    }
)

# What makes sense only together.
TOGETHER: Mapping[str, tuple[dict[str, Any], ...]] = MappingProxyType(
    {
        "asking/answer": (
            {"body": said(500), "related": [], "is_urgent": False},
            {"body": said(500), "related": [], "is_medical": False},
        ),
        "filling/problem": tuple(
            {"prompt": prompt, "problem": PROBLEM | {"code": code, "received": "2026-11-02"}}
            for prompt in PROMPTS[2:5]
            for code in ("constraint", "not_a_date", "approximate", "required")
        ),
    }
)
