"""The shelf: boards made before, for as long as the warehouse has not changed."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Final

from dashboards.shape import Board

HELD: Final = 256


class Shelf:
    """At most 256 boards of one data version, the least asked for thrown out first. Safe from any thread."""

    def __init__(self) -> None:
        self._boards: OrderedDict[Hashable, Board] = OrderedDict()
        self._version = -1
        self._lock = Lock()

    def get(self, version: int, key: Hashable) -> Board | None:
        """The board made from exactly this version of the data, if it is still held."""
        with self._lock:
            if version != self._version or key not in self._boards:
                return None
            self._boards.move_to_end(key)
            return self._boards[key]

    def put(self, version: int, key: Hashable, board: Board) -> None:
        """Keep a board; one of an older version than those held is not kept, a newer one empties the shelf."""
        with self._lock:
            if version < self._version:
                return
            if version > self._version:
                self._boards.clear()
                self._version = version
            self._boards[key] = board
            if len(self._boards) > HELD:
                self._boards.popitem(last=False)
