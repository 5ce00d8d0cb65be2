"""Settling: what the buttons of a page about something that came in mean, tapped or typed."""

from __future__ import annotations

from models.database import Transaction
from reporting.filling import stash
from reporting.filling.bench import Work
from reporting.filling.locating import Locating
from reporting.filling.pages import Pages, page_of
from reporting.inputs import Tap
from reporting.screens.screen import Screen
from reporting.texts import Texts


class Settling:
    """The words of the buttons are told apart in `reporting.screens.arrivals`."""

    def __init__(self, texts: Texts, pages: Pages, locating: Locating) -> None:
        self._texts = texts
        self._pages = pages
        self._locating = locating

    def settle(self, tx: Transaction, work: Work, word: str, number: int) -> None:
        """A button of the page that is up; an unknown one shows the page again."""
        page = page_of(work)
        match word, page.get("kind"):
            case "cant", None if work.prompt().kind == "geopoint":
                self._locating.cannot(tx, work)
            case "stash", None:
                self._take_stashed(tx, work)
            case "go", "place" | "album" | "voice":
                self._pages.back(tx, work)
            case "again", "place" | "voice" | "words":
                self._pages.again(tx, work, page["path"])
            case "skip", "words":
                self._locating.told(tx, work, page["path"], "")
            case "yes", "which":
                self._use(tx, work, page)
            case "no", "which":
                self._pages.back(tx, work, {"code": "kept", "kind": page["what"]})
            case "pick", "album" if 0 < number <= len(page["names"]):
                work, _ = self._pages.give(tx, work, page["path"], page["names"][number - 1])
                self._pages.put(tx, work, {**page, "used": number - 1})
            case _, None:
                self._pages.back(tx, work)
            case _:
                self._pages.show_again(tx, work)

    def typed(self, tx: Transaction, work: Work, text: str) -> None:
        """Text under a page: the name of a place where that is asked for, the words of a button, or yes and no."""
        page = page_of(work)
        tap = self._button(work, text)
        if tap is not None:
            self.settle(tx, work, tap.argument, tap.number)
        elif page.get("kind") == "words":
            self._locating.told(tx, work, page["path"], text)
        else:
            self.settle(tx, work, "", 0)

    def _take_stashed(self, tx: Transaction, work: Work) -> None:
        names = stash.waiting(tx, work.row.instance_id, work.form, work.draft, work.prompt().kind)
        if names:
            self._pages.answer(tx, work, names[-1])
        else:
            self._pages.back(tx, work)

    def _use(self, tx: Transaction, work: Work, page: dict[str, object]) -> None:
        names, path = page["names"], str(page["path"])
        assert isinstance(names, list)
        work, told = self._pages.give(tx, work, path, str(names[0]))
        if len(names) > 1:
            self._pages.put(
                tx, work, {"kind": "album", "path": path, "names": names, "used": 0, "album": page["album"]}
            )
        else:
            self._pages.back(tx, work, told)

    def _button(self, work: Work, text: str) -> Tap | None:
        """The button that says this; "ya" is the first that goes on, "tidak" the one that does not."""
        said = _plain(text)
        buttons = [b for row in Screen.from_json(work.chat.screen).rows for b in row]
        for button in buttons:
            if said and said == _plain(button.label):
                return Tap.parse(button.tap)
        wanted = {"yes", "go"} if said in self._words("words_agree") else set()
        wanted = {"no", "again"} if said in self._words("words_disagree") else wanted
        return next((tap for b in buttons if (tap := Tap.parse(b.tap)).argument in wanted), None)

    def _words(self, key: str) -> list[str]:
        return [word for words in self._texts.words_of(key) for word in words.split("|")]


def _plain(label: str) -> str:
    """Letters and figures only: nobody types the picture of a button."""
    return " ".join("".join(sign if sign.isalnum() else " " for sign in label.casefold()).split())
