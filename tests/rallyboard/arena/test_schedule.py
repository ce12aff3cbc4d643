"""The schedule of a league: fair, from one seed, never the same match twice."""

from collections import Counter
from pathlib import Path

from game_engine.bots.roster import ROSTER
from rallyboard.arena import schedule

NOW = "2026-01-01T00:00:00.000+00:00"


def test_everybody_plays_nearly_as_often_and_never_against_themselves(tmp_path: Path) -> None:
    plan = schedule.save(tmp_path, 300, 7)
    games: Counter[str] = Counter()
    for index in range(300):
        seats = plan.fixture(index, NOW).seats
        slugs = {seat.bot for seat in seats if seat is not None and seat.bot}
        assert len(slugs) == 2
        games.update(slugs)
    assert len(games) == len(ROSTER)
    assert max(games.values()) - min(games.values()) <= 2


def test_in_a_whole_round_robin_everybody_meets_everybody_once(tmp_path: Path) -> None:
    everybody = len(ROSTER)
    plan = schedule.save(tmp_path, everybody * (everybody - 1) // 2, 1)
    met = {frozenset(bot.slug for bot in plan.pair(index)) for index in range(plan.matches)}
    assert len(met) == plan.matches


def test_a_plan_is_the_same_when_read_again_and_another_seed_is_another_league(tmp_path: Path) -> None:
    plan = schedule.save(tmp_path, 10, 3)
    again = schedule.load(tmp_path)
    assert again == plan
    assert [plan.fixture(index, NOW) for index in range(10)] == [again.fixture(index, NOW) for index in range(10)]
    other = schedule.save(tmp_path, 10, 4)
    assert [plan.pair(index) for index in range(10)] != [other.pair(index) for index in range(10)]
    assert plan.match_id(0) != other.match_id(0)


def test_no_plan_or_a_broken_one_is_no_plan(tmp_path: Path) -> None:
    assert schedule.load(tmp_path) is None
    (tmp_path / schedule.NAME).write_text("{")
    assert schedule.load(tmp_path) is None
    schedule.save(tmp_path, 1, 0)
    schedule.forget(tmp_path)
    schedule.forget(tmp_path)
    assert schedule.load(tmp_path) is None
