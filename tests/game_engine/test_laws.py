"""Laws of every match, on entries that hypothesis makes up and then shrinks."""

from itertools import pairwise
from random import Random
from typing import Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game_engine import RULESETS, End, EndReason, Entry, Event, Key, Look, Match, Net, Pause, Phase, Resign, Serve
from game_engine.codec import Log, decode, encode, from_jsonl, to_jsonl
from game_engine.errors import BadState
from game_engine.intents import order
from game_engine.replay import replay, resume
from tests.game_engine.logs import random_log
from tests.game_engine.matches import random_match

RULES: Final = RULESETS["classic-5"]
HEADER: Final = random_log(0).header
law = settings(max_examples=150, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])


def entry(kind: int, t: int, slot: int, value: int) -> Entry:
    """Mostly keys and serves, now and then something else."""
    if kind < 6:
        return Key(t, slot, value, t + 9, t - 2)
    if kind < 9:
        return Serve(t, slot, t + 9, t)
    return (Net(t, slot, 20, value + 1), Look(t, slot, value + 7), Pause(t, slot - 1, 5), Resign(t, slot))[kind - 9]


@st.composite
def entries(draw: st.DrawFn, gap: int = 400) -> list[Entry]:
    """In canonical order, many at one tick."""
    numbers = st.tuples(
        st.integers(0, 11), st.sampled_from((0, 0, 1, 7, 60, gap)), st.integers(0, 1), st.integers(-1, 1)
    )
    t, made = 0, []
    for kind, wait, slot, value in draw(st.lists(numbers, max_size=60)):
        t += wait
        made.append(entry(kind, t, slot, value))
    return sorted(made, key=order)


seeds = st.integers(0, 1 << 40)


@law
@given(entries(), st.integers(0, 1))
def test_paddles_and_ball_stay_on_the_court(given_entries: list[Entry], serve0: int) -> None:
    match = Match.start(RULES, serve0)
    for one in given_entries:
        for t in range(match.tick, one.t, 7):
            match.advance(t)
            assert all(RULES.half <= match.paddle_y(slot) <= RULES.height - RULES.half for slot in (0, 1))
            assert_on_court(match)
        match.apply(one)


def assert_on_court(match: Match) -> None:
    ball = match.ball()
    if ball is None:
        assert match.phase in (Phase.SERVE, Phase.OVER)
        return
    x, y, vx, vy = ball
    assert RULES.radius <= y <= RULES.height - RULES.radius
    assert vx * vx + vy * vy <= RULES.stall_cap**2
    if match.phase is Phase.RALLY:
        assert RULES.planes[0] <= x <= RULES.planes[1]
    else:
        assert 0 <= x <= RULES.width


@law
@given(entries())
def test_every_paddle_moves_at_one_speed_whoever_holds_its_keys(given_entries: list[Entry]) -> None:
    match, held = Match.start(RULES), {0: 0, 1: 0}
    low, high = RULES.half, RULES.height - RULES.half
    for one in given_entries:
        for _ in range(min(one.t - match.tick, 50)):
            before = [match.paddle_y(slot) for slot in (0, 1)]
            match.advance(match.tick + 1)
            after = [match.paddle_y(slot) for slot in (0, 1)]
            wished = [y + held[slot] * RULES.paddle_speed for slot, y in enumerate(before)]
            assert match.phase is Phase.OVER or after == [max(low, min(y, high)) for y in wished]
        match.apply(one)
        if isinstance(one, Key):
            held[one.slot] = one.key


@law
@given(entries())
def test_the_same_keys_move_left_and_right_alike(given_entries: list[Entry]) -> None:
    keys = [one for one in given_entries if isinstance(one, Key)]
    here, there = Match.start(RULES), Match.start(RULES)
    for key in keys:
        here.apply(Key(key.t, 0, key.key))
        there.apply(Key(key.t, 1, key.key))
        assert here.phase is Phase.OVER or there.phase is Phase.OVER or here.paddle_y(0) == there.paddle_y(1)


@law
@given(seeds)
def test_the_score_only_ever_grows_by_one_point(seed: int) -> None:
    script = random_match(seed)
    match, scores = Match.start(script.ruleset, script.serve0), [(0, 0)]
    for one in script.entries:
        match.apply(one)
        scores.append(match.scores)
    for (a0, a1), (b0, b1) in pairwise(scores):
        assert b0 >= a0
        assert b1 >= a1


@law
@given(entries(), entries(), st.integers(0, 60))
def test_a_clone_knows_nothing_of_its_original(first: list[Entry], second: list[Entry], cut: int) -> None:
    match, _ = resume(RULES, 0, first[:cut])
    twin, before = match.clone(), match.pack()
    for one in second:
        if one.t >= twin.tick:
            twin.apply(one)
    assert match.pack() == before
    assert match.clone().advance(match.tick + 5_000) == Match.unpack(RULES, before).advance(match.tick + 5_000)


@law
@given(entries(), st.randoms(use_true_random=False))
def test_seats_may_arrive_in_any_order_within_a_tick(given_entries: list[Entry], chance: Random) -> None:
    by_seat: dict[tuple[int, int], list[Entry]] = {}
    for one in given_entries:
        by_seat.setdefault(order(one), []).append(one)
    groups = list(by_seat.values())
    chance.shuffle(groups)
    shuffled = sorted((one for group in groups for one in group), key=order)
    assert shuffled == given_entries
    assert played(shuffled) == played(given_entries)


def played(given_entries: list[Entry]) -> tuple[list[int], list[Event]]:
    match, events = resume(RULES, 0, given_entries)
    return match.pack(), events


@law
@given(entries(), st.lists(st.integers(1, 300), max_size=30))
def test_how_often_one_looks_changes_nothing(given_entries: list[Entry], steps: list[int]) -> None:
    match = Match.start(RULES)
    events: list[Event] = []
    for one in given_entries:
        for step in steps:
            if match.tick + step <= one.t:
                events += match.advance(match.tick + step)
        events += match.apply(one)
    assert (match.pack(), events) == played(given_entries)


@law
@given(entries())
def test_the_next_event_is_told_to_the_tick(given_entries: list[Entry]) -> None:
    match = Match.start(RULES)
    for one in given_entries:
        match.apply(one)
        due = match.next_event()
        if due is None:
            assert match.clone().advance(match.tick + 100_000) == []
        else:
            assert match.clone().advance(due - 1) == []
            assert match.clone().advance(due) != []


@law
@given(entries())
def test_a_packed_match_plays_on_as_if_nothing_had_happened(given_entries: list[Entry]) -> None:
    match = twin = Match.start(RULES, 1)
    for one in given_entries:
        twin = Match.unpack(RULES, match.pack())
        assert twin.pack() == match.pack()
        assert twin.apply(one) == match.apply(one)
    assert twin.digest() == match.digest()


@law
@given(entries(), st.integers(0, 21), st.integers(-3, 1 << 33))
def test_a_damaged_state_is_refused_or_plays_on(given_entries: list[Entry], place: int, value: int) -> None:
    data = resume(RULES, 0, given_entries)[0].pack()
    data[place] = value
    try:
        match = Match.unpack(RULES, data)
    except BadState:
        return
    match.advance(match.tick + 3_000)
    assert Match.unpack(RULES, match.pack()).digest() == match.digest()


@law
@given(seeds)
def test_a_log_survives_both_written_forms(seed: int) -> None:
    log = random_log(seed)
    assert decode(encode(log)) == log
    assert from_jsonl(to_jsonl(log)) == log


@law
@given(entries())
def test_any_entries_survive_the_written_forms(given_entries: list[Entry]) -> None:
    whole = (*given_entries, End(1 << 31, EndReason.VOID))
    log = Log(HEADER, whole, tuple(resume(RULES, 0, whole)[1]))
    assert decode(encode(log)) == log
    assert from_jsonl(to_jsonl(log)) == log


@law
@given(seeds, st.floats(0, 1))
def test_a_match_resumed_from_any_prefix_ends_the_same(seed: int, share: float) -> None:
    script = random_match(seed)
    cut = int(share * len(script.entries))
    match, events = resume(script.ruleset, script.serve0, script.entries[:cut])
    for one in script.entries[cut:]:
        events += match.apply(one)
    whole = replay(script.ruleset, script.serve0, script.entries)
    assert (match.pack(), tuple(events)) == (whole.match.pack(), whole.events)
