"""Policies: who may come through which door, and what the thing they name must be to them. The one table of it.

A door is a use case that handlers call, a tap (verb and argument), a command, or a push. `admitted` stands before every
use case: what is not in these tables is refused. What a use case looks up it looks up within the actor's scope
(`About` says which), so that what is not theirs answers like what does not exist. `tests/access/` finds the doors by
reading the code, and tries each with every kind of person on every kind of thing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Concatenate, ParamSpec, TypeVar

from models.database import Transaction
from reporting.access import ADMINISTRATOR, FILERS, LEADS, OFFICERS, OPD, OVERSEERS, ROLES, actor_of, require
from reporting.families import KUNJUNGAN
from reporting.inputs import Sender, Tap
from reporting.programme import filing
from reporting.programme_told import FOLLOW_UP
from reporting.proposing import PUBLISHERS
from reporting.ranks import INVITERS
from reporting.refusals import Refusal

P = ParamSpec("P")
T = TypeVar("T")


class About(Enum):
    """What the thing that is named must be to the person; anything else does not exist for them."""

    NOTHING = "nothing is named but the person's own chat, settings and data"
    DRAFT = "their own draft, for a kampung where they may file"
    SLOT = "a form, kampung and period that they may file"
    SENT = "a report that they sent themselves"
    MENDED = "a report that they sent themselves, for a kampung where they may still file"
    READ = "a report that they sent, or one of a place where they read all reports"
    TALKED = "a report that they sent, or one of a place that they lead"
    MOVED = "a report of a place that they lead, or one they sent themselves that is not accepted yet"
    LED = "a report, question, debt or person of a place that they lead"
    PLACE = "a kampung where they file or lead"
    OVERSEEN = "an area that they oversee"
    LOOKED_AT = "a kampung that they report on or oversee"
    PLANNED = "a plan of a meeting in an area that they oversee, or one that their agency is in charge of"
    CLASSED = "a kampung whose reports they read"
    FAMILY = "a family of a kampung where they may file a visit"
    INVITED = "an invitation to a role that they may invite to"
    STAFF = "somebody else who works in a place that they lead, in a role below theirs"
    ASKED = "a question that they asked themselves"
    ARTICLE = "an article that is published"
    UPLOADED = "a workbook that they sent themselves"
    PROPOSED = "a form that somebody else proposes for places that they publish for"
    SHEET = "a workbook that they sent or decide about"
    USED = "a form that is filed in a place that they publish for"
    ERASURE = "a request of another administrator about somebody of their place"
    PUSHED = "a message that was sent to them"


@dataclass(frozen=True, slots=True)
class Policy:
    """`roles` are those that open the door, one of them is enough; None opens it for strangers too."""

    roles: tuple[str, ...] | None
    about: About = About.NOTHING


ANYONE = Policy(None)
PEOPLE = Policy(ROLES)
ANY = "*"  # the arguments of a verb are values of the card that is up

_visitors = filing(KUNJUNGAN).roles
_fills = Policy(FILERS, About.DRAFT)
_slot = Policy(FILERS, About.SLOT)
_draft = Policy(FILERS, About.DRAFT)
_led = Policy(LEADS, About.LED)
_staff = Policy(INVITERS, About.STAFF)
_invites = Policy(INVITERS, About.INVITED)
_watches = (*OVERSEERS, *OFFICERS)
_asked = Policy(ROLES, About.ASKED)
_uploaded = Policy(PUBLISHERS, About.UPLOADED)
_used = Policy(PUBLISHERS, About.USED)


def _all(policy: Policy, *names: str) -> dict[str, Policy]:
    return dict.fromkeys(names, policy)


# verb -> argument -> who
TAPS: dict[str, dict[str, Policy]] = {
    "a": {ANY: _fills},
    "n": {ANY: _fills},
    "i": {ANY: _fills},
    "s": {
        **_all(Policy(FILERS), "begin", "list", "forms", "returned", "drafts", "tidy", "bin", "keep", "stuck"),
        **_all(_slot, "slot", "form", "kampung", "earlier", "period", "open", "ask", "reopen", "print"),
        **_all(_slot, "paper", "by", "on"),
        **_all(_draft, "draft", "go", "look", "over", "over_now", "drop", "drop_now", "restore", "restore_now"),
        **_all(_draft, "later", "hours", "at"),
        "correct": Policy(FILERS, About.MENDED),
    },
    "l": {
        **_all(Policy(FILERS), "places", "months", "month"),
        **_all(Policy(FILERS, About.PLACE), "kampung", "profile"),
    },
    "r": {"see": Policy(ROLES, About.READ)},
    "d": {"pdf": Policy(ROLES, About.SENT)},
    "q": {
        "next": Policy(LEADS),
        **_all(_led, "open", "undo", "approve", "return", "clean", "clean_now", "skip", "all", "photo", "card"),
        **_all(_led, "because", "items", "why", "give_back", "pick", "drop"),
    },
    "c": {
        "open": Policy(ROLES, About.TALKED),
        **_all(Policy(ROLES, About.MENDED), "request", "because"),
        **_all(_led, "grant", "refuse"),
    },
    "v": _all(Policy(FILERS, About.MOVED), "open", "place", "month", "to", "at", "why", "now", "swap", "undo")
    | {"told": Policy(ROLES, About.READ)},
    "k": {
        **_all(Policy(OVERSEERS), "summary", "picture"),
        **_all(Policy(LEADS), "missing", "nudge_all", "send_all", "delivery", "odd"),
        **_all(_led, "nudge", "send", "reopen"),
    },
    "x": {
        **_all(Policy(LEADS), "list", "one", "more", "days", "why", "sure", "owed"),
        **_all(Policy(LEADS), "extend", "set"),
        **_all(_led, "let", "let_now", "again"),
    },
    "w": {
        **_all(Policy(_watches), "begin", "places"),
        **_all(Policy(_watches, About.OVERSEEN), "area", "below", "months", "sources"),
        "kampung": Policy(_watches, About.LOOKED_AT),
        "scores": Policy(_watches, About.CLASSED),
    },
    "kr": _all(Policy(OVERSEERS, About.OVERSEEN), "show", "months", "picture", "trend", "pdf", "xlsx"),
    "gr": {"area": Policy(LEADS, About.OVERSEEN)},
    "kd": _all(Policy(OVERSEERS, About.OVERSEEN), "forms", "form"),
    "z": {
        **_all(Policy(OVERSEERS, About.OVERSEEN), "plans", "factors"),
        "texts": Policy(LEADS, About.OVERSEEN),
        "own": Policy((OPD,)),
        "plan": Policy((*OVERSEERS, OPD), About.PLANNED),
        "follow": Policy(filing(FOLLOW_UP).roles, About.PLANNED),
    },
    "f": {**_all(Policy(_visitors), "own", "all"), "visit": Policy(_visitors, About.FAMILY)},
    "o": {
        "list": Policy(INVITERS),
        **_all(_staff, "who", "end", "end_now", "move", "move_now", "leave", "leave_now", "days", "heir", "part"),
    },
    "u": {
        **_all(Policy(INVITERS), "begin", "list", "role", "kampung", "area", "agency", "phone", "add"),
        **_all(_invites, "open", "renew", "withdraw", "withdraw_now", "approve", "refuse"),
    },
    "b": {
        **_all(Policy(PUBLISHERS), "list", "new"),
        **_all(_used, "form", "history", "look", "back", "back_now"),
        **_all(Policy(PUBLISHERS, About.SHEET), "up", "try"),
        **_all(_uploaded, "tips", "rest", "drop", "drop_now", "go", "again", "more", "wider", "area"),
        **_all(_uploaded, "often", "due", "since", "send"),
        **_all(Policy(PUBLISHERS, About.PROPOSED), "yes", "no", "because"),
    },
    "j": {ANY: Policy(PUBLISHERS)},
    "t": {
        **_all(_led, "answer", "send", "edit"),
        "queue": Policy(LEADS),
        **_all(_asked, "see", "clear", "more"),
        "article": Policy(ROLES, About.ARTICLE),
        **_all(PEOPLE, "good", "bad", "forward", "mine", "officer", "ask"),
    },
    "p": {
        **_all(PEOPLE, "open", "data", "fix", "close", "close_now", "clean", "clean_now", "copy"),
        **_all(PEOPLE, "shared", "on", "off", "forgot", "notice", "understood", "not_now", "why"),
        **_all(PEOPLE, "withdraw", "withdraw_now"),
        **_all(Policy((ADMINISTRATOR,), About.ERASURE), "erase", "erase_now", "erase_no"),
        **_all(ANYONE, "again", "go", "gone", "stay"),  # whoever withdrew consent; nobody else has such a card
        "read": Policy(ROLES, About.PUSHED),
        "unpin": Policy(ROLES, About.LED),
    },
    "m": _all(PEOPLE, "menu", "reports", "settings", "help", "topic", "role"),
    "g": {ANY: PEOPLE},
    "h": {ANY: PEOPLE},
    "y": {ANY: PEOPLE},
    "e": {ANY: ANYONE, "vouch": Policy((*LEADS, *INVITERS), About.LED)},
}

# What handlers call. Where the case takes a tap, the tap's own policy counts too.
USE_CASES: dict[str, Policy] = {
    **_all(ANYONE, "Enrolling.start", "Enrolling.coded", "Enrolling.chosen", "Enrolling.typed", "Enrolling.shared"),
    **_all(ANYONE, "Menus.help", "Privately.refused", "refusing.tell", "stage.blocked", "stage.unblocked"),
    **_all(ANYONE, "shared_phone.expects", "stage.expects", "Welcoming.prepare"),
    **_all(ANYONE, "Grouping.met", "Grouping.added", "Grouping.removed", "Grouping.moved", "Grouping.refused"),
    "Grouping.commanded": Policy(LEADS),
    "Grouping.chosen": Policy(LEADS, About.OVERSEEN),
    **_all(PEOPLE, "SharedPhone.tried", "SharedPhone.knocked", "SharedPhone.forgot", "SharedPhone.invented"),
    **_all(PEOPLE, "Menus.home", "Menus.settings", "Menus.chosen", "Menus.lost"),
    **_all(PEOPLE, "Privately.page", "Privately.leaving", "Privately.wrong", "Privately.chosen", "Privately.copy"),
    **_all(PEOPLE, "Agreeing.chosen", "Agreeing.typed"),
    "Agreeing.returned": ANYONE,
    "Erasing.chosen": Policy((ADMINISTRATOR,), About.ERASURE),
    **_all(PEOPLE, "Privately.copied", "Privately.deletable", "Privately.cleaned"),
    **_all(PEOPLE, "Asking.begin", "Asking.asked", "Asking.to_officer", "Asking.mine", "Asking.chosen"),
    "Asking.more": _asked,
    **_all(PEOPLE, "Answering.tickets", "Advising.chosen", "Advising.typed", "Adjusting.chosen", "Adjusting.typed"),
    **_all(PEOPLE, "Practising.opened", "Practising.chosen", "Practising.typed", "Practising.strayed"),
    **_all(Policy(FILERS), "Starting.begin", "Starting.drafts", "Starting.chosen", "Starting.typed"),
    **_all(_fills, "Filling.typed", "Filling.numbered", "Filling.edited", "Filling.agreed", "Filling.settled"),
    **_all(_fills, "Filling.paged", "Filling.chosen", "Filling.navigated", "Filling.located", "Filling.filed"),
    "Filling.strayed": _fills,
    **_all(Policy(FILERS), "History.begin", "History.chosen"),
    "Reviewing.see": Policy(ROLES, About.READ),
    "Documents.asked": Policy(ROLES, About.SENT),
    **_all(Policy(LEADS), "Reviewing.next", "Reviewing.chosen", "Coordinating.missing", "Answering.chosen"),
    **_all(_led, "Reviewing.typed", "Answering.typed"),
    **_all(Policy(OVERSEERS), "Coordinating.summary", "Coordinating.chosen"),
    **_all(Policy(ROLES, About.TALKED), "Talking.opened", "Talking.typed"),
    **_all(Policy(ROLES), "Requesting.chosen"),
    "Refiling.chosen": Policy(ROLES),
    "Refiling.typed": Policy(FILERS, About.MOVED),
    "Requesting.typed": Policy(ROLES, About.MENDED),
    "Watching.begin": Policy((*_watches, OPD)),
    "Watching.chosen": Policy(_watches),
    "Recapping.begin": Policy(OVERSEERS),
    **_all(Policy(OVERSEERS, About.OVERSEEN), "Recapping.chosen", "Digesting.chosen"),
    "Telling.chosen": Policy((*OVERSEERS, OPD)),
    **_all(Policy(LEADS), "Timetable.begin", "Timetable.chosen"),
    "Timetable.typed": Policy(LEADS),
    **_all(Policy(_visitors), "Visiting.begin", "Visiting.chosen"),
    **_all(Policy(INVITERS), "Welcoming.begin", "Welcoming.chosen", "Welcoming.typed"),
    **_all(Policy(PUBLISHERS), "Uploading.begin", "Uploading.chosen"),
    "Uploading.typed": Policy(PUBLISHERS, About.SHEET),
    "Uploading.received": PEOPLE,
    **_all(Policy(PUBLISHERS), "Previewing.chosen", "Previewing.typed", "Previewing.sent"),
    **_all(Policy(INVITERS), "Peopling.begin", "Peopling.chosen", "Peopling.typed"),
}

OPERATOR = "whoever may run commands on the server and read its configuration; what they do is audited as nobody's"
NO_DATA = "anyone: it reads files and places, no report and no person"

# command -> whose it is. The command line knows no person: the rights are those of the system's user.
COMMANDS: dict[str, str] = {
    **dict.fromkeys(
        ("form check", "form fill", "form print", "form replay", "form transcript", "form xform", "form xlsx"), NO_DATA
    ),
    **dict.fromkeys(("check", "demo", "run", "db backup", "db restore", "db upgrade", "export", "invite"), OPERATOR),
    **dict.fromkeys(("form list", "form publish", "form rollback", "region find", "region load"), OPERATOR),
    **dict.fromkeys(("audit list", "audit verify", "privacy proof", "privacy retention", "privacy withdraw"), OPERATOR),
    **dict.fromkeys(("delivery list", "privacy erase", "privacy export"), OPERATOR),
    "rest": OPERATOR,
    **dict.fromkeys(("calendar draft", "calendar import", "calendar list"), OPERATOR),
    **dict.fromkeys(("schedule extend", "schedule list", "schedule set"), OPERATOR),
    **dict.fromkeys(("indicator rebuild", "indicator show", "indicator target"), OPERATOR),
    **dict.fromkeys(("kampung add", "kampung close", "kampung coverage", "kampung import", "kampung list"), OPERATOR),
    **dict.fromkeys(("kampung rename", "kampung show"), OPERATOR),
    **dict.fromkeys(("programme evaluations", "programme factors", "programme plans"), OPERATOR),
    **dict.fromkeys(("people end", "people import", "people leave", "people list", "people move"), OPERATOR),
}

OFFICER = "whoever answers for the report"
LEADERS = "coordinators of the place that it is about"
SENDER = "whoever asked for it"
# What the key of a push begins with -> who gets it. The courier drops what waits for somebody without a role.
PUSHES: dict[str, str] = {
    **dict.fromkeys(("extended", "excused"), OFFICER),
    **dict.fromkeys(
        ("reminders", "nudge", "later", "locked", "mending", "reopened", "review", "settled"),
        OFFICER,
    ),
    **dict.fromkeys(
        ("missing", "summary", "reopen", "request", "ticket", "pin", "closed", "enrolling", "unreachable", "withdrawn"),
        LEADERS,
    ),
    **dict.fromkeys(("recap", "arrived", "left"), LEADERS),
    **dict.fromkeys(("pdf", "picture", "recappicture", "recapfile", "paper", "questions", "answer"), SENDER),
    "findings": SENDER,
    **dict.fromkeys(("formread", "formdecided", "formexpired"), "whoever sent the workbook"),
    "formasked": "who has to approve of the form",
    "erase": "the other administrators of the place of whoever is to be erased",
    "note": "the other side of the talk about a report",
    "handed": "the officers between whom a kampung changed hands",
    "moved": "the officers between whom places changed hands",
    "refiled": "the officers and coordinators of both places of a report that was moved",
    "leave": "the officer on leave, and who stands in",
    "role": "whoever has one more role",
    "invite": "who has to approve of the invitation",
    "invited": "who proposed the invitation",
    "group": "a group that a coordinator of the area registered: counts, of nobody",
    "resting": "everybody who can be reached",
}


def admitted(tx: Transaction, case: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """The case, run if its policy and that of the tap let the person in. Raises Refusal: "not_found" for a door that
    is in no table, else what the missing role is answered with."""
    told = [one for one in args if isinstance(one, Sender)]
    for policy in policies_of(case, next((one for one in args if isinstance(one, Tap)), None)):
        if policy is None:
            raise Refusal("not_found")
        if policy.roles is not None:
            require(actor_of(tx, told[0]), *policy.roles)
    return case(tx, *args, **kwargs)


def policies_of(case: Callable[..., Any], tap: Tap | None) -> tuple[Policy | None, ...]:
    """The case's own, and that of the tap where it takes one; None for what is not declared."""
    own = USE_CASES.get(name_of(case))
    return (own, of_tap(tap.verb, tap.argument)) if tap is not None else (own,)


def of_tap(verb: str, argument: str) -> Policy | None:
    """None for a tap that no button has."""
    known = TAPS.get(verb, {})
    return known.get(argument) or known.get(ANY)


def name_of(case: Callable[..., Any]) -> str:
    """Class.method of a use case, module.function where it is none's."""
    name = case.__qualname__
    return name if "." in name else f"{case.__module__.rpartition('.')[2]}.{name}"
