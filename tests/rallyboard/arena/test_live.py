"""A live match: beginning, playing, being told, ending."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from game_engine import Resign
from game_engine.intents import EndReason, Look, Net
from game_engine.replay import replay
from rallyboard.arena import live
from rallyboard.arena import protocol as wire
from tests.rallyboard.arena.stage import ADA, BOT, Court, fixture

Make = Callable[..., Court]


def kinds(frames: list[wire.ServerOut]) -> list[str]:
    return [type(frame).__name__ for frame in frames]


async def test_a_match_waits_for_both_and_counts_down_three_seconds(court: Make) -> None:
    here = court()
    _, ada = here.sit(0)
    assert [frame.header.status for frame in ada.take() if isinstance(frame, wire.State)] == ["waiting"]
    assert here.live.status == "waiting"
    _, bob = here.sit(1)
    assert here.live.status == "live"
    assert here.begun == [here.live]
    assert kinds(ada.take()) == ["Presence", "Countdown"]
    assert kinds(bob.take()) == ["State", "Countdown"]
    here.go(3000)
    assert here.tick == 0
    here.go(1000)
    assert here.tick == 240


async def test_a_bot_is_always_there_and_a_match_against_it_begins_at_once(court: Make) -> None:
    here = court(fixture(ADA, BOT, "bot"))
    _, ada = here.sit(0)
    state = ada.frames[0]
    assert isinstance(state, wire.State)
    assert state.header.connected == (True, True)
    assert here.live.status == "live"


async def test_in_local_play_one_socket_holds_both_seats(court: Make) -> None:
    here = court(fixture(mode="local"))
    assert here.live.fixture.slots_of(ADA.player_key) == (0, 1)
    client, ear = here.sit(0, 1)
    here.go(3100)
    here.say(client, wire.KeyFrame(1, here.tick, 1, 0))
    here.say(client, wire.KeyFrame(2, here.tick, -1, 1))
    assert here.live.play.room.pend[-1].slot == 1
    assert not ear.said(wire.KeyTold)


async def test_a_bot_looks_once_a_second_and_each_look_is_logged(court: Make) -> None:
    here = court(fixture(ADA, BOT, "bot"))
    client, _ = here.sit(0)
    await here.run(20_000, client)
    entries = [*here.live.play.room.entries, *here.live.play.room.pend]
    looks = [entry.t for entry in entries if isinstance(entry, Look)]
    assert len(looks) >= 15
    assert all(later - earlier >= 240 for earlier, later in pairwise(looks))


async def test_a_goal_is_told_when_it_is_final_and_on_disk(court: Make) -> None:
    here = court()
    (one, ada), (two, bob) = here.sit(0), here.sit(1)
    here.go(3050)
    here.say(one, wire.KeyFrame(1, here.tick, 1))
    for _ in range(20):
        here.go(500)
        here.say(one, wire.Ping(1))
        here.say(two, wire.Ping(1))
        if any(type(event).__name__ == "Goal" for event in here.live.play.room.events):
            break
    assert not ada.said(wire.GoalTold)
    await here.synced()
    assert ada.said(wire.GoalTold) == bob.said(wire.GoalTold)
    assert len(ada.said(wire.GoalTold)) == 1


async def test_announcing_before_the_sync_is_what_the_unsafe_build_does(court: Make) -> None:
    here = court(unsafe=True)
    (one, ada), (two, _) = here.sit(0), here.sit(1)
    here.go(3050)
    here.say(one, wire.KeyFrame(1, here.tick, 1))
    for _ in range(20):
        here.go(500)
        here.say(one, wire.Ping(1))
        here.say(two, wire.Ping(1))
    assert ada.said(wire.GoalTold)


async def test_a_resignation_is_told_when_it_is_on_disk_and_ends_the_match(court: Make) -> None:
    here = court()
    (one, _), (two, bob) = here.sit(0), here.sit(1)
    await here.run(4000, one, two)
    here.say(one, wire.ResignFrame(1))
    assert not bob.said(wire.ResignTold)
    await here.run(1000, two)
    assert [kind for kind in kinds(bob.frames) if kind != "Pong"][-2:] == ["ResignTold", "EndTold"]
    assert bob.frames[-1] == wire.EndTold(here.live.play.room.base.since, EndReason.RESIGN, 1)


async def test_connections_are_sampled_for_the_log_every_five_seconds(court: Make) -> None:
    here = court()
    (one, _), (two, _) = here.sit(0), here.sit(1)
    for _ in range(24):
        here.say(one, wire.Ping(here.clock.ns))
        cts = here.clock.ns
        here.go(40)
        here.say(one, wire.Echo(cts))
        here.go(460)
        here.say(two, wire.Ping(1))
    samples = [entry for entry in here.live.play.room.entries if isinstance(entry, Net)]
    assert [(entry.slot, entry.rtt, entry.jit) for entry in samples] == [(0, 40, 0)]


async def test_the_whole_log_of_a_match_replays_to_its_digest(court: Make) -> None:
    here = court(fixture(ADA, BOT, "bot"))
    client, ear = here.sit(0)
    for second in range(400):
        here.go(1000)
        here.say(client, wire.KeyFrame(second + 1, here.tick, (second % 3) - 1))
        await here.synced()
        if here.over:
            break
    room = here.live.play.room
    again = replay(here.live.fixture.rules, here.live.fixture.serve0, room.entries)
    assert list(again.events) == room.events
    assert again.match.digest() == room.base.digest()
    goals = [frame for frame in ear.frames if isinstance(frame, wire.GoalTold)]
    assert [(goal.s0, goal.s1) for goal in goals][-1] == room.base.scores
    assert isinstance(ear.frames[-1], wire.EndTold)


async def test_only_the_first_resignation_counts(court: Make) -> None:
    here = court()
    (one, _), (two, _) = here.sit(0), here.sit(1)
    await here.run(4000, one, two)
    here.say(one, wire.ResignFrame(1))
    here.say(two, wire.ResignFrame(1))
    await here.run(1000)
    assert [entry.slot for entry in here.live.play.room.entries if isinstance(entry, Resign)] == [0]


async def test_a_match_that_never_ends_is_void(court: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "LONGEST", 1200)
    here = court()
    (one, ada), (two, _) = here.sit(0), here.sit(1)
    await here.run(12_000, one, two)
    assert here.live.play.room.base.reason is EndReason.VOID
    assert ada.frames[-1] == wire.EndTold(here.live.play.room.base.since, EndReason.VOID, -1)
