import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rallyboard.players.slugs import folded, guest_slug


@given(st.text(min_size=1, max_size=24))
def test_every_slug_is_plain_and_short(alias: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", guest_slug(alias))


@given(st.text(max_size=24))
def test_every_slug_fits_its_column(alias: str) -> None:
    assert len(guest_slug(alias)) <= 64 or len(alias) > 24


@pytest.mark.parametrize(
    ("alias", "stem"), [("Ada Lovelace", "ada-lovelace"), ("Zoë", "zoe"), ("李", "player"), ("..", "player")]
)
def test_a_slug_shows_what_ascii_can_show(alias: str, stem: str) -> None:
    assert guest_slug(alias).rpartition("-")[0] == stem


def test_the_tail_keeps_namesakes_apart() -> None:
    assert len({guest_slug("Ada") for _ in range(200)}) > 190


@pytest.mark.parametrize("text", ["ZOË", "zoe", "Zoë", "Ｚｏｅ"])
def test_a_search_ignores_case_and_accents(text: str) -> None:
    assert folded(text) == "zoe"
