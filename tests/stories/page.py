"""People and the clock as they are on the sandbox's page: what is read is visible, what is done is a click or a key."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from playwright.sync_api import FilePayload, Locator, Page, TimeoutError, expect

from tests.people import Somebody

JUMP_WITHIN = 60_000  # milliseconds
STARTS_WITHIN = 10_000
MONDAY = 0
READ = """phone => [...phone.querySelectorAll('.message')].map(item => ({
    message_id: Number(item.dataset.id),
    from: item.classList.contains('theirs') ? 'bot' : 'person',
    text: item.querySelector('.text')?.textContent ?? '',
    html: item.querySelector('.text')?.innerHTML ?? '',
    photo: item.querySelector('.photo img')?.getAttribute('src') ?? null,
    buttons: [...item.querySelectorAll('.buttons .row')].map(row => [...row.querySelectorAll('button')].map(
        button => ({text: button.textContent, data: button.dataset.data}))),
    deleted: false,
}))"""


@dataclass(frozen=True)
class PagePerson(Somebody):
    """Somebody whose phone is on the page."""

    page: Page
    id: int

    @property
    def phone(self) -> Locator:
        return self.page.locator(f".phone[data-person='{self.id}']")

    def messages(self) -> list[dict[str, Any]]:
        return list(self.phone.evaluate(READ))

    def says(self, text: str, **more: Any) -> None:
        start = self.phone.locator(".start")
        if text == "/start" and self._begins(start):
            return
        box = self.phone.get_by_label("Tulis pesan")
        box.fill(text)
        box.press("Enter")

    def _begins(self, start: Locator) -> bool:
        """A new chat has one key in place of the box, once the page knows that it is new."""
        try:
            start.click(timeout=STARTS_WITHIN)
        except TimeoutError:
            return False
        return True

    def press(self, message: dict[str, Any], button: dict[str, Any]) -> None:
        self.phone.locator(f"[data-id='{message['message_id']}'] button[data-data='{button['data']}']").click()

    def sends(self, **told: Any) -> None:
        place = told["location"]
        self.phone.locator(".attach").click()
        self.page.get_by_role("menuitem", name="Lokasi").click()
        dialog = self.page.locator("#place")
        for name in ("latitude", "longitude", "horizontal_accuracy"):
            dialog.locator(f"[name={name}]").fill(str(place[name]))
        dialog.locator("[value=ok]").click()

    def sends_photo(self, content: bytes) -> None:
        self._picks("photo", "foto.jpg", content, "image/jpeg")

    def sends_document(self, name: str, content: bytes, mime_type: str) -> None:
        self._picks("document", name, content, mime_type)

    def _picks(self, kind: str, name: str, content: bytes, mime_type: str) -> None:
        file = FilePayload(name=name, mimeType=mime_type, buffer=content)
        self.phone.locator(f".pick-{kind}").set_input_files(file)

    def rest(self) -> None:
        """Waits until the chat has come to rest with its pictures loaded: at its end, or at the top of what is longer
        than the screen."""
        self.page.wait_for_function(
            """id => {
                const list = document.querySelector(`.phone[data-person='${id}'] .messages`);
                if (![...list.querySelectorAll('img')].every(image => image.complete)) return false;
                const newest = list.querySelector('.message:last-child');
                list.scrollTo({ top: list.scrollHeight, behavior: 'instant' });
                if (newest.offsetHeight > list.clientHeight) newest.scrollIntoView({ behavior: 'instant' });
                return true;
            }""",
            arg=self.id,
        )


@dataclass(frozen=True)
class PageClock:
    """The clock on top, with its buttons."""

    page: Page

    def __call__(self, to: str) -> None:
        """Presses on until it is that moment; Monday has a button of its own."""
        wanted = datetime.fromisoformat(to)
        name = "Senin berikutnya" if wanted.weekday() == MONDAY else "Pengingat berikutnya"
        while (now := self.now()) < wanted:
            self.page.get_by_role("button", name=name).click()
            while self.now() <= now:
                time.sleep(0.05)
            expect(self.page.get_by_role("button", name=name)).to_be_enabled(timeout=JUMP_WITHIN)

    def now(self) -> datetime:
        return datetime.fromisoformat(self.page.locator("#time").get_attribute("datetime") or "2000-01-01T00:00+07:00")
