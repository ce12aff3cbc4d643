import pytest

from rallyboard.db.libpq import patience, shown


@pytest.mark.parametrize(
    ("url", "place"),
    [("postgresql://ada:secret@db.example:5433/site", "db.example:5433/site"),
     ("postgresql://ada:se%40cret@db.example/site?sslmode=require", "db.example/site"),
     ("postgres://db.example", "db.example"),
     ("postgresql:///site?host=/run/postgresql", "/run/postgresql/site"),
     ("postgresql:///site", "this machine/site")],
)  # fmt: skip
def test_a_server_is_named_without_user_and_password(url: str, place: str) -> None:
    assert shown(url) == f"PostgreSQL at {place}"


@pytest.mark.parametrize("url", ["postgresql://ada:secret@[::1/site", "postgresql://ada:secret@[x]:y/site"])
def test_what_is_no_address_at_all_shows_nothing_of_it(url: str) -> None:
    assert "secret" not in shown(url)


@pytest.mark.parametrize(
    ("url", "plain", "seconds"),
    [("postgresql://db/site", "postgresql://db/site", 4.0),
     ("postgresql://db/site?connect_timeout=20", "postgresql://db/site", 20.0),
     ("postgresql://db/site?sslmode=require&connect_timeout=0", "postgresql://db/site?sslmode=require", None),
     ("postgresql:///?connect_timeout=7&host=/run", "postgresql:///?host=/run", 7.0)],
)  # fmt: skip
def test_a_url_may_say_how_long_a_connection_is_waited_for(url: str, plain: str, seconds: float | None) -> None:
    assert patience(url, 4.0) == (plain, seconds)
