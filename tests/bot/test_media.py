from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest
from sqlmodel import select

from bot.media import _PATH, store
from models import database as databases
from models.attachment import Attachment
from tests.bot.conftest import TOKEN, World, running, until


async def send_photo(world: World, person: int, content: bytes) -> str:
    form = aiohttp.FormData()
    form.add_field("photo", content, filename="foto.png", content_type="image/png")
    async with world.http.post(f"{world.base}/sim/people/{person}/say", data=form) as response:
        assert response.status == 200, await response.text()
    update = (await world.get(f"/bot{TOKEN}/getUpdates"))["result"][-1]
    return update["message"]["photo"][-1]["file_id"]


def add(world: World, file_id: str) -> None:
    database = databases.Database(world.config().database.url.get_secret_value())
    with database.transaction(datetime.now(UTC)) as tx:
        tx.add(
            Attachment(
                instance_id="uuid:1",
                path="/data/foto",
                name="foto.jpg",
                telegram_file_id=file_id,
                telegram_unique_id=file_id[:8],
                created_at=tx.now,
            )
        )
    database.close()


async def ended(world: World) -> Attachment:
    async def check() -> bool:
        return all(row.state != "waiting" for row in world.rows(select(Attachment)))

    async with running(world.config()):
        await until(check)
    (row,) = world.rows(select(Attachment))
    return row


async def test_a_photo_is_fetched_and_named_by_its_content(world: World, png: bytes):
    person = await world.person()
    add(world, await send_photo(world, person, png))
    row = await ended(world)
    assert row.state == "stored", row.error
    assert (world.folder / "files" / row.sha256).read_bytes() == png
    assert row.sha256 == hashlib.sha256(png).hexdigest()
    assert row.size == len(png)


async def test_a_file_that_telegram_does_not_know_is_given_up(world: World):
    add(world, "nonsense")
    row = await ended(world)
    assert row.state == "failed"
    assert row.error.startswith("Unusable: ")
    assert TOKEN not in row.error


async def test_a_failed_download_is_tried_again_and_its_error_holds_no_token(world: World, png, monkeypatch):
    monkeypatch.setattr("bot.app.LOOKS_EVERY", 0.05)
    person = await world.person()
    add(world, await send_photo(world, person, png))
    original = aiohttp.ClientSession.get
    failed: list[str] = []

    def get(self, url, **more):
        if "/file/" in str(url) and not failed:
            failed.append(str(url))
            raise aiohttp.InvalidURL(url)
        return original(self, url, **more)

    monkeypatch.setattr(aiohttp.ClientSession, "get", get)
    row = await ended(world)
    assert row.state == "stored"
    assert row.tries == 1
    assert TOKEN in failed[0]


def test_the_same_bytes_are_one_file(tmp_path: Path):
    assert store(tmp_path, b"x") == store(tmp_path, b"x")
    assert [path.name for path in tmp_path.iterdir()] == [hashlib.sha256(b"x").hexdigest()]


@pytest.mark.parametrize("path", ["/etc/passwd", "../x", "photos/../../x", "photos/a b", "", "http://x/y"])
def test_paths_that_are_not_telegrams_are_refused(path: str):
    assert not _PATH.fullmatch(path)
    assert _PATH.fullmatch("photos/file_12.jpg")
