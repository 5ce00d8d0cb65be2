"""All Bot API methods that the sandbox knows, by name. Names are not case-sensitive (Client.cpp on_cmd)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import Any

from sandbox import methods_editing as editing
from sandbox import methods_profile as profile
from sandbox import methods_sending as sending
from sandbox import methods_updates as updates
from sandbox.calls import Call

Method = Callable[[Call], Any | Awaitable[Any]]

NAMES: tuple[tuple[str, Method], ...] = (
    ("getMe", profile.get_me),
    ("getUpdates", updates.get_updates),
    ("setWebhook", updates.set_webhook),
    ("deleteWebhook", updates.delete_webhook),
    ("getWebhookInfo", updates.get_webhook_info),
    ("sendMessage", sending.send_message),
    ("sendPhoto", sending.send_photo),
    ("sendDocument", sending.send_document),
    ("sendVoice", sending.send_voice),
    ("sendAudio", sending.send_audio),
    ("sendVideo", sending.send_video),
    ("sendLocation", sending.send_location),
    ("sendContact", sending.send_contact),
    ("sendChatAction", sending.send_chat_action),
    ("copyMessage", sending.copy_message),
    ("forwardMessage", sending.forward_message),
    ("editMessageText", editing.edit_message_text),
    ("editMessageCaption", editing.edit_message_caption),
    ("editMessageReplyMarkup", editing.edit_message_reply_markup),
    ("deleteMessage", editing.delete_message),
    ("deleteMessages", editing.delete_messages),
    ("answerCallbackQuery", editing.answer_callback_query),
    ("setMessageReaction", editing.set_message_reaction),
    ("getChat", profile.get_chat),
    ("getFile", profile.get_file),
    ("setMyCommands", profile.set_my_commands),
    ("getMyCommands", profile.get_my_commands),
    ("deleteMyCommands", profile.delete_my_commands),
    ("setMyName", profile.set_my_name),
    ("getMyName", profile.get_my_name),
    ("setMyDescription", profile.set_my_description),
    ("getMyDescription", profile.get_my_description),
    ("setMyShortDescription", profile.set_my_short_description),
    ("getMyShortDescription", profile.get_my_short_description),
    ("setChatMenuButton", profile.set_chat_menu_button),
    ("getChatMenuButton", profile.get_chat_menu_button),
)

METHODS: Mapping[str, Method] = MappingProxyType({name.lower(): method for name, method in NAMES})
