import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

import rallyboard.app  # noqa: F401 - every room's models are known then
from rallyboard.db import migrate as module
from rallyboard.db.base import Base
from rallyboard.db.migrate import HEAD, BrokenDatabase, NewerDatabase, migrate, version

AGAIN = """
import sys, pathlib
from rallyboard.db.migrate import migrate
print(migrate(pathlib.Path(sys.argv[1])), "alembic" in sys.modules)
"""


def test_a_new_file_gets_all_tables_and_a_second_run_does_nothing(tmp_path: Path) -> None:
    file = tmp_path / "site.sqlite3"
    assert version(file) is None
    assert migrate(file)
    assert version(file) == HEAD
    assert not migrate(file)


def test_the_tables_are_exactly_what_the_rooms_models_say(tmp_path: Path) -> None:
    file = tmp_path / "site.sqlite3"
    migrate(file)
    engine = create_engine(f"sqlite:///{file}", poolclass=NullPool)
    with engine.connect() as connection:
        options: dict[str, Any] = {"compare_type": True}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata) == []


def test_the_named_head_is_the_last_step() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(module.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_a_current_file_is_recognised_without_alembic(tmp_path: Path) -> None:
    file = tmp_path / "site.sqlite3"
    migrate(file)
    said = subprocess.run([sys.executable, "-c", AGAIN, file], capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["False", "False"]


def test_a_newer_file_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "site.sqlite3"
    migrate(file)
    connection = sqlite3.connect(file)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    with pytest.raises(NewerDatabase, match="newer Rallyboard"):
        migrate(file)
    assert version(file) == "9999"


def test_a_file_that_is_no_database_is_told_in_one_line(tmp_path: Path) -> None:
    file = tmp_path / "site.sqlite3"
    file.write_bytes(b"not a database " * 400)
    with pytest.raises(BrokenDatabase, match="cannot be read"):
        migrate(file)
    assert file.read_bytes().startswith(b"not a database")
