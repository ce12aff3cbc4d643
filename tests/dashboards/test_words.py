"""Numbers and counts as a person writes them."""

import pytest

from dashboards import words


@pytest.mark.parametrize(
    ("value", "text"), [(1234.56, "1,234.6"), (-0.04, "0.0"), (-7.25, "−7.2"), (0.0, "0.0"), (12.0, "12.0")]
)
def test_numbers_have_a_real_minus_and_no_minus_nothing(value, text):
    assert words.number(value) == text


@pytest.mark.parametrize(("value", "text"), [(3.04, "+3.0"), (-3.04, "−3.0"), (0.01, "0.0")])
def test_signs_stand_where_there_is_something_to_add(value, text):
    assert words.signed(value) == text


@pytest.mark.parametrize(
    ("n", "unit", "text"),
    [(1, "matches", "1 match"), (2, "matches", "2 matches"), (1, "rallies", "1 rally"), (1204, "balls", "1,204 balls")],
)
def test_counts_agree_with_their_unit(n, unit, text):
    assert words.count(n, unit) == text


def test_what_is_missing_comes_with_what_to_do():
    assert words.too_few(12, 40, "balls", 3) == "Too few balls yet: 12 of 40. About 7 more matches will do."
    assert words.too_few(0, 40, "balls") == "Too few balls yet: 0 of 40. Play a match and they will appear."
    assert words.too_few(40, 40, "balls", 3) == ""


@pytest.mark.parametrize(
    ("parts", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (list("abc"), "a, b and c")]
)
def test_lists_end_with_and(parts, text):
    assert words.listed(parts) == text


def test_a_missing_interval_is_said_to_be_missing():
    assert words.between(None, None, "%") == "interval unknown: one match only"
    assert words.between(30.04, 41.5, "ms") == "95 % interval 30 to 42"
