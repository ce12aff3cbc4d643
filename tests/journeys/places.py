"""The places of the site: one address for each page, filled with a match and a player of the house league."""

import json
import urllib.request
from typing import Any

from tests.kit.server import Server


def asked(site: Server, path: str) -> Any:
    with urllib.request.urlopen(f"{site.base}/api/v1{path}", timeout=10) as answer:
        return json.load(answer)


def places(site: Server) -> dict[str, str]:
    """Page name to address. The match is a long one, so that its board has something to draw."""
    finished = asked(site, "/matches?status=finished&limit=50")["items"]
    match = max(finished, key=lambda card: sum(card["scores"]))
    player = match["seats"][match["winner_slot"]]["player"]["slug"]
    return {
        "lobby": "/",
        "play": "/play",
        "session-board": f"/matches/{match['id']}",
        "player-board": f"/players/{player}",
        "players": "/players",
        "matches": "/matches",
        "ai": "/ai",
        "how-we-count": "/how-we-count",
        "about": "/about",
        "not-found": "/nowhere/at-all",
    }


NAMES = (
    "lobby", "play", "session-board", "player-board", "players", "matches", "ai", "how-we-count", "about", "not-found"
)  # fmt: skip
