"""Parts that both boards show: the state of the data."""

from __future__ import annotations

from typing import Any

from dashboards.freshness import Freshness


def plain(fresh: Freshness) -> dict[str, Any]:
    """Freshness as the wire has it; times in UTC."""
    at = fresh.loaded_at
    return {
        "offset": fresh.offset,
        "behind": fresh.behind,
        "loaded_at": None if at is None else at.isoformat() + "Z",
        "matches": fresh.matches,
        "rejects": fresh.rejects,
        "state": fresh.state,
    }
