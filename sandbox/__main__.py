"""`python -m sandbox`: the sandbox on its own."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from pathlib import Path

from sandbox.clock import parse_moment
from sandbox.flood import Flood
from sandbox.server import address, serve


def main() -> int:
    """Runs until SIGINT or SIGTERM. Exit code 2 for wrong usage, a taken port or an unusable folder."""
    arguments = _arguments()
    try:
        asyncio.run(_run(arguments))
    except OSError as error:
        print(f"sandbox: {error}", file=sys.stderr)
        return 2
    return 0


async def _run(arguments: argparse.Namespace) -> None:
    flood = Flood() if arguments.flood else None
    runner = await serve(arguments.host, arguments.port, arguments.data, arguments.now, flood)
    print(f"Sandbox: {address(runner)}", flush=True)
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await stop.wait()
    await runner.cleanup()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description="A strict local Telegram Bot API server.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8080, help="0 takes a free one (default: %(default)s)")
    parser.add_argument("--data", type=Path, help="folder that keeps everything; without it nothing is kept")
    parser.add_argument(
        "--now", type=_moment, help="time at the first start, ISO 8601 (default: 2026-11-02T08:00+07:00)"
    )
    parser.add_argument("--flood", action="store_true", help="refuse more than about 1 message/s per chat with 429")
    return parser.parse_args()


def _moment(text: str) -> str:
    try:
        parse_moment(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"not an ISO 8601 moment: {text}") from None
    return text


if __name__ == "__main__":
    sys.exit(main())
