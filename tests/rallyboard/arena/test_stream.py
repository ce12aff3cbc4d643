"""The stream of a match is made of events: nothing is sent that the rules could tell, and nothing twice."""

from collections import Counter
from collections.abc import Callable

from game_engine import Key, Resign, Serve
from rallyboard.arena import protocol as wire
from rallyboard.arena.clock import SECOND
from tests.kit.player import Copy
from tests.rallyboard.arena.stage import ADA, BOT, Court, Ear, fixture

Make = Callable[..., Court]


async def played(here: Court, seconds: int) -> tuple[Ear, list[wire.ServerOut]]:
    """A minute against a bot, with a page that pings every two seconds; what it was told after it joined."""
    client, ear = here.sit(0)
    for second in range(seconds):
        here.go(500)
        here.say(client, wire.KeyFrame(second + 1, here.tick, (second % 3) - 1))
        here.go(500)
        if second % 2:
            here.say(client, wire.Ping(second))
        await here.synced()
    return ear, ear.frames[1:]


async def test_between_joins_there_are_only_entries_goals_and_answers(court: Make) -> None:
    here = court(fixture(ADA, BOT, "bot", ruleset="classic-21"))
    _, frames = await played(here, 60)
    counts = Counter(type(frame) for frame in frames)
    room = here.live.play.room
    theirs = [entry for entry in [*room.entries, *room.pend] if isinstance(entry, (Key, Serve)) and entry.slot == 1]
    goals = sum(type(event).__name__ == "Goal" for event in room.events)
    assert counts.pop(wire.KeyTold) + counts.pop(wire.ServeTold, 0) == len(theirs)
    assert counts.pop(wire.GoalTold) == goals > 0
    assert counts.pop(wire.Pong) == 30
    assert counts.pop(wire.Countdown) == 1
    assert not counts.keys() - {wire.Restamped}


async def test_nothing_is_sent_while_nobody_does_anything(court: Make) -> None:
    here = court()
    (one, ada), (_, bob) = here.sit(0), here.sit(1)
    here.go(3000)
    here.say(one, wire.KeyFrame(1, 0, 1))
    ada.take(), bob.take()
    here.go(1900)
    assert ada.take() == bob.take() == []


async def test_the_sender_hears_no_echo_of_its_own_entry(court: Make) -> None:
    here = court()
    (one, ada), (_, bob) = here.sit(0), here.sit(1)
    here.go(3500)
    ada.take(), bob.take()
    here.say(one, wire.KeyFrame(1, here.tick, 1))
    assert ada.take() == []
    assert bob.take() == [wire.KeyTold(0, here.tick, 1)]
    here.say(one, wire.KeyFrame(2, here.tick - 200, -1))
    assert ada.take() == [wire.Restamped(2, here.tick)]


async def test_a_copy_made_of_the_frames_alone_agrees_at_every_goal(court: Make) -> None:
    here = court(fixture(ADA, BOT, "bot", ruleset="classic-21"))
    ear, _ = await played(here, 90)
    state = ear.frames[0]
    assert isinstance(state, wire.State)
    copy = Copy(state)
    room = here.live.play.room
    for entry in [*room.entries, *room.pend]:
        if isinstance(entry, Key) and entry.slot == 0:
            copy.insert(entry)
    for frame in ear.frames:
        if isinstance(frame, (wire.KeyTold, wire.ServeTold)):
            copy.add(frame)
    for frame in ear.frames:
        if isinstance(frame, wire.GoalTold):
            assert copy.digest(frame.t) == frame.digest


async def test_a_page_that_sees_another_match_is_given_the_real_one(court: Make) -> None:
    here = court()
    (one, ada), (two, _) = here.sit(0), here.sit(1)
    await here.run(8000, one, two)
    (tick, digest), *_ = here.live.play.room.digests.items()
    ada.take()
    here.say(one, wire.Check(tick, digest))
    assert ada.take() == []
    here.say(one, wire.Check(tick, digest ^ 1))
    assert [type(frame) for frame in ada.take()] == [wire.State]
    here.say(one, wire.Check(here.tick + 5, 0))
    here.go(1000)
    assert not ada.said(wire.State)


async def test_spectators_get_the_same_frames_later_and_never_too_late(court: Make) -> None:
    here = court(fixture(ADA, BOT, "bot", ruleset="classic-21"))
    client, _ = here.sit(0)
    await here.run(10_000, client)
    watcher, stand = here.sit()
    state = stand.take()[0]
    assert isinstance(state, wire.State)
    assert state.header.role == "watch"
    copy, late = Copy(state), []
    for second in range(40):
        here.say(client, wire.KeyFrame(second + 1, here.tick, (second % 3) - 1))
        await here.run(1000, client)
        here.say(watcher, wire.Ping(second))
        for frame in stand.take():
            tick = here.live.play.watched(here.clock.ns)
            if isinstance(frame, (wire.KeyTold, wire.ServeTold)):
                copy.add(frame)
            if isinstance(frame, wire.GoalTold):
                late.append(frame)
                assert copy.digest(frame.t) == frame.digest
            if isinstance(frame, wire.Pong):
                assert frame.tick == tick == here.tick - 3 * 240 - 48
    assert late
    assert not any(isinstance(entry, Resign) for entry in here.live.play.room.entries)


async def test_spectators_may_join_at_any_time_and_see_the_same_match(court: Make) -> None:
    here = court(fixture(ADA, BOT, "bot", ruleset="classic-21"))
    client, _ = here.sit(0)
    copies: list[tuple[Copy, Ear]] = []
    for second in range(30):
        here.say(client, wire.KeyFrame(second + 1, here.tick, (second % 3) - 1))
        await here.run(1000, client)
        if second % 4 == 0:
            _, stand = here.sit()
            state = stand.take()[0]
            assert isinstance(state, wire.State)
            copies.append((Copy(state), stand))
    for copy, stand in copies:
        for frame in stand.frames:
            if isinstance(frame, (wire.KeyTold, wire.ServeTold)):
                copy.add(frame)
    tick = here.live.play.watched(here.clock.ns)
    digests = {copy.digest(tick) for copy, _ in copies}
    assert len(copies) == 8
    assert len(digests) == 1


async def test_spectators_see_the_end_before_they_are_shown_out(court: Make) -> None:
    here = court()
    (one, _), (two, _) = here.sit(0), here.sit(1)
    _, stand = here.sit()
    await here.run(4000, one, two)
    here.say(one, wire.ResignFrame(1))
    await here.run(2000, two)
    assert here.live.status == "over"
    assert not stand.said(wire.EndTold)
    here.go(3000)
    assert isinstance(stand.frames[-1], wire.EndTold)
    assert stand.code == wire.Close.OVER


async def test_a_match_sends_a_tenth_of_what_snapshots_would(court: Make) -> None:
    here = court(fixture(ADA, BOT, "bot", ruleset="classic-21"))
    ear, frames = await played(here, 60)
    assert ear.code is None
    size = sum(len(wire.write(frame)) for frame in frames)
    assert size / 60 < 250
    assert here.clock.ns >= 60 * SECOND
