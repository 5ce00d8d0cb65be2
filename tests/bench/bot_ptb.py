"""The same questions as a plain python-telegram-bot bot, as its documentation shows one: a ConversationHandler.

python -m tests.bench.bot_ptb BASE TOKEN QUESTIONS
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from telegram import Update
from telegram.ext import Application, CommandHandler, ContextTypes, ConversationHandler, MessageHandler, filters

from tests.bench.questions import END, load

ANSWERING = 0
Context = ContextTypes.DEFAULT_TYPE


async def begin(update: Update, context: Context) -> int:
    _user(context)["answers"] = []
    await update.message.reply_text(context.bot_data["questions"][0].asks)
    return ANSWERING


async def answered(update: Update, context: Context) -> int:
    answers, questions = _user(context)["answers"], context.bot_data["questions"]
    text = update.message.text
    if questions[len(answers)].kind == "integer" and not text.isdigit():
        await update.message.reply_text("Ketik angka.")
        return ANSWERING
    answers.append(text)
    if len(answers) < len(questions):
        await update.message.reply_text(questions[len(answers)].asks)
        return ANSWERING
    await update.message.reply_text("\n".join([END, *answers]))
    return ConversationHandler.END


async def cancel(update: Update, context: Context) -> int:
    await update.message.reply_text("Batal.")
    return ConversationHandler.END


def main(base: str, token: str, questions: Path) -> None:
    application = Application.builder().token(token).base_url(f"{base}/bot").build()
    application.bot_data["questions"] = load(questions)
    conversation = ConversationHandler(
        entry_points=[CommandHandler("lapor", begin)],
        states={ANSWERING: [MessageHandler(filters.TEXT & ~filters.COMMAND, answered)]},
        fallbacks=[CommandHandler("batal", cancel)],
    )
    application.add_handler(conversation)
    application.run_polling()


def _user(context: Context) -> dict[Any, Any]:
    assert context.user_data is not None
    return context.user_data


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
