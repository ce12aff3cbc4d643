"""Access tokens: ours are read, and nothing that anybody could forge is (RFC 8725)."""

import jwt
import pytest

from rallyboard.accounts.access import AUDIENCE, LIFE_S, AccessTokens, Claims
from rallyboard.accounts.errors import NotSignedIn
from rallyboard.accounts.keyring import Keyring
from rallyboard.settings import Settings
from tests.kit.forger import Forger

SITE = "https://pong.example"
RING = Keyring(Settings(secret="s" * 32))
TOKENS = AccessTokens(RING, SITE)
KID, KEY = RING.signing[0]


FORGER = Forger(SITE, KID, KEY)
FORGED = FORGER.corpus()


def test_there_are_enough_forgeries() -> None:
    assert len(FORGED) >= 40


@pytest.mark.parametrize("name", FORGED)
def test_no_forged_token_is_read(name: str) -> None:
    with pytest.raises(NotSignedIn):
        TOKENS.read(FORGED[name]())


def test_a_token_of_ours_says_who_and_which_session() -> None:
    assert TOKENS.read(TOKENS.issue("ada", "session-1")) == Claims("ada", "session-1")
    assert TOKENS.read(FORGER.signed(FORGER.claims())) == Claims("a", "s")


def test_a_token_holds_five_minutes_and_each_is_its_own() -> None:
    one, two = TOKENS.issue("ada", "s"), TOKENS.issue("ada", "s")
    told = jwt.decode(one, KEY, algorithms=["HS256"], audience=AUDIENCE)
    assert (told["exp"] - told["iat"], one != two) == (LIFE_S, True)


def test_a_token_of_the_secret_before_is_still_read() -> None:
    before = AccessTokens(Keyring(Settings(secret="a" * 32)), SITE).issue("ada", "s")
    now = AccessTokens(Keyring(Settings(secret="b" * 32, secret_previous="a" * 32)), SITE)
    assert now.read(before) == Claims("ada", "s")
