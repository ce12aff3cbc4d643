"""What is asked about everybody is asked once per version of the data."""

from dashboards.filters import Filters
from dashboards.metrics import METRICS
from dashboards.population import Population


def test_an_answer_is_kept_for_one_version_and_one_set_of_filters(cursor):
    population = Population()
    first = population.by_player(cursor, 1, METRICS["M5"], Filters())
    assert population.by_player(cursor, 1, METRICS["M5"], Filters()) is first
    assert population.by_player(cursor, 1, METRICS["M5"], Filters(ruleset="classic-5")).n < first.n
    assert population.by_player(cursor, 2, METRICS["M5"], Filters()) is not first


def test_contrasts_hold_every_dimension_of_the_gate(cursor):
    population = Population()
    found = population.contrasts(cursor, 1, Filters())
    assert {each.dimension.key for each in found} == {"zone", "speed", "bounces"}
    assert population.contrasts(cursor, 1, Filters()) is found
