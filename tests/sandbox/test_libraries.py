"""Both Telegram libraries speak with the sandbox as they speak with Telegram."""

from __future__ import annotations

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import (
    BotCommand,
    BotCommandScopeChat,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
)
from telegram import InlineKeyboardButton as PtbButton
from telegram import InlineKeyboardMarkup as PtbMarkup
from telegram.error import BadRequest, Forbidden, RetryAfter
from telegram.ext import ExtBot

from tests.sandbox.conftest import TOKEN, Client
from tests.sandbox.pictures import png


@pytest.fixture
async def bot(client: Client):
    session = AiohttpSession(api=TelegramAPIServer.from_base(client.base))
    async with Bot(TOKEN, session=session) as bot:
        yield bot


async def test_aiogram_reads_what_a_person_does(bot: Bot, client: Client) -> None:
    person = await client.person()
    menu = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Ya", callback_data="a:1:ya")]])
    sent = await bot.send_message(person, "<b>Lapor?</b>", parse_mode="HTML", reply_markup=menu)
    assert sent.html_text == "<b>Lapor?</b>"
    assert sent.reply_markup.model_dump() == menu.model_dump()

    await client.post(f"/sim/people/{person}/tap", {"message_id": sent.message_id, "text": "Ya"})
    await client.post(f"/sim/people/{person}/say", {"contact": True})
    place = {"latitude": -0.79, "longitude": 100.65, "horizontal_accuracy": 8}
    await client.post(f"/sim/people/{person}/say", {"location": place})
    tapped, contact, location = await bot.get_updates()

    assert tapped.callback_query.data == "a:1:ya"
    assert tapped.callback_query.message.message_id == sent.message_id
    assert contact.message.contact.user_id == person
    assert location.message.location.horizontal_accuracy == 8
    assert await bot.answer_callback_query(tapped.callback_query.id, "Tersimpan")
    assert (await client.chat(person))["toasts"][0]["text"] == "Tersimpan"


async def test_aiogram_edits_sends_and_fetches_files(bot: Bot, client: Client) -> None:
    person = await client.person()
    assert (await bot.me()).is_bot
    keyboard = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="📝 Lapor")]], is_persistent=True)
    await bot.send_message(person, "Menu", reply_markup=keyboard)
    card = await bot.send_message(person, "Satu")
    assert (await bot.edit_message_text("Dua", chat_id=person, message_id=card.message_id)).text == "Dua"
    photo = await bot.send_photo(person, BufferedInputFile(png(3, 2), "grafik.png"), caption="Grafik")
    assert (photo.photo[-1].width, photo.photo[-1].height) == (3, 2)
    again = await bot.send_photo(person, photo.photo[-1].file_id)
    assert again.photo[-1].file_unique_id == photo.photo[-1].file_unique_id
    paper = await bot.send_document(person, BufferedInputFile(b"a,b", "isi.csv"))
    file = await bot.get_file(paper.document.file_id)
    assert (await bot.download_file(file.file_path)).read() == b"a,b"
    assert await bot.send_chat_action(person, "typing")
    scope = BotCommandScopeChat(chat_id=person)
    assert await bot.set_my_commands([BotCommand(command="lapor", description="Isi")], scope)
    assert (await bot.get_my_commands(scope))[0].command == "lapor"
    assert (await bot.get_chat(person)).type == "private"
    assert await bot.delete_message(person, card.message_id)
    assert not (await bot.get_webhook_info()).url


async def test_ptb_sends_edits_and_understands_refusals(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    person = await client.person()
    async with ExtBot(TOKEN, base_url=f"{client.base}/bot", base_file_url=f"{client.base}/file/bot") as bot:
        assert bot.bot.is_bot
        markup = PtbMarkup([[PtbButton("Ingatkan", callback_data="n:1")]])
        sent = await bot.send_message(person, "<i>Belum lapor</i>", parse_mode="HTML", reply_markup=markup)
        assert sent.text_html == "<i>Belum lapor</i>"
        with pytest.raises(BadRequest, match="Message is not modified"):
            await bot.edit_message_reply_markup(person, sent.message_id, reply_markup=markup)
        photo = await bot.send_photo(person, png(2, 2), caption="Ringkasan")
        assert await (await bot.get_file(photo.photo[-1])).download_as_bytearray() == png(2, 2)
        await client.post(f"/sim/people/{person}/say", {"text": "/help", "reply_to": sent.message_id})
        (update,) = await bot.get_updates()
        assert update.message.reply_to_message.message_id == sent.message_id
        assert update.message.entities[0].type == "bot_command"
        await client.post("/sim/faults", {"kind": "429", "retry_after": 3})
        with pytest.raises(RetryAfter):
            await bot.send_message(person, "Halo")
        await client.post("/sim/faults", {"kind": "block", "person": person})
        with pytest.raises(Forbidden, match="bot was blocked by the user"):
            await bot.send_message(person, "Halo")
        blocked = (await bot.get_updates(offset=update.update_id + 1))[0].my_chat_member
        assert blocked.new_chat_member.status == "kicked"
