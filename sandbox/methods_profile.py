"""Methods about the bot itself, about chats and about files."""

from __future__ import annotations

import re

from sandbox import refusals
from sandbox.calls import Call
from sandbox.refusals import Refused, refuse
from sandbox.world import Json

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
SCOPES = frozenset(
    {
        "default",
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
        "chat",
        "chat_administrators",
        "chat_member",
    }
)
DOWNLOADABLE = 20 * 1024 * 1024  # bytes (Bot API, getFile)
DEFAULT_MENU_BUTTON: Json = {"type": "commands"}


def get_me(call: Call) -> Json:
    """Bot API getMe."""
    return {
        **call.bot.user(),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def get_chat(call: Call) -> Json:
    """Bot API getChat, private chats."""
    person = call.hub.world.people[call.chat().person_id]
    gifts = dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"),
        False,
    )
    return {
        **person.chat(),
        "accent_color_id": person.id % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": gifts,
    }


def get_file(call: Call) -> Json:
    """Bot API getFile: at most 20 MB."""
    stored = call.hub.files.get(call.text("file_id"))
    if stored is None:
        raise Refused(refusals.GET_FILE)
    if stored.size > DOWNLOADABLE:
        raise Refused(refusals.FILE_TOO_BIG)
    return {
        "file_id": stored.file_id,
        "file_unique_id": stored.file_unique_id,
        "file_size": stored.size,
        "file_path": stored.path,
    }


def set_my_commands(call: Call) -> bool:
    """Bot API setMyCommands: at most 100 a scope and language."""
    commands = call.json("commands", refusals.COMMAND) or []
    if len(commands) > 100:
        raise Refused(refusals.COMMANDS_TOO_MUCH)
    kept = [_command(command) for command in commands]
    call.bot.commands[_scope(call)] = kept
    call.hub.world.touch_bot(call.bot)
    return True


def get_my_commands(call: Call) -> list[Json]:
    """Bot API getMyCommands: of exactly this scope and language."""
    return call.bot.commands.get(_scope(call), [])


def delete_my_commands(call: Call) -> bool:
    """Bot API deleteMyCommands."""
    call.bot.commands.pop(_scope(call), None)
    call.hub.world.touch_bot(call.bot)
    return True


def set_my_name(call: Call) -> bool:
    """Bot API setMyName: 0-64 characters."""
    return _set_profile(call, "name", 64)


def get_my_name(call: Call) -> Json:
    """Bot API getMyName."""
    return {"name": _profile(call, "name") or call.bot.user()["first_name"]}


def set_my_description(call: Call) -> bool:
    """Bot API setMyDescription: 0-512 characters."""
    return _set_profile(call, "description", 512)


def get_my_description(call: Call) -> Json:
    """Bot API getMyDescription."""
    return {"description": _profile(call, "description")}


def set_my_short_description(call: Call) -> bool:
    """Bot API setMyShortDescription: 0-120 characters."""
    return _set_profile(call, "short_description", 120)


def get_my_short_description(call: Call) -> Json:
    """Bot API getMyShortDescription."""
    return {"short_description": _profile(call, "short_description")}


def set_chat_menu_button(call: Call) -> bool:
    """Bot API setChatMenuButton, for all chats."""
    call.bot.menu_button = call.json("menu_button", refusals.MARKUP_OBJECT)
    call.hub.world.touch_bot(call.bot)
    return True


def get_chat_menu_button(call: Call) -> Json:
    """Bot API getChatMenuButton."""
    return call.bot.menu_button or DEFAULT_MENU_BUTTON


def _command(given: Json) -> Json:
    if not COMMAND.fullmatch(str(given.get("command", "")).removeprefix("/")):
        raise Refused(refusals.COMMAND)
    if not 1 <= len(str(given.get("description", ""))) <= 256:
        raise Refused(refusals.COMMAND_DESCRIPTION)
    return {"command": given["command"].removeprefix("/"), "description": given["description"]}


def _scope(call: Call) -> str:
    scope = call.json("scope", refusals.COMMAND_SCOPE) or {"type": "default"}
    if scope.get("type") not in SCOPES:
        raise Refused(refusals.COMMAND_SCOPE)
    if scope["type"] != "chat":
        return f"{scope['type']}|{call.text('language_code')}"
    chat = call.hub.world.chats.get((call.bot.id, int(scope.get("chat_id", 0))))
    if chat is None:
        raise Refused(refusals.CHAT_NOT_FOUND)
    return f"chat {chat.person_id}|{call.text('language_code')}"


def _set_profile(call: Call, what: str, limit: int) -> bool:
    text = call.text(what)
    if len(text) > limit:
        raise refuse(refusals.PROFILE_TOO_LONG, what=what.replace("_", " "))
    call.bot.profile[f"{what}:{call.text('language_code')}"] = text
    call.hub.world.touch_bot(call.bot)
    return True


def _profile(call: Call, what: str) -> str:
    profile = call.bot.profile
    return profile.get(f"{what}:{call.text('language_code')}") or profile.get(f"{what}:", "")
