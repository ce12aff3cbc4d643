"""Two warehouses that the boards' tests only read: invented rows (fast, many players) and sparred matches (real)."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from dashboards.boards import player_board, session_board
from dashboards.filters import Filters
from dashboards.shape import Board
from etl.warehouse import Warehouse
from tests.dashboards import bouts
from tests.dashboards.invented import invented


@pytest.fixture(scope="session")
def made() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = invented()
    yield connection
    connection.close()


@pytest.fixture
def cursor(made: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """A reader's cursor over the invented warehouse."""
    with made.cursor() as reader:
        yield reader


@pytest.fixture(scope="session")
def sparred(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    folder: Path = tmp_path_factory.mktemp("boards")
    warehouse = bouts.sparred(folder)
    yield warehouse
    warehouse.close()


@pytest.fixture
def real(sparred: Warehouse) -> Iterator[duckdb.DuckDBPyConnection]:
    """A reader's cursor over the sparred matches."""
    with sparred.cursor() as reader:
        yield reader


@pytest.fixture(scope="session")
def boards(sparred: Warehouse) -> list[Board]:
    """A board of each kind from real matches."""
    with sparred.cursor() as reader:
        one = player_board(reader, next(iter(bouts.NAMES)), Filters(), bouts.NAMES)
        other = session_board(reader, bouts.match_id(0), bouts.NAMES)
    assert other is not None
    return [one, other]
