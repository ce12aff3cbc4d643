"""Where a player stands among all others."""

import pytest

from dashboards.dimensions import DIMENSIONS
from dashboards.metrics import METRICS
from dashboards.questions import Answer, Question, Row, ask
from dashboards.standing import shrink, standing
from tests.dashboards.invented import PLAYERS


def answer(values, key="M6", n=200, variance=1.0):
    question = Question(METRICS[key], (DIMENSIONS["player"],))
    rows = [Row((f"p{place}",), value, None, None, n, 9, 0.0, variance) for place, value in enumerate(values)]
    return Answer(question, tuple(rows), "", 9)


def test_the_best_stands_above_all_others_and_the_middle_in_the_middle():
    found = answer([1, 2, 3, 4, 5, 6, 7])
    assert standing(found, "p6").percentile == 100
    assert standing(found, "p3").percentile == 50
    assert standing(found, "p0").percentile == 0


def test_where_less_is_better_the_scale_is_turned_round():
    assert standing(answer([1, 2, 3, 4, 5, 6, 7], "M7"), "p0").percentile == 100


def test_noise_alone_puts_everybody_in_the_middle():
    found = standing(answer([1, 2, 3, 4, 5, 6, 7], variance=400.0), "p6")
    assert found.percentile == 50
    assert found.shrunk == pytest.approx(4)


def test_an_uncertain_value_is_pulled_further_to_the_mean():
    values, errors = shrink([0.0, 10.0, 20.0, 30.0], [1.0, 1.0, 1.0, 60.0])
    assert values[0] == pytest.approx(0, abs=0.3)
    assert 15 < values[3] < 30
    assert errors[3] > errors[0]


def test_too_few_others_or_too_few_rows_give_no_standing():
    assert standing(answer([1, 2, 3, 4, 5]), "p0") is None
    assert standing(answer([1, 2, 3, 4, 5, 6, 7], n=39), "p0") is None
    assert standing(answer([1, 2, 3, 4, 5, 6, 7]), "nobody") is None


def test_the_interval_holds_the_percentile():
    found = standing(answer([1, 2, 3, 4, 5, 6, 7], variance=2.0), "p4")
    assert found.low <= found.percentile <= found.high
    assert found.low < found.high


def test_invented_skill_comes_out_in_its_order(cursor):
    found = ask(cursor, Question(METRICS["M6"], (DIMENSIONS["player"],)))
    weak, strong = standing(found, PLAYERS[0]), standing(found, PLAYERS[-1])
    assert weak.percentile < 20
    assert strong.percentile > 80
