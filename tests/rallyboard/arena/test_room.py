"""The authority: late keys count fairly, nothing final ever changes, the log replays to what was announced."""

import random
from collections.abc import Callable

import pytest

from game_engine import Goal, Hit, Key, Match, Phase, ResignReason, Serve, Served, ruleset
from game_engine.intents import End, EndReason, Entry, Pause, order
from game_engine.replay import replay
from rallyboard.arena.lag import AHEAD, WINDOW
from rallyboard.arena.room import Room, Settled

RULES = ruleset("classic-5")
LATENCIES = [0, 3, 12, 24]


def measured(room: Room, rtt_ms: float) -> Room:
    for lag in room.lags:
        for _ in range(9):
            lag.measure(rtt_ms)
    return room


def wanted(match: Match, slot: int, chance: random.Random) -> int:
    """A player of sorts: chases the ball, sometimes errs."""
    ball = match.ball()
    if ball is None or chance.random() < 0.3:
        return chance.choice((-1, 0, 1))
    gap = ball[1] - match.paddle_y(slot)
    return 0 if abs(gap) < 40_000 else (1 if gap > 0 else -1)


class Wire:
    """Keys on their way from two players to one room, in order, each up to `latency` ticks old when it arrives."""

    def __init__(self, room: Room, latency: int, seed: int) -> None:
        self.room, self.latency, self.chance = room, latency, random.Random(seed)
        self.coming: list[tuple[int, int, int, int]] = []
        self.entered: list[Entry] = []
        self.finals: list[Settled] = []
        self.now = 0

    def play(self, until: Callable[[], bool] = lambda: False) -> Room:
        while self.room.over is None and not until():
            self.now += self.chance.randrange(1, 14)
            self._press()
            self._deliver()
            self.finals += self.room.settle(self.now)
        return self.room

    def _press(self) -> None:
        slot = self.chance.randrange(2)
        before = [arrival for arrival, sender, _, _ in self.coming if sender == slot]
        arrival = max([self.now + self.chance.randint(0, self.latency), *before])
        self.coming.append((arrival, slot, self.now, wanted(self.room.head, slot, self.chance)))

    def _deliver(self) -> None:
        for late in sorted(sent for sent in self.coming if sent[0] <= self.now):
            self.coming.remove(late)
            arrival, slot, stamp, key = late
            self.entered.append(self.room.key(slot, key, stamp, arrival))


def played(latency: int, seed: int) -> tuple[Room, Wire]:
    wire = Wire(measured(Room.start(RULES), latency * 2000 / 240), latency, seed)
    return wire.play(), wire


@pytest.mark.parametrize("latency", LATENCIES)
def test_the_log_replays_to_what_was_announced(latency: int) -> None:
    for seed in range(8):
        room, wire = played(latency, seed)
        assert room.over is not None
        room.end(room.over)
        again = replay(RULES, 0, room.entries)
        assert list(again.events) == room.events == [final.event for final in wire.finals]
        assert again.match.digest() == room.base.digest() == wire.finals[-1].digest


@pytest.mark.parametrize("latency", LATENCIES)
def test_inside_the_window_every_stamp_is_honoured(latency: int) -> None:
    for seed in range(4):
        _, wire = played(latency, seed)
        keys = [entry for entry in wire.entered if isinstance(entry, Key)]
        assert all(entry.t == entry.claim for entry in keys)
        assert all(entry.arr - entry.t <= WINDOW for entry in keys)


def test_late_keys_give_the_match_that_no_latency_gives() -> None:
    for seed in range(6):
        room, wire = played(20, seed)
        clean = Room.start(RULES)
        for entry in sorted(wire.entered, key=order):
            assert isinstance(entry, Key)
            clean.key(entry.slot, entry.key, entry.t, entry.t)
            clean.settle(entry.t)
        clean.settle(wire.now)
        assert clean.events == room.events


def test_a_digest_is_that_of_its_own_tick() -> None:
    room, wire = played(12, 5)
    for final in wire.finals:
        if isinstance(final.event, Goal):
            copy = Match.start(RULES)
            for entry in room.entries:
                if entry.t < final.event.t:
                    copy.apply(entry)
            copy.advance(final.event.t)
            assert copy.digest() == final.digest


def test_after_a_serve_both_sides_can_compare_what_they_see() -> None:
    room, _ = played(12, 6)
    serves = [event.t + 1 for event in room.events if isinstance(event, Served)]
    assert list(room.digests) == serves[-len(room.digests) :]
    for tick, digest in room.digests.items():
        copy = Match.start(RULES)
        for entry in room.entries:
            if entry.t < tick:
                copy.apply(entry)
        copy.advance(tick)
        assert copy.digest() == digest


@pytest.mark.parametrize("seed", range(12))
def test_a_room_restored_from_any_prefix_goes_on_as_if_nothing_had_happened(seed: int) -> None:
    chance = random.Random(seed)
    stop = chance.randrange(100, 4000)
    wire = Wire(measured(Room.start(RULES), 100.0), 12, seed)
    room = wire.play(lambda: wire.now >= stop)
    room.freeze(wire.now)
    again = measured(Room.restore(RULES, 0, wire.entered, wire.now), 100.0)
    assert (again.events, again.base.digest()) == (room.events, room.base.digest())
    for tick in range(wire.now, wire.now + 2000, 50):
        key, slot = chance.choice((-1, 0, 1)), chance.randrange(2)
        assert room.key(slot, key, tick, tick) == again.key(slot, key, tick, tick)
        assert room.settle(tick) == again.settle(tick)


def test_a_stamp_older_than_the_window_is_moved_up_to_it() -> None:
    room = Room.start(RULES)
    assert room.key(0, 1, 10, 500).t == 500 - 4
    assert measured(Room.start(RULES), 1000.0).key(0, 1, 10, 500).t == 500 - WINDOW


def test_a_stamp_ahead_is_queued_and_no_further_than_the_limit() -> None:
    room = Room.start(RULES)
    assert room.key(0, 1, 105, 100).t == 105
    assert room.key(0, 0, 900, 100).t == 100 + AHEAD
    room.advance(104)
    assert room.head.paddle_dir(0) == 0
    room.advance(106)
    assert room.head.paddle_dir(0) == 1
    assert room.due() == 100 + AHEAD
    room.advance(100 + AHEAD + 1)
    assert room.head.paddle_dir(0) == 0


def test_one_players_stamps_never_go_back() -> None:
    room = measured(Room.start(RULES), 200.0)
    assert room.key(0, 1, 100, 110).t == 100
    assert room.key(0, -1, 95, 112).t == 100
    assert room.key(1, -1, 95, 112).t == 95
    assert [entry.t for entry in room.pend] == [95, 100, 100]


@pytest.mark.parametrize(("delay", "saved"), [(0, True), (16, True), (WINDOW, True), (WINDOW + 4, False), (60, False)])
def test_a_late_key_still_saves_the_ball_inside_the_window_only(delay: int, saved: bool) -> None:
    # The serve goes straight at 720 and is met at 1062; from the lower wall the paddle must start by 984.
    room = measured(Room.start(RULES), 200.0)
    room.key(1, 1, 0, 0)
    room.settle(983)
    room.key(1, -1, 984, 984 + delay)
    room.settle(1200)
    assert any(isinstance(event, Hit) for event in room.events) is saved


def test_a_goal_is_final_one_window_after_it_and_not_before() -> None:
    room = Room.start(RULES)
    room.key(0, 1, 0, 0)
    room.key(1, 1, 0, 0)
    while room.due() is not None and not any(isinstance(event, Goal) for event in room.events):
        due = room.due()
        assert due is not None
        assert room.settle(due - 1) == []
        finals = room.settle(due)
        assert finals == [] or finals[-1].event.t == due - WINDOW
    assert room.base.phase is Phase.SERVE


def test_only_the_server_may_serve_and_only_between_rallies() -> None:
    room = Room.start(RULES, serve0=1)
    assert room.serve(0, 300, 300) is None
    assert isinstance(room.serve(1, 300, 300), Serve)
    assert room.serve(1, 310, 310) is None
    room.settle(330)
    assert isinstance(room.events[0], Served)
    assert room.events[0].t == 300


def test_a_resignation_is_never_backdated_and_ends_the_match() -> None:
    room = measured(Room.start(RULES), 200.0)
    assert room.resign(1, ResignReason.RESIGN, 400).t == 400
    assert room.settle(400 + WINDOW - 1) == []
    room.settle(400 + WINDOW)
    assert room.over is None
    room.settle(400 + WINDOW + 1)
    assert room.over is not None
    assert (room.over.winner, room.over.reason) == (0, EndReason.RESIGN)
    assert room.end(room.over) == End(400, EndReason.RESIGN) == room.entries[-1]


def test_what_comes_after_the_end_is_not_in_the_log() -> None:
    room = Room.start(RULES)
    room.resign(0, ResignReason.DISCONNECT, 100)
    room.key(1, 1, 110, 110)
    room.settle(200)
    assert room.over is not None
    room.end(room.over)
    room.end(room.over)
    assert [type(entry).__name__ for entry in room.entries] == ["Resign", "End"]
    assert room.due() is None
    assert room.pend == ()


def test_nobody_wins_an_abandoned_match_and_its_log_is_whole() -> None:
    room, wire = Room.start(RULES), None
    wire = Wire(room, 0, 9)
    wire.play(lambda: wire.now > 900)
    finals = room.abandon(wire.now)
    assert room.over is not None
    assert (finals[-1].event, room.over.winner, room.over.reason) == (room.over, -1, EndReason.VOID)
    room.end(room.over)
    assert replay(RULES, 0, room.entries).match.digest() == room.base.digest()


def test_after_a_pause_no_stamp_reaches_back_behind_it() -> None:
    room = measured(Room.start(RULES), 200.0)
    room.settle(300)
    room.freeze(300)
    room.note(Pause(300, 0, 0))
    assert room.key(0, 1, 280, 300).t == 300
    assert room.key(1, 1, 290, 310).t == 300


def test_a_released_key_stands_still_from_now_on() -> None:
    room = measured(Room.start(RULES), 200.0)
    room.key(0, 1, 105, 100)
    assert room.release(0, 101).t == 105
    assert room.release(1, 101).t == 101
