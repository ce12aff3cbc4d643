"""The gate: which contrast of a player may be said aloud as a finding.

For one band, over all OTHER players with at least 40 balls of it in at least 5 matches: mu = mean(delta), tau2 =
max(0, sample variance of delta - mean(variance)). Effect = delta - mu of the player, shrunk = tau2 / (tau2 + variance)
x effect, its standard error sqrt(tau2 variance / (tau2 + variance)), lfsr = P(the true sign is the other one). It
passes with lfsr < 0.05 and |shrunk| >= 2 per 100, and needs ten other players. tau2 = 0: the band tells nothing about
anybody, and nothing is said. The first by |shrunk| x balls per match is the finding, printed with its shrunk number.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, variance

from dashboards.contrasts import Contrast

BALLS_FROM = 40
MATCHES_FROM = 5
OTHERS_FROM = 10
LFSR_BELOW = 0.05
EFFECT_FROM = 2.0


@dataclass(frozen=True, slots=True)
class Finding:
    """A contrast that passed: shrunk effect in saves per 100, beyond what the band does to the others."""

    contrast: Contrast
    effect: float
    lfsr: float
    others: int


def findings(contrasts: Iterable[Contrast], player: str) -> list[Finding]:
    """All findings of one player, the weightiest first."""
    by_band: dict[tuple[str, int], list[Contrast]] = {}
    for each in contrasts:
        if each.n >= BALLS_FROM and each.matches >= MATCHES_FROM and each.variance is not None:
            by_band.setdefault((each.dimension.key, each.band), []).append(each)
    found = [finding for group in by_band.values() if (finding := _passing(group, player)) is not None]
    return sorted(found, key=lambda one: -abs(one.effect) * one.contrast.n / one.contrast.matches)


def _passing(group: Sequence[Contrast], player: str) -> Finding | None:
    mine = next((each for each in group if each.player == player), None)
    others = [each for each in group if each.player != player]
    if mine is None or len(others) < OTHERS_FROM:
        return None
    effect, lfsr = judged(mine, others)
    if lfsr < LFSR_BELOW and abs(effect) >= EFFECT_FROM:
        return Finding(mine, effect, lfsr, len(others))
    return None


def judged(mine: Contrast, others: Sequence[Contrast]) -> tuple[float, float]:
    """The shrunk effect and its local false sign rate."""
    tau2 = max(0.0, variance([each.delta for each in others]) - fmean([each.variance or 0.0 for each in others]))
    own = mine.variance or 0.0
    if tau2 == 0:
        return 0.0, 0.5
    weight = tau2 / (tau2 + own)
    effect = weight * (mine.delta - fmean([each.delta for each in others]))
    error = math.sqrt(weight * own)
    return effect, 0.5 * math.erfc(abs(effect) / error / math.sqrt(2)) if error else 0.0
