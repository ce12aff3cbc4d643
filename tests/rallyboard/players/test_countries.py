import pytest

from rallyboard.players.countries import COUNTRIES, clean_country
from rallyboard.players.errors import ProfileRefused


def test_every_country_of_the_world_is_there_once() -> None:
    assert len(COUNTRIES) == 249
    assert {"FR", "CH", "TW", "XK"} - COUNTRIES == {"XK"}


def test_small_letters_are_understood() -> None:
    assert clean_country("fr") == "FR"


@pytest.mark.parametrize("code", ["", "XX", "UK", "EU", "F", "FRA", "ＦＲ", "ſe", "🇫🇷", "F\x00", "ﬀ"])
def test_what_is_no_country_is_refused(code: str) -> None:
    with pytest.raises(ProfileRefused) as refusal:
        clean_country(code)
    assert refusal.value.field == "country"
