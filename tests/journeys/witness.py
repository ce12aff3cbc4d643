"""A witness: plays the stored log again with the rules' Python, to hold against what browsers computed."""

import urllib.request

from game_engine import Match, ruleset
from game_engine.codec import Log, decode
from tests.kit.server import Server


def stored_log(site: Server, match_id: str) -> Log:
    with urllib.request.urlopen(f"{site.base}/api/v1/matches/{match_id}/log", timeout=10) as answer:
        return decode(answer.read())


def digest_at(log: Log, tick: int) -> int:
    """The state at `tick`, with every entry stamped before it."""
    match = Match.start(ruleset(log.header.ruleset), log.header.cfg.serve0)
    for entry in log.entries:
        if entry.t < tick:
            match.apply(entry)
    match.advance(tick)
    return match.digest()
