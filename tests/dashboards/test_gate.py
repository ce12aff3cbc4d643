"""The gate: silence by default, and a sentence only for what is beyond chance."""

import numpy as np
import pytest

from dashboards import sentences
from dashboards.contrasts import SPLITS, Contrast, contrasts
from dashboards.dimensions import DIMENSIONS
from dashboards.filters import Filters
from dashboards.gate import findings, judged
from tests.dashboards.invented import PLAYERS

ZONE = DIMENSIONS["zone"]


def band(player, delta, variance=2.0, n=300, matches=20, place=0):
    return Contrast(player, ZONE, place, delta, variance, n, matches)


def field(spread=5.0, count=30, seed=1):
    """Other players whose true deltas spread by so much around nothing."""
    rng = np.random.default_rng(seed)
    truth = rng.normal(0, spread, count)
    return [band(f"o{place}", float(delta + rng.normal(0, 2**0.5))) for place, delta in enumerate(truth)]


def test_a_clear_effect_passes_with_its_shrunk_number():
    (found,) = findings([band("me", -12.0), *field()], "me")
    assert -12 < found.effect < -8
    assert found.lfsr < 0.001
    assert found.others == 30


def test_an_effect_of_the_size_of_its_error_stays_silent():
    assert findings([band("me", -6.0, variance=25.0), *field()], "me") == []


def test_a_small_effect_stays_silent_however_sure():
    assert findings([band("me", 1.5, variance=0.01), *field()], "me") == []


def test_where_nobody_differs_nobody_is_told_anything():
    """tau2 = 0: the spread of the others is no larger than their errors."""
    others = [band(f"o{place}", 0.1 * place, variance=60.0) for place in range(20)]
    assert judged(band("me", 30.0), others) == (0.0, 0.5)
    assert findings([band("me", 30.0), *others], "me") == []


def test_what_a_band_does_to_everybody_is_no_finding():
    others = [band(one.player, one.delta - 12) for one in field()]
    assert findings([band("me", -12.0), *others], "me") == []


def test_too_few_others_balls_or_matches_are_silence():
    assert findings([band("me", -20.0), *field(count=9)], "me") == []
    assert findings([band("me", -20.0, n=39), *field()], "me") == []
    assert findings([band("me", -20.0, matches=4), *field()], "me") == []


def test_the_weightiest_finding_comes_first():
    rare = [band("me", -15.0, n=60), *field()]
    often = [Contrast(one.player, ZONE, 1, one.delta, one.variance, one.n, 20) for one in field(seed=2)]
    found = findings([*rare, *often, band("me", -12.0, n=400, place=1)], "me")
    assert [one.contrast.band for one in found] == [1, 0]


def test_pure_chance_passes_rarely(cursor):
    """The invented shots have no zone, speed or bounce effect at all beyond the players' own level."""
    found = [each for split in SPLITS for each in contrasts(cursor, split, Filters())]
    passed = sum(len(findings(found, player)) for player in PLAYERS)
    assert passed <= 0.05 * len(found)


@pytest.mark.parametrize(("effect", "verb"), [(-12.0, "cost"), (12.0, "earn")])
def test_the_sentence_says_the_shrunk_number_and_its_n(effect, verb):
    (found,) = findings([band("me", effect), *field()], "me")
    said = sentences.finding("Anna", found)
    assert said.startswith(f"Balls that come in top {verb} Anna ")
    assert said.endswith("(n = 300 balls in 20 matches).")
