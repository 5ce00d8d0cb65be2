"""Kabar itself, put together as `kabar run` does, on a SQLite file of its own.

python -m tests.bench.bot_kabar BASE TOKEN FOLDER PEOPLE
"""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

from bot import logs
from bot.app import run
from bot.config import Config
from bot.conversation import build
from models.database import Database, Transaction
from models.kampung import Kampung
from models.membership import Membership
from models.person import Person
from models.region import Region

REGIONS = (
    ("13", None, "province", "Sumatera Barat"),
    ("13.72", "13", "regency", "Kota Solok"),
    ("13.72.01", "13.72", "district", "Tanjung Harapan"),
)
RATE = 25_000  # requests a second: the limiter must not be what is measured


def main(base: str, token: str, folder: Path, people: int) -> None:
    url = f"sqlite:///{folder}/kabar.db"
    plant(url, people)
    config = Config.model_validate(
        {
            "telegram": {"token": token, "api_base": base, "rate_per_second": RATE},
            "database": {"url": url},
            "files": {"dir": str(folder / "files")},
            "log": {"level": "warning"},
        }
    )
    logs.set_up(config.log.level, config.log.format, (token,))
    asyncio.run(run(config, build))


def plant(url: str, people: int) -> None:
    """Registered officers with the Telegram ids 1 to `people`, each with a kampung in a village of its own."""
    database = Database(url)
    database.upgrade()
    with database.transaction(datetime.now(UTC)) as tx:
        for code, parent, level, name in REGIONS:
            _region(tx, code, parent, level, name)
        for number in range(1, people + 1):
            _officer(tx, number)
    database.close()


def _region(tx: Transaction, code: str, parent: str | None, level: str, name: str) -> None:
    tx.add(Region(code=code, parent_code=parent, level=level, name=name, zone="Asia/Jakarta"))
    tx.flush()


def _officer(tx: Transaction, number: int) -> None:
    village = f"13.72.01.{number:04}"
    _region(tx, village, "13.72.01", "village", f"Desa {number}")
    place = Kampung(name=f"Sejahtera {number}", village_code=village, zone="Asia/Jakarta")
    told = {"name": f"Petugas {number}", "address": f"Bu {number}", "settings": {"way": "single"}}  # as the others ask
    who = Person(**told, telegram_user_id=number, created_at=tx.now)
    tx.add_all([place, who])
    tx.flush()
    tx.add(Membership(person_id=who.id, role="plkb", area_code="", kampung_id=place.id, since=tx.now))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))
