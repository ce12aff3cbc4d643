"""After a crash or a restart a match goes on where it was, and nobody pays for it."""

import os
from collections.abc import Callable

from game_engine import Resign, ResignReason
from rallyboard.arena import protocol as wire
from rallyboard.arena.clock import COUNTDOWN_NS, MS
from rallyboard.arena.fixture import unpack
from rallyboard.arena.recovery import Remains
from tests.rallyboard.arena.stage import Court

Make = Callable[..., Court]


def kinds(frames: list[wire.ServerOut]) -> list[str]:
    return [type(frame).__name__ for frame in frames]


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
