"""The house and its warehouse opened for one command, and closed again however the command ends."""

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from etl.errors import EtlError
from etl.pipeline import Pipeline, RunReport
from etl.rebuilding import Rebuilt, rebuild
from etl.warehouse import Warehouse
from rallyboard.app.house import House
from rallyboard.cli.progress import bar
from rallyboard.kit.errors import Unusable
from rallyboard.settings import Settings
from rallyboard.worker import FILE


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
        warehouse = Warehouse(_file(house), threads=os.cpu_count() or 1)
    try:
        yield warehouse
    finally:
        warehouse.close()


def load(house: House, warehouse: Warehouse) -> tuple[int, int]:
    """Load every finished match that is not loaded yet, with a progress bar; how many were loaded and rejected."""
    loaded = rejected = 0
    with bar("Loading matches into the warehouse") as step:
        for report in Pipeline(warehouse, house.source).run():
            loaded, rejected = loaded + report.loaded, rejected + report.rejected
            step(loaded + rejected, loaded + rejected + house.source.behind(report.offset))
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
