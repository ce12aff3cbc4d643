"""Intervals against known values, and against a bootstrap by match as an independent referee."""

import numpy as np
import pytest

from dashboards.intervals import by_cluster, ratio, t95, wilson, woodruff


@pytest.mark.parametrize(
    ("won", "n", "low", "high"),
    [(8, 10, 0.4902, 0.9433), (0, 10, 0.0, 0.2775), (50, 100, 0.4038, 0.5962), (1, 1, 0.2065, 1.0)],
)
def test_wilson_gives_the_published_values(won, n, low, high):
    assert wilson(won, n) == pytest.approx((low, high), abs=5e-5)


def test_nothing_tried_has_no_interval():
    assert wilson(0, 0) is None


@pytest.mark.parametrize(
    ("freedom", "point"), [(1, 12.706), (5, 2.571), (10, 2.228), (11, 2.201), (20, 2.086), (30, 2.042), (100, 1.984)]
)
def test_t95_gives_the_table_of_student(freedom, point):
    assert t95(freedom) == pytest.approx(point, abs=1.5e-3)


def test_one_cluster_is_no_sample():
    assert by_cluster(0.5, 0.01, 1) is None
    assert ratio([(3, 4)]) == (0.75, None)


def test_equal_clusters_give_the_plain_error_of_a_mean():
    """Four matches of ten balls: the ratio estimator is then the mean of four numbers."""
    value, variance = ratio([(2, 10), (4, 10), (6, 10), (8, 10)])
    assert value == pytest.approx(0.5)
    assert variance == pytest.approx(np.var([0.2, 0.4, 0.6, 0.8], ddof=1) / 4)


def test_the_ratio_interval_agrees_with_a_bootstrap_by_match():
    rng = np.random.default_rng(3)
    n = rng.integers(20, 80, 120)
    s = rng.binomial(n, rng.beta(8, 4, 120))
    value, variance = ratio(list(zip(s.tolist(), n.tolist(), strict=True)))
    draws = rng.integers(0, 120, (4000, 120))
    again = s[draws].sum(1) / n[draws].sum(1)
    assert variance is not None
    assert np.sqrt(variance) == pytest.approx(again.std(), rel=0.06)
    assert by_cluster(value, variance, 120) == pytest.approx(tuple(np.quantile(again, [0.025, 0.975])), abs=0.006)


def test_the_medians_interval_agrees_with_a_bootstrap():
    rng = np.random.default_rng(4)
    values = np.round(rng.gamma(9, 35, 900))
    ordered, times = (part.tolist() for part in np.unique(values, return_counts=True))
    again = np.median(values[rng.integers(0, 900, (3000, 900))], axis=1)
    found = woodruff(ordered, times, 0.25 / 900, 900)
    assert found == pytest.approx(tuple(np.quantile(again, [0.025, 0.975])), abs=3)


def test_the_medians_ends_never_leave_the_values():
    assert woodruff([100.0, 300.0], [1, 2], 0.5, 2) == (100.0, 300.0)
    assert woodruff([], [], 0.1, 5) is None
