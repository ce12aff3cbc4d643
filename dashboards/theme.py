"""The theme: colours named by what they mean. The web turns the names into light or dark values.

Figures never carry a hex value. `resolve` swaps the names for a palette, for exports and for tests.
"""

from __future__ import annotations

from collections.abc import Mapping

from dashboards.shape import Json

SIDE0 = "var:side0"
SIDE1 = "var:side1"
ME = "var:me"
PEERS = "var:peers"
MUTED = "var:muted"
INK = "var:ink"
WARN = "var:warn"
DIVERGING = "scale:diverging"
SEQUENTIAL = "scale:sequential"

SIDES = (SIDE0, SIDE1)
TOKENS = frozenset({SIDE0, SIDE1, ME, PEERS, MUTED, INK, WARN, DIVERGING, SEQUENTIAL})

PRINT: Mapping[str, str] = {
    SIDE0: "#2f6fde",
    SIDE1: "#e07b1a",
    ME: "#2f6fde",
    PEERS: "#8a93a3",
    MUTED: "#b8bec9",
    INK: "#1c2230",
    WARN: "#b4531a",
    DIVERGING: "RdBu",
    SEQUENTIAL: "Blues",
}


def resolve(value: Json, palette: Mapping[str, str] = PRINT) -> Json:
    """The same plot with every colour name replaced; other strings stay as they are."""
    if isinstance(value, str):
        return palette.get(value, value)
    if isinstance(value, list):
        return [resolve(item, palette) for item in value]
    if isinstance(value, dict):
        return {key: resolve(item, palette) for key, item in value.items()}
    return value
