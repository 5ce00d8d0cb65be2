from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from bot.config import Config, ConfigError, load, require_token

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"


def write(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "config.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_example_has_exactly_the_keys_of_config_with_their_defaults():
    example = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    keys = {name: set(field.annotation.model_fields) for name, field in Config.model_fields.items()}
    assert {section: set(values) for section, values in example.items()} == keys
    assert load(EXAMPLE) == Config()


def test_the_environment_wins_over_the_file(tmp_path, monkeypatch):
    monkeypatch.setenv("KABAR_TELEGRAM__RATE_PER_SECOND", "7")
    config = load(write(tmp_path, '[telegram]\nrate_per_second = 20\nmode = "polling"\ntoken = "1:a"\n'))
    assert config.telegram.rate_per_second == 7
    assert config.telegram.token.get_secret_value() == "1:a"


def test_secrets_are_never_printed(tmp_path):
    config = load(write(tmp_path, '[telegram]\ntoken = "123:very-secret"\n[database]\nurl="postgresql://a:pw@h/d"\n'))
    assert "very-secret" not in repr(config) + str(config.telegram)
    assert "pw" not in repr(config)


def test_a_config_is_frozen():
    config = Config()
    with pytest.raises(ValueError, match="frozen"):
        config.telegram.mode = "webhook"


@pytest.mark.parametrize(
    ("text", "key", "fix"),
    [
        ('[telegram]\ntokn = "1:a"', "telegram.tokn", "config.example.toml"),
        ('[telegramm]\ntoken = "1:a"', "telegramm", "config.example.toml"),
        ('[telegram]\ntoken = "nonsense"', "telegram.token", "@BotFather"),
        ('[telegram]\nmode = "push"', "telegram.mode", "polling"),
        ('[telegram]\nrate_per_second = "fast"', "telegram.rate_per_second", "number"),
        ("[telegram]\nrate_per_second = true", "telegram.rate_per_second", "number"),
        ("[telegram]\nrate_per_second = 0", "telegram.rate_per_second", "greater than 0"),
        ('[telegram]\nlisten = "8080"', "telegram.listen", "host:port"),
        ('[telegram]\napi_base = "localhost"', "telegram.api_base", "https://"),
        ('[telegram]\nclock = "sandbox"', "telegram.clock", "api_base"),
        ('[telegram]\nmode = "webhook"', "telegram.webhook_url", "address"),
        ('[database]\nurl = "mysql://x"', "database.url", "sqlite:///"),
        ('[programme]\ntimezone = "WIB"', "programme.timezone", "Asia/Jakarta"),
        ("[programme]\nlanguage = 5", "programme.language", "'id'"),
        ("telegram = 3", "telegram", "[telegram]"),
        ("[log]\nlevel = 'loud'", "log.level", "debug"),
        ("[telegram", "config.toml", "not TOML"),
    ],
)
def test_an_error_names_the_key_and_the_fix_in_one_line(tmp_path, text, key, fix):
    with pytest.raises(ConfigError) as caught:
        load(write(tmp_path, text))
    line = next(line for line in caught.value.lines if key in line)
    assert fix in line
    assert "\n" not in line


def test_all_errors_are_told_at_once(tmp_path):
    with pytest.raises(ConfigError) as caught:
        load(write(tmp_path, '[telegram]\nmode = "x"\nlisten = "y"\n'))
    assert len(caught.value.lines) == 2


def test_a_named_file_that_is_missing_is_an_error(tmp_path):
    with pytest.raises(ConfigError, match=r"absent\.toml.*config\.example\.toml"):
        load(tmp_path / "absent.toml")


def test_the_environment_alone_is_enough(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KABAR_TELEGRAM__TOKEN", "5:b")
    assert require_token(load()) == "5:b"


def test_a_wrong_key_in_the_environment_is_named(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KABAR_TELEGRAM__TOKN", "5:b")
    with pytest.raises(ConfigError, match=r"telegram\.tokn"):
        load()


def test_no_token_says_where_to_get_one():
    with pytest.raises(ConfigError, match=r"telegram\.token: missing.*KABAR_TELEGRAM__TOKEN"):
        require_token(Config())
