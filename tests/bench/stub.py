"""A Bot API server that does the least a bot needs, as fast as it can, with officers on the other side.

    python -m tests.bench.stub QUESTIONS      prints its port

Several bots may use it, each with its own token. `/ready` waits until a bot polls; `/play` lets officers fill in one
report each and tells how long they waited.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections import deque
from pathlib import Path
from typing import Any

from aiohttp import web

from tests.bench.officers import Misunderstood, Officer, Reply
from tests.bench.questions import END, load

Json = dict[str, Any]
BATCH = 100  # Bot API, getUpdates: limit
POSTS = ("sendMessage", "editMessageText")


class Account:
    """One bot as Telegram sees it: the updates it has not fetched, and the chats it is in."""

    def __init__(self, token: str) -> None:
        self.id = int(token.partition(":")[0])
        self.polled = asyncio.Event()
        self.settled = asyncio.Event()
        self.officers: dict[int, Officer] = {}
        self.calls = 0
        self.fault = ""
        self._updates: deque[Json] = deque()
        self._arrived = asyncio.Event()
        self._update_id = 0
        self._newest: dict[int, int] = {}  # chat -> message id

    async def call(self, method: str, told: Json) -> Any:
        self.calls += 1
        match method:
            case "getUpdates":
                return await self._fetch(float(told.get("timeout") or 0))
            case "getMe":
                return {"id": self.id, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}
            case "getWebhookInfo":
                return {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
            case "sendMessage" | "editMessageText" | "editMessageReplyMarkup":
                return self._post(method, told)
        return True

    def says(self, chat: int, reply: Reply) -> None:
        """The officer's message or tap, ready to be fetched."""
        who = {"id": chat, "is_bot": False, "first_name": f"Bu {chat}", "language_code": "id"}
        where = {"id": chat, "type": "private", "first_name": who["first_name"]}
        self._update_id += 1
        update: Json = {"update_id": self._update_id}
        if reply.data:
            card = {"message_id": self._newest[chat], "date": int(time.time()), "chat": where, "text": "card"}
            tap = {"id": f"tap{self._update_id}", "from": who, "message": card, "chat_instance": "1"}
            update["callback_query"] = {**tap, "data": reply.data}
        else:
            message = {"message_id": self._next(chat), "from": who, "chat": where, "date": int(time.time())}
            if reply.text.startswith("/"):
                message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(reply.text)}]
            update["message"] = {**message, "text": reply.text}
        self._updates.append(update)
        self._arrived.set()

    def _post(self, method: str, told: Json) -> Json:
        at, chat = time.perf_counter(), int(told["chat_id"])
        number = self._next(chat) if method == "sendMessage" else int(told["message_id"])
        markup = told.get("reply_markup") or {}
        sent = {"text": told.get("text", ""), "reply_markup": json.loads(markup) if isinstance(markup, str) else markup}
        if method in POSTS and number == self._newest[chat]:  # an older card that is edited asks nothing
            self._shown(chat, sent, at)
        me = {"id": self.id, "is_bot": True, "first_name": "Bench"}
        where = {"id": chat, "type": "private", "first_name": f"Bu {chat}"}
        inline = {"reply_markup": sent["reply_markup"]} if "inline_keyboard" in sent["reply_markup"] else {}
        return {
            "message_id": number,
            "date": int(time.time()),
            "chat": where,
            "from": me,
            "text": sent["text"],
            **inline,
        }

    def _shown(self, chat: int, card: Json, at: float) -> None:
        officer = self.officers.get(chat)
        if officer is None:
            return
        try:
            reply = officer.sees(card, at)
        except Misunderstood as error:
            self.fault = f"asked again:\n{error}"
            self.settled.set()
            return
        if reply is not None:
            self.says(chat, reply)
        elif all(one.is_done for one in self.officers.values()):
            self.settled.set()

    async def _fetch(self, timeout_s: float) -> list[Json]:
        self.polled.set()
        if not self._updates:
            self._arrived.clear()
            try:
                async with asyncio.timeout(timeout_s):
                    await self._arrived.wait()
            except TimeoutError:
                return []
        return [self._updates.popleft() for _ in range(min(BATCH, len(self._updates)))]

    def _next(self, chat: int) -> int:
        self._newest[chat] = self._newest.get(chat, 0) + 1
        return self._newest[chat]


class Stub:
    """All accounts, and the two calls of the bench itself."""

    def __init__(self, notebook: dict[str, str]) -> None:
        self._notebook = notebook
        self._accounts: dict[str, Account] = {}

    async def handle(self, request: web.BaseRequest) -> web.Response:
        is_json = request.content_type == "application/json"
        told: Json = await request.json() if is_json else dict(await request.post())
        match request.path.strip("/").split("/"):
            case ["ready"]:
                await self._account(told["token"]).polled.wait()
                return web.json_response({})
            case ["play"]:
                return web.json_response(await self._play(self._account(told["token"]), told))
            case [bot, method] if bot.startswith("bot"):
                result = await self._account(bot.removeprefix("bot")).call(method, told)
                return web.json_response({"ok": True, "result": result})
        return web.json_response({"ok": False, "error_code": 404, "description": "Not Found"}, status=404)

    def _account(self, token: str) -> Account:
        if token not in self._accounts:
            self._accounts[token] = Account(token)
        return self._accounts[token]

    async def _play(self, account: Account, told: Json) -> Json:
        """Everyone in `people` says /lapor at once; `limit` ends a report early, `within` seconds the wait."""
        account.officers = {
            chat: Officer(self._notebook, END, told["limit"] or len(self._notebook) + 1) for chat in told["people"]
        }
        account.settled.clear()
        account.calls, account.fault = 0, ""
        started = time.perf_counter()
        for chat in account.officers:
            account.says(chat, Reply(text="/lapor"))
        try:
            await asyncio.wait_for(account.settled.wait(), told["within"])
        except TimeoutError:
            account.fault = f"still asking: {[one.asked for one in account.officers.values() if not one.is_done]}"
        waits = [wait for officer in account.officers.values() for wait in officer.waits]
        took = time.perf_counter() - started
        return {"seconds": took, "waits": waits, "calls": account.calls, "fault": account.fault}


async def serve(questions: Path) -> None:
    stub = Stub({one.asks: one.says for one in load(questions)})
    runner = web.ServerRunner(web.Server(stub.handle, access_log=None))
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
