"""What the ETL's tests share: simulated matches, and a warehouse of them that nobody writes to."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl.pipeline import Pipeline
from etl.sources import ListSource, Record
from etl.warehouse import Warehouse
from tests.etl.matches import records


@pytest.fixture(scope="session")
def played() -> list[Record]:
    """Sixty matches to five points, enough for one xSave model."""
    return records(60)


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    """An empty warehouse."""
    opened = Warehouse(tmp_path / "w.duckdb")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def loaded(played: list[Record], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    """A warehouse of the sixty matches; tests only read it."""
    opened = Warehouse(tmp_path_factory.mktemp("loaded") / "w.duckdb")
    for _ in Pipeline(opened, ListSource(played)).run():
        pass
    yield opened
    opened.close()


@pytest.fixture
def facts(loaded: Warehouse) -> Iterator[duckdb.DuckDBPyConnection]:
    """A reader's cursor over the sixty matches."""
    with loaded.cursor() as cursor:
        yield cursor
