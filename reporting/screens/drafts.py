"""What is begun: the list of drafts, the welcome back, throwing away and taking back."""

from __future__ import annotations

from typing import Any

from reporting.screens.lists import menu_row
from reporting.screens.screen import Button, Rows, Screen, grid
from reporting.texts import Texts

PAGE = 5  # drafts on a page: each is a long line


def drafts(
    texts: Texts, language: str, lines: list[dict[str, Any]], page: int, purpose: str, dropped: list[int]
) -> Screen:
    """`lines`: id, title, kampung, period, answered, at (ISO), zone. `purpose`: "open" to go on with one, "drop" to
    throw one away, "restore" to take one back. `dropped`: ids of those that can be taken back."""
    page = max(0, min(page, (len(lines) - 1) // PAGE))
    shown = lines[page * PAGE : (page + 1) * PAGE]
    verbs = {"open": "draft", "drop": "drop", "restore": "restore"}
    numbers = [Button(str(page * PAGE + i + 1), f"s::{verbs[purpose]}:{one['id']}") for i, one in enumerate(shown)]
    pages = {"open": "drafts", "drop": "tidy", "restore": "bin"}
    turns = tuple(
        Button(texts.word(language, key), f"s::{pages[purpose]}:{other}")
        for key, other in (("previous_page", page - 1), ("next_page", page + 1))
        if 0 <= other * PAGE < len(lines)
    )
    rows: Rows = (*grid(numbers, 3 if len(numbers) > 4 else 4), *((turns,) if turns else ()))
    rows += _ways(texts, language, purpose, len(lines), dropped)
    args = {"drafts": shown, "first": page * PAGE, "purpose": purpose}
    return Screen("starting/drafts", args, rows, bar="menu")


def welcome(texts: Texts, language: str, facts: dict[str, Any], draft_id: int, others: int) -> Screen:
    """After a day: what is there already, what comes next. `others` more drafts are open."""

    def button(key: str, tap: str, **args: Any) -> Button:
        return Button(texts.word(language, key, **args), tap)

    if facts["next"] and facts["number"]:
        first = button("go_on_at", f"s::go:{draft_id}", number=facts["number"])
    else:
        first = button("go_on_draft_now" if facts["next"] else "to_summary", f"s::go:{draft_id}")
    looks = [button("see_answers", f"s::look:{draft_id}")]
    if not facts["corrects"]:
        looks.append(button("start_over", f"s::over:{draft_id}"))
    other = button("other_drafts", "s::drafts", count=others) if others else button("other_report", "s::list")
    return Screen("starting/welcome", facts, ((first,), tuple(looks), (other, *menu_row(texts, language))), bar="menu")


def saved(texts: Texts, language: str, facts: dict[str, Any], draft_id: int) -> Screen:
    """Put aside by the officer; everything is kept."""
    rows = (
        (Button(texts.word(language, "go_on_now"), "n:*:resume"),),
        (Button(texts.word(language, "remind_later"), f"s::later:{draft_id}"),),
        (Button(texts.word(language, "drop_draft"), "n:*:drop"), *menu_row(texts, language)),
    )
    return Screen("filling/saved", facts, rows)


def confirm(texts: Texts, language: str, facts: dict[str, Any], draft_id: int, what: str) -> Screen:
    """`what` is "drop", or "over" to begin again with an empty one. The safe choice stands first."""
    keys = {"drop": "drop_draft_now", "over": "start_over"}
    keep = Button(texts.word(language, "keep_draft"), f"s::keep:{draft_id}")
    go = Button(texts.word(language, keys[what]), f"s:*:{what}_now:{draft_id}")
    return Screen(f"filling/{'drop' if what == 'drop' else 'drop_over'}", facts, ((keep, go),), bar="menu")


def dropped(texts: Texts, language: str, facts: dict[str, Any], draft_id: int) -> Screen:
    """Thrown away; one tap takes it back."""
    back = Button(texts.word(language, "restore_draft"), f"s::restore:{draft_id}")
    return Screen("filling/dropped", facts, ((back,), menu_row(texts, language)), bar="menu")


def which(texts: Texts, language: str, facts: dict[str, Any], newer_id: int, older_id: int) -> Screen:
    """Of one report two drafts: the newer one goes on, or the one thrown away comes back. The safe choice first."""
    newer = Button(texts.word(language, "keep_newer"), f"s::go:{newer_id}")
    older = Button(texts.word(language, "take_older"), f"s:*:restore_now:{older_id}")
    return Screen("filling/drop_newer", facts, ((newer, older), menu_row(texts, language)), bar="menu")


def _ways(texts: Texts, language: str, purpose: str, count: int, dropped: list[int]) -> Rows:
    menu = menu_row(texts, language)
    if purpose != "open":
        return ((Button(texts.word(language, "to_drafts"), "s::drafts"), *menu),)
    tidy = [Button(texts.word(language, "drop_draft"), "s::tidy")] if count else []
    if dropped:
        tidy.append(Button(texts.word(language, "restore_some", count=len(dropped)), _back(dropped)))
    report = (Button(texts.word(language, "report"), "s::list"), *menu)
    return (tuple(tidy), report) if tidy else (report,)


def _back(dropped: list[int]) -> str:
    return f"s::restore:{dropped[0]}" if len(dropped) == 1 else "s::bin"
