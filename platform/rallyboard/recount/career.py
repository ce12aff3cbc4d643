"""A player's matches in order, and where he stands: form, trend, tiles and the skill strip of his board."""

import math
from collections.abc import Sequence
from itertools import pairwise
from statistics import fmean, variance

from rallyboard.recount.measures import MEASURES, STRIP
from rallyboard.recount.player_board import Everybody, came, fast, walls
from rallyboard.recount.stock import Ball, Played
from rallyboard.recount.tables import Cells, Cut, signed
from rallyboard.recount.tally import Item, Tally, student, wilson

SHOWN, RUN = 60, 10
BLOCKS, BLOCK_OF, HALVES_FROM = 12, 5, 10
OTHERS_FROM, Z90 = 5, 1.6448536269514722


def matches(everybody: Everybody, player: str) -> list[Played]:
    """In the order they began."""
    return sorted(everybody.stock.played[player], key=lambda one: (one.began, one.seq))


def form(played: Sequence[Played]) -> list[Cells]:
    """The last sixty matches, each with the share of points over it and the nine before."""
    return [_form(played, place) for place in range(max(0, len(played) - SHOWN), len(played))]


def _form(played: Sequence[Played], place: int) -> Cells:
    one, lately = played[place], played[max(0, place - RUN + 1) : place + 1]
    won, n = sum(each.pts for each in lately), sum(each.pts + each.opp_pts for each in lately)
    ends, points = wilson(won, n), one.pts + one.opp_pts
    return {
        "no": place + 1,
        "match_id": one.match,
        "n": points,
        "value": 100 * one.pts / points if points else None,
        "run": 100 * won / n if n else None,
        "low": None if ends is None else 100 * ends[0],
        "high": None if ends is None else 100 * ends[1],
    }


def trend(played: Sequence[Played]) -> list[Cells]:
    """Points won in at most twelve blocks of at least five matches."""
    count = max(1, min(BLOCKS, len(played) // BLOCK_OF))
    cuts = [len(played) * place // count for place in range(count + 1)]
    blocks = [played[a:b] for a, b in pairwise(cuts) if b > a]
    return [_block(block) for block in blocks]


def _block(block: Sequence[Played]) -> Cells:
    won, n = sum(each.pts for each in block), sum(each.pts + each.opp_pts for each in block)
    low, high = wilson(won, n) or (None, None)
    return {
        "value": 100 * won / n if n else None,
        "low": None if low is None else 100 * low,
        "high": None if high is None else 100 * high,
        "n": n,
    }


def strip(everybody: Everybody, player: str) -> list[Cells]:
    """The standing in each metric that the player and enough others have enough items of."""
    found = [_standing(everybody, name, player) for name in STRIP]
    return [row for row in found if row is not None]


def _standing(everybody: Everybody, name: str, player: str) -> Cells | None:
    measure = MEASURES[name]
    kept = {
        key: each
        for key, each in everybody.overall[name].items()
        if each.n >= measure.show_from and each.variance is not None
    }
    if player not in kept or len(kept) <= OTHERS_FROM:
        return None
    shrunk = _shrunk(kept)
    value, error = shrunk[player]
    others = [each for key, (each, _) in shrunk.items() if key != player]
    low, middle, high = (_percentile(value + step * Z90 * error, others) for step in (-1, 0, 1))
    if measure.less_is_better:
        low, middle, high = 100 - high, 100 - middle, 100 - low
    return {
        "metric": name,
        "value": middle,
        "low": low,
        "high": high,
        "raw": kept[player].value,
        "shrunk": value,
        "n": kept[player].n,
        "others": len(others),
    }


def _shrunk(kept: dict[str, Tally]) -> dict[str, tuple[float, float]]:
    """Method of moments: each value pulled to the mean by its own share of noise."""
    values = [each.value for each in kept.values()]
    noise = [each.variance or 0.0 for each in kept.values()]
    mu, tau2 = fmean(values), max(0.0, variance(values) - fmean(noise))
    pulled: dict[str, tuple[float, float]] = {}
    for key, each in kept.items():
        own = each.variance or 0.0
        weight = tau2 / (tau2 + own) if tau2 + own > 0 else 0.0
        pulled[key] = (mu + weight * (each.value - mu), math.sqrt(weight * own))
    return pulled


def _percentile(value: float, others: Sequence[float]) -> float:
    return 100 * sum((other < value) + 0.5 * (other == value) for other in others) / len(others)


def change(everybody: Everybody, player: str) -> Cells | None:
    """Saves above expected: second half of the matches minus the first, with its interval."""
    per_match: dict[str, list[float]] = {}
    for ball in everybody.stock.balls[player]:
        if ball.px is not None:
            per_match.setdefault(ball.match, []).append(ball.made - ball.px)
    order = [one.match for one in matches(everybody, player)]
    parts = [per_match[match] for match in order if match in per_match]
    if len(parts) < HALVES_FROM:
        return None
    (early, before), (late, after) = _ratio(parts[: len(parts) // 2]), _ratio(parts[len(parts) // 2 :])
    reach = student(len(parts) - 2) * math.sqrt(before + after)
    step = late - early
    return {"value": signed(100 * step), "low": 100 * (step - reach), "high": 100 * (step + reach), "n": len(parts)}


def _ratio(parts: Sequence[Sequence[float]]) -> tuple[float, float]:
    n = sum(len(part) for part in parts)
    mean = sum(sum(part) for part in parts) / n
    squares = sum((sum(part) - len(part) * mean) ** 2 for part in parts) / n**2
    return mean, squares * len(parts) / (len(parts) - 1)


CONTRASTS: tuple[Cut, ...] = (came, fast, walls)


def contrast_items(balls: Sequence[Ball], cut: Cut) -> list[tuple[int, Item, float]]:
    """Band, (match, saves above expected) and px (1 - px) of every ball with a chance."""
    found: list[tuple[int, Item, float]] = []
    for ball in balls:
        place = cut(ball)
        if ball.px is not None and place is not None:
            found.append((place, (ball.match, ball.made - ball.px), ball.px * (1 - ball.px)))
    return found
