"""What the bot talks about: the use cases built and given to the handlers by name."""

from __future__ import annotations

from functools import partial
from typing import Any

from aiogram import Bot

from bot.app import Conversation
from bot.clock import Clock
from bot.config import Config
from bot.desk import Desk
from bot.randomness import RandomIds
from bot.uploads import LOOKS_EVERY, Uploads
from handlers import routers
from handlers.profile import introduce
from handlers.show import Show
from models import article
from models.database import Transaction
from models.region_search import RegionSearch
from reporting import articles, calendar_files, opening, publishing
from reporting.adjusting import Adjusting
from reporting.advising import Advising
from reporting.agreeing import Agreeing
from reporting.answering import Answering
from reporting.apart import Apart
from reporting.asking import Asking
from reporting.coordinating import Coordinating
from reporting.digesting import Digesting
from reporting.documents import Documents
from reporting.enrolling import Enrolling
from reporting.erasing import Erasing
from reporting.filling import Filling
from reporting.flagging import Flagging
from reporting.grouping import Grouping
from reporting.history import History
from reporting.library import Library
from reporting.menus import Menus
from reporting.nudging import Nudging
from reporting.peopling import Peopling
from reporting.practising import Practising
from reporting.previewing import Previewing
from reporting.privately import Privately
from reporting.programme import previous_month
from reporting.reading import Reader, load_vocabulary
from reporting.recapping import Recapping
from reporting.refiling import Refiling
from reporting.reminding import Reminding
from reporting.requesting import Requesting
from reporting.reviewing import Reviewing
from reporting.shared_phone import SharedPhone
from reporting.starting import Starting
from reporting.submitting import Submitting
from reporting.summarising import Summarising
from reporting.talking import Talking
from reporting.telling import Telling
from reporting.texts import Texts, templates_folder
from reporting.timetable import Timetable
from reporting.uploading import Uploading
from reporting.visiting import Visiting
from reporting.watching import Watching
from reporting.welcoming import Welcoming


def build(config: Config, bot: Bot, desk: Desk, clock: Clock) -> Conversation:
    """All use cases and the router of their handlers."""
    texts, library = Texts(templates_folder()), Library()
    summarising = Summarising(library, texts)
    reminding = Reminding(texts, summarising)
    show = Show(bot, texts, desk.run, desk.look, Apart("reporting.sheets").draw)
    known = cases(texts, library, summarising)
    return Conversation(
        router=routers(),
        data={"texts": texts, "show": show, **known},
        show=show,
        apologise=show.apologise,
        pieces=(*reminding.pieces(), Flagging(library).some),
        next_due=reminding.next_due,
        draw=Apart("reporting.drawing").draw,
        set_up=partial(introduce, texts=texts),
        prepare=partial(prepare, desk),
        keep=known["welcoming"].prepare,
        errands=((LOOKS_EVERY, "reading forms", Uploads(bot, desk, known["uploading"], show).round),),
    )


def cases(texts: Texts, library: Library, summarising: Summarising) -> dict[str, Any]:
    """What people can do, by the name under which handlers ask for it."""
    ids, reader, menus, asking = RandomIds(), Reader(load_vocabulary()), Menus(texts), Asking(texts)
    starting = Starting(library, texts, ids)
    filling = Filling(library, texts, reader, Submitting(texts))
    shared, practising = SharedPhone(texts, ids), Practising(texts, reader, menus)
    return {
        "menus": menus,
        "privately": Privately(texts, library, asking, shared),
        "agreeing": Agreeing(texts, menus, asking),
        "erasing": Erasing(texts),
        "shared": shared,
        "adjusting": Adjusting(texts, reader),
        "advising": Advising(texts, asking, filling),
        "practising": practising,
        **_leading(texts, reader, library, ids),
        "grouping": Grouping(texts),
        "enrolling": Enrolling(texts, menus, practising),
        "starting": starting,
        "visiting": Visiting(texts, starting),
        "filling": filling,
        "reviewing": Reviewing(library, texts),
        "history": History(texts),
        "documents": Documents(library, texts),
        "talking": Talking(texts),
        "requesting": Requesting(texts),
        "refiling": Refiling(texts),
        "coordinating": Coordinating(texts, summarising, Nudging(texts)),
        **_pages(texts, starting, library),
        "asking": asking,
        "answering": Answering(texts, asking),
    }


def _leading(texts: Texts, reader: Reader, library: Library, ids: RandomIds) -> dict[str, Any]:
    """What those do who lead an area: they invite people, publish forms, and say until when reports are due."""
    regions, previewing = RegionSearch(), Previewing(texts, reader, library)
    return {
        "welcoming": Welcoming(texts, ids, regions),
        "peopling": Peopling(texts),
        "timetable": Timetable(texts),
        "previewing": previewing,
        "uploading": Uploading(texts, library, previewing, regions),
    }


def _pages(texts: Texts, starting: Starting, library: Library) -> dict[str, Any]:
    """What is only looked at, and what begins there."""
    return {
        "watching": Watching(texts),
        "telling": Telling(texts, starting),
        "recapping": Recapping(texts),
        "digesting": Digesting(texts, library),
    }


async def prepare(desk: Desk) -> None:
    """What must be there before anyone speaks: the programme's forms and articles as they are now, the days off, and
    what is owed."""
    folder = templates_folder() / "forms"
    for path in await desk.look(publishing.unpublished, folder):
        await desk.run(publishing.publish, publishing.read_source(path))
    await desk.run(article.sync, articles.load(templates_folder() / "articles"))
    await desk.run(calendar_files.ensure)
    await desk.run(owe)


def owe(tx: Transaction) -> None:
    """A new installation owes the monthly report from last month on."""
    opening.ensure_schedules(tx, previous_month(f"{tx.now:%Y-%m}"))
