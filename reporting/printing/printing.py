"""The blank form as a document in the chat."""

from __future__ import annotations

import forms
from models.chat import Chat
from models.database import Transaction
from models.form_version import FormVersion
from reporting import pushing
from reporting.printing.paper import paper
from reporting.pushing import Push
from reporting.screens.screen import Screen
from reporting.texts import Texts


def send(tx: Transaction, texts: Texts, chat: Chat, version: FormVersion, form: forms.Form) -> str:
    """Puts the form into the outbox as a PDF in the chat's language; twice in a minute is once. Returns a toast."""
    spec = paper(texts, chat.language, version.title, form)
    spec["sorry"] = texts.word(chat.language, "print_sorry", title=version.title)
    key = f"paper:{version.id}:{chat.person_id}:{tx.now:%Y%m%d%H%M}"
    push = Push(key, "questions", Screen("starting/printed", {"title": version.title}), chart=spec)
    pushing.enqueue(tx, texts, chat, push, tx.now)
    return texts.word(chat.language, "print_coming")
