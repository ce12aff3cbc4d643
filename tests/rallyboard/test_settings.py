from pathlib import Path

import pytest

from rallyboard.settings import BadSetting, Settings


def read(**values: str) -> Settings:
    return Settings.from_env({f"RALLYBOARD_{name}": value for name, value in values.items()} | {"HOME": "/root"})


def test_an_empty_environment_runs_the_whole_site_on_this_machine() -> None:
    settings = read()
    assert settings == Settings()
    assert settings.allowed_origins == ("http://localhost:8000", "http://127.0.0.1:8000")
    assert settings.allowed_hosts == {"localhost:8000", "127.0.0.1:8000"}
    assert not settings.secure


def test_every_setting_can_be_set(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("x" * 40 + "\n")
    settings = read(
        DATA=str(tmp_path), HOST="0.0.0.0", PORT="9000", ORIGINS="https://pong.example, https://www.pong.example/",
        ENV="prod", SECRET_FILE=str(secret), LOG_LEVEL="debug", ETL="off", SPECTATOR_DELAY_MS="0",
    )  # fmt: skip
    assert settings.origins == ("https://pong.example", "https://www.pong.example")
    assert (settings.port, settings.secret, settings.log_level, settings.etl) == (9000, "x" * 40, "DEBUG", False)
    assert settings.secure
    assert settings.site_file == tmp_path / "site.sqlite3"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"), ("PORT", "65536"), ("PORT", "-1"), ("PORT", "٣"), ("PORT", "9" * 5000),
        ("ENV", "staging"), ("LOG_LEVEL", "loud"), ("ETL", "maybe"), ("SPECTATOR_DELAY_MS", "1e3"),
        ("ORIGINS", "pong.example"), ("ORIGINS", "https://pong.example/path"), ("ORIGINS", "ftp://x"),
        ("SECRET_FILE", "/nowhere/at/all"), ("UNSAFE_ANNOUNCE_BEFORE_SYNC", "on"),
    ],
)  # fmt: skip
def test_a_bad_value_is_refused_by_the_name_of_its_variable(name: str, value: str) -> None:
    with pytest.raises(BadSetting) as refused:
        read(**{name: value})
    assert f"RALLYBOARD_{name}" in refused.value.detail
    assert len(refused.value.detail) < 200


def test_production_wants_a_real_secret_and_https() -> None:
    with pytest.raises(BadSetting, match="RALLYBOARD_SECRET needs at least 32 bytes"):
        read(ENV="prod", SECRET="short", ORIGINS="https://pong.example")
    with pytest.raises(BadSetting, match="RALLYBOARD_ORIGINS must list only https"):
        read(ENV="prod", SECRET="x" * 32, ORIGINS="https://pong.example,http://pong.example")


def test_a_printed_setting_never_shows_a_secret() -> None:
    settings = Settings(secret="canary-secret", metrics_token="canary-token")
    assert "canary" not in f"{settings!r} {settings}"


@pytest.mark.parametrize(
    "url", ["mysql://ada:battery@h/d", "site.sqlite3", "postgresql:battery", "postgresql://a\x00battery"]
)
def test_a_database_is_a_url_and_a_wrong_one_is_not_repeated(url: str) -> None:
    with pytest.raises(BadSetting, match="RALLYBOARD_DATABASE") as refused:
        read(DATABASE=url)
    assert url not in refused.value.detail
    assert "battery" not in refused.value.detail


def test_the_database_is_a_secret_that_may_lie_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "url").write_text("postgresql://ada:battery@db.example/site\n")
    settings = read(DATABASE_FILE=str(tmp_path / "url"))
    assert settings.site_database == "postgresql://ada:battery@db.example/site"
    assert "battery" not in repr(settings)
    assert read().site_database == read().site_file


@pytest.mark.parametrize("url", ["http://ada:battery@h", "localhost:6379", "redis://a\nbattery"])
def test_a_redis_is_a_url_and_a_wrong_one_is_not_repeated(url: str) -> None:
    with pytest.raises(BadSetting, match="RALLYBOARD_REDIS") as refused:
        read(REDIS=url)
    assert "battery" not in refused.value.detail
    assert read(REDIS=" rediss://:battery@h:6379/1 ").redis == "rediss://:battery@h:6379/1"
    assert "battery" not in repr(read(REDIS="redis://:battery@h"))
