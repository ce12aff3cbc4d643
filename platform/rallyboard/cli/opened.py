"""The house and its warehouse opened for one command, and closed again however the command ends."""

import os
import shutil
from collections.abc import Generator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from etl.errors import EtlError
from etl.pipeline import Pipeline, RunReport
from etl.rebuilding import Rebuilt, rebuild
from etl.warehouse import Warehouse
from rallyboard.app.house import House
from rallyboard.app.outbox import OutboxSource
from rallyboard.cli.progress import bar
from rallyboard.kit.errors import Unusable
from rallyboard.kit.lock import FolderInUse
from rallyboard.settings import Settings
from rallyboard.worker import FILE

COPIES = 5


class UnusableWarehouse(Unusable):
    """The warehouse cannot be opened, and not because of what is in it."""

    code = "setup/unusable_warehouse"
    title = "The warehouse cannot be opened"
    exit_code = 4


@contextmanager
def opened_house() -> Generator[House, None, None]:
    """The data folder, ours alone; raises what says why not."""
    house = House(Settings.from_env(os.environ))
    house.open()
    try:
        yield house
    finally:
        house.close()


@contextmanager
def opened_warehouse(house: House) -> Generator[Warehouse, None, None]:
    """The warehouse of an opened house."""
    with _expected():
        warehouse = _opened(_file(house))
    try:
        yield warehouse
    finally:
        warehouse.close()


@contextmanager
def looked_at() -> Generator[tuple[OutboxSource, Warehouse], None, None]:
    """The finished matches and the warehouse, to be looked at; beside a running server, a copy of its warehouse."""
    settings = Settings.from_env(os.environ)
    house = House(settings)
    try:
        house.open()
    except FolderInUse:
        with closing(house.source), copied_warehouse(settings) as copy:
            yield house.source, copy
        return
    try:
        with opened_warehouse(house) as warehouse:
            yield house.source, warehouse
    finally:
        house.close()


@contextmanager
def copied_warehouse(settings: Settings) -> Generator[Warehouse, None, None]:
    """A copy of a warehouse that a server is writing to, made beside it and removed afterwards.

    A transaction is in the copy whole or not at all, its offset with it: what is missing is loaded from the outbox.
    A copy torn by a checkpoint does not open; then another one is made.
    """
    with TemporaryDirectory(dir=settings.tmp_folder, prefix="copy-") as folder:
        warehouse = _whole_copy(settings.warehouse_folder / FILE, Path(folder))
        try:
            yield warehouse
        finally:
            warehouse.close()


def _whole_copy(source: Path, folder: Path) -> Warehouse:
    for attempt in range(COPIES):
        file = folder / f"{attempt}.duckdb"
        _copy(source, file)
        with _expected():
            warehouse = _opened(file)
        if warehouse.aside is None:
            return warehouse
        warehouse.close()
    raise UnusableWarehouse(f"{source} could not be copied whole while the server writes to it; try again.")


def _copy(source: Path, target: Path) -> None:
    for suffix in ("", ".wal"):
        with suppress(FileNotFoundError):
            shutil.copyfile(f"{source}{suffix}", f"{target}{suffix}")


def _opened(file: Path) -> Warehouse:
    return Warehouse(file, threads=os.cpu_count() or 1)


def load(source: OutboxSource, warehouse: Warehouse) -> tuple[int, int]:
    """Load every finished match that is not loaded yet, with a progress bar; how many were loaded and rejected."""
    loaded = rejected = 0
    with bar("Loading matches into the warehouse") as step:
        for report in Pipeline(warehouse, source).run():
            loaded, rejected = loaded + report.loaded, rejected + report.rejected
            step(loaded + rejected, loaded + rejected + source.behind(report.offset))
    return loaded, rejected


def rebuild_warehouse(house: House) -> tuple[Rebuilt, int]:
    """A new warehouse in the place of the old, and how many records it was filled from."""
    total = house.source.behind(0)

    def count(report: RunReport) -> None:
        step(total - house.source.behind(report.offset), total)

    with _expected(), bar("Rebuilding the warehouse") as step:
        return rebuild(_file(house), house.source, count), total


def _file(house: House) -> Path:
    return house.settings.warehouse_folder / FILE


@contextmanager
def _expected() -> Generator[None, None, None]:
    try:
        yield
    except EtlError as error:
        raise UnusableWarehouse(f"{error}.") from None
