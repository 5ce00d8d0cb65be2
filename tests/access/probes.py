"""How each door is tried: which thing stands in the tap or in the chat's focus, and who should get through."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from models.database import Transaction
from reporting import policies
from reporting.access import FILERS, LEADS, OPD, OVERSEERS, READERS, ROLES, VIEWER
from reporting.inputs import File, Location, Sender, Tap
from reporting.policies import About, Policy
from reporting.programme import filing
from reporting.proposing import PUBLISHERS
from reporting.ranks import INVITERS
from tests.access import doors
from tests.access.world import Actor, Thing

REPORTS = ("received", "approved", "has_issues")
CARD = 7  # the number of the card that is up
GROUP = -77  # the chat of taps that are made in a group
# What is named where it does not follow from what it is about.
NAMED: dict[tuple[str, str], tuple[str, ...]] = {
    ("q", "undo"): ("review",),
    ("v", "undo"): ("move",),
    **dict.fromkeys((("c", "grant"), ("c", "refuse")), ("request",)),
    **dict.fromkeys((("k", "nudge"), ("k", "send"), ("p", "unpin"), ("e", "vouch")), ("person",)),
    **dict.fromkeys((("k", "reopen"), ("s", "slot"), ("s", "reopen")), ("owed", "locked")),
    **dict.fromkeys((("x", one) for one in ("let", "let_now", "again")), ("owed", "locked")),
    **dict.fromkeys((("t", "answer"), ("t", "send"), ("t", "edit")), ("question", "answered")),
    ("u", "kampung"): ("kampung",),
    ("u", "area"): ("area",),
    ("s", "form"): (),
}
THINGS: dict[About, tuple[str, ...]] = {
    About.NOTHING: (),
    About.DRAFT: ("draft", "dropped"),
    About.SLOT: ("kampung",),
    **dict.fromkeys((About.SENT, About.MENDED, About.READ, About.TALKED, About.LED), REPORTS),
    **dict.fromkeys((About.PLACE, About.LOOKED_AT, About.CLASSED), ("kampung",)),
    About.MOVED: REPORTS,
    About.OVERSEEN: ("area",),
    About.FAMILY: ("family",),
    About.PLANNED: ("plan",),
    About.INVITED: ("invitation",),
    About.STAFF: ("person",),
    About.ASKED: ("question", "answered"),
    About.ARTICLE: (),
    About.ERASURE: (),  # nobody here administers; tests/reporting/test_erasing.py tries it
    About.PUSHED: ("message",),
    **dict.fromkeys((About.UPLOADED, About.SHEET), ("upload",)),
    About.PROPOSED: ("proposal",),
    About.USED: ("form",),
}
# What stands after the thing's number in the tap.
STATES: dict[tuple[str, str], str] = {
    **dict.fromkeys((("q", "because"), ("q", "items"), ("q", "photo"), ("q", "all"), ("c", "because")), "{0},0"),
    **dict.fromkeys((("v", "place"), ("v", "why")), "{0},0"),
    ("v", "to"): "{0},70002",
    ("v", "at"): "{0},2026-09",
    **dict.fromkeys((("q", "pick"), ("q", "drop")), "{0},1"),
    ("s", "at"): "{0},2026-11-03 08.00",
    **dict.fromkeys((("s", one) for one in ("kampung", "earlier")), "bulanan_kkb,{0}"),
    **dict.fromkeys((("s", one) for one in ("period", "open", "ask")), "bulanan_kkb,{0},2026-10"),
    **dict.fromkeys((("w", one) for one in ("area", "sources")), "{0},2026-10"),
    **dict.fromkeys((("kr", one) for one in ("show", "picture", "trend", "pdf", "xlsx")), "{0},2026-10"),
    ("kd", "forms"): "{0},2026-10,0",
    ("kd", "form"): "{0},2026-10,1,0",
    ("s", "print"): "bulanan_kkb,{0},2026-10",
    ("s", "paper"): "bulanan_kkb,{0},2026-10",
    ("s", "by"): "bulanan_kkb,{0},2026-10,kader",
    ("s", "on"): "bulanan_kkb,{0},2026-10,kader,1",
    ("o", "part"): "{0},0,0",
    **dict.fromkeys((("o", one) for one in ("days", "leave_now")), "{0},7,0"),
    ("w", "below"): "{0},2026-10,0",
    ("x", "let_now"): "{0},disaster",
    **dict.fromkeys((("z", one) for one in ("plans", "factors", "texts")), "{0},0"),
    ("z", "plan"): "KB-{0}.1,,0",
    ("z", "follow"): "KB-{0}.1",
}
VALUES = {
    "a": ("c0", "v0", "v12", "vyes", "d", "k", "o0", "p0", "x", "y", "ja", "jq", "b0", "be", "bk", "e0"),
    "n": ("back", "skip", "save", "edit", "jump", "submit", "submit_now", "fix", "drop", "drop_now", "resume",
          "ringkasan", "contoh", "bantuan", "defer", "coordinator", "drop_round"),
    "i": ("ok", "stash", "cant"),
}  # fmt: skip
# verb -> the use case that handlers give it to
CASES = {
    "a": "filling.chosen", "n": "filling.navigated", "i": "filling.settled", "s": "starting.chosen",
    "l": "history.chosen", "r": "reviewing.see", "d": "documents.asked", "q": "reviewing.chosen",
    "c": "requesting.chosen", "k": "coordinating.chosen", "w": "watching.chosen", "f": "visiting.chosen",
    "z": "telling.chosen",
    "u": "welcoming.chosen", "t": "asking.chosen", "p": "privately.chosen", "m": "menus.chosen",
    "e": "enrolling.chosen", "o": "peopling.chosen", "b": "uploading.chosen", "v": "refiling.chosen",
    "g": "adjusting.chosen", "h": "advising.chosen", "y": "practising.chosen",
    "kr": "recapping.chosen", "kd": "digesting.chosen", "x": "timetable.chosen", "j": "previewing.chosen",
    "gr": "grouping.chosen",
}  # fmt: skip
ELSEWHERE = {
    ("c", "open"): "talking.opened",
    **dict.fromkeys((("p", one) for one in ("notice", "understood", "not_now", "why")), "agreeing.chosen"),
    **dict.fromkeys((("p", one) for one in ("withdraw", "withdraw_now")), "agreeing.chosen"),
    **dict.fromkeys((("p", one) for one in ("erase", "erase_now", "erase_no")), "erasing.chosen"),
    **dict.fromkeys((("p", one) for one in ("again", "go", "gone", "stay")), "agreeing.returned"),
    **dict.fromkeys((("t", one) for one in ("queue", "answer", "send", "edit")), "answering.chosen"),
}
OWN_WAYS = {("p", "copy"), ("p", "clean_now"), ("p", "forgot")}  # to nobody but the sender; no tap is handed on
# What is typed while a thing is in focus: case, what the chat expects, what is sent, the things.
TYPED: tuple[tuple[str, str, Any, tuple[str, ...]], ...] = (
    *((f"filling.{name}", "answer", "12", ("draft", "dropped")) for name in ("typed", "edited")),
    ("filling.numbered", "review", "3", ("draft", "dropped")),
    ("filling.agreed", "burst", "ya", ("draft", "dropped")),
    ("filling.paged", "arrival", "2", ("draft", "dropped")),
    ("filling.located", "answer", Location(-0.8, 100.6, 5.0), ("draft", "dropped")),
    ("filling.filed", "answer", File("image", "f", "u", "image/jpeg", 9), ("draft", "dropped")),
    ("starting.typed", "starting", "14.00", ("draft", "dropped")),
    ("reviewing.typed", "return_items", "1", REPORTS),
    ("reviewing.typed", "return_reason", "Angka PUS bulan ini perlu dilihat lagi.", REPORTS),
    ("talking.typed", "report_note", "Apakah angka ini sudah benar?", REPORTS),
    ("requesting.typed", "request_reason", "Angka balita keliru saya tulis.", REPORTS),
    ("refiling.typed", "refile_place", "Anggrek", REPORTS),
    ("refiling.typed", "refile_reason", "Tertukar dengan kampung sebelah.", REPORTS),
    ("answering.typed", "ticket_answer", "Setiap hari Senin pagi.", ("question", "answered")),
    ("uploading.typed", "form_area", "Tanah Garam", ("upload",)),
    ("uploading.typed", "form_reason", "Tujuannya belum jelas.", ("proposal",)),
    ("asking.more", "ticket_more", "Untuk bulan depan bagaimana?", ("question", "answered")),
)


@dataclass(frozen=True, slots=True)
class Probe:
    """One way to a door. `way` is "tap", "card" (a tap on the card that is up, the thing in focus) or "typed"."""

    case: str
    way: str
    kind: str
    about: Policy
    verb: str = ""
    argument: str = ""
    said: Any = None
    expects: str = ""
    more: tuple[Any, ...] = field(default=())

    @property
    def door(self) -> str:
        return f"{self.verb}:{self.argument}" if self.verb else self.case

    @property
    def name(self) -> str:
        door = self.door if self.verb else f"{self.case} ({self.expects})"
        return f"{door} by {self.way} on {self.kind or 'nothing'}"

    def focus(self, thing: Thing) -> dict[str, Any]:
        if self.way == "tap" or not self.kind:
            return {}
        number = thing.number
        if self.kind in ("draft", "dropped"):
            return {"draft": number, "later": number} if "starting" in self.case else {"draft": number}
        guest = {"role": "kader", "area": "", "kampung": None, "place": "", "name": "Bu Ani"}
        about = {"submission": number, "ticket": number, "skipped": [], "clean": [number]}
        about["upload"] = number
        return {**about, "answer": "Senin.", "question": "Kapan?", "guest": guest}

    def run(self, cases: dict[str, Any], tx: Transaction, sender: Sender, thing: Thing) -> Any:
        owner, _, method = self.case.partition(".")
        case: Callable[..., Any] = getattr(cases[owner], method)
        if self.verb == "gr":
            sender = replace(sender, chat_id=GROUP)
        if self.verb:
            state = STATES.get((self.verb, self.argument), "{0}").format(thing.number) if self.kind else ""
            told: Any = Tap(self.verb, CARD if self.way == "card" else None, self.argument, state)
        else:
            told = self.said
        return policies.admitted(tx, case, sender, *([] if told is None else [told]), *self.more)


def probes() -> Iterator[Probe]:
    """Every tap that there is, and all that can be typed about a thing."""
    known = {(verb, one) for verb, inner in policies.TAPS.items() for one in inner if one != policies.ANY}
    known |= {(verb, one) for verb, inner in VALUES.items() for one in inner}
    found = {(v, a) for v, a in doors.emitted() | doors.obeyed() if a != doors.OPEN and v in VALUES}
    for verb, argument in sorted(known | found):
        if (verb, argument) not in OWN_WAYS:
            yield from _taps(verb, argument)
    for case, expects, said, kinds in TYPED:
        about = policies.USE_CASES[_declared(case)]
        for kind in kinds:
            yield Probe(case, "typed", kind, about, said=said, expects=expects)


def case_of(verb: str, argument: str) -> str:
    """The use case that handlers give the tap to."""
    return ELSEWHERE.get((verb, argument), CASES[verb])


def _taps(verb: str, argument: str) -> Iterator[Probe]:
    policy = policies.of_tap(verb, argument)
    assert policy is not None, f"{verb}:{argument} has no policy"
    case = case_of(verb, argument)
    more = ("kabar_bot",) if verb == "u" else ()
    expects = {"kampung": "invite_place", "area": "invite_region"}.get(argument, "") if verb == "u" else ""
    for kind in NAMED.get((verb, argument), THINGS[policy.about]) or ("",):
        for way in ("tap", "card"):
            yield Probe(case, way, kind, policy, verb, argument, expects=expects, more=more)


def _declared(case: str) -> str:
    owner, _, method = case.partition(".")
    return f"{owner.capitalize()}.{method}"


def may(probe: Probe, actor: Actor, thing: Thing) -> bool:
    """Whether the door should let them through to the thing: told from places alone, by no code of Kabar's own."""
    roles = probe.about.roles
    if roles is not None and not any(role in roles for role, _ in actor.held):
        return False
    if not probe.kind:
        return True
    if not thing.exists:
        return False
    return _is_theirs(_about(probe), actor, thing)


def _about(probe: Probe) -> About:
    if probe.verb == "u" and probe.kind in ("kampung", "area"):
        return About.INVITED
    if probe.about.about is About.MOVED and probe.kind == "approved":
        return About.LED
    if probe.kind == "proposal":
        return About.PROPOSED
    return probe.about.about


def _is_theirs(about: About, actor: Actor, thing: Thing) -> bool:
    mine, roles = thing.person_id == actor.person_id, _in(actor, thing)
    match about:
        case About.DRAFT:
            return mine and roles(*filing("bulanan_kkb").roles)
        case About.SLOT:
            return roles(*filing("bulanan_kkb").roles)
        case About.SENT | About.ASKED | About.PUSHED:
            return mine
        case About.MENDED:
            return mine and roles(*FILERS)
        case About.READ:
            return mine or roles(*READERS)
        case About.TALKED:
            return mine or roles(*LEADS)
        case About.MOVED:
            own = mine and roles(*filing("bulanan_kkb").roles)
            return own or roles(*LEADS)
        case About.LED:
            return roles(*LEADS)
        case About.PLACE:
            return roles(*FILERS)
        case About.OVERSEEN:
            return roles(*OVERSEERS)
        case About.LOOKED_AT:
            return roles(*READERS, VIEWER)
        case About.CLASSED:
            return roles(*READERS)
        case About.PLANNED:
            return roles(*OVERSEERS, OPD)
        case About.FAMILY:
            return roles(*filing("kunjungan_keluarga").roles)
        case About.UPLOADED | About.SHEET:
            return mine and actor.role in PUBLISHERS
        case About.PROPOSED:
            return not mine and roles(*PUBLISHERS)
        case About.USED:
            return roles(*PUBLISHERS)
        case About.STAFF:
            return not mine and roles(*INVITERS)
        case About.INVITED:
            return roles(*INVITERS)
    return roles(*ROLES)


def _in(actor: Actor, thing: Thing) -> Callable[..., bool]:
    held = actor.roles_in(thing.place)
    return lambda *roles: not held.isdisjoint(roles)
