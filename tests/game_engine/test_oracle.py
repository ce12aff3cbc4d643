"""The event-driven engine is the brute-force oracle, event for event and state for state, on random matches.

`python -m tests.game_engine.test_oracle --n 3000` is the long form; it also prints what each of them costs.
"""

import argparse
import time
from typing import Final

import pytest

from game_engine import Match
from tests.game_engine.matches import random_match
from tests.game_engine.oracle import Oracle

FRESH: Final = 1_000_000  # seeds beyond those of the goldens
CI: Final = 60


def compare(seed: int) -> tuple[float, float, int]:
    """CPU seconds of engine and oracle on one match that both must play alike, and its ticks."""
    script = random_match(seed)
    match, oracle = Match.start(script.ruleset, script.serve0), Oracle(script.ruleset, script.serve0)
    spent = [0.0, 0.0]
    events = []
    for entry in script.entries:
        began = time.process_time()
        events += match.apply(entry)
        between = time.process_time()
        oracle.until(entry.t)
        oracle.enter(entry)
        spent = [spent[0] + between - began, spent[1] + time.process_time() - between]
        assert match.pack() == oracle.packed(), f"seed {seed} at {entry}"
    assert events == oracle.events, f"seed {seed}"
    return spent[0], spent[1], match.tick


@pytest.mark.parametrize("block", range(6))
def test_the_engine_and_the_oracle_play_the_same_match(block: int) -> None:
    for seed in range(FRESH + block * CI // 6, FRESH + (block + 1) * CI // 6):
        compare(seed)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=CI, help="how many random matches")
    parser.add_argument("--first", type=int, default=FRESH, help="first seed")
    options = parser.parse_args()
    engine = oracle = ticks = 0.0
    for seed in range(options.first, options.first + options.n):
        spent = compare(seed)
        engine, oracle, ticks = engine + spent[0], oracle + spent[1], ticks + spent[2]
    print(f"{options.n} matches, {ticks / 240:.0f} s of play: engine {engine:.2f} s, oracle {oracle:.2f} s CPU")
    print(f"ratio {oracle / engine:.1f}, 0 differences")


if __name__ == "__main__":
    main()
