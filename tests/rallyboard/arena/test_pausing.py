"""Leaving a match: the rally plays out, the clock stops, and each way of being missed has its price."""

from collections.abc import Callable

from game_engine import Pause, Phase, Resign, Resume
from game_engine.intents import EndReason
from rallyboard.arena import protocol as wire
from rallyboard.arena.clock import MS
from tests.rallyboard.arena.stage import Court, Ear

Make = Callable[..., Court]


def kinds(frames: list[wire.ServerOut]) -> list[str]:
    return [type(frame).__name__ for frame in frames]


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


async def test_resigning_in_a_pause_ends_the_match_too(court: Make) -> None:
    here = court()
    (one, ada), (two, _) = here.sit(0), here.sit(1)
    here.go(3500)
    here.live.leave(two)
    here.say(one, wire.ResignFrame(1))
    await here.synced()
    assert here.live.status == "over"
    assert ada.frames[-1] == wire.EndTold(here.tick, EndReason.RESIGN, 1)


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


async def test_a_newer_tab_does_not_inherit_the_held_key(court: Make) -> None:
    here = court()
    (one, _), (_, bob) = here.sit(0), here.sit(1)
    here.go(3500)
    here.say(one, wire.KeyFrame(1, here.tick, 1))
    here.sit(0)
    assert wire.KeyTold(0, here.tick, 0) in bob.frames
