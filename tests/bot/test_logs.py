from __future__ import annotations

import json
import logging

import pytest

from bot import logs

TOKEN = "987654321:ABCdefGHIjklMNOpqrsTUVwxyz012345678"


def lines(capsys, form: str) -> str:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    try:
        logs.set_up("info", form, (TOKEN, "hook-secret"))
        log = logging.getLogger("test")
        log.info("message %s", TOKEN)
        log.info(f"https://api.telegram.org/bot{TOKEN.replace(':', '%3A')}/getMe and hook-secret")
        log.info("another bot's 12345678:ABCdefGHIjklMNOpqrsTUVwxyz01234567x")
        try:
            raise ValueError(f"can't reach /bot{TOKEN}/")
        except ValueError:
            log.exception("failed")
        logging.getLogger("httpx").info("GET https://example.org")
    finally:
        root.handlers[:], level = before
        root.setLevel(level)
    return capsys.readouterr().err


def test_no_token_in_message_arguments_or_traceback(capsys):
    text = lines(capsys, "text")
    assert "ABCdef" not in text
    assert "hook-secret" not in text
    assert "Traceback" in text
    assert "example.org" not in text


def test_json_is_one_object_a_line(capsys):
    text = lines(capsys, "json")
    parsed = [json.loads(line) for line in text.splitlines()]
    assert "ABCdef" not in text
    assert parsed[-1]["level"] == "error"
    assert "ValueError" in parsed[-1]["error"]


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_traceback_says_where_and_what_but_quotes_no_error(capsys, form: str) -> None:
    """SQLAlchemy, pydantic and int() all quote the value they could not take."""
    root = logging.getLogger()
    before = root.handlers[:], root.level
    try:
        logs.set_up("debug", form, ())
        try:
            try:
                int("Sari 3201")
            except ValueError as error:
                raise RuntimeError("her answer was Solok") from error
        except RuntimeError as error:
            logging.getLogger("test").debug("update 7", exc_info=error)
    finally:
        root.handlers[:], level = before
        root.setLevel(level)
    text = capsys.readouterr().err
    assert "update 7" in text
    assert text.index("ValueError") < text.index("RuntimeError")
    assert "test_logs.py" in text
    assert "Sari 3201'" not in text
    assert "invalid literal" not in text


def test_the_anatomy_of_an_error_quotes_nothing():
    try:
        try:
            raise KeyError("Sari, 3201")
        except KeyError as error:
            raise RuntimeError("her answer was 12") from error
    except RuntimeError as error:
        text = logs.anatomy(error)
    assert "RuntimeError" in text
    assert "KeyError" in text
    assert "test_logs.py" in text
    assert "Sari" not in text
