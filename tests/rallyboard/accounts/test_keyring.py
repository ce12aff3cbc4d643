"""What is sealed opens only here, only for what it was sealed for, and over one change of the secret."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rallyboard.accounts.keyring import Keyring, Unsealable
from rallyboard.settings import Settings

RING = Keyring(Settings(secret="s" * 32))


@given(st.text(max_size=200), st.text(max_size=20))
def test_what_was_sealed_opens_to_what_it_was(text: str, about: str) -> None:
    assert RING.open(RING.seal(text, about), about) == text


@given(st.text(max_size=80))
def test_what_was_not_sealed_here_never_opens(text: str) -> None:
    with pytest.raises(Unsealable):
        RING.open(text, "totp")


def test_a_seal_holds_for_one_thing_and_untouched_only() -> None:
    sealed = RING.seal("JBSWY3DP", "totp ada")
    with pytest.raises(Unsealable):
        RING.open(sealed, "totp bob")
    for place in range(len(sealed)):
        other = "A" if sealed[place] != "A" else "B"
        with pytest.raises(Unsealable):
            RING.open(
                sealed[:place] + other + sealed[place + 1 :] if place < len(sealed) - 1 else sealed[:-2], "totp ada"
            )


def test_a_new_secret_still_opens_what_the_one_before_sealed() -> None:
    sealed = Keyring(Settings(secret="a" * 32)).seal("text", "x")
    ring = Keyring(Settings(secret="b" * 32, secret_previous="a" * 32))
    assert ring.open(sealed, "x") == "text"
    assert [kid for kid, _ in ring.signing][1] == Keyring(Settings(secret="a" * 32)).signing[0][0]
    with pytest.raises(Unsealable):
        Keyring(Settings(secret="b" * 32)).open(sealed, "x")


def test_a_site_without_a_secret_makes_one_and_keeps_it_to_itself(tmp_path: Path) -> None:
    first, second = (Keyring(Settings(data=tmp_path)) for _ in range(2))
    assert second.open(first.seal("text", "x"), "x") == "text"
    assert ((tmp_path / "secret").stat().st_mode & 0o777, len(list(tmp_path.iterdir()))) == (0o600, 1)


def test_keys_for_different_purposes_have_nothing_in_common() -> None:
    signing, sealing = RING.signing[0], RING._sealing[0]
    assert signing[0] != sealing[0]
    assert signing[1] != sealing[1]
    assert len(signing[1]) == len(sealing[1]) == 32
