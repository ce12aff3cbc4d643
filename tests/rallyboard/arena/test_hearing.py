"""What a match makes of its clients' frames: whose, how often, and what is answered."""

from collections.abc import Callable

import pytest

from game_engine import Phase
from rallyboard.arena import protocol as wire
from tests.rallyboard.arena.stage import Court, fixture

Make = Callable[..., Court]


async def test_the_third_unexpected_frame_closes_the_socket(court: Make) -> None:
    here = court()
    client, ear = here.sit(0)
    ear.take()
    assert here.say(client, "nonsense") is None
    assert here.say(client, '["d",1,2,7]') is None
    assert here.say(client, '["k","again",1,0]') is wire.Close.UNEXPECTED
    assert [type(frame) for frame in ear.take()] == [wire.Complaint, wire.Complaint]


@pytest.mark.parametrize("text", ['["d",1,0,1]', '["s",1,0]', '["q",1]', '["d",1,0,1,0]', '["q",1,1]'])
async def test_a_spectator_cannot_play(court: Make, text: str) -> None:
    here = court()
    here.sit(0), here.sit(1)
    watcher, ear = here.sit()
    here.go(3500)
    assert here.say(watcher, text) is None
    assert ear.frames[-1] == wire.Complaint("arena/not_your_seat", "This seat is not yours.")
    assert here.live.play.room.pend == ()
    assert here.say(watcher, text) is None
    assert here.say(watcher, text) is wire.Close.UNEXPECTED


async def test_a_player_cannot_play_the_other_seat(court: Make) -> None:
    here = court()
    (one, ada), _ = here.sit(0), here.sit(1)
    here.go(3500)
    here.say(one, wire.KeyFrame(1, here.tick, 1, 1))
    assert isinstance(ada.frames[-1], wire.Complaint)
    assert here.live.play.room.pend == ()


async def test_more_direction_changes_than_fingers_can_make_close_the_socket(court: Make) -> None:
    here = court()
    (one, _), _ = here.sit(0), here.sit(1)
    here.go(3500)
    codes = [here.say(one, wire.KeyFrame(n, here.tick, n % 2)) for n in range(1, 42)]
    assert codes == [None] * 40 + [wire.Close.FLOOD]


async def test_spectators_may_say_five_frames_a_second(court: Make) -> None:
    here = court()
    watcher, _ = here.sit()
    codes = [here.say(watcher, wire.Ping(n)) for n in range(11)]
    assert codes == [None] * 10 + [wire.Close.FLOOD]


async def test_a_frame_counts_once_and_in_order(court: Make) -> None:
    here = court()
    (one, _), (_, bob) = here.sit(0), here.sit(1)
    here.go(3500)
    for n in (5, 5, 4, 6):
        here.say(one, wire.KeyFrame(n, here.tick, 1))
    assert len(bob.said(wire.KeyTold)) == 2


async def test_frames_for_a_match_that_has_not_begun_are_refused(court: Make) -> None:
    here = court()
    one, ada = here.sit(0)
    here.say(one, wire.KeyFrame(1, 0, 1))
    assert ada.frames[-1] == wire.Restamped(1, -1)


async def test_a_held_key_before_the_start_counts_from_tick_zero(court: Make) -> None:
    here = court()
    (one, _), (_, bob) = here.sit(0), here.sit(1)
    here.go(1000)
    here.say(one, wire.KeyFrame(1, -480, 1))
    assert bob.frames[-1] == wire.KeyTold(0, 0, 1)
    here.go(2100)
    here.live.play.room.advance(here.tick)
    assert here.live.play.room.head.paddle_y(0) > 450_000


async def test_a_serve_by_the_wrong_side_or_in_a_countdown_is_refused(court: Make) -> None:
    here = court()
    (one, ada), (two, bob) = here.sit(0), here.sit(1)
    here.say(one, wire.ServeFrame(1, 300))
    assert ada.frames[-1] == wire.Restamped(1, -1)
    here.go(4500)
    here.say(two, wire.ServeFrame(1, here.tick))
    assert bob.frames[-1] == wire.Restamped(1, -1)
    here.say(one, wire.ServeFrame(2, here.tick))
    assert bob.frames[-1] == wire.ServeTold(0, here.tick)
    here.live.play.room.advance(here.tick)
    assert here.live.play.room.head.phase is Phase.RALLY


async def test_the_answer_to_a_ping_is_the_tick_now_and_its_echo_the_round_trip(court: Make) -> None:
    here = court()
    (one, ada), _ = here.sit(0), here.sit(1)
    here.go(1000)
    here.say(one, wire.Ping(7))
    assert ada.frames[-1] == wire.Pong(7, -480)
    here.go(30)
    here.say(one, wire.Echo(7))
    here.say(one, wire.Echo(7))
    here.say(one, wire.Echo(99))
    assert here.live.play.room.lags[0].rtt_ms == 30.0
    assert not here.live.play.room.lags[1].measured


async def test_a_page_that_comes_back_is_told_which_of_its_frames_were_taken(court: Make) -> None:
    here = court()
    (one, _), (_, _) = here.sit(0), here.sit(1)
    here.go(3500)
    here.say(one, wire.KeyFrame(8, here.tick, 1))
    here.live.leave(one)
    _, again = here.sit(0, last_n=11)
    state = again.frames[0]
    assert isinstance(state, wire.State)
    assert state.last_n == 8
    _, fresh = here.sit(0, last_n=0)
    state = fresh.frames[0]
    assert isinstance(state, wire.State)
    assert state.last_n == 0


async def test_local_players_must_say_which_seat_they_mean(court: Make) -> None:
    here = court(fixture(mode="local"))
    client, ear = here.sit(0, 1)
    here.go(3500)
    here.say(client, wire.KeyFrame(1, here.tick, 1))
    assert isinstance(ear.frames[-1], wire.Complaint)
    here.say(client, wire.KeyFrame(2, here.tick, 1, 1))
    assert [entry.t for entry in here.live.play.room.pend] == [here.tick]
