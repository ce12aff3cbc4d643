"""A process that loads records into a warehouse, to be killed: `python -m tests.faults.loader RECORDS FILE`."""

import pickle
import sys
from contextlib import closing
from pathlib import Path

from etl.pipeline import Pipeline
from etl.sources.listing import ListSource
from etl.warehouse import Warehouse

BATCH = 8


def main(records: Path, file: Path) -> None:
    source = ListSource(pickle.loads(records.read_bytes()))
    with closing(Warehouse(file)) as warehouse:
        print("loading", flush=True)
        for report in Pipeline(warehouse, source).run(BATCH):
            print(report.offset, flush=True)
    print("done", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
