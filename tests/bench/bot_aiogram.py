"""The same questions as a plain aiogram bot, as its documentation shows one: a router, a state, memory storage.

python -m tests.bench.bot_aiogram BASE TOKEN QUESTIONS
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from aiogram import Bot, Dispatcher, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import Message

from tests.bench.questions import END, Question, load

router = Router()


class Report(StatesGroup):
    answering = State()


@router.message(Command("lapor"))
async def begin(message: Message, state: FSMContext, questions: tuple[Question, ...]) -> None:
    await state.set_state(Report.answering)
    await state.set_data({"answers": []})
    await message.answer(questions[0].asks)


@router.message(Report.answering)
async def answered(message: Message, state: FSMContext, questions: tuple[Question, ...]) -> None:
    answers = (await state.get_data())["answers"]
    text = message.text or ""
    if questions[len(answers)].kind == "integer" and not text.isdigit():
        await message.answer("Ketik angka.")
        return
    answers = [*answers, text]
    await state.update_data(answers=answers)
    if len(answers) < len(questions):
        await message.answer(questions[len(answers)].asks)
        return
    await state.clear()
    await message.answer("\n".join([END, *answers]))


async def main(base: str, token: str, questions: Path) -> None:
    bot = Bot(token, AiohttpSession(api=TelegramAPIServer.from_base(base)))
    dispatcher = Dispatcher(storage=MemoryStorage(), questions=load(questions))
    dispatcher.include_router(router)
    await dispatcher.start_polling(bot)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], Path(sys.argv[3])))
