"""A live match: beginning, leaving, pausing, forfeiting, ending; every rule of who is missed and what it costs."""

import os
from collections.abc import Callable
from itertools import pairwise

from game_engine import Pause, Phase, Resign, ResignReason, Resume
from game_engine.intents import EndReason, Look, Net
from game_engine.replay import replay
from rallyboard.arena import protocol as wire
from rallyboard.arena.clock import COUNTDOWN_NS, MS
from rallyboard.arena.fixture import unpack
from rallyboard.arena.recovery import Remains
from tests.rallyboard.arena.stage import ADA, BOT, Court, Ear, fixture

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


async def test_when_a_player_goes_the_key_is_released_and_the_rally_plays_out(court: Make) -> None:
    here = court()
    (one, ada), (two, _) = here.sit(0), here.sit(1)
    await here.run(3000, one, two)
    here.say(two, wire.KeyFrame(1, 0, 1))
    here.go(3200)
    assert here.live.play.room.head.phase is Phase.RALLY
    ada.take()
    here.live.leave(two)
    assert ada.take() == [wire.Presence(1, False), wire.KeyTold(1, here.tick, 0)]
    assert here.live.play.clock.running
    await here.run(4000, one)
    assert sorted(kind for kind in kinds(ada.take()) if kind != "Pong") == ["GoalTold", "Stopped"]
    assert not here.live.play.clock.running
    assert here.live.play.room.base.phase is Phase.SERVE


async def test_between_rallies_the_clock_stops_at_once(court: Make) -> None:
    here = court()
    (one, ada), (two, _) = here.sit(0), here.sit(1)
    here.go(3500)
    here.say(one, wire.Ping(1))
    tick = here.tick
    here.live.leave(two)
    assert [frame for frame in ada.frames if isinstance(frame, wire.Stopped)] == [wire.Stopped(tick, 1, 60_000)]
    here.go(2000)
    assert here.tick == tick


async def test_who_comes_back_finds_the_state_and_a_countdown(court: Make) -> None:
    here = court()
    (one, ada), (two, _) = here.sit(0), here.sit(1)
    here.go(3500)
    here.live.leave(two)
    tick = here.tick
    await here.run(10_000, one)
    ada.take()
    _, bob = here.sit(1)
    assert kinds(bob.take()) == ["State", "Countdown"]
    assert ada.take() == [wire.Presence(1, True), wire.Countdown(tick, 3000)]
    pauses = [entry for entry in here.live.play.room.pend if isinstance(entry, (Pause, Resume))]
    assert pauses == [Pause(tick, 1, 0), Resume(tick, 13_000)]
    here.go(3000)
    assert here.tick == tick
    here.go(1000)
    assert here.tick == tick + 240


async def test_a_player_who_stays_away_for_a_minute_forfeits(court: Make) -> None:
    here = court()
    (one, ada), (two, _) = here.sit(0), here.sit(1)
    here.go(3500)
    here.live.leave(two)
    await here.run(59_000, one)
    assert here.live.status == "live"
    await here.run(2_000, one)
    assert here.live.status == "over"
    assert ada.frames[-1] == wire.EndTold(here.live.play.room.base.since, EndReason.DISCONNECT, 0)
    assert ada.code == wire.Close.OVER
    assert here.over == [here.live]


async def test_the_budget_is_for_the_whole_match_and_so_are_the_three_pauses(court: Make) -> None:
    here = court()
    one, _ = here.sit(0)
    for away in (20_000, 20_000, 10_000):
        two, _ = here.sit(1)
        await here.run(3500, one, two)
        here.live.leave(two)
        await here.run(away, one)
        assert here.live.status == "live"
    two, _ = here.sit(1)
    await here.run(3500, one, two)
    here.live.leave(two)
    here.go(1)
    await here.synced()
    assert here.live.status == "over"
    assert here.live.play.room.base.winner == 0


async def test_when_both_are_gone_for_five_minutes_nobody_wins(court: Make) -> None:
    here = court()
    (one, _), (two, _) = here.sit(0), here.sit(1)
    here.go(3500)
    here.live.leave(two)
    await here.run(4_000, one)
    here.live.leave(one)
    here.go(299_000)
    assert here.live.status == "live"
    here.go(2_000)
    await here.synced()
    assert here.live.status == "over"
    assert here.live.play.room.base.reason is EndReason.VOID


async def test_five_seconds_of_silence_are_a_lost_connection(court: Make) -> None:
    here = court()
    (one, _), (_, bob) = here.sit(0), here.sit(1)
    for _ in range(4):
        here.go(1500)
        here.say(one, wire.Ping(1))
    assert bob.code == wire.Close.SILENT
    assert here.live.present == {0}


async def test_a_newer_tab_takes_the_seat_and_the_older_is_told_so(court: Make) -> None:
    here = court()
    _, first = here.sit(0)
    second, _ = here.sit(0)
    assert first.code == wire.Close.REPLACED
    assert here.live.present == {0}
    here.live.leave(second)
    assert here.live.present == frozenset()


async def test_two_tabs_cannot_fight_over_a_seat_for_ever(court: Make) -> None:
    here = court()
    taken = [here.live.attach(Ear(), (0,), 0) for _ in range(8)]
    assert [client is not None for client in taken] == [True] * 6 + [False] * 2


async def test_a_resignation_is_told_when_it_is_on_disk_and_ends_the_match(court: Make) -> None:
    here = court()
    (one, _), (two, bob) = here.sit(0), here.sit(1)
    await here.run(4000, one, two)
    here.say(one, wire.ResignFrame(1))
    assert not bob.said(wire.ResignTold)
    await here.run(1000, two)
    assert [kind for kind in kinds(bob.frames) if kind != "Pong"][-2:] == ["ResignTold", "EndTold"]
    assert bob.frames[-1] == wire.EndTold(here.live.play.room.base.since, EndReason.RESIGN, 1)


async def test_resigning_in_a_pause_ends_the_match_too(court: Make) -> None:
    here = court()
    (one, ada), (two, _) = here.sit(0), here.sit(1)
    here.go(3500)
    here.live.leave(two)
    here.say(one, wire.ResignFrame(1))
    await here.synced()
    assert here.live.status == "over"
    assert ada.frames[-1] == wire.EndTold(here.tick, EndReason.RESIGN, 1)


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


async def test_a_killed_match_goes_on_where_it_was_when_both_are_back(court: Make) -> None:
    here = court()
    (one, _), (two, _) = here.sit(0), here.sit(1)
    for second in range(9):
        here.go(1000)
        here.say(one, wire.KeyFrame(second + 1, here.tick, (second % 3) - 1))
        here.say(two, wire.Ping(1))
    await here.synced()
    tick, scores = here.tick, here.live.play.room.head.scores
    kill(here)
    there = court(folder="journal")
    remains = Remains(there.journal.folder)
    (found,) = remains.matches()
    assert found.tick == tick
    live = there.live = there.make(unpack(found.body))
    live.restore(found)
    live.resume()
    await there.synced()
    remains.discard()
    assert (live.play.room.base.scores, there.tick) == (scores, tick)
    there.sit(0)
    _, bob = there.sit(1)
    assert kinds(bob.frames)[:2] == ["State", "Countdown"]
    there.go(COUNTDOWN_NS / MS + 1000)
    assert there.tick == tick + 240


async def test_a_result_that_was_decided_before_the_crash_is_told_after_it(court: Make) -> None:
    here = court()
    (one, _), (two, _) = here.sit(0), here.sit(1)
    await here.run(4000, one, two)
    here.live.give_up(1, ResignReason.RESIGN)
    here.go(500)
    await here.synced()
    assert here.live.status == "over"
    kill(here)
    there = court(folder="journal")
    remains = Remains(there.journal.folder)
    (found,) = remains.matches()
    live = there.live = there.make(unpack(found.body))
    live.restore(found)
    live.resume()
    await there.synced()
    remains.discard()
    assert there.over == [live]
    assert live.play.room.base.winner == 0
    assert sum(isinstance(entry, Resign) for entry in live.play.room.entries) == 1


async def test_the_servers_own_stop_costs_nobody_anything(court: Make) -> None:
    here = court()
    (one, ada), (two, bob) = here.sit(0), here.sit(1)
    await here.run(5000, one, two)
    here.live.lose_server()
    assert ada.code == bob.code == wire.Close.RESTART
    assert not here.live.play.clock.running
    tick = here.tick
    here.go(5000)
    assert here.tick == tick


def kill(court: Court) -> None:
    """What SIGKILL leaves: synced files, and locks let go."""
    court.stage.wakes.stop()
    for segment in court.journal._segments:
        os.close(segment.fd)
    court.journal._segments.clear()
    court.journal.beating = 0


async def test_a_key_stamped_ahead_does_not_hold_up_a_forfeit(court: Make) -> None:
    here = court()
    (one, _), (two, _) = here.sit(0), here.sit(1)
    here.go(3050)
    here.say(one, wire.KeyFrame(1, here.tick + 12, 1))
    here.live.leave(one)
    await here.run(62_000, two)
    assert here.live.status == "over"
    assert sum(isinstance(entry, Resign) for entry in here.live.play.room.entries) == 1


async def test_a_socket_that_closes_as_a_goal_becomes_final_uses_one_pause(court: Make) -> None:
    here = court()
    (one, _), (two, _) = here.sit(0), here.sit(1)
    here.go(3050)
    here.say(one, wire.KeyFrame(1, here.tick, 1))
    room = here.live.play.room
    while not room.head.scores[1] and not room.head.scores[0]:
        here.go(4)
        room.advance(here.tick)
        one.heard_ns = two.heard_ns = here.clock.ns
    due = here.live.play.clock.when(room.due() or 0)
    assert due is not None
    here.clock.ns = due + MS
    here.live.leave(one)
    assert [entry for entry in (*room.entries, *room.pend) if isinstance(entry, Pause)] == [Pause(here.tick, 0, 0)]


async def test_a_queued_key_is_released_too_when_its_player_goes(court: Make) -> None:
    here = court()
    (one, _), (_, bob) = here.sit(0), here.sit(1)
    here.go(3500)
    here.say(one, wire.KeyFrame(1, here.tick + 10, 1))
    here.live.leave(one)
    assert wire.KeyTold(0, here.tick + 10, 0) in bob.frames


async def test_only_the_first_resignation_counts(court: Make) -> None:
    here = court()
    (one, _), (two, _) = here.sit(0), here.sit(1)
    await here.run(4000, one, two)
    here.say(one, wire.ResignFrame(1))
    here.say(two, wire.ResignFrame(1))
    await here.run(1000)
    assert [entry.slot for entry in here.live.play.room.entries if isinstance(entry, Resign)] == [0]


async def test_a_newer_tab_does_not_inherit_the_held_key(court: Make) -> None:
    here = court()
    (one, _), (_, bob) = here.sit(0), here.sit(1)
    here.go(3500)
    here.say(one, wire.KeyFrame(1, here.tick, 1))
    here.sit(0)
    assert wire.KeyTold(0, here.tick, 0) in bob.frames
