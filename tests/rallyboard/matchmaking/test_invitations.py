"""Invitation codes: unguessable, stored as hashes, made again from the site's secret alone."""

import pytest

from rallyboard.accounts.keyring import Keyring
from rallyboard.matchmaking.invitations import Invitations, invite_hash
from rallyboard.settings import Settings

OLD, NEW = "o" * 32, "n" * 32


def invitations(secret: str, before: str = "") -> Invitations:
    return Invitations(Keyring(Settings(secret=secret, secret_previous=before)).stamps)


def test_a_code_has_128_bits_that_neither_match_nor_site_share_and_only_its_hash_is_for_keeping() -> None:
    codes = {invitations(secret).issue(f"match {number}") for number in range(100) for secret in (OLD, NEW)}
    assert len(codes) == 200
    assert {len(code) for code in codes} == {22}
    code = codes.pop()
    assert invite_hash(code) not in (None, code)
    assert invite_hash(code) == invite_hash(code)


@pytest.mark.parametrize("junk", ["", "short", "A" * 23, "A" * 21 + "é", "A" * 21 + "\n", "../../etc/passwd/aaaaa"])
def test_what_we_cannot_have_given_out_has_no_hash(junk: str) -> None:
    assert invite_hash(junk) is None


def test_a_code_is_shown_again_after_a_restart_and_over_one_change_of_the_secret() -> None:
    code = invitations(OLD).issue("match")
    kept = invite_hash(code)
    assert invitations(OLD).shown("match", kept) == invitations(NEW, OLD).shown("match", kept) == code
    assert invitations(NEW).shown("match", kept) is None
    assert invitations(OLD).shown("another match", kept) is None
    assert invitations(OLD).shown("match", None) is None
