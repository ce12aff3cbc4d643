"""Answers against the same numbers counted a second time in plain Python."""

from dataclasses import replace
from datetime import date

import pytest

from dashboards.dimensions import DIMENSIONS
from dashboards.filters import Filters
from dashboards.intervals import by_cluster, t95, wilson
from dashboards.metrics import METRICS
from dashboards.presets import PRESETS
from dashboards.questions import Question, ask
from tests.dashboards import counting
from tests.dashboards.invented import MATCHES, PLAYERS

ME = PLAYERS[4]


def one(cursor, key, **scope):
    return ask(cursor, Question(METRICS[key], player=ME, **scope)).rows[0]


def test_a_share_is_counted_with_wilsons_interval(cursor):
    played = counting.rallies(cursor, ME)
    won = sum(row["winner_slot"] == slot for row, slot in played)
    answer = one(cursor, "M1")
    assert (answer.n, answer.top) == (len(played), won)
    assert answer.value == pytest.approx(100 * won / len(played))
    assert (answer.low, answer.high) == pytest.approx([100 * end for end in wilson(won, len(played))])


@pytest.mark.parametrize(("key", "served"), [("M2", True), ("M3", False)])
def test_serving_and_receiving_are_counted_apart(cursor, key, served):
    played = [(row, slot) for row, slot in counting.rallies(cursor, ME) if (row["server_slot"] == slot) is served]
    answer = one(cursor, key)
    assert answer.n == len(played)
    assert answer.top == sum(row["winner_slot"] == slot for row, slot in played)


def test_saves_above_expected_carry_an_interval_by_match(cursor):
    balls = [row for row in counting.faced(cursor, ME) if row["px"] is not None]
    parts = counting.by_match(balls, lambda row: row["made"] - row["px"])
    value, error = counting.mean_and_error(parts)
    answer = one(cursor, "M6")
    assert answer.value == pytest.approx(100 * value)
    assert answer.high - answer.value == pytest.approx(100 * error * t95(len(parts) - 1))
    assert (answer.n, answer.clusters) == (len(balls), len(parts))


def test_the_median_is_the_middle_of_all_reactions(cursor):
    reactions = [row["rt"] for row in counting.faced(cursor, ME) if row["need"] > 0 and row["rt"] is not None]
    answer = one(cursor, "M13")
    assert answer.value == counting.median(reactions)
    assert answer.n == len(reactions)
    assert answer.low in reactions
    assert answer.high in reactions
    assert answer.low < answer.value < answer.high


def test_the_spread_is_the_standard_deviation_of_contacts(cursor):
    contacts = [row["off"] for row in counting.faced(cursor, ME) if row["made"]]
    answer = one(cursor, "M19")
    assert answer.value == pytest.approx(counting.pstdev(contacts))
    assert answer.low < answer.value < answer.high


def test_easy_and_hard_balls_are_told_apart_by_the_save_model(cursor):
    balls = counting.faced(cursor, ME)
    easy = [row["made"] for row in balls if row["px"] >= 0.85]
    hard = [row["made"] for row in balls if row["px"] < 0.5]
    assert one(cursor, "M7").value == pytest.approx(100 * easy.count(False) / len(easy))
    assert one(cursor, "M8").value == pytest.approx(100 * hard.count(True) / len(hard))


def test_inside_one_match_the_rally_is_the_cluster(cursor):
    balls = [row for row in counting.fetched(cursor, counting.SHOTS) if str(row["match_id"]) == MATCHES[7]]
    left = [row for row in balls if row["slot"] == 0 and row["kind"] != "serve"]
    answer = ask(cursor, Question(METRICS["M6"], (DIMENSIONS["slot"],), match=MATCHES[7])).row(0)
    assert (answer.n, answer.clusters) == (len(left), len({row["rally_no"] for row in left}))


@pytest.mark.parametrize("key", sorted(key for key, metric in METRICS.items() if metric.summed))
def test_the_summary_and_the_facts_tell_the_same(real, key):
    metric = METRICS[key]
    quick = ask(real, Question(metric, (DIMENSIONS["player"],)))
    slow = ask(real, Question(replace(metric, summed=None), (DIMENSIONS["player"],)))
    assert [(row.keys, row.n, row.clusters) for row in quick.rows] == [
        (row.keys, row.n, row.clusters) for row in slow.rows
    ]
    for column in ("value", "low", "high"):
        fast, exact = ([getattr(row, column) for row in answer.rows] for answer in (quick, slow))
        assert fast == pytest.approx(exact, rel=1e-4, abs=1e-4), column


@pytest.mark.parametrize("preset", sorted(PRESETS))
def test_a_bare_question_has_the_same_values_and_counts(cursor, preset):
    full = PRESETS[preset].mine(ME, Filters())
    bare = ask(cursor, replace(full, bare=True))
    assert [(row.keys, row.n) for row in bare.rows] == [(row.keys, row.n) for row in ask(cursor, full).rows]
    assert [row.value for row in bare.rows] == pytest.approx([row.value for row in ask(cursor, full).rows])


def test_every_filter_narrows_the_answer(cursor):
    whole = one(cursor, "M5").n
    rival = str(counting.faced(cursor, ME)[0]["opp_id"])
    chosen = [
        Filters(ruleset="classic-5"),
        Filters(opponent=rival),
        Filters(since=date(2026, 1, 20)),
        Filters(until=date(2026, 1, 20)),
    ]
    counts = [one(cursor, "M5", filters=each).n for each in chosen]
    assert all(0 < n < whole for n in counts)
    assert counts[2] + counts[3] > whole - 60
    balls = [row for row in counting.faced(cursor, ME) if str(row["opp_id"]) == rival]
    assert counts[1] == len(balls)


def test_both_days_of_a_range_count(cursor):
    days = [row["started_at"].date() for row in counting.faced(cursor, ME)]
    day = sorted(set(days))[3]
    assert one(cursor, "M5", filters=Filters(since=day, until=day)).n == days.count(day)
    assert ask(cursor, Question(METRICS["M5"], player=ME, filters=Filters(until=date.max))).rows


def test_nothing_counted_is_an_empty_answer(cursor):
    answer = ask(cursor, Question(METRICS["M5"], (DIMENSIONS["zone"],), player=MATCHES[0]))
    assert (answer.rows, answer.n, answer.clusters) == ((), 0, 0)


def test_the_answer_counts_the_matches_behind_all_groups(cursor):
    answer = ask(cursor, Question(METRICS["M7"], (DIMENSIONS["zone"],), player=ME))
    easy = {row["match_id"] for row in counting.faced(cursor, ME) if row["px"] >= 0.85}
    assert answer.clusters == len(easy)
    assert max(row.clusters for row in answer.rows) <= len(easy)


def test_a_share_without_a_miss_is_not_certain(cursor):
    row = one(cursor, "M25")
    assert row.variance >= 100**2 * 0.25 / (row.n + 4) * 0.01
    assert by_cluster(row.value, row.variance, row.clusters) is not None
