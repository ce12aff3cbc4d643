import pytest

from rallyboard.db.libpq import shown


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
