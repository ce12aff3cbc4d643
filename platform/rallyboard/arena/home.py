"""Home: the name of a data folder, by which servers on one database know which matches are theirs to resume or to void.

The name lies beside the journal, for it is the journal that makes a match resumable: a folder without its journal is
another home.
"""

import os
from pathlib import Path
from typing import Final
from uuid import UUID, uuid4

NAME: Final = "home"


def home_of(folder: Path) -> str:
    """The name that lies in `folder`, made and synced at the first call; a damaged one is replaced."""
    file = folder / NAME
    try:
        return str(UUID(file.read_text(encoding="ascii").strip()))
    except (FileNotFoundError, ValueError):
        return _made(file)


def _made(file: Path) -> str:
    home, fresh = str(uuid4()), file.with_name(f".{NAME}")
    file.parent.mkdir(parents=True, exist_ok=True)
    with fresh.open("w", encoding="ascii") as opened:
        opened.write(home)
        opened.flush()
        os.fsync(opened.fileno())
    fresh.rename(file)
    return home
