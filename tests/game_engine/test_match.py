"""The rules of `pong/1`, point by point."""

from dataclasses import replace

import pytest

from game_engine import (
    DEFAULT,
    End,
    EndReason,
    Event,
    Goal,
    Hit,
    IdleWarning,
    Key,
    Look,
    Match,
    Missed,
    Net,
    Over,
    Pause,
    Phase,
    Resign,
    ResignReason,
    Resume,
    Serve,
    Served,
)
from game_engine.errors import BadEntry, StaleEntry
from game_engine.flight import Flight


def incoming(y: int, vy: int = 0, hits: int = 1, speed: int = 3_750) -> Match:
    """A rally whose ball meets slot 1's plane on the next tick, at this height."""
    match = Match.start(DEFAULT)
    match.advance(720)
    match.hits, match.speed = hits, speed
    match.flight = Flight(720, 1_439_000, y - vy, 3_750, vy, 0)
    match.plan()
    return match


def met(match: Match) -> Event:
    (event,) = match.advance(721)
    return event


def test_a_still_paddle_serves_flat_by_itself_after_three_seconds() -> None:
    match = Match.start(DEFAULT, serve0=1)
    assert match.advance(719) == []
    assert match.advance(720) == [Served(720, 1, 450_000, 450_000, 0, -3_750, 0, 3_750)]
    assert (match.phase, match.hits, match.server) == (Phase.RALLY, 1, 1)


def test_a_serve_is_taken_from_one_second_after_the_point() -> None:
    match = Match.start(DEFAULT)
    assert match.apply(Serve(239, 0)) == []
    assert match.apply(Serve(240, 0)) == [Served(240, 0, 450_000, 450_000, 0, 3_750, 0, 3_750)]
    assert match.apply(Serve(241, 0)) == []


def test_only_the_server_may_serve() -> None:
    match = Match.start(DEFAULT)
    assert match.apply(Serve(300, 1)) == []
    assert match.phase is Phase.SERVE
    assert (match.serve_open(0), match.serve_open(1)) == (True, False)


@pytest.mark.parametrize(("key", "vy"), [(1, 1_875), (-1, -1_875)])
def test_a_moving_paddle_serves_its_way_from_where_it_is(key: int, vy: int) -> None:
    match = Match.start(DEFAULT)
    match.apply(Key(290, 0, key))
    match.apply(Key(300, 1, -1))
    (served,) = match.apply(Serve(300, 0))
    assert served == Served(300, 0, 450_000 + key * 37_500, 450_000, -1, 3_247, vy, 3_750)


def test_a_key_at_the_tick_of_the_automatic_serve_is_too_late_to_turn_it() -> None:
    match = Match.start(DEFAULT)
    (served,) = match.apply(Key(720, 0, 1))
    assert isinstance(served, Served)
    assert served.vy == 0
    assert match.paddle_dir(0) == 1


def test_a_key_acts_from_the_next_tick_on_and_stops_at_the_wall() -> None:
    match = Match.start(DEFAULT)
    match.apply(Key(10, 1, -1))
    assert [match.paddle_y(1, t) for t in (10, 11, 12, 400)] == [450_000, 446_250, 442_500, 75_000]
    match.apply(Key(400, 1, 1))
    assert match.paddle_y(1, 401) == 78_750


@pytest.mark.parametrize("off", [85_000, -85_000, 0, 84_999])
def test_a_ball_within_reach_is_returned_faster(off: int) -> None:
    hit = met(incoming(450_000 + off))
    assert isinstance(hit, Hit)
    assert (hit.t, hit.slot, hit.y, hit.off, hit.hits) == (721, 1, 450_000 + off, off, 2)
    assert hit.speed == 3_750 + 3_750 // 16
    assert hit.index == {85_000: 16, -85_000: -16, 0: 0, 84_999: 15}[off]
    assert hit.vx < 0


@pytest.mark.parametrize("off", [85_001, -85_001])
def test_a_ball_out_of_reach_runs_on_to_the_goal_line(off: int) -> None:
    match = incoming(450_000 + off)
    assert met(match) == Missed(721, 1, 450_000 + off, off, 0, 450_000, 0, 0)
    assert match.phase is Phase.RUNOFF
    assert match.next_event() == 720 + -(-161_000 // 3_750)
    (goal,) = match.advance(800)
    assert goal == Goal(763, 0, 450_000 + off, 1, 0, 1)
    assert (match.phase, match.scores, match.hits, match.ball()) == (Phase.SERVE, (1, 0), 0, None)


@pytest.mark.parametrize(("key", "index"), [(1, 2), (-1, -2)])
def test_a_moving_paddle_drags_the_ball_along(key: int, index: int) -> None:
    match = incoming(450_000)
    match.apply(Key(720, 1, key))
    hit = met(match)
    assert isinstance(hit, Hit)
    assert (hit.off, hit.dir) == (-key * 3_750, key)
    assert hit.index == index


def test_a_ball_met_at_the_wall_is_never_sent_into_it() -> None:
    match = incoming(890_000, vy=1_000)
    match.paddles[1] = (825_000, 720, 0, 720)
    hit = met(match)
    assert isinstance(hit, Hit)
    assert (hit.y, hit.index, hit.bounces) == (890_000, 12, 1)
    assert hit.vy < 0


@pytest.mark.parametrize(
    ("hits", "speed", "after"),
    [
        (17, 9884, 10000),
        (28, 10000, 10000),
        (29, 10000, 10625),
        (30, 10625, 11250),
        (44, 19375, 20000),
        (60, 20000, 20000),
    ],
)
def test_the_cap_holds_for_29_hits_then_grows_to_twice_itself(hits: int, speed: int, after: int) -> None:
    hit = met(incoming(450_000, hits=hits, speed=speed))
    assert isinstance(hit, Hit)
    assert (hit.hits, hit.speed) == (hits + 1, after)


def test_the_match_ends_at_the_target_with_two_points_between() -> None:
    match = Match.start(replace(DEFAULT, target=2))
    match.scores = (1, 1)
    match.flight, match.phase = Flight(0, 1_599_000, 450_000, 3_750, 0, 0), Phase.RUNOFF
    match.plan()
    assert match.advance(1) == [Goal(1, 0, 450_000, 2, 1, 0)]
    match.flight, match.phase = Flight(1, 1_599_000, 450_000, 3_750, 0, 0), Phase.RUNOFF
    match.plan()
    assert match.advance(5) == [Goal(2, 0, 450_000, 3, 1, 0), Over(2, 0, EndReason.SCORE)]
    assert (match.winner, match.reason, match.next_event(), match.tick) == (0, EndReason.SCORE, None, 5)


def test_the_serve_changes_sides_every_second_point() -> None:
    match = Match.start(DEFAULT)
    servers = []
    for point in range(6):
        servers.append(match.server)
        match.flight, match.phase = Flight(match.tick, 1_000, 450_000, -3_750, 0, 0), Phase.RUNOFF
        match.plan()
        assert match.advance(match.tick + 1) == [Goal(point + 1, 1, 450_000, 0, point + 1, 0)]
    assert servers == [0, 0, 1, 1, 0, 0]


def test_two_idle_seats_are_warned_and_then_nobody_wins() -> None:
    match = Match.start(DEFAULT)
    idle = [event for event in match.advance(20_000) if not isinstance(event, Hit | Served)]
    warned, gone = 720 + 4_800, 720 + 9_600
    assert idle == [IdleWarning(warned, 0), IdleWarning(warned, 1), Over(gone, -1, EndReason.VOID)]
    assert match.winner is None


def test_one_idle_seat_forfeits_to_the_other() -> None:
    match = Match.start(DEFAULT)
    match.apply(Serve(240, 0))
    match.apply(Key(5_000, 1, 0))
    idle = [event for event in match.advance(20_000) if not isinstance(event, Hit)]
    assert idle == [IdleWarning(5_040, 0), IdleWarning(9_800, 1), Over(9_840, 1, EndReason.AFK)]


def test_rally_time_stands_still_between_rallies_and_any_key_is_a_sign_of_life() -> None:
    match = Match.start(DEFAULT)
    match.apply(Serve(240, 0))
    match.apply(Key(241, 1, -1))
    (missed, _) = match.advance(900)
    assert missed.t == 582
    assert match.pack()[13] == 582 - 240
    match.apply(Key(901, 0, 0))
    assert match.pack()[13] == 0


def test_a_serve_that_is_taken_is_a_sign_of_life_and_one_that_is_not_is_none() -> None:
    match = incoming(600_000)
    match.advance(721)
    assert match.pack()[13] == 1
    match.apply(Serve(763, 0))
    assert match.pack()[13] == 1
    match.apply(Serve(763 + 240, 0))
    assert (match.phase, match.pack()[13], match.pack()[16]) == (Phase.RALLY, 0, 1)


@pytest.mark.parametrize(
    ("reason", "end"),
    [
        (ResignReason.RESIGN, EndReason.RESIGN),
        (ResignReason.DISCONNECT, EndReason.DISCONNECT),
        (ResignReason.AFK, EndReason.AFK),
    ],
)
@pytest.mark.parametrize("t", [100, 900])
def test_who_resigns_gives_the_match_to_the_other_at_any_time(reason: ResignReason, end: EndReason, t: int) -> None:
    match = Match.start(DEFAULT)
    assert match.apply(Resign(t, 0, reason))[-1] == Over(t, 1, end)
    assert (match.phase, match.winner, match.reason) == (Phase.OVER, 1, end)


def test_a_void_end_stops_a_live_match_and_no_other_end_does() -> None:
    match = Match.start(DEFAULT)
    assert match.apply(End(10, EndReason.SCORE)) == []
    assert match.apply(End(11, EndReason.VOID)) == [Over(11, -1, EndReason.VOID)]


def test_an_over_match_is_one_state_for_ever() -> None:
    match = Match.start(DEFAULT)
    match.apply(Key(5, 0, 1))
    match.apply(Resign(30, 1))
    digest, y = match.digest(), match.paddle_y(0)
    assert y == 450_000 + 25 * 3_750
    for entry in (Key(40, 0, -1), Serve(300, 0), Resign(301, 0), End(302, EndReason.VOID)):
        assert match.apply(entry) == []
    assert (match.digest(), match.paddle_y(0), match.winner, match.tick) == (digest, y, 0, 302)


@pytest.mark.parametrize("entry", [Pause(500, -1, 0), Resume(500, 9_000), Net(500, 0, 30, 2), Look(500, 1, 77)])
def test_what_is_only_noted_changes_nothing(entry: Pause | Resume | Net | Look) -> None:
    match, plain = Match.start(DEFAULT), Match.start(DEFAULT)
    assert match.apply(entry) == plain.advance(500)
    assert match.pack() == plain.pack()


def test_the_past_is_closed() -> None:
    match = Match.start(DEFAULT)
    match.advance(50)
    match.apply(Key(50, 0, 1))
    for stale in (lambda: match.advance(49), lambda: match.apply(Key(49, 0, 1))):
        with pytest.raises(StaleEntry, match="tick 49 is past, the match is at 50"):
            stale()


@pytest.mark.parametrize(
    "entry", [Key(5, 2, 1), Key(5, -1, 1), Key(5, 0, 2), Key(5, 0, -2), Serve(5, 2), Resign(5, -1)]
)
def test_a_third_seat_and_a_strange_key_are_refused(entry: Key | Serve | Resign) -> None:
    match = Match.start(DEFAULT)
    with pytest.raises(BadEntry):
        match.apply(entry)


def test_the_next_event_is_told_in_every_phase() -> None:
    match = Match.start(DEFAULT)
    assert match.next_event() == 720
    match.apply(Serve(300, 0))
    assert match.next_event() == 300 + 342
    match.apply(Key(300, 1, -1))
    match.advance(642)
    assert (match.phase, match.next_event()) == (Phase.RUNOFF, 684)
    match.apply(Resign(650, 0))
    assert match.next_event() is None
