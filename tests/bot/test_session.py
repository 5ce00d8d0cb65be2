from __future__ import annotations

import gc
import json
import weakref
from http import HTTPStatus
from typing import Any

import pytest
from aiogram.exceptions import TelegramBadRequest, TelegramNetworkError
from aiogram.methods import SendMessage
from aiogram.types import BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup
from aiohttp import web

from bot.account import make_bot
from bot.clock import SystemClock
from bot.limits import Limiter
from bot.session import Limits, Taps
from tests.bot.conftest import TOKEN, World


@pytest.fixture
async def calls():
    """A server that keeps what it was sent and refuses answers to taps."""
    kept: list[tuple[str, str, Any]] = []

    async def answer(request: web.Request) -> web.Response:
        method = request.path.rsplit("/", 1)[-1]
        is_json = request.content_type == "application/json"
        kept.append((method, request.content_type, await request.json() if is_json else None))
        if method == "answerCallbackQuery":
            return web.json_response({"ok": False, "error_code": 400, "description": "query is too old"}, status=400)
        message = {"message_id": 1, "date": 0, "chat": {"id": 5, "type": "private"}}
        return web.json_response({"ok": True, "result": message})

    app = web.Application()
    app.router.add_post("/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    bot = make_bot(TOKEN, "http://{}:{}".format(*runner.addresses[0]))
    yield bot, kept
    await bot.session.close()
    await runner.cleanup()


async def test_json_without_files_and_a_form_with_them(calls):
    bot, kept = calls
    markup = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="a", callback_data="b")]])
    await bot.send_message(5, "<b>x</b>", reply_markup=markup, disable_notification=False)
    await bot.send_photo(5, BufferedInputFile(b"x", "x.png"))
    assert kept[0] == (
        "sendMessage",
        "application/json",
        {
            "chat_id": 5,
            "text": "<b>x</b>",
            "parse_mode": "HTML",
            "disable_notification": False,
            "link_preview_options": {"is_disabled": True},
            "disable_web_page_preview": True,
            "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]},
        },
    )
    assert kept[1][:2] == ("sendPhoto", "multipart/form-data")


async def test_a_tap_is_answered_once_and_too_late_is_no_error(calls):
    bot, kept = calls
    taps = Taps(0.01)
    bot.session.middleware(taps)
    assert await bot.answer_callback_query("1", text="toast")
    await taps.answer_in_time(bot, "1")
    await taps.answer(bot, "1")
    await taps.answer(bot, "2")
    assert [method for method, _, _ in kept] == ["answerCallbackQuery"] * 2


async def test_network_errors_do_not_name_the_token():
    bot = make_bot(TOKEN, "http://127.0.0.1:9")
    with pytest.raises(TelegramNetworkError) as caught:
        await bot.me()
    assert TOKEN not in str(caught.value)
    await bot.session.close()


async def test_a_429_halts_the_limiter_and_other_refusals_do_not(world: World):
    person = await world.person()
    await world.say(person, "/start")
    limiter = Limiter(SystemClock(), 1000)

    async def flooded(seconds: float) -> None:
        limiter.halt(seconds)

    bot = make_bot(TOKEN, world.base)
    bot.session.middleware(Limits(limiter, flooded))
    with pytest.raises(TelegramBadRequest):
        await bot.send_message(person, "<b>broken")
    assert limiter.halted_for() == 0
    await world.post("/sim/faults", {"kind": "429", "person": person, "count": 1, "retry_after": 1})
    with pytest.raises(Exception, match="Too Many Requests"):
        await bot.send_message(person, "x")
    assert 0 < limiter.halted_for() <= 1
    assert (await bot.send_message(person, "x")).message_id
    await bot.session.close()


def test_the_shape_of_a_response_outlives_a_garbage_collection():
    bot = make_bot(TOKEN, "http://127.0.0.1:9")
    sent = json.dumps({"ok": True, "result": {"message_id": 7, "date": 0, "chat": {"id": 1, "type": "private"}}})
    response = bot.session.check_response(bot, SendMessage(chat_id=1, text="a"), HTTPStatus.OK, sent)
    assert response.result.message_id == 7
    shape = weakref.ref(type(response))
    del response
    gc.collect()
    assert shape() is not None
