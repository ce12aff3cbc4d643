"""The finding of a player board a second time: the kind of ball that stands out beyond chance and everybody else."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import fmean, variance

from rallyboard.recount.career import CONTRASTS, contrast_items
from rallyboard.recount.player_board import Everybody
from rallyboard.recount.tables import Cells, signed

BALLS_FROM, MATCHES_FROM, OTHERS_FROM = 40, 5, 10
SURE, EFFECT_FROM = 0.05, 2.0


@dataclass(frozen=True, slots=True)
class Contrast:
    """Saves above expected in one band minus the player's own overall, per 100 balls."""

    delta: float
    variance: float
    n: int
    matches: int


@dataclass
class Findings:
    """All players' contrasts, made once."""

    everybody: Everybody

    @cached_property
    def bands(self) -> list[dict[str, Contrast]]:
        """For each band of each cut: player -> contrast, where there are enough balls."""
        found: dict[tuple[int, int], dict[str, Contrast]] = {}
        for place, cut in enumerate(CONTRASTS):
            for player, balls in self.everybody.stock.balls.items():
                seen = contrast_items(balls, cut)
                for number in {each[0] for each in seen}:
                    contrast = _contrast(seen, number)
                    if contrast is not None:
                        found.setdefault((place, number), {})[player] = contrast
        return list(found.values())

    def tile(self, player: str, played: int) -> Cells:
        """The tile's number and n."""
        passed = [each for band in self.bands if (each := _passed(band, player)) is not None]
        if not passed:
            return {"value": "\u2013", "n": played, "low": None, "high": None}
        effect, contrast = max(passed, key=lambda pair: abs(pair[0]) * pair[1].n / pair[1].matches)
        return {"value": signed(effect), "n": contrast.n, "low": None, "high": None}


def _contrast(seen: Sequence[tuple[int, tuple[object, float], float]], number: int) -> Contrast | None:
    inside = [(match, value) for band, (match, value), _ in seen if band == number]
    matches = {match for match, _ in inside}
    every = {match for _, (match, _), _ in seen}
    if len(inside) < BALLS_FROM or len(matches) < MATCHES_FROM or len(every) < 2:
        return None
    own, whole = fmean(value for _, value in inside), fmean(value for _, (_, value), _ in seen)
    parts = dict.fromkeys(every, 0.0)
    for match, value in inside:
        parts[match] += (value - own) / len(inside)
    for _, (match, value), _ in seen:
        parts[match] -= (value - whole) / len(seen)
    spread = sum(part * part for part in parts.values()) * len(every) / (len(every) - 1)
    floor = sum(chance for band, _, chance in seen if band == number) / len(inside) ** 2
    return Contrast(100 * (own - whole), 1e4 * max(spread, floor), len(inside), len(matches))


def _passed(band: dict[str, Contrast], player: str) -> tuple[float, Contrast] | None:
    mine = band.get(player)
    others = [each for key, each in band.items() if key != player]
    if mine is None or len(others) < OTHERS_FROM:
        return None
    tau2 = max(0.0, variance([each.delta for each in others]) - fmean([each.variance for each in others]))
    if tau2 == 0:
        return None
    weight = tau2 / (tau2 + mine.variance)
    effect = weight * (mine.delta - fmean([each.delta for each in others]))
    error = math.sqrt(weight * mine.variance)
    doubt = 0.5 * math.erfc(abs(effect) / error / math.sqrt(2)) if error else 0.0
    return (effect, mine) if doubt < SURE and abs(effect) >= EFFECT_FROM else None
