"""Builds a warehouse with one constant of the ETL's models changed: `python mutant.py FOLDER RECORDS FILE`.

FOLDER holds a changed copy of `etl`, RECORDS a pickled list of records. A model that breaks outright leaves rejects,
which the recount sees as missing rows. Also: where the constants are, for the test and for the long form.
"""

import pickle
import re
import sys
from contextlib import closing
from pathlib import Path

NUMBER = re.compile(r"(?<![\w.'$])\d+(?:\.\d+)?(?![\w.'])")
COMMENT = re.compile(r"--[^\n]*")


def constants(folder: Path) -> list[tuple[str, int, str]]:
    """Every number in the models' SQL: file, offset, text. Comments are no code."""
    found: list[tuple[str, int, str]] = []
    for file in sorted(folder.glob("*.sql")):
        code = COMMENT.sub(lambda match: " " * len(match[0]), file.read_text())
        found += [(file.name, match.start(), match[0]) for match in NUMBER.finditer(code)]
    return found


def changed(text: str) -> str:
    """Another number of the same kind."""
    return f"{float(text) * 1.1 + 0.01:.4f}" if "." in text else str(int(text) + 1)


def apply(folder: Path, name: str, at: int, text: str) -> None:
    """Change that constant in place."""
    file = folder / name
    code = file.read_text()
    file.write_text(code[:at] + changed(text) + code[at + len(text) :])


def build(records: Path, file: Path) -> None:
    """Load the records with the `etl` that comes first on the path."""
    from etl.pipeline import Pipeline
    from etl.sources.listing import ListSource
    from etl.warehouse import Warehouse

    with closing(Warehouse(file)) as warehouse:
        for _ in Pipeline(warehouse, ListSource(pickle.loads(records.read_bytes()))).run():
            pass


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    build(Path(sys.argv[2]), Path(sys.argv[3]))
