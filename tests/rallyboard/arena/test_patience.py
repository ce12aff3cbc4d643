"""How long a match waits for whom."""

from game_engine import Pause, Resume
from rallyboard.arena.clock import SECOND
from rallyboard.arena.patience import BOTH_GONE_NS, BUDGET_NS, GRACE_NS, NOBODY, Patience, Verdict

ONE, BOTH, NONE = frozenset({1}), frozenset({0, 1}), frozenset[int]()


def test_nobody_missing_means_no_verdict() -> None:
    assert Patience().verdict() is None


def test_one_who_is_missing_has_a_minute() -> None:
    patience = Patience()
    patience.pause(5, ONE)
    assert patience.verdict() == Verdict(5 + BUDGET_NS, 1)
    assert patience.left_ms(1) == 60_000


def test_the_minute_is_for_the_whole_match() -> None:
    patience = Patience()
    patience.pause(0, ONE)
    patience.change(40 * SECOND, NONE)
    patience.pause(100 * SECOND, ONE)
    assert patience.verdict() == Verdict(120 * SECOND, 1)


def test_the_fourth_pause_is_one_too_many() -> None:
    patience = Patience()
    for start in (0, 10, 20):
        patience.pause(start, ONE)
        patience.change(start + 5, NONE)
    patience.pause(30, ONE)
    assert patience.verdict() == Verdict(30, 1)
    assert patience.left_ms(1) == 0


def test_while_both_are_gone_nobodys_time_runs() -> None:
    patience = Patience()
    patience.pause(0, ONE)
    patience.change(10 * SECOND, BOTH)
    assert patience.verdict() == Verdict(10 * SECOND + BOTH_GONE_NS, NOBODY)
    patience.change(200 * SECOND, ONE)
    assert patience.verdict() == Verdict(200 * SECOND + 50 * SECOND, 1)


def test_after_the_servers_own_pause_there_is_half_a_minute_for_free() -> None:
    patience = Patience()
    patience.excuse(0, BOTH)
    patience.change(10 * SECOND, ONE)
    assert patience.verdict() == Verdict(GRACE_NS + BUDGET_NS, 1)
    patience.change(20 * SECOND, NONE)
    assert patience.left_ms(1) == 60_000


def test_the_log_tells_what_was_used_before_a_restart() -> None:
    patience = Patience()
    patience.recall([Pause(5, 1, 0), Resume(5, 23_000), Pause(9, -1, 0), Resume(9, 50_000), Pause(12, 1, 0)])
    patience.excuse(0, BOTH)
    patience.change(0, ONE)
    assert patience.left_ms(1) == 40_000
    patience.change(1, NONE)
    for start in (SECOND * 40, SECOND * 50):
        patience.pause(start, ONE)
        patience.change(start + 1, NONE)
    assert patience.left_ms(1) == 0
