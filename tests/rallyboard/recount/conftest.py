"""A warehouse of real bot matches, and the boards that every page gets from it."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from duckdb import DuckDBPyConnection

from dashboards.boards import player_board, session_board
from dashboards.filters import Filters
from etl.pipeline import Pipeline
from etl.sources import Record
from etl.sources.listing import ListSource
from etl.warehouse import Warehouse
from rallyboard.recount.service import Published
from tests.kit.league import league

MATCHES = 110


@pytest.fixture(scope="session")
def records() -> tuple[Record, ...]:
    return league(MATCHES)


@pytest.fixture(scope="session")
def warehouse_file(tmp_path_factory: pytest.TempPathFactory, records: tuple[Record, ...]) -> Path:
    path = tmp_path_factory.mktemp("recount") / "warehouse.duckdb"
    with closing(Warehouse(path)) as warehouse:
        for _ in Pipeline(warehouse, ListSource(records)).run():
            pass
    return path


@pytest.fixture
def cursor(warehouse_file: Path) -> Iterator[DuckDBPyConnection]:
    with closing(Warehouse(warehouse_file)) as warehouse, warehouse.cursor() as opened:
        yield opened


@pytest.fixture
def published(cursor: DuckDBPyConnection) -> Published:
    return Published(
        player=lambda key: player_board(cursor, key, Filters(), {}),
        match=lambda match_id: session_board(cursor, match_id, {}),
    )
