"""One heap for all matches: each is woken at its last wish, on time, whatever the others do."""

import asyncio

from structlog.contextvars import bound_contextvars, get_contextvars

from rallyboard.arena.clock import MS, RealClock
from rallyboard.arena.wakes import Wakes


class Sleeper:
    def __init__(self) -> None:
        self.wake_ns: int | None = None
        self.woken: list[int] = []

    def wake(self, now_ns: int) -> None:
        self.woken.append(now_ns)


class Broken(Sleeper):
    def wake(self, now_ns: int) -> None:
        raise RuntimeError("a bug in one match")


async def test_sleepers_wake_at_their_time_and_not_before() -> None:
    clock, sleepers = RealClock(), [Sleeper() for _ in range(20)]
    wakes, began = Wakes(clock), clock.now_ns()
    for place, sleeper in enumerate(sleepers):
        wakes.at(began + (60 - 3 * place) * MS, sleeper)
    await asyncio.sleep(0.15)
    for place, sleeper in enumerate(sleepers):
        (woken,) = sleeper.woken
        assert 0 <= woken - began - (60 - 3 * place) * MS < 40 * MS


async def test_what_a_match_logs_bears_no_id_of_whoever_armed_the_timer() -> None:
    clock, known = RealClock(), list[dict[str, object]]()
    wakes = Wakes(clock)

    class Telling(Sleeper):
        def wake(self, now_ns: int) -> None:
            known.append(get_contextvars())
            if len(known) < 3:
                wakes.at(now_ns + 5 * MS, self)

    with bound_contextvars(request_id="a stranger's"):
        wakes.at(clock.now_ns() + 5 * MS, Telling())
    await asyncio.sleep(0.1)
    assert known == [{}, {}, {}]


async def test_only_the_last_wish_counts() -> None:
    clock, sleeper = RealClock(), Sleeper()
    wakes, began = Wakes(clock), clock.now_ns()
    wakes.at(began + 10 * MS, sleeper)
    wakes.at(began + 30 * MS, sleeper)
    await asyncio.sleep(0.08)
    assert len(sleeper.woken) == 1
    assert sleeper.woken[0] >= began + 30 * MS


async def test_a_cancelled_wish_wakes_nobody() -> None:
    clock, sleeper = RealClock(), Sleeper()
    wakes = Wakes(clock)
    wakes.at(clock.now_ns() + 5 * MS, sleeper)
    sleeper.wake_ns = None
    wakes.at(clock.now_ns() + 10 * MS, other := Sleeper())
    await asyncio.sleep(0.05)
    assert (len(sleeper.woken), len(other.woken)) == (0, 1)
    wakes.at(clock.now_ns() + 5 * MS, other)
    wakes.stop()
    await asyncio.sleep(0.03)
    assert len(other.woken) == 1


async def test_a_match_with_a_bug_does_not_stop_the_others() -> None:
    clock, sleeper = RealClock(), Sleeper()
    wakes = Wakes(clock)
    now = clock.now_ns()
    wakes.at(now + 5 * MS, Broken())
    wakes.at(now + 6 * MS, sleeper)
    await asyncio.sleep(0.05)
    assert len(sleeper.woken) == 1


async def test_who_is_woken_and_wishes_for_later_does_not_make_the_next_one_late() -> None:
    clock, next_one = RealClock(), Sleeper()
    wakes, now = Wakes(clock), clock.now_ns()

    class Far(Sleeper):
        def wake(self, now_ns: int) -> None:
            super().wake(now_ns)
            wakes.at(now_ns + 600 * MS, self)

    wakes.at(now + 5 * MS, Far())
    wakes.at(now + 40 * MS, next_one)
    await asyncio.sleep(0.3)
    wakes.stop()
    assert len(next_one.woken) == 1


async def test_who_always_wants_to_be_woken_at_once_holds_up_nobody() -> None:
    clock, other = RealClock(), Sleeper()
    wakes, now = Wakes(clock), clock.now_ns()

    class Hasty(Sleeper):
        def wake(self, now_ns: int) -> None:
            super().wake(now_ns)
            if now_ns < now + 2000 * MS:  # the test ends, whatever happens
                wakes.at(now, self)

    wakes.at(now, Hasty())
    wakes.at(now + 20 * MS, other)
    await asyncio.sleep(0.1)
    wakes.stop()
    assert clock.now_ns() - now < 1500 * MS, "the loop was never left"
    assert len(other.woken) == 1
