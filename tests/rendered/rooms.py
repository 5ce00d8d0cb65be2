"""Where a name means something of its own: by the template, or by its room."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from tests.rendered.privacy import PURPOSE
from tests.rendered.values import (
    CUT_KAMPUNG,
    CUT_TITLE,
    DAY,
    EVERY_ANSWER,
    HOST,
    KAMPUNG,
    LONG_ODD,
    LONG_PLACE,
    MOMENT,
    NAME,
    ODD,
    OFFICER,
    PHONE,
    PLACE,
    Value,
    label,
    said,
    same,
)


def ticket(question: str, state: str) -> dict[str, Any]:
    return {"number": "T-1042", "question": question, "state": state, "place": KAMPUNG.worst, "at": MOMENT.worst}


def mark(rule: str, other: str = "") -> dict[str, Any]:
    return {"rule": rule, "low": "10", "high": "14", "other": other}


def letter(name: str, names: list[str], more: int) -> dict[str, Any]:
    """A nudge as a coordinator reads it before it goes out."""
    return {"address": name, "sender": NAME.worst, "periods": ["2026-09", "2026-10"], "names": names, "more": more}


def group(days: int, names: list[str], more: int, title: str = "", **other: Any) -> dict[str, Any]:
    told = {"title": title, "period": "2026-09", "due_at": MOMENT.worst, "zone": "Asia/Jakarta", "days": days}
    usual = {"names": names, "more": more, "unit": "kampung", "minutes": 8, "is_due": False, "begun": None}
    return told | usual | other


BEGUN = {"name": KAMPUNG.worst, "answered": 148, "left": 12}


def batch(officers: list[dict[str, Any]], areas: list[dict[str, Any]], more: int, title: str) -> dict[str, Any]:
    told = {"period": "2026-09", "title": title, "count": 48, "more": more}
    return told | {"officers": officers, "areas": areas}


def owing(name: str, kampung: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    told = {
        "name": name,
        "kampung": kampung,
        "more": 0,
        "stuck": None,
        "away": "",
        "can_reach": True,
        "is_reader": False,
    }
    return told | more


def member(name: str, more: int) -> dict[str, Any]:
    return {"name": name, "places": [LONG_PLACE], "more": more, "state": "unreachable" if more else "active"}


def invited(name: str, state: str) -> dict[str, Any]:
    told = {"name": name, "role": "administrator", "place": KAMPUNG.worst, "until": MOMENT.worst}
    return told | {"zone": "Asia/Jakarta", "state": state}


CUT_NAME = Value("Dedi Saputra", "dr. Hj. Siti Nurhaliza Rahmawati, M.Kes")
FEW = ["Mekar Jaya", "Koto Baru"]
LONG_OWED = [{"name": KAMPUNG.worst[:39] + "…", "draft": 148}] * 5
STUCK = {"reason": "signal", "note": said(300)}
QUESTIONS = [
    {"section": label(160)},
    {"label": label(160), "kind": "integer", "options": [], "count": 0, "if_needed": True},
    {"label": label(160), "kind": "select_one", "options": ["Cukup", "Kurang", "Habis"], "count": 3, "if_needed": True},
    {"label": label(160), "kind": "select_one", "options": [], "count": 24, "if_needed": False},
]
ABSENT = owing(OFFICER.worst, LONG_OWED, stuck=STUCK, away="2026-11-30", can_reach=False)
MARKS = (("zeros", ""), ("same", "2026-Q3"), ("twin", "Aur Sejahtera"), ("far", "14"))
CLEAN = [{"kampung": KAMPUNG.worst, "period": "2026-09", "officer": OFFICER.worst}]
DRAFT = {"kampung": CUT_KAMPUNG, "period": "2026-09", "answered": 148, "at": MOMENT.worst, "zone": "Asia/Jakarta"}
SLOT = {"kampung": CUT_KAMPUNG[:26], "period": "2026-09", "days_late": 112, "draft": 148}

ECHOES = tuple(
    {"what": what, "title": CUT_TITLE, "kampung": KAMPUNG.worst, "period": "2026-09", "count": 12}
    | {"who": OFFICER.worst, "at": MOMENT.worst}
    for what in ("approved", "approved_all", "returned", "already", "replaced")
)

# Answers, tickets, reminders, lists: everything but the cards of a report, which are in `cards.py`.
ROOMS: Mapping[str, Mapping[str, Value]] = MappingProxyType(
    {
        "asking/answer": {
            "body": Value(said(290), said(300)),
            "source_title": Value("BKKBN", said(80), ("",)),
            "source_url": Value("https://kampungkb.bkkbn.go.id", "", ("",)),
            "related": Value([], [said(70)] * 2),
            "is_urgent": Value(False, True),
        },
        "asking/mine": {
            "tickets": Value(
                [ticket("kb suntik gratis dimana?", "new")], [ticket(said(500), "answered")] * 5, ([],)
            ),
        },
        "asking/queue": {
            "tickets": Value([ticket("kb suntik gratis dimana?", "new")], [ticket(said(500), "new")] * 5, ([],)),
            "echo": Value("", "T-1042"),
        },
        "asking/unknown": {"near": Value([], [said(70)] * 3)},
        "asking": {"number": same("T-1042")},
        "bars": {},
        "coordinate/missing": {
            "batches": Value(
                [batch([owing("Bu Sari", [{"name": "Mekar Jaya", "draft": None}])], [], 0, "Laporan")],
                [batch([owing(OFFICER.worst, LONG_OWED[:2], more=12)] * 6, [], 4, CUT_TITLE)],
                (
                    [],
                    [batch([], [{"name": LONG_PLACE["name"][:39] + "…", "missing": 112}] * 8, 12, CUT_TITLE)],
                    [batch([ABSENT], [], 0, "")],
                    [batch([owing("", LONG_OWED[:1], stuck={"reason": "data", "note": ""})], [], 0, CUT_TITLE)] * 2,
                ),
            ),
        },
        "coordinate/nudge": {
            "sender": NAME,
            "periods": Value(["2026-10"], ["2026-09", "2026-10", "2026-11"]),
        },
        "coordinate/nudged": {
            "now": Value(["Bu Sari"], [OFFICER.worst] * 12),
            "later": Value([], [(MOMENT.worst, [OFFICER.worst] * 3)] * 2),
            "more": Value(0, 12),
            "kept": Value([], [OFFICER.worst] * 12),
        },
        "coordinate/preview": {
            "can_reach": Value(True, True, (False,)),
            "letter": Value(letter("Bu Sari", FEW, 0), letter(OFFICER.worst, [KAMPUNG.worst] * 5, 12)),
        },
        "coordinate/preview_all": {
            "names": Value(["Bu Sari", "Kak Rina"], [OFFICER.worst] * 10),
            "letter": Value(letter("Bu Sari", FEW, 0), letter(OFFICER.worst, [KAMPUNG.worst] * 5, 12)),
        },
        "documents/value": {"answer": Value(EVERY_ANSWER[0], EVERY_ANSWER[2], EVERY_ANSWER)},
        "enrolling/area": {
            "count": Value(2, 124, (0,)),
            "kampung": Value(FEW, [KAMPUNG.worst] * 4),
            "told": Value(False, True),
            "places": Value([PLACE], [LONG_PLACE, PLACE | {"role": "plkb"}]),
        },
        "enrolling/contacts": {
            "people": Value(
                [{"area": "Lubuk Sikarah", "name": "Dedi Saputra", "phone": PHONE.usual}],
                [{"area": LONG_PLACE["name"], "name": "Siti Nurhaliza Rahmawati", "phone": PHONE.usual}] * 8,
                ([],),
            ),
        },
        "enrolling/letter": {
            "bot": Value("KabarKBbot", "", ("KabarKBSolokSelatanbot",)),
            "payload": Value("i_7Qk2aBcDeFgHiJkLmNoPqR", "i_7Qk2aBcDeFgHiJkLmNoPqR"),
            "code": same("481-902"),
            "host": NAME,
        },
        "enrolling/name_check": {"masked": Value("S*** R*********", "D*** H*** S*** N********* R*********")},
        "enrolling": {"host": Value(HOST, HOST | {"name": NAME.worst}, ({},))},
        "help/main": {
            "item": Value(
                None,
                {
                    "label": label(240), "meaning": said(500), "hint": "", "kind": "integer", "previous": "412",
                    "minimum": "0", "maximum": "99999", "step": None,
                },
                (None,),
            ),
        },
        "help/person": {"host": Value(HOST, HOST | {"name": NAME.worst, "away_until": "2026-11-30"}, ({},))},
        "inviting/place": {"said": Value("", said(40)), "listed": same(4), "count": Value(2, 1234, (0,))},
        "inviting/agency": {"said": Value("", said(40)), "listed": same(4), "count": Value(2, 42, (0,))},
        "inviting/decided": {"by": OFFICER, "is_yes": Value(True, False)},
        "inviting/region": {"said": Value("", said(40)), "listed": same(4), "count": Value(2, 20, (0,))},
        "inviting/standing": {"state": Value("approval", "expired")},
        "inviting/waiting": {
            "lines": Value([invited("Rina Wati", "open")], [invited(NAME.worst, "expired")] * 4, ([],)),
            "first": Value(0, 96),
        },
        "inviting": {"problem": Value("", "shape", ("led", "registered")), "place": KAMPUNG},
        "people/heirs": {"place": same(LONG_PLACE), "count": Value(2, 12, (0,))},
        "people/parts": {
            "place": same(LONG_PLACE),
            "count": Value(12, 12, (0,)),
            "items": Value([], [f"{at}. {said(48)}" for at in range(1, 9)], ([],)),
        },
        "people/list": {"first": Value(0, 96), "count": Value(1, 1234, (0,))},
        "people/move": {"place": same(LONG_PLACE)},
        "people/left": {
            "drafts": Value(2, 24, (1,)),
            "kampung": Value(["Payo Sejahtera"], [KAMPUNG.worst] * 3),
            "more": Value(0, 21),
        },
        "people/closed": {"host": Value(HOST, HOST | {"name": NAME.worst}, ({},))},
        "people": {
            "before": OFFICER,
            "days": Value(3, 30),
            "lines": Value([member("Bu Sari", 0)], [member(CUT_KAMPUNG, 3)] * 4, ([],)),
            "name": CUT_NAME,
            "said": Value("", said(40)),
            "state": Value("active", "unreachable"),
            "delegate": Value("Kak Rina", OFFICER.worst, ("",)),
            "drafts": Value(1, 24, (0,)),
            "stay": Value(0, 24, (0,)),
            "first": DAY,
            "heir": OFFICER,
            "is_heir": Value(True, False),
            "last": DAY,
            "place": KAMPUNG,
            "places": Value([PLACE], [LONG_PLACE] * 6),
        },
        "menus/greeting": {"hour": Value(9, 20, (12, 16))},
        "menus/plkb": {
            "hour": Value(9, 20, (12, 16)),
            "is_late": Value(False, False, (True,)),
            "next_due_at": MOMENT,
            "next_period": Value("2026-11", "2026-10"),
            "total": Value(5, 120, (0, 1)),
        },
        "menus": {
            "hour": Value(9, 20),
            "items": Value([], [f"{at}. {said(70)}" for at in range(1, 9)]),
            "count": Value(8, 8, (0,)),
        },
        "notices/answer": {"answer": Value(said(60), said(600)), "question": Value(said(40), said(500))},
        "notices/ticket": {"number": same("T-1042")},
        "notices": {
            "granted": Value(True, True, (False,)),
            "items": Value([[7, "Jumlah PUS"]], [[at, label(60)] for at in range(41, 47)], ([],)),
        },
        "practice": {"due_at": Value("", MOMENT.worst)},
        "refusals": {"role": same("koordinator", "plkb", "kader")},
        "reminders/handed": {"is_heir": Value(True, True, (False,)), "heir": OFFICER, "before": OFFICER},
        "reminders/hours": {"received": Value("", said(40))},
        "reminders/officer": {
            "groups": Value(
                [group(5, FEW, 0)],
                [
                    group(-12, [KAMPUNG.worst] * 3, 5, CUT_TITLE, begun=BEGUN),
                    group(4, [KAMPUNG.worst] * 2, 1, CUT_TITLE, is_due=True, unit="plan"),
                ],
                (
                    [group(1, FEW, 3)],
                    [group(0, FEW, 0, begun=BEGUN | {"left": 0})],
                    [group(-1, FEW[:1], 0, begun=BEGUN)],
                    [group(-3, FEW[:1], 0)],
                    [group(5, [], 0, "Laporan Petugas", unit="officer"), group(5, FEW, 0, "Poktan", unit="poktan")],
                ),
            ),
            "days": Value(5, -12, (1,)),
            "is_begun": Value(False, True),
            "more": Value(0, 24),
            "host": Value("", OFFICER.worst),
        },
        "reminders": {
            "note": Value("", said(300)),
            "reason": same("signal"),
            "number": same("T-1042"),
            "names": Value(FEW, [KAMPUNG.worst] * 5, ([],)),
        },
        "settings": {
            "area_zone": Value("Asia/Jakarta", "Asia/Jayapura"),
            "language": same("id"),
            "listed": Value(True, False),
            "office": same("08:00-16:00"),
            "saver": Value(False, True),
            "way": same("batch"),
        },
        "starting/drafts": {
            "drafts": Value([DRAFT | {"title": "Laporan", "answered": 12}], [DRAFT | {"title": CUT_TITLE}] * 5, ([],)),
            "first": Value(0, 12),
            "purpose": same("open"),
        },
        "starting/intro": {
            "minutes": Value(8, 45),
            "months": Value(24, 60),
            "purpose": Value(PURPOSE, said(120), ("",)),
            "sections": Value(4, 12, (1,)),
        },
        "starting/questions": {
            "lines": Value(QUESTIONS[1:2], QUESTIONS * 2),
            "part": same(1, 2),
            "parts": Value(1, 3),
        },
        "starting/paper_day": {"received": Value("", said(40)), "today": same("2026-11-05")},
        "starting/kampung": {"received": Value("", "")},
        "starting/slots": {
            "slots": Value(
                [SLOT | {"title": "Laporan", "kampung": "Mekar Jaya", "days_late": 0, "draft": None}],
                [SLOT | {"title": CUT_TITLE[:26]}] * 5,
            ),
        },
        "starting/welcome": {
            "at": MOMENT,
            "sections": Value(["Kegiatan"], [CUT_TITLE] * 3, ([],)),
            "next": Value("Jumlah PUS", label(60), ("",)),
        },
        "starting": {
            "count": Value(8, 8, (0,)),
            "can_search": Value(False, True),
            "is_all": Value(True, True, (False,)),
            "is_sent": Value(False, True),
            "items": Value([], [f"{at}. {said(57)}" for at in range(1, 9)]),
            "nothing_owed": Value(False, True),
            "searched": Value("", said(40)),
            "why": same("early", "locked"),
        },
        "reviewing/card": {
            "changes": Value(
                [],
                [[label(24), {"text": "120", "kind": "integer"}, {"text": "12", "kind": "integer"}]] * 2,
            ),
            "echo": Value(None, None, ECHOES),
            "figures": Value(
                [["PUS", {"text": "412", "kind": "integer"}]],
                [[label(14), {"text": "41200", "kind": "integer"}]] * 6,
                ([[label(40), {"text": said(60), "kind": "text"}]],),
            ),
            "flags": Value(0, 12),
            "more_changes": Value(0, 12),
            "more_open": Value(0, 12),
            "notes": Value([], [[OFFICER.worst, said(500)]]),
            "marks": Value([], [mark("same", "2026-09"), mark("far", "14")], tuple([mark(*one)] for one in MARKS)),
            "more_odd": Value(0, 12),
            "odd": Value(
                [], [LONG_ODD | {"label": label(24), "reason": ""}] * 3,
                ([ODD], [LONG_ODD], *([LONG_ODD | {"why": mark(rule)}] for rule in ("soft", "history", "said"))),
            ),
            "open": Value([], [{"number": 12, "label": label(24), "mark": "deferred"}], ()),
            "returned": Value("", said(120)),
        },
        "reviewing/clean": {"reports": Value(CLEAN, CLEAN * 10)},
        "reviewing/history": {
            "kampung": Value("Mekar Jaya", "", ("",)),
            "month": Value("", "2026-09"),
            "slots": Value(
                [{"kampung": "Mekar Jaya", "title": "Laporan", "period": "2026-10", "state": "waiting", "count": 0}],
                [{"kampung": CUT_KAMPUNG[:26], "title": CUT_TITLE[:26], "period": "2026-09", "state": "draft",
                  "count": 148}] * 12,
                (
                    [],
                    [{"kampung": "Mekar", "title": "Laporan", "period": "2026-10", "state": "excused", "count": 0}],
                ),
            ),
        },
        "reviewing/items": {
            "lines": Value(
                [{"number": 7, "label": "Jumlah PUS", "text": "412", "kind": "integer", "is_odd": False}],
                [{"number": 41 + at, "label": label(30), "text": said(40), "kind": "text", "is_odd": at < 2}
                 for at in range(8)],
            ),
            "picked": Value([], [7, 12, 23]),
        },
        "reviewing/photo": {"index": Value(1, 12), "count": Value(2, 12)},
        "reviewing/report": {
            "page": Value(1, 2),
            "pages": Value(1, 5),
            "sections": Value(
                [{"label": "Peserta", "lines": [{"label": "PUS", "text": "412", "kind": "integer", "mark": ""}]}],
                [{"label": label(40), "lines": [
                    {"label": label(40), "text": said(60), "kind": "text", "mark": ""},
                    {"label": label(40), "text": "", "kind": "text", "mark": "unknown"},
                ]}],
            ),
            "reason": Value("", said(300)),
        },
        "reviewing/thread": {
            "notes": Value([], [[OFFICER.worst, said(500)]] * 3),
            "others": Value(["Pak Dedi"], [NAME.worst] * 2, ([],)),
        },
        "reviewing": {
            "emptied": Value(False, False, (True,)),
            "items": Value([[7, "Jumlah PUS"]], [[at, label(40)] for at in range(41, 47)], ([],)),
            "names": Value(["Pak Dedi"], [NAME.worst] * 3, ([],)),
            "total": Value(5, 124),
            "echo": Value(ECHOES[0], ECHOES[1], ECHOES),
        },
    }
)  # fmt: skip
