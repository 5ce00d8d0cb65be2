"""The chat page in a real browser, with a small bot behind it."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, async_playwright, expect

from tests.sandbox.conftest import Client
from tests.sandbox.pictures import png

pytestmark = pytest.mark.browser

PEOPLE = (
    ("Budi Santoso", "PLKB, Pamekasan"),
    ("Nurhayati", "Kader, Kota Solok"),
    ("Hendra Saputra", "Koordinator, Kota Solok"),
    ("Sri Wahyuni", "PLKB, Kota Solok"),
)
MENU = {"keyboard": [["📝 Lapor", {"text": "Kirim nomor", "request_contact": True}]], "is_persistent": True}
CARD = {"inline_keyboard": [[{"text": "Ya", "callback_data": "ya"}, {"text": "Tidak", "callback_data": "no"}]]}


async def answer(client: Client, update: dict[str, Any]) -> None:
    """Greets, asks, confirms: enough to touch each part of the page."""
    if "callback_query" in update:
        query = update["callback_query"]
        await client.result("answerCallbackQuery", callback_query_id=query["id"], text="Tersimpan")
        edit = {"chat_id": query["from"]["id"], "message_id": query["message"]["message_id"]}
        await client.result("editMessageText", **edit, text=f"Pilihan: <b>{query['data']}</b>", parse_mode="HTML")
        return
    message = update.get("message") or update.get("edited_message")
    if not message:
        return
    to = {"chat_id": message["chat"]["id"], "parse_mode": "HTML"}
    if message.get("text") == "/start":
        link = '<a href="https://t.me/kabar_bot?start=abc">undangan</a>'
        await client.result("sendMessage", **to, text=f"Halo &amp; <b>selamat</b>, {link}", reply_markup=MENU)
        await client.result("sendMessage", **to, text="Sudah lapor?", reply_markup=CARD)
        return
    kinds = [kind for kind in ("text", "contact", "location", "photo", "document") if kind in message]
    how = "diubah" if "edit_date" in message else "baru"
    await client.result("sendMessage", **to, text=f"{how} {kinds[0]}: {message.get('text', '')}")


async def run_bot(client: Client) -> None:
    offset = 0
    while True:
        for update in await client.result("getUpdates", offset=offset, timeout=20):
            offset = update["update_id"] + 1
            await answer(client, update)


@pytest.fixture
async def ready(client: Client) -> AsyncIterator[Client]:
    await client.result("getMe")
    for name, about in PEOPLE:
        await client.post("/sim/people", {"name": name, "about": about})
    bot = asyncio.create_task(run_bot(client))
    yield client
    bot.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await bot


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert chromium, "the browser tests need Chromium"
    async with async_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-background-networking"]
        browser = await playwright.chromium.launch(executable_path=chromium, args=arguments)
        page = await browser.new_page(viewport={"width": 1400, "height": 900})
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        yield page
        await browser.close()
        assert faults == []


async def test_a_whole_talk(ready: Client, page: Page, tmp_path: Path) -> None:
    await page.goto(ready.base)
    phones = page.locator(".phone")
    await expect(phones.locator(".about")).to_have_text(
        ["PLKB, Pamekasan", "Koordinator, Kota Solok", "Kader, Kota Solok"]
    )
    phone = phones.first
    last = phone.locator(".theirs .text").last

    await phone.get_by_role("button", name="Mulai").click()
    await expect(phone.locator(".theirs b").first).to_have_text("selamat")
    await phone.get_by_role("button", name="Tidak", exact=True).click()
    await expect(last).to_have_text("Pilihan: no")
    await expect(phone.locator(".toast")).to_have_text("Tersimpan")
    await expect(phone.locator(".meta").last).to_contain_text("diubah")

    await phone.get_by_role("button", name="📝 Lapor").click()
    await expect(last).to_have_text("baru text: 📝 Lapor")
    await phone.get_by_role("button", name="Kirim nomor").click()
    await expect(last).to_contain_text("baru contact")
    await phone.get_by_label("Tulis pesan").fill("145 <b>orang</b>")
    await phone.get_by_label("Tulis pesan").press("Enter")
    await expect(last).to_contain_text("baru text: 145")
    await expect(phone.locator(".mine .text").last).to_have_text("145 <b>orang</b>")

    await phone.locator(".mine").last.hover()
    await phone.locator(".mine").last.get_by_label("Menu pesan").click()
    await page.get_by_role("menuitem", name="Ubah").click()
    await phone.get_by_label("Tulis pesan").fill("154")
    await phone.get_by_label("Kirim").click()
    await expect(last).to_have_text("diubah text: 154")

    await phone.get_by_label("Lampirkan").click()
    await page.get_by_role("menuitem", name="Lokasi").click()
    await page.locator("#place").get_by_role("button", name="Kirim").click()
    await expect(last).to_contain_text("baru location")
    picture = tmp_path / "foto.png"
    picture.write_bytes(png(40, 30))
    await phone.locator(".pick-photo").set_input_files(picture)
    await expect(last).to_contain_text("baru photo")
    assert await phone.locator(".mine img").last.evaluate("image => image.naturalWidth") == 40
    await phone.get_by_role("link", name="undangan").click()
    await expect(last).to_have_text("baru text: /start abc")


async def test_time_moves_and_people_change(ready: Client, page: Page) -> None:
    await page.goto(ready.base)
    await expect(page.locator("#date")).to_have_text("Senin, 2 November 2026")
    await page.get_by_role("button", name="Pengingat berikutnya").click()
    await expect(page.locator("#time")).to_have_text("08.30 WIB")
    await page.get_by_role("button", name="Senin berikutnya").click()
    await expect(page.locator("#date")).to_have_text("Senin, 9 November 2026")
    await page.get_by_role("button", name="+1 hari").click()
    await expect(page.locator("#date")).to_have_text("Selasa, 10 November 2026")
    for day in ("Kamis, 10 Desember 2026", "Minggu, 10 Januari 2027"):
        await page.get_by_role("button", name="+1 bulan").click()
        await expect(page.locator("#date")).to_have_text(day)
    await ready.post("/sim/clock", {"to": "2027-01-31T08:00:00+07:00"})
    await expect(page.locator("#date")).to_have_text("Minggu, 31 Januari 2027")
    await page.get_by_role("button", name="+1 bulan").click()
    await expect(page.locator("#date")).to_have_text("Minggu, 28 Februari 2027")


async def test_a_long_walk_is_told(ready: Client, page: Page) -> None:
    """A follower on its way: until it gets there the page says where to, and the keys rest."""
    await ready.get("/sim/clock?follow=bot&after=2026-11-02T08:00:00%2B07:00&wait=0")
    await page.goto(ready.base)
    await page.get_by_role("button", name="+1 bulan").click()
    await expect(page.get_by_role("status").first).to_contain_text("Waktu berjalan sampai Rabu, 2 Desember 2026")
    await expect(page.get_by_role("button", name="+1 bulan")).to_be_disabled()
    await ready.post("/sim/clock/walk", {"follow": "bot", "now": "2026-12-31T00:00:00+07:00"})
    await expect(page.locator("#date")).to_have_text("Rabu, 2 Desember 2026")
    await expect(page.get_by_role("button", name="+1 bulan")).to_be_enabled()
    await expect(page.locator("#status")).to_be_hidden()

    await page.goto(ready.base)
    await page.get_by_label("Ponsel milik").first.select_option("Sri Wahyuni")
    await expect(page.locator(".about").first).to_have_text("PLKB, Kota Solok")
    await page.reload()
    await expect(page.locator(".about").first).to_have_text("PLKB, Kota Solok")


async def test_a_narrow_screen_has_tabs_and_no_sideways_scrolling(ready: Client, page: Page) -> None:
    await page.set_viewport_size({"width": 360, "height": 720})
    await page.goto(ready.base)
    await expect(page.locator(".phone:visible")).to_have_count(1)
    await page.get_by_role("tab", name="Nurhayati").click()
    await expect(page.locator(".phone:visible .about")).to_have_text("Kader, Kota Solok")
    assert await page.evaluate("document.documentElement.scrollWidth") == 360


async def test_blocking_and_letting_in_again(ready: Client, page: Page) -> None:
    await page.goto(ready.base)
    phone = page.locator(".phone").first
    await phone.get_by_role("button", name="Mulai").click()
    await phone.get_by_label("Menu obrolan").click()
    await page.get_by_role("menuitem", name="Blokir bot").click()
    await phone.get_by_role("button", name="Buka blokir bot").click()
    await expect(phone.get_by_label("Tulis pesan")).to_be_visible()
