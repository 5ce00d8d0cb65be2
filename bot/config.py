"""Configuration: `config.toml`, over which `KABAR_SECTION__KEY` in the environment wins.

Every key is documented in `config.example.toml`. Whatever is wrong is told at once, one line a finding, each with the
key and the fix.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

TELEGRAM = "https://api.telegram.org"
DEFAULT_FILE = Path("config.toml")


class ConfigError(Exception):
    """The configuration can't be used; `lines` names each wrong key with its fix."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def host_and_port(listen: str) -> tuple[str, int]:
    """`"127.0.0.1:8081"` -> `("127.0.0.1", 8081)`. Raises ValueError."""
    host, _, port = listen.rpartition(":")
    if not host or not port.isdecimal() or not 0 <= int(port) <= 65535:
        raise ValueError('write host:port, for example "127.0.0.1:8081"')
    return host.strip("[]"), int(port)


def _listen(value: str) -> str:
    host_and_port(value)
    return value


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError('write an IANA name: "Asia/Jakarta", "Asia/Makassar" or "Asia/Jayapura"') from error
    return value


def _address(value: str) -> str:
    if value and not value.startswith(("http://", "https://")):
        raise ValueError("write a full address that begins with https:// or http://")
    return value.rstrip("/")


def _token(value: SecretStr) -> SecretStr:
    number, _, secret = value.get_secret_value().partition(":")
    if value.get_secret_value() and not (number.isdecimal() and secret and secret.isascii() and " " not in secret):
        raise ValueError("copy the whole token that @BotFather gave: digits, a colon, letters")
    return value


def _database(value: SecretStr) -> SecretStr:
    if not value.get_secret_value().startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        raise ValueError('write "sqlite:///kabar.db" or "postgresql://user:password@host/name"')
    return value


def _number(value: Any) -> Any:
    if isinstance(value, bool):
        raise ValueError("write a number")
    return value


Listen = Annotated[str, AfterValidator(_listen)]
Address = Annotated[str, AfterValidator(_address)]


class Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Telegram(Section):
    token: Annotated[SecretStr, AfterValidator(_token)] = SecretStr("")
    api_base: Address = TELEGRAM
    mode: Literal["polling", "webhook"] = "polling"
    webhook_url: Address = ""
    webhook_secret: SecretStr = SecretStr("")
    listen: Listen = "127.0.0.1:8081"
    rate_per_second: Annotated[float, BeforeValidator(_number), Field(gt=0)] = 25
    clock: Literal["system", "sandbox"] = "system"


class Database(Section):
    url: Annotated[SecretStr, AfterValidator(_database)] = SecretStr("sqlite:///kabar.db")


class Files(Section):
    dir: Path = Path("files")


class Programme(Section):
    language: Literal["id", "en"] = "id"
    timezone: Annotated[str, AfterValidator(_zone)] = "Asia/Jakarta"


class Web(Section):
    listen: Listen = "127.0.0.1:8090"
    public_url: Address = ""


class Log(Section):
    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["text", "json"] = "text"


class Config(BaseSettings):
    """All of `config.toml`, frozen. Secrets show as asterisks wherever it is printed."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="forbid",
        env_prefix="KABAR_",
        env_nested_delimiter="__",
        hide_input_in_errors=True,
    )

    telegram: Telegram = Telegram()
    database: Database = Database()
    files: Files = Files()
    programme: Programme = Programme()
    web: Web = Web()
    log: Log = Log()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        assert isinstance(env_settings, EnvSettingsSource)
        return env_settings, init_settings


def load(file: Path | None = None) -> Config:
    """Reads FILE, or `config.toml` here if there is one, then the environment. Raises ConfigError."""
    try:
        config = Config(**_read(file))
    except ValidationError as error:
        raise ConfigError(*(_line(one) for one in error.errors())) from None
    except SettingsError as error:
        raise ConfigError(f"environment: {error}; set single keys, for example KABAR_TELEGRAM__TOKEN") from None
    wrong = tuple(_contradictions(config.telegram))
    if wrong:
        raise ConfigError(*wrong)
    return config


def require_token(config: Config) -> str:
    """The bot's token. Raises ConfigError when there is none."""
    token = config.telegram.token.get_secret_value()
    if not token:
        raise ConfigError(
            "telegram.token: missing; get one from @BotFather and write it under [telegram], "
            "or set KABAR_TELEGRAM__TOKEN"
        )
    return token


def _read(file: Path | None) -> dict[str, Any]:
    path = file or DEFAULT_FILE
    if file is None and not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: can't be read ({error.strerror}); copy config.example.toml to it") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not TOML ({error}); texts stand in double quotes") from None


def _line(error: Any) -> str:
    key = ".".join(str(part) for part in error["loc"])
    match error["type"]:
        case "extra_forbidden":
            return f"{key}: unknown key; remove it, or compare its spelling with config.example.toml"
        case "value_error":
            return f"{key}: {error['ctx']['error']}"
        case "literal_error":
            return f"{key}: write one of {error['ctx']['expected']}"
        case "model_type" | "model_attributes_type" | "dict_type":
            return f"{key}: write it as a section [{key}]"
    kind = error["msg"].removeprefix("Input should be ")
    return f"{key}: should be {kind[:1].lower()}{kind[1:]}; see config.example.toml"


def _contradictions(telegram: Telegram) -> list[str]:
    wrong = []
    if telegram.clock == "sandbox" and telegram.api_base == TELEGRAM:
        wrong.append('telegram.clock: "sandbox" is for a sandbox only; write "system", or set telegram.api_base')
    if telegram.mode == "webhook":
        wrong += _webhook_faults(telegram)
    return wrong


def _webhook_faults(telegram: Telegram) -> list[str]:
    wrong = []
    if not telegram.webhook_url:
        wrong.append('telegram.webhook_url: missing with mode = "webhook"; write the address Telegram shall call')
    secret = telegram.webhook_secret.get_secret_value()
    # Bot API, setWebhook: 1-256 characters, only A-Z, a-z, 0-9, _ and -.
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        wrong.append("telegram.webhook_secret: write 1 to 256 of A-Z a-z 0-9 _ -, best 43 random ones")
    return wrong
