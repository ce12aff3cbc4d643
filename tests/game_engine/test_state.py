"""What a match is at a tick: seen, copied, written down and read again."""

import pytest

from game_engine import DEFAULT, Key, Match, Phase, Resign, Serve
from game_engine.errors import BadState


def rallying() -> Match:
    """A few contacts in, one paddle on the move."""
    match = Match.start(DEFAULT, serve0=1)
    match.apply(Key(250, 1, 1))
    match.apply(Serve(260, 1))
    match.apply(Key(262, 0, 1))
    match.advance(500)
    return match


def test_a_match_starts_at_tick_0_level_and_centred() -> None:
    match = Match.start(DEFAULT)
    assert match.pack() == [0, 0, 0, 0, 0, 0, -1, -1, 0, 0, 0, 450_000, 0, 0, 450_000, 0, 0, 0, 0, 0, 0, 0]
    assert match.ball() is None


def test_there_is_no_third_seat_to_serve_first() -> None:
    with pytest.raises(BadState):
        Match.start(DEFAULT, serve0=2)


def test_a_clone_goes_its_own_way() -> None:
    match = rallying()
    before, twin = match.pack(), match.clone()
    assert twin.pack() == before
    twin.apply(Key(501, 0, -1))
    twin.apply(Resign(600, 0))
    assert match.pack() == before
    assert type(twin) is Match


def test_the_ball_is_seen_ahead_on_its_flight() -> None:
    match = rallying()
    assert match.ball() == match.ball(500)
    now, later = match.ball(500), match.ball(510)
    assert now is not None
    assert later is not None
    assert later[0] - now[0] == 10 * now[2]


@pytest.mark.parametrize("t", [100, 260, 500, 700, 1_000, 2_000, 5_000])
def test_a_packed_match_goes_on_like_the_one_it_was_packed_from(t: int) -> None:
    match = Match.start(DEFAULT)
    match.apply(Key(30, 0, 1))
    match.advance(t)
    twin = Match.unpack(DEFAULT, match.pack())
    assert twin.pack() == match.pack()
    assert twin.advance(20_000) == match.advance(20_000)
    assert twin.digest() == match.digest()


def test_an_over_match_is_read_again_as_over() -> None:
    match = rallying()
    match.apply(Resign(501, 0))
    twin = Match.unpack(DEFAULT, match.pack())
    assert (twin.phase, twin.winner, twin.reason) == (Phase.OVER, 1, match.reason)
    assert twin.pack() == match.pack()


def test_the_next_event_is_known_in_every_phase() -> None:
    match = rallying()
    assert match.next_event() == 260 + 395
    match.apply(Resign(501, 0))
    assert match.next_event() is None
    assert Match.start(DEFAULT).next_event() == DEFAULT.serve_auto


def test_the_digest_tells_states_apart() -> None:
    match = rallying()
    digests = {match.digest()}
    for t in range(501, 560):
        match.advance(t)
        digests.add(match.digest())
    assert len(digests) == 60


@pytest.mark.parametrize("length", [0, 21, 23])
def test_a_state_has_22_numbers(length: int) -> None:
    with pytest.raises(BadState, match="has 22 numbers"):
        Match.unpack(DEFAULT, [0] * length)


@pytest.mark.parametrize(
    ("place", "value"),
    [(1, 4), (2, 2), (3, -1), (7, 5), (9, 20_001), (11, 74_999), (12, 2), (16, 9_601), (18, 890_001), (20, -20_001)],
)
def test_a_number_out_of_its_range_is_refused_with_its_place(place: int, value: int) -> None:
    data = rallying().pack()
    data[place] = value
    with pytest.raises(BadState, match=f"number {place} of the packed state is {value}"):
        Match.unpack(DEFAULT, data)


def test_a_ball_in_play_that_does_not_fly_is_refused() -> None:
    data = rallying().pack()
    data[19] = 0
    with pytest.raises(BadState, match="flies to one side"):
        Match.unpack(DEFAULT, data)


def test_a_state_whose_next_event_is_past_is_refused() -> None:
    data = Match.start(DEFAULT).pack()
    data[0] = 721
    with pytest.raises(BadState, match="already been"):
        Match.unpack(DEFAULT, data)
