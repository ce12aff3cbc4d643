import pytest

from rallyboard.accounts.factors.errors import NoPasskeysHere
from rallyboard.accounts.factors.relying import Party, party_at

ORIGINS = ("https://pong.example", "https://pong.example:8443", "https://play.example", "http://127.0.0.1:8000")


def test_the_party_is_the_host_that_was_asked_with_all_of_its_pages() -> None:
    both = Party("pong.example", ("https://pong.example", "https://pong.example:8443"))
    assert party_at("pong.example", ORIGINS) == party_at("Pong.Example:8443", ORIGINS) == both
    assert party_at("play.example", ORIGINS) == Party("play.example", ("https://play.example",))


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "evil.example", "pong.example.evil.example", "", "example"])
def test_a_number_or_a_foreign_host_is_no_party(host: str) -> None:
    with pytest.raises(NoPasskeysHere):
        party_at(host, ORIGINS)


def test_ipv6_addresses_are_numbers_too() -> None:
    with pytest.raises(NoPasskeysHere):
        party_at("[::1]:8000", ("http://[::1]:8000",))
