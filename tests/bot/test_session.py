"""What Kabar's session does otherwise than aiogram's."""

from __future__ import annotations

import gc
import json
import weakref
from http import HTTPStatus

from aiogram import Bot
from aiogram.methods import SendMessage

from bot.session import JsonSession
from tests.bot.conftest import TOKEN

SENT = json.dumps({"ok": True, "result": {"message_id": 7, "date": 0, "chat": {"id": 1, "type": "private"}}})


def test_the_shape_of_a_response_outlives_a_garbage_collection() -> None:
    session = JsonSession()
    response = session.check_response(Bot(TOKEN, session), SendMessage(chat_id=1, text="a"), HTTPStatus.OK, SENT)
    assert response.result is not None
    assert response.result.message_id == 7
    shape = weakref.ref(type(response))
    del response
    gc.collect()
    assert shape() is not None
