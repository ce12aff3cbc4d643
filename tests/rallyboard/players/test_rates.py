from types import SimpleNamespace

import pytest

from rallyboard.players.errors import TooManyAsks, TooManySearches
from rallyboard.players.rates import Asks, Searches


def asked_from(host: str):
    return SimpleNamespace(client=SimpleNamespace(host=host))


def test_an_address_that_searches_without_end_has_to_wait_and_others_do_not() -> None:
    searches = Searches(burst=3, per_second=0.1)
    for _ in range(3):
        searches.admit(asked_from("192.0.2.1"))
    with pytest.raises(TooManySearches) as refusal:
        searches.admit(asked_from("192.0.2.1"))
    assert refusal.value.retry_after >= 1
    searches.admit(asked_from("192.0.2.2"))


def test_all_addresses_together_have_an_end_too() -> None:
    searches = Searches(burst=3, per_second=0.1, together=2)
    for number in range(6):
        searches.admit(asked_from(f"192.0.2.{number}"))
    with pytest.raises(TooManySearches):
        searches.admit(asked_from("192.0.2.99"))


def test_a_player_asks_so_many_at_once_and_no_more() -> None:
    asks = Asks(burst=2)
    for _ in range(2):
        asks.admit("ada")
    with pytest.raises(TooManyAsks):
        asks.admit("ada")
    asks.admit("bob")
