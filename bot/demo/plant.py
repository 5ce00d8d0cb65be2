"""`python -m bot.demo.plant`: the demo's second process. It stores the first rows and forms, then fills in the past.

What it needs (every region, pyxform, compiled forms) leaves memory with it, and the bot answers people meanwhile. Its
order is one line of JSON on standard input, its end is the end of that input: so it can't outlive a demo that is
killed. It writes one line once the bot can begin, and the number of reports it added when the past is complete.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
from datetime import datetime

from bot.demo import seed
from bot.demo.cast import districts
from bot.demo.figures import MONTHS
from bot.demo.order import PLANTED, Order
from bot.demo.past import Past
from bot.randomness import RandomIds
from models.database import Database, DatabaseError, reason
from reporting import opening, publishing
from reporting.library import Library
from reporting.recording import Recording
from reporting.starting import Starting
from reporting.submitting import Submitting
from reporting.texts import Texts, templates_folder

MANNERS = 5  # the bot's answers to people go first


def main() -> None:
    logging.basicConfig(level=logging.WARNING)
    order, stop = Order.read(sys.stdin.readline()), threading.Event()
    threading.Thread(target=_listen, args=(stop,), daemon=True).start()
    database = Database(order.url)
    try:
        _work(database, order, stop)
    except DatabaseError as error:
        sys.exit(f"kabar: the demo's data: {reason(error)}")
    finally:
        database.close()


def _listen(stop: threading.Event) -> None:
    while os.read(sys.stdin.fileno(), 1):  # not sys.stdin.read(): its lock would disturb the interpreter's end
        pass
    stop.set()


def _work(database: Database, order: Order, stop: threading.Event) -> None:
    plant(database, order)
    if stop.is_set():
        return
    publish(database, order.now)
    print(PLANTED, flush=True)
    if hasattr(os, "nice"):
        os.nice(MANNERS)
    count = Past(database, _recording(), order.accounts).fill(stop)
    if not stop.is_set():
        print(count, flush=True)


def plant(database: Database, order: Order) -> None:
    """Regions, kampung, people and schedules: all of them or, when this is interrupted, none."""
    database.upgrade()
    with database.transaction(order.now) as tx:
        if not seed.is_empty(tx):
            return
        seed.regions(tx)
        opening.ensure_schedules(tx, MONTHS[0])
        for told in districts():
            seed.district(tx, told, order.accounts)


def publish(database: Database, now: datetime) -> None:
    """The programme's forms, as the bot would at its start."""
    with database.reading(now) as tx:
        paths = publishing.unpublished(tx, templates_folder() / "forms")
    for path in paths:
        source = publishing.read_source(path)
        with database.transaction(now) as tx:
            publishing.publish(tx, source)


def _recording() -> Recording:
    texts, library = Texts(templates_folder()), Library()
    return Recording(library, Starting(library, texts, RandomIds()), Submitting(texts))


if __name__ == "__main__":
    main()
