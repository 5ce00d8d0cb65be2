"""What Telegram refuses, the sandbox refuses, in the same words."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.conftest import TOKEN, Client


def copying(text: object) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "x", "copy_text": text}]]}


def inline(*data: str) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "x", "callback_data": one}] for one in data]}


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": " \n "}, "text must be non-empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"text": "a" * 4097}, "message is too long"),
        ({"text": "📝" * 2049}, "message is too long"),
        (
            {"text": "<b>x", "parse_mode": "HTML"},
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        ({"text": "x", "parse_mode": "XML"}, "unsupported parse_mode"),
        ({"text": "x", "reply_markup": inline("d" * 65)}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": inline("é" * 33)}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": inline("")}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": copying({"text": "c" * 257})}, "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "x", "reply_markup": copying({"text": ""})}, "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "x", "reply_markup": copying("IUD=")}, "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "x", "reply_markup": inline(*["d"] * 101)}, "reply markup is too long"),
        ({"text": "x", "reply_markup": "nonsense"}, "can't parse reply keyboard markup JSON object"),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "x"}]]}},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        ({"text": "x", "reply_parameters": {"message_id": 999}}, "message to be replied not found"),
    ],
)
async def test_messages_that_are_refused(client: Client, params: dict[str, Any], description: str) -> None:
    person = await client.person()
    assert await client.refused("sendMessage", chat_id=person, **params) == f"Bad Request: {description}"


async def test_limits_themselves_are_allowed(client: Client) -> None:
    person = await client.person()
    sent = await client.result(
        "sendMessage",
        chat_id=str(person),
        text=f"<b>{'a' * 4096}</b>",
        parse_mode="html",
        reply_markup=inline(*["d" * 64] * 100),
    )
    assert len(sent["text"]) == 4096


async def test_chats_that_cannot_be_written_to(client: Client) -> None:
    await client.result("getMe")
    silent = (await client.post("/sim/people", {"name": "Budi"}))["id"]
    assert await client.refused("sendMessage", chat_id=silent, text="x") == "Bad Request: chat not found"
    assert await client.refused("sendMessage", chat_id=1, text="x") == "Bad Request: chat not found"
    assert await client.refused("sendMessage", text="x") == "Bad Request: chat_id is empty"

    person = await client.person()
    await client.post("/sim/faults", {"kind": "block", "person": person})
    refused = await client.call("sendMessage", chat_id=person, text="x")
    assert (refused["error_code"], refused["description"]) == (403, "Forbidden: bot was blocked by the user")
    await client.post(f"/sim/people/{person}/say", {"text": "halo"}, status=409)
    await client.post("/sim/faults", {"kind": "unblock", "person": person})
    assert (await client.call("sendMessage", chat_id=person, text="x"))["ok"]


async def test_edits_that_are_refused(client: Client) -> None:
    person = await client.person()
    card = await client.result("sendMessage", chat_id=person, text="Satu", reply_markup=inline("a"))
    edit = {"chat_id": person, "message_id": card["message_id"]}
    same = (
        "Bad Request: message is not modified: specified new message content and reply markup are exactly "
        "the same as a current content and reply markup of the message"
    )
    assert await client.refused("editMessageText", **edit, text="Satu", reply_markup=inline("a")) == same
    assert await client.refused("editMessageReplyMarkup", **edit, reply_markup=inline("a")) == same
    assert await client.refused("editMessageCaption", **edit, caption="x") == (
        "Bad Request: there is no caption in the message to edit"
    )
    missing = await client.refused("editMessageText", chat_id=person, message_id=999, text="x")
    assert missing == "Bad Request: message to edit not found"
    own = await client.post(f"/sim/people/{person}/say", {"text": "halo"})
    not_mine = await client.refused("editMessageText", chat_id=person, text="x", **own)
    assert not_mine == "Bad Request: message can't be edited"


async def test_an_edit_without_markup_takes_the_buttons_away(client: Client) -> None:
    person = await client.person()
    card = await client.result("sendMessage", chat_id=person, text="Satu", reply_markup=inline("a"))
    edited = await client.result("editMessageText", chat_id=person, message_id=card["message_id"], text="Satu")
    assert "reply_markup" not in edited
    assert "edit_date" in edited


async def test_a_message_with_a_reply_keyboard_cannot_be_edited(client: Client) -> None:
    person = await client.person()
    for markup in ({"keyboard": [["Ya"]]}, {"remove_keyboard": True}, {"force_reply": True}):
        sent = await client.result("sendMessage", chat_id=person, text="Satu", reply_markup=markup)
        edit = {"chat_id": person, "message_id": sent["message_id"], "text": "Dua"}
        assert await client.refused("editMessageText", **edit) == "Bad Request: message can't be edited"


async def test_a_query_is_answered_once_and_in_time(client: Client) -> None:
    person = await client.person()
    card = await client.result("sendMessage", chat_id=person, text="Satu", reply_markup=inline("a"))
    too_old = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    press = {"message_id": card["message_id"], "data": "a"}

    first = (await client.post(f"/sim/people/{person}/tap", press))["callback_query_id"]
    assert await client.result("answerCallbackQuery", callback_query_id=first)
    assert await client.refused("answerCallbackQuery", callback_query_id=first) == too_old

    second = (await client.post(f"/sim/people/{person}/tap", press))["callback_query_id"]
    assert second != first
    await client.post("/sim/clock", {"advance": 152})
    assert await client.refused("answerCallbackQuery", callback_query_id=second) == too_old
    assert [u["message"]["text"] for u in await client.result("getUpdates") if "message" in u] == []


async def test_deleting_ends_after_48_hours(client: Client) -> None:
    person = await client.person()
    sent = await client.result("sendMessage", chat_id=person, text="Satu")
    gone = {"chat_id": person, "message_id": sent["message_id"]}
    await client.post("/sim/clock", {"advance": 48 * 3600 + 5})
    late = await client.refused("deleteMessage", **gone)
    assert late == "Bad Request: message can't be deleted for everyone"
    assert await client.refused("deleteMessage", chat_id=person, message_id=999) == (
        "Bad Request: message to delete not found"
    )


@pytest.mark.parametrize(
    ("method", "params", "description"),
    [
        ("sendPhoto", {}, "there is no photo in the request"),
        ("sendPhoto", {"photo": "nonsense"}, "wrong file identifier/HTTP URL specified"),
        ("sendPhoto", {"photo": "x", "caption": "a" * 1025}, "message caption is too long"),
        ("sendChatAction", {"action": "dance"}, "wrong parameter action in request"),
        ("getFile", {"file_id": "x"}, "wrong file_id or the file is temporarily unavailable"),
        ("setMyCommands", {"commands": [{"command": "Lapor!", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        (
            "setMyCommands",
            {"commands": [{"command": "lapor", "description": ""}]},
            "BOT_COMMAND_DESCRIPTION_INVALID",
        ),
        ("setMyShortDescription", {"short_description": "a" * 121}, "short description is too long"),
    ],
)
async def test_other_calls_that_are_refused(
    client: Client, method: str, params: dict[str, Any], description: str
) -> None:
    person = await client.person()
    assert await client.refused(method, chat_id=person, **params) == f"Bad Request: {description}"


async def test_unknown_methods_and_malformed_tokens(client: Client) -> None:
    assert (await client.call("sendPigeon"))["error_code"] == 404
    for token in ("abc", "123:short", TOKEN + "!"):
        client.token = token
        assert (await client.call("getMe"))["description"] == "Unauthorized"


async def test_every_refusal_names_its_source() -> None:
    from sandbox import refusals

    known = [value for value in vars(refusals).values() if isinstance(value, refusals.Refusal)]
    assert len(known) > 40
    assert all(refusal.source and refusal.description for refusal in known)
