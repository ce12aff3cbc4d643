import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Engine, String, create_engine, inspect
from sqlalchemy.pool import NullPool

import rallyboard.app
import rallyboard.jobs.models  # noqa: F401 - with these two every room's models are known
from rallyboard.db import migrate as module
from rallyboard.db.base import Base
from rallyboard.db.errors import BrokenDatabase, NewerDatabase, NoDatabase
from rallyboard.db.migrate import HEAD, migrate, version
from tests.kit.postgres import Postgres
from tests.kit.server import free_port

AGAIN = """
import sys, pathlib
from rallyboard.db.migrate import migrate
place = sys.argv[1]
print(migrate(place if place.startswith("postgresql:") else pathlib.Path(place)), "alembic" in sys.modules)
"""


def change(place: Path | str, statement: str) -> None:
    if isinstance(place, str):
        with closing(psycopg.connect(place)) as connection, connection:
            connection.execute(statement)
    else:
        with closing(sqlite3.connect(place)) as file, file:
            file.execute(statement)


def engine_of(place: Path | str) -> Engine:
    if isinstance(place, str):
        return create_engine(place.replace("postgresql:", "postgresql+psycopg:"), poolclass=NullPool)
    return create_engine(URL.create("sqlite", database=str(place)), poolclass=NullPool)


def test_a_new_database_gets_all_tables_and_a_second_run_does_nothing(empty: Path | str) -> None:
    assert version(empty) is None
    assert migrate(empty)
    assert version(empty) == HEAD
    assert not migrate(empty)


def test_the_tables_are_exactly_what_the_rooms_models_say(empty: Path | str) -> None:
    migrate(empty)
    with engine_of(empty).connect() as connection:
        options: dict[str, Any] = {"compare_type": True}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata) == []


def test_every_text_of_postgresql_is_compared_by_its_bytes(postgres: Postgres) -> None:
    url = postgres.make()
    with engine_of(url).connect() as connection:
        look = inspect(connection)
        kinds = [column["type"] for table in Base.metadata.tables for column in look.get_columns(table)]
    assert {kind.collation for kind in kinds if isinstance(kind, String)} == {"C"}
    postgres.drop(url)


def test_the_named_head_is_the_last_step() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(module.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_a_current_database_is_recognised_without_alembic(empty: Path | str) -> None:
    migrate(empty)
    said = subprocess.run([sys.executable, "-c", AGAIN, str(empty)], capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["False", "False"]


def test_two_that_start_at_once_take_turns(empty: Path | str) -> None:
    with ThreadPoolExecutor(4) as threads:
        assert any(threads.map(migrate, [empty] * 4))
    assert version(empty) == HEAD


def test_a_newer_database_is_refused_and_left_as_it_is(empty: Path | str) -> None:
    migrate(empty)
    change(empty, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerDatabase, match="newer Rallyboard"):
        migrate(empty)
    assert version(empty) == "9999"


@pytest.mark.parametrize("verb", ["UPDATE audit SET action = 'other'", "DELETE FROM audit"])
def test_the_audit_log_takes_nothing_back(empty: Path | str, verb: str) -> None:
    migrate(empty)
    change(empty, "INSERT INTO audit (at, action, detail) VALUES ('', 'test.done', '')")
    with pytest.raises((psycopg.Error, sqlite3.Error), match="append-only"):
        change(empty, verb)


def test_a_file_that_is_no_database_is_told_in_one_line(tmp_path: Path) -> None:
    file = tmp_path / "site.sqlite3"
    file.write_bytes(b"not a database " * 400)
    with pytest.raises(BrokenDatabase, match="cannot be read"):
        migrate(file)
    assert file.read_bytes().startswith(b"not a database")


def test_a_server_that_lets_nobody_in_is_told_in_one_line_without_the_password(postgres: Postgres) -> None:
    right = postgres.url("postgres")
    wrong = {
        right.replace("battery%20staple", "wrong-horse"): "password authentication failed",
        right.removesuffix("postgres") + "nowhere": "does not exist",
        f"postgresql://ada:wrong-horse@127.0.0.1:{free_port()}/site": "refused",
        "postgresql://ada:wrong%horse%zz@127.0.0.1/site": "not a URL",
    }
    for url, reason in wrong.items():
        with pytest.raises(NoDatabase, match=reason) as told:
            migrate(url)
        assert "horse" not in told.value.detail
        assert "battery" not in told.value.detail
        assert "\n" not in told.value.detail


def test_a_database_of_another_encoding_is_refused(postgres: Postgres) -> None:
    with postgres.admin() as connection:
        connection.execute("CREATE DATABASE latin ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0")
    with pytest.raises(BrokenDatabase, match="UTF8"):
        migrate(postgres.url("latin"))


def test_a_server_where_no_table_may_be_made_is_told_with_the_reason(postgres: Postgres) -> None:
    url = postgres.make(migrated=False)
    with postgres.admin() as connection:
        connection.execute("CREATE ROLE guest LOGIN PASSWORD 'guest'")
    with pytest.raises(BrokenDatabase, match="permission denied"):
        migrate(url.replace("postgres:battery%20staple", "guest:guest"))
