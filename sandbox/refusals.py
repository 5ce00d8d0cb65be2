"""Telegram's refusals, in Telegram's words.

Sources: `Client.cpp` and `ClientManager.cpp` are files of tdlib/telegram-bot-api, `td/...` of tdlib/td,
`Bot API` is https://core.telegram.org/bots/api.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a refused call is answered with: HTTP status (= `error_code`), `description`, and who says so."""

    code: int
    description: str
    source: str
    retry_after: int | None = None


class Refused(Exception):
    """Raised by a method; the server answers `{"ok": false, ...}` with the refusal in it."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.description)
        self.refusal = refusal


UNAUTHORIZED = Refusal(401, "Unauthorized", "ClientManager.cpp send: token without the form id:secret")
METHOD_NOT_FOUND = Refusal(404, "Not Found: method not found", "Client.cpp on_cmd")
BAD_JSON = Refusal(400, "Bad Request: can't parse request body: JSON object expected", "HttpConnection.cpp")
INTERNAL = Refusal(500, "Internal Server Error", "any answer of Telegram's servers in trouble")
TOO_LARGE = Refusal(413, "Request Entity Too Large", "Bot API, Sending files: photos 10 MB, others 50 MB")

CONFLICT_POLLERS = Refusal(
    409,
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    "Client.cpp abort_long_poll",
)
CONFLICT_WEBHOOK = Refusal(
    409,
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    "Client.cpp process_get_updates_query",
)
WEBHOOK_URL = Refusal(400, "Bad Request: bad webhook: invalid webhook URL specified", "Client.cpp set_webhook")
WEBHOOK_SECRET = Refusal(
    400,
    "Bad Request: secret token contains unallowed characters",
    "Client.cpp process_set_webhook_query: A-Za-z0-9_-",
)

CHAT_ID_EMPTY = Refusal(400, "Bad Request: chat_id is empty", "Client.cpp check_chat")
CHAT_NOT_FOUND = Refusal(400, "Bad Request: chat not found", "Client.cpp check_chat: who never pressed Start")
BLOCKED = Refusal(403, "Forbidden: bot was blocked by the user", "Client.cpp: USER_IS_BLOCKED")
KICKED = Refusal(403, "Forbidden: bot was kicked from the group chat", "Client.cpp check_chat_access: CHAT_FORBIDDEN")

TEXT_EMPTY = Refusal(400, "Bad Request: message text is empty", "Client.cpp get_input_message_text")
TEXT_BLANK = Refusal(400, "Bad Request: text must be non-empty", "td/telegram/MessageEntity.cpp fix_formatted_text")
TEXT_TOO_LONG = Refusal(
    400, "Bad Request: message is too long", "Client.cpp: MESSAGE_TOO_LONG; Bot API: 1-4096 characters"
)
CAPTION_TOO_LONG = Refusal(
    400,
    "Bad Request: message caption is too long",
    "Client.cpp: MEDIA_CAPTION_TOO_LONG; Bot API: 0-1024 characters",
)
PARSE_MODE = Refusal(400, "Bad Request: unsupported parse_mode", "Client.cpp get_formatted_text")

MARKUP_OBJECT = Refusal(400, "Bad Request: object expected as reply markup", "Client.cpp get_reply_markup")
MARKUP_JSON = Refusal(400, "Bad Request: can't parse reply keyboard markup JSON object", "Client.cpp get_reply_markup")
MARKUP_TOO_LONG = Refusal(
    400,
    "Bad Request: reply markup is too long",
    "Client.cpp: REPLY_MARKUP_TOO_LONG; 100 buttons, 10 kB (measured)",
)
BUTTON_DATA = Refusal(400, "Bad Request: BUTTON_DATA_INVALID", "Bot API, InlineKeyboardButton: 1-64 bytes")
BUTTON_URL = Refusal(400, "Bad Request: BUTTON_URL_INVALID", "Bot API, InlineKeyboardButton: HTTP or tg:// URL")
BUTTON_COPY = Refusal(400, "Bad Request: BUTTON_COPY_TEXT_INVALID", "Bot API, CopyTextButton: 1-256 characters")
BUTTON_KIND = Refusal(
    400,
    "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    "Client.cpp get_inline_keyboard_button",
)

NOT_MODIFIED = Refusal(
    400,
    "Bad Request: message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message",
    "Client.cpp: MESSAGE_NOT_MODIFIED",
)
EDIT_NOT_FOUND = Refusal(400, "Bad Request: message to edit not found", "Client.cpp check_message")
CANNOT_EDIT = Refusal(
    400,
    "Bad Request: message can't be edited",
    "Bot API, Updating messages: own messages, without reply_markup or with inline keyboards",
)
NO_TEXT = Refusal(
    400,
    "Bad Request: there is no text in the message to edit",
    "td/telegram/MessagesManager.cpp edit_message_text",
)
NO_CAPTION = Refusal(
    400,
    "Bad Request: there is no caption in the message to edit",
    "td/telegram/MessagesManager.cpp edit_message_caption",
)
DELETE_NOT_FOUND = Refusal(400, "Bad Request: message to delete not found", "Client.cpp check_message")
TOO_MANY_IDS = Refusal(
    400, "Bad Request: too many message identifiers specified", "Bot API, deleteMessages: 1-100; Client.cpp"
)
CANNOT_DELETE = Refusal(
    400,
    "Bad Request: message can't be deleted for everyone",
    "Bot API, deleteMessage: less than 48 hours ago",
)
REPLY_NOT_FOUND = Refusal(400, "Bad Request: message to be replied not found", "Client.cpp check_reply_parameters")
COPY_NOT_FOUND = Refusal(400, "Bad Request: message to copy not found", "Client.cpp check_message")
FORWARD_NOT_FOUND = Refusal(400, "Bad Request: message to forward not found", "Client.cpp check_message")
PROTECTED = Refusal(
    400, "Bad Request: message can't be forwarded", "Bot API, forwardMessage: protected messages can't be"
)
REACT_NOT_FOUND = Refusal(400, "Bad Request: message to react not found", "Client.cpp check_message")
REACTION = Refusal(400, "Bad Request: REACTION_INVALID", "Bot API, ReactionTypeEmoji")

QUERY_TOO_OLD = Refusal(
    400,
    "Bad Request: query is too old and response timeout expired or query ID is invalid",
    "Client.cpp: QUERY_ID_INVALID; callback queries live 150 s",
)

NO_FILE = Refusal(400, "Bad Request: there is no {kind} in the request", "Client.cpp get_input_file")
FILE_EMPTY = Refusal(400, "Bad Request: file must be non-empty", "td/telegram/files/FileManager.cpp")
FILE_ID = Refusal(400, "Bad Request: wrong file identifier/HTTP URL specified", "Client.cpp: MEDIA_EMPTY")
FILE_URL = Refusal(
    400,
    "Bad Request: failed to get HTTP URL content",
    "Client.cpp: WEBPAGE_CURL_FAILED; the sandbox fetches nothing",
)
GET_FILE = Refusal(
    400,
    "Bad Request: wrong file_id or the file is temporarily unavailable",
    "Client.cpp process_get_file_query",
)
FILE_TOO_BIG = Refusal(400, "Bad Request: file is too big", "Bot API, getFile: up to 20 MB")
IMAGE = Refusal(400, "Bad Request: IMAGE_PROCESS_FAILED", "the server's answer to a photo that is no picture")

CHAT_ACTION = Refusal(400, "Bad Request: wrong parameter action in request", "Client.cpp get_chat_action")
LOCATION_EMPTY = Refusal(400, "Bad Request: latitude is empty", "Client.cpp get_location")
LOCATION = Refusal(400, "Bad Request: bad location specified", "td/telegram/Location.cpp")
COMMAND = Refusal(400, "Bad Request: BOT_COMMAND_INVALID", "Bot API, BotCommand: 1-32 of a-z 0-9 _")
COMMAND_DESCRIPTION = Refusal(
    400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID", "Bot API, BotCommand: 1-256 characters"
)
COMMANDS_TOO_MUCH = Refusal(400, "Bad Request: BOT_COMMANDS_TOO_MUCH", "Bot API, setMyCommands: at most 100")
COMMAND_SCOPE = Refusal(
    400,
    "Bad Request: can't parse BotCommandScope: unsupported type specified",
    "Client.cpp get_bot_command_scope",
)
PROFILE_TOO_LONG = Refusal(
    400,
    "Bad Request: {what} is too long",
    "Bot API: setMyName 0-64, setMyDescription 0-512, setMyShortDescription 0-120 characters",
)


def refuse(refusal: Refusal, **words: str) -> Refused:
    """The refusal, with the `{names}` in its description filled in."""
    return Refused(Refusal(refusal.code, refusal.description.format(**words), refusal.source) if words else refusal)


def too_many_requests(seconds: int) -> Refused:
    """429 with `parameters.retry_after` (Bot API, ResponseParameters)."""
    description = f"Too Many Requests: retry after {seconds}"
    return Refused(Refusal(429, description, "Client.cpp fail_query_with_error", seconds))


def cannot_parse_entities(detail: str) -> Refused:
    """400 for broken HTML (Client.cpp get_formatted_text; details from td/telegram/MessageEntity.cpp)."""
    return Refused(Refusal(400, f"Bad Request: can't parse entities: {detail}", "MessageEntity.cpp"))
