"""Names: what to call the players of a board. The warehouse knows keys only; names join when a board is built."""

from __future__ import annotations

from collections.abc import Mapping


class Names:
    """Names by player key; a key without a name (a player who left) gets a stable stand-in."""

    __slots__ = ("_known",)

    def __init__(self, known: Mapping[str, str]) -> None:
        self._known = known

    def __call__(self, key: str) -> str:
        """The name to show. Plain text: whoever draws it as markup escapes it."""
        return self._known.get(key) or f"Player {key[:6]}"
