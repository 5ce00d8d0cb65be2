"""What people do, and what they see."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import aiohttp
import pytest

from tests.sandbox.conftest import Client
from tests.sandbox.pictures import png


async def last_update(client: Client, kind: str) -> dict[str, Any]:
    return (await client.result("getUpdates", offset=-1))[0][kind]


async def say_file(client: Client, person: int, kind: str, content: bytes, name: str, status: int = 200) -> Any:
    form = aiohttp.FormData({"caption": "Kegiatan"})
    form.add_field(kind, content, filename=name)
    async with client.session.post(f"{client.base}/sim/people/{person}/say", data=form) as response:
        assert response.status == status
        return await response.json()


async def test_a_location_and_a_contact(client: Client) -> None:
    person = await client.person()
    place = {"latitude": -0.79, "longitude": 100.65, "horizontal_accuracy": 8.0}
    await client.post(f"/sim/people/{person}/say", {"location": place})
    assert (await last_update(client, "message"))["location"] == place
    await client.post(f"/sim/people/{person}/say", {"contact": True})
    contact = (await last_update(client, "message"))["contact"]
    assert contact["user_id"] == person
    assert contact["phone_number"].startswith("+62")


async def test_files_reach_the_bot_and_the_page(client: Client) -> None:
    person = await client.person()
    await say_file(client, person, "photo", png(4, 3), "foto.png")
    message = await last_update(client, "message")
    assert (message["photo"][-1]["width"], message["caption"]) == (4, "Kegiatan")
    path = (await client.result("getFile", file_id=message["photo"][-1]["file_id"]))["file_path"]
    async with client.session.get(f"{client.base}/file/bot{client.token}/{path}") as response:
        assert await response.read() == png(4, 3)
    shown = (await client.chat(person))["messages"][-1]
    async with client.session.get(client.base + shown["photo"]) as response:
        assert (response.content_type, await response.read()) == ("image/png", png(4, 3))

    await say_file(client, person, "document", b"a,b", "isi.csv")
    document = (await last_update(client, "message"))["document"]
    assert (document["file_name"], document["file_size"]) == ("isi.csv", 3)
    await say_file(client, person, "voice", b"OggS", "suara.ogg")
    assert (await last_update(client, "message"))["voice"]["duration"] == 1
    await say_file(client, person, "video", b"film", "kegiatan.mp4")
    assert (await last_update(client, "message"))["video"]["mime_type"] == "video/mp4"
    await say_file(client, person, "photo", b"no picture", "foto.png", status=400)


async def test_sounds_and_films_of_the_bot_are_on_the_page(client: Client) -> None:
    person = await client.person()
    await client.post(f"/sim/people/{person}/say", {"text": "/start"})
    for kind, name in (("audio", "cara.mp3"), ("video", "cara.mp4")):
        form = aiohttp.FormData({"chat_id": str(person), "caption": "Cara mengisi"})
        form.add_field(kind, b"suara", filename=name)
        async with client.session.post(f"{client.base}/bot{client.token}/send{kind}", data=form) as response:
            sent = (await response.json())["result"]
        again = await client.result(f"send{kind}", chat_id=person, **{kind: sent[kind]["file_id"]})
        assert again[kind]["file_id"] == sent[kind]["file_id"]
        shown = (await client.chat(person))["messages"][-1]
        async with client.session.get(client.base + shown[kind]) as response:
            assert await response.read() == b"suara"
            assert response.headers["Content-Disposition"] == "inline"


async def test_editing_and_replying(client: Client) -> None:
    person = await client.person()
    said = await client.post(f"/sim/people/{person}/say", {"text": "145"})
    await client.post(f"/sim/people/{person}/say", {"edit": said["message_id"], "text": "154"})
    edited = await last_update(client, "edited_message")
    assert (edited["message_id"], edited["text"]) == (said["message_id"], "154")
    assert edited["edit_date"] >= edited["date"]
    await client.post(f"/sim/people/{person}/say", {"text": "ya", "reply_to": said["message_id"]})
    assert (await last_update(client, "message"))["reply_to_message"]["text"] == "154"
    messages = (await client.chat(person))["messages"]
    assert [m["edited"] for m in messages[-2:]] == [True, False]
    card = await client.result("sendMessage", chat_id=person, text="Satu")
    await client.post(f"/sim/people/{person}/say", {"edit": card["message_id"], "text": "x"}, status=403)


async def test_tapping_by_label_and_by_data(client: Client) -> None:
    person = await client.person()
    rows = [[{"text": "Ya", "callback_data": "a:1:ya"}, {"text": "Tidak", "callback_data": "a:1:no"}]]
    markup = {"inline_keyboard": rows}
    card = await client.result("sendMessage", chat_id=person, text="Lapor?", reply_markup=markup)
    press = f"/sim/people/{person}/tap"
    await client.post(press, {"message_id": card["message_id"], "text": "Tidak"})
    query = await last_update(client, "callback_query")
    assert query["data"] == "a:1:no"
    assert query["message"]["reply_markup"] == markup
    await client.post(press, {"message_id": card["message_id"], "data": "a:1:ya"})
    assert (await last_update(client, "callback_query"))["data"] == "a:1:ya"
    await client.post(press, {"message_id": card["message_id"], "text": "Mungkin"}, status=404)
    await client.post(press, {"message_id": 999, "text": "Ya"}, status=404)
    await client.result("deleteMessage", chat_id=person, message_id=card["message_id"])
    await client.post(press, {"message_id": card["message_id"], "text": "Ya"}, status=404)


async def test_the_reply_keyboard_stays_until_it_is_removed(client: Client) -> None:
    person = await client.person()
    keyboard = {"keyboard": [["📝 Lapor", {"text": "Kirim nomor", "request_contact": True}]], "resize_keyboard": True}
    menu = await client.result("sendMessage", chat_id=person, text="Menu", reply_markup=keyboard)
    await client.result("sendMessage", chat_id=person, text="Lain")
    chat = await client.chat(person)
    assert chat["keyboard"]["rows"][0][0] == {"text": "📝 Lapor"}
    assert chat["messages"][-2]["keyboard"] == chat["keyboard"]["rows"]
    await client.post(f"/sim/people/{person}/tap", {"message_id": menu["message_id"], "text": "📝 Lapor"})
    assert (await last_update(client, "message"))["text"] == "📝 Lapor"
    await client.post(f"/sim/people/{person}/tap", {"message_id": menu["message_id"], "text": "Kirim nomor"})
    assert "contact" in await last_update(client, "message")
    await client.result("sendMessage", chat_id=person, text="Selesai", reply_markup={"remove_keyboard": True})
    assert (await client.chat(person))["keyboard"] is None


async def test_the_chat_waits_for_something_newer(client: Client) -> None:
    person = await client.person()
    version = (await client.chat(person))["version"]
    began = time.monotonic()
    assert (await client.chat(person, after=version, wait=0.3))["version"] == version
    assert time.monotonic() - began >= 0.3
    waiting = asyncio.create_task(client.chat(person, after=version, wait=20))
    await asyncio.sleep(0.05)
    await client.result("sendMessage", chat_id=person, text="<b>Halo</b> & <i>dunia</i>", parse_mode="HTML")
    shown = (await asyncio.wait_for(waiting, 2))["messages"][-1]
    assert (shown["from"], shown["text"]) == ("bot", "Halo & dunia")
    assert shown["html"] == "<b>Halo</b> &amp; <i>dunia</i>"


async def test_toasts_come_with_the_chat(client: Client) -> None:
    person = await client.person()
    markup = {"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}]]}
    card = await client.result("sendMessage", chat_id=person, text="Satu", reply_markup=markup)
    before = await client.chat(person)
    tapped = await client.post(f"/sim/people/{person}/tap", {"message_id": card["message_id"], "text": "Ya"})
    await client.result("answerCallbackQuery", **tapped, text="Tersimpan", show_alert=True)
    after = await client.chat(person, after=before["version"])
    assert before["toasts"] == []
    assert (after["toasts"][0]["text"], after["toasts"][0]["alert"]) == ("Tersimpan", True)


async def test_a_person_may_speak_before_the_bot_is_there(client: Client) -> None:
    person = (await client.post("/sim/people", {"name": "Budi"}))["id"]
    said = asyncio.create_task(client.post(f"/sim/people/{person}/say", {"text": "/start"}))
    await asyncio.sleep(0.1)
    assert not said.done()
    await client.result("getMe")
    assert (await asyncio.wait_for(said, 2)) == {"message_id": 1}
    assert (await last_update(client, "message"))["entities"][0]["type"] == "bot_command"


async def test_people_are_listed_and_changed(client: Client) -> None:
    first = await client.post("/sim/people", {"name": "Sri Wahyuni", "about": "PLKB, Kota Solok"})
    again = await client.post("/sim/people", {"id": first["id"], "name": "Sri W.", "about": "PLKB"})
    assert again == first
    assert await client.get("/sim/people") == [{"id": first["id"], "name": "Sri W.", "about": "PLKB"}]
    await client.post("/sim/people/5/say", {"text": "x"}, status=404)


@pytest.mark.parametrize("body", [{}, {"text": "  "}])
async def test_nothing_cannot_be_said(client: Client, body: dict[str, str]) -> None:
    person = await client.person()
    await client.post(f"/sim/people/{person}/say", body, status=400)


async def test_commands_and_description_are_shown_in_the_persons_language(client: Client) -> None:
    person = await client.person()
    await client.result("setMyDescription", description="Report by chat")
    await client.result("setMyDescription", description="Lapor lewat chat", language_code="id")
    await client.result("setMyCommands", commands=[{"command": "start", "description": "Mulai"}])
    own = [{"command": "lapor", "description": "Isi laporan"}]
    await client.result("setMyCommands", commands=own, scope={"type": "chat", "chat_id": person})
    bot = (await client.chat(person))["bot"]
    assert (bot["description"], bot["commands"]) == ("Lapor lewat chat", own)
    await client.result("deleteMyCommands", scope={"type": "chat", "chat_id": person})
    assert (await client.chat(person))["bot"]["commands"][0]["command"] == "start"


async def test_copying_forwarding_and_reacting(client: Client) -> None:
    person = await client.person()
    sent = await client.result("sendMessage", chat_id=person, text="Satu", protect_content=True)
    copy = {"chat_id": person, "from_chat_id": person, "message_id": sent["message_id"]}
    assert (await client.result("copyMessage", **copy))["message_id"] == sent["message_id"] + 1
    assert await client.refused("forwardMessage", **copy) == "Bad Request: message can't be forwarded"
    reaction = [{"type": "emoji", "emoji": "👍"}]
    await client.result("setMessageReaction", chat_id=person, message_id=1, reaction=reaction)
    assert (await client.chat(person))["messages"][0]["reaction"] == "👍"
