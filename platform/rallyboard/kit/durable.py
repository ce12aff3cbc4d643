"""Durable: what a power cut does not take back. Syncing a file keeps its bytes; its name is the folder's."""

import os
from pathlib import Path


def sync_names(folder: Path) -> None:
    """The names in the folder are on disk when this returns: of files made, moved and removed."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
