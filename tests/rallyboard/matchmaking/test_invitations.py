"""Invitation codes: unguessable, stored as hashes, shown to their maker only."""

import pytest

from rallyboard.matchmaking import invitations
from rallyboard.matchmaking.invitations import Invitations, invite_hash


def test_a_code_has_128_bits_and_only_its_hash_is_for_keeping() -> None:
    codes = {Invitations().issue("match", "ada") for _ in range(100)}
    assert len(codes) == 100
    assert {len(code) for code in codes} == {22}
    code = codes.pop()
    assert invite_hash(code) not in (None, code)
    assert invite_hash(code) == invite_hash(code)


@pytest.mark.parametrize("junk", ["", "short", "A" * 23, "A" * 21 + "é", "A" * 21 + "\n", "../../etc/passwd/aaaaa"])
def test_what_we_cannot_have_given_out_has_no_hash(junk: str) -> None:
    assert invite_hash(junk) is None


def test_only_so_many_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(invitations, "REMEMBERED", 3)
    known = Invitations()
    codes = [known.issue(f"match {number}", "ada") for number in range(5)]
    assert [known.shown(f"match {number}", "ada") for number in range(5)] == [None, None, *codes[2:]]
    assert known.shown("match 4", None) is None
    known.used("match 4")
    known.used("match 4")
    assert known.shown("match 4", "ada") is None
