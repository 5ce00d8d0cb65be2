"""The cards of a form on its way to being published, and of those that are. Taps begin with `b`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reporting.screens.lists import cut
from reporting.screens.screen import Button, Rows, Screen, paired
from reporting.texts import Texts

LISTED = 4  # areas on buttons; the others are found by typing
PAGE = 5  # forms on a page
SHOWN = 5  # findings on a card; all of them come as a document
LONGEST = 32  # letters on a button that has its row alone
ROOM = 900  # letters of a page that a coordinator reads
REASONS = ("unclear", "twice", "heavy")


def file(texts: Texts, language: str, problem: str = "", name: str = "") -> Screen:
    """Send it here. `problem`: "kind" or "size" of the file that came."""
    return Screen("publishing/file", {"problem": problem, "file": name}, (_last(texts, language),))


def reading(texts: Texts, language: str, row_id: int, name: str) -> Screen:
    """It is being checked."""
    return Screen("publishing/reading", {"file": name}, (_leaving(texts, language, row_id),))


def faulty(texts: Texts, language: str, row_id: int, facts: dict[str, Any], is_advice: bool) -> Screen:
    """What was found: the first few, as many as a card holds. `facts`: file, and findings of code, sheet, row and
    column."""
    found, word = facts["findings"], texts.word
    args = {"file": facts["file"], "count": len(found), "is_advice": is_advice}
    screen = Screen("publishing/faulty", {**args, "findings": found[:SHOWN]})
    for most in range(SHOWN, 0, -1):
        screen = Screen("publishing/faulty", {**args, "findings": found[:most]})
        if texts.fits(language, screen, ROOM):
            break
    rows: Rows = ()
    if len(found) > len(screen.args["findings"]):
        rows = ((Button(word(language, "form_all_findings", count=len(found)), f"b::rest:{row_id}"),),)
    back = (Button(word(language, "back"), f"b::up:{row_id}"), *_last(texts, language))
    last = back if is_advice else _leaving(texts, language, row_id)
    return Screen("publishing/faulty", screen.args, (*rows, last))


def ready(texts: Texts, language: str, row_id: int, facts: dict[str, Any], advice: int) -> Screen:
    """It can be published: what it is, and what is new in it. `advice` is how many warnings there are."""
    word = texts.word
    ways = (
        Button(word(language, "form_try"), f"b::try:{row_id}"),
        Button(word(language, "form_go"), f"b:*:go:{row_id}"),
    )
    told = ((Button(word(language, "form_findings", count=advice), f"b::tips:{row_id}"),),) if advice else ()
    return Screen("publishing/ready", facts, (ways, *told, _leaving(texts, language, row_id)))


def area(
    texts: Texts, language: str, row_id: int, title: str, found: Sequence[tuple[str, str]], said: str = ""
) -> Screen:
    """For which area? `found` are (code, name), those that fit what was `said`."""
    rows = _areas(texts, language, row_id, found)
    args = {"title": title, "said": said, "count": len(found), "listed": LISTED, "is_wider": False}
    wider = (Button(texts.word(language, "form_wider"), f"b:*:wider:{row_id}"),)
    return Screen("publishing/area", args, (*rows, wider, _leaving(texts, language, row_id)))


def wider(texts: Texts, language: str, row_id: int, title: str, found: Sequence[tuple[str, str]]) -> Screen:
    """For which area above their own? The country's name is ""."""
    rows = _areas(texts, language, row_id, found)
    args = {"title": title, "said": "", "count": len(found), "listed": LISTED, "is_wider": True}
    return Screen("publishing/area", args, (*rows, _leaving(texts, language, row_id)))


def term(
    texts: Texts, language: str, row_id: int, facts: dict[str, Any], asks: str, options: Sequence[tuple[str, str]]
) -> Screen:
    """`asks`: "often", "due" or "since"; `options` are (value, label)."""
    buttons = [Button(label, f"b:*:{asks}:{row_id},{value}") for value, label in options]
    rows = paired(buttons)
    return Screen("publishing/term", {**facts, "asks": asks}, (*rows, _leaving(texts, language, row_id)))


def confirm(texts: Texts, language: str, row_id: int, facts: dict[str, Any], can_add: bool, can_change: bool) -> Screen:
    """Is it meant? `facts["needs"]`: "" for nobody's approval, "approval", or "nobody" where nobody is there to give
    it. `can_add` offers one more area for a form that has some."""
    word, rows = texts.word, list[tuple[Button, ...]]()
    if facts["needs"] != "nobody":
        key = "form_propose" if facts["needs"] else "form_publish"
        rows.append((Button(word(language, key), f"b:*:send:{row_id}"),))
    if can_add:
        rows.append((Button(word(language, "form_more_areas"), f"b:*:more:{row_id}"),))
    ways = [Button(word(language, "form_try"), f"b::try:{row_id}")]
    if can_change:
        ways.append(Button(word(language, "form_change"), f"b:*:again:{row_id}"))
    return Screen("publishing/confirm", facts, (*rows, tuple(ways), _leaving(texts, language, row_id)))


def proposed(texts: Texts, language: str, row_id: int, facts: dict[str, Any]) -> Screen:
    """It waits for somebody else."""
    ways = (Button(texts.word(language, "form_try"), f"b::try:{row_id}"),)
    return Screen("publishing/proposed", facts, (ways, _leaving(texts, language, row_id)))


def proposal(texts: Texts, language: str, row_id: int, facts: dict[str, Any]) -> Screen:
    """What somebody else proposes, to be decided."""
    word = texts.word
    ways = (
        Button(word(language, "form_approve"), f"b:*:yes:{row_id}"),
        Button(word(language, "form_refuse"), f"b:*:no:{row_id}"),
    )
    rows: Rows = ((Button(word(language, "form_try"), f"b::try:{row_id}"),), ways, _back_to_list(texts, language))
    return Screen("publishing/proposal", facts, rows)


def why(texts: Texts, language: str, row_id: int, title: str) -> Screen:
    """Why is it declined?"""
    reasons: Rows = tuple(
        (Button(texts.word(language, f"form_reason_{one}"), f"b:*:because:{row_id},{one}"),) for one in REASONS
    )
    back = (Button(texts.word(language, "back"), f"b::up:{row_id}"), *_last(texts, language))
    return Screen("publishing/why", {"title": title}, (*reasons, back))


def refused(texts: Texts, language: str, title: str) -> Screen:
    """It was declined."""
    return Screen("publishing/refused", {"title": title}, (_back_to_list(texts, language),))


def withdraw(texts: Texts, language: str, row_id: int, title: str, name: str) -> Screen:
    """Is it meant? The safe choice first."""
    keep = Button(texts.word(language, "form_keep"), f"b::up:{row_id}")
    go = Button(texts.word(language, "form_withdraw_now"), f"b:*:drop_now:{row_id}")
    return Screen("publishing/withdraw", {"title": title, "file": name}, ((keep,), (go,)))


def published(texts: Texts, language: str, version_id: int, facts: dict[str, Any]) -> Screen:
    """It is live."""
    open_ = (Button(texts.word(language, "form_open"), f"b::form:{version_id}"), *_last(texts, language))
    return Screen("publishing/published", facts, (open_,))


def listed(
    texts: Texts, language: str, lines: list[dict[str, Any]], page: int, zone: str, more: Sequence[Button]
) -> Screen:
    """The forms of an area. `lines`: id, title, version, at (ISO); `more` are what waits."""
    page = max(0, min(page, (len(lines) - 1) // PAGE))
    shown = lines[page * PAGE : (page + 1) * PAGE]
    numbers = tuple(Button(str(page * PAGE + i + 1), f"b::form:{one['id']}") for i, one in enumerate(shown))
    turns = tuple(
        Button(texts.word(language, key), f"b::list:{other}")
        for key, other in (("previous_page", page - 1), ("next_page", page + 1))
        if 0 <= other * PAGE < len(lines)
    )
    new = (Button(texts.word(language, "form_new"), "b::new"), *_last(texts, language))
    rows: Rows = tuple(row for row in (numbers, turns, *((one,) for one in more), new) if row)
    args = {"lines": shown, "first": page * PAGE, "count": len(lines), "zone": zone}
    return Screen("publishing/list", args, rows)


def waiting(texts: Texts, language: str, lines: Sequence[tuple[int, str]]) -> tuple[Button, ...]:
    """One button for each upload that is not over: (id, title or file name)."""
    return tuple(Button(cut(f"⏳ {title}", LONGEST - 1), f"b::up:{row_id}") for row_id, title in lines)


def form(texts: Texts, language: str, version_id: int, facts: dict[str, Any], can_go_back: bool) -> Screen:
    """A form that is live."""
    word = texts.word
    ways = (
        Button(word(language, "form_try"), f"b::look:{version_id}"),
        Button(word(language, "form_history"), f"b::history:{version_id}"),
    )
    back = ((Button(word(language, "form_back"), f"b::back:{version_id}"),),) if can_go_back else ()
    return Screen("publishing/form", facts, (ways, *back, _back_to_list(texts, language)))


def history(texts: Texts, language: str, version_id: int, facts: dict[str, Any]) -> Screen:
    """Its versions, the newest first. `facts`: title, zone, more, and lines of version, at, by, is_live."""
    back = (Button(texts.word(language, "back"), f"b::form:{version_id}"), *_last(texts, language))
    return Screen("publishing/history", facts, (back,))


def back(texts: Texts, language: str, version_id: int, facts: dict[str, Any]) -> Screen:
    """Is it meant? The safe choice first."""
    keep = Button(texts.word(language, "form_back_keep"), f"b::form:{version_id}")
    go = Button(texts.word(language, "form_back_now"), f"b:*:back_now:{version_id}")
    return Screen("publishing/back", facts, ((keep, go),))


def backed(texts: Texts, language: str, version_id: int, title: str, version: str) -> Screen:
    open_ = (Button(texts.word(language, "form_open"), f"b::form:{version_id}"), *_last(texts, language))
    return Screen("publishing/backed", {"title": title, "version": version}, (open_,))


def _areas(texts: Texts, language: str, row_id: int, found: Sequence[tuple[str, str]]) -> Rows:
    country = texts.word(language, "form_country")
    return tuple((Button(cut(name or country, LONGEST), f"b:*:area:{row_id},{code}"),) for code, name in found[:LISTED])


def _leaving(texts: Texts, language: str, row_id: int) -> tuple[Button, ...]:
    return (Button(texts.word(language, "form_withdraw"), f"b::drop:{row_id}"), *_last(texts, language))


def _back_to_list(texts: Texts, language: str) -> tuple[Button, ...]:
    return (Button(texts.word(language, "form_list"), "b::list"), *_last(texts, language))


def _last(texts: Texts, language: str) -> tuple[Button, ...]:
    return (Button(texts.word(language, "menu"), "m::menu"),)
