"""The metric book is complete and readable."""

import pytest

from dashboards.metrics import METRICS

WANTED = ("M1", "M2", "M3", "M5", "M6", "M7", "M8", "M9", "M13", "M19", "M21", "M22", "M25")


def test_the_book_holds_every_metric_of_the_boards():
    assert set(WANTED) <= set(METRICS)


@pytest.mark.parametrize("metric", METRICS.values(), ids=lambda metric: metric.key)
def test_an_entry_says_what_it_is_and_how_it_is_counted(metric):
    assert METRICS[metric.key] is metric
    assert metric.sentence.endswith(".")
    assert len(metric.formula) > 40
    assert "95 %" in metric.interval
    assert metric.show_from >= 25
    assert metric.unit
    assert metric.unit_of_n


def test_a_spread_has_its_squares_in_the_summary():
    spreads = [metric for metric in METRICS.values() if metric.kind == "spread"]
    assert spreads
    assert all(metric.summed and metric.summed.squares for metric in spreads)
