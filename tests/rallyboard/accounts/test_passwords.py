"""Passwords: length before composition, nothing from the lists, one spelling whatever the keyboard."""

import asyncio
import os
import threading
import unicodedata
from collections.abc import Iterator

import pytest

from rallyboard.accounts import passwords as module
from rallyboard.accounts.errors import TooBusy, WeakPassword
from rallyboard.accounts.passwords import Passwords


@pytest.fixture
def passwords() -> Iterator[Passwords]:
    made = Passwords()
    yield made
    made.close()


async def test_a_hash_opens_for_its_password_only(passwords: Passwords) -> None:
    hashed = await passwords.hash("seven quiet herons")
    assert hashed.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert await passwords.verify(hashed, "seven quiet herons") == (True, None)
    assert await passwords.verify(hashed, "seven quiet heron") == (False, None)
    assert await passwords.verify(None, "nobody has this password") == (False, None)


async def test_two_spellings_of_one_password_are_one(passwords: Passwords) -> None:
    composed = "sieben stille Störche"
    hashed = await passwords.hash(unicodedata.normalize("NFD", composed))
    assert (await passwords.verify(hashed, unicodedata.normalize("NFC", composed)))[0]


async def test_an_outdated_hash_is_made_anew(passwords: Passwords) -> None:
    from pwdlib.hashers.argon2 import Argon2Hasher

    old = Argon2Hasher(time_cost=1, memory_cost=8_192, parallelism=1).hash("seven quiet herons")
    right, better = await passwords.verify(old, "seven quiet herons")
    assert right
    assert better is not None
    assert await passwords.verify(better, "seven quiet herons") == (True, None)


@pytest.mark.parametrize(
    "weak", ["", "short", "fourteen chars", "aaaaaaaaaaaaaaaaaaaa", "123456789012345", "passwordpassword",
             "ada@example.org", "Ada Lovelace Ada", "x" * 129],
)  # fmt: skip
async def test_what_is_easy_to_guess_is_refused_with_the_reason(passwords: Passwords, weak: str) -> None:
    with pytest.raises(WeakPassword) as refused:
        await passwords.check(weak, second_factor=False, words=("ada@example.org", "Ada Lovelace"))
    assert refused.value.field == "password"
    assert weak == "" or weak not in refused.value.detail


async def test_eight_characters_are_enough_beside_a_second_factor(passwords: Passwords) -> None:
    await passwords.check("k7#heron", second_factor=True)
    with pytest.raises(WeakPassword):
        await passwords.check("k7#heron", second_factor=False)
    with pytest.raises(WeakPassword):
        await passwords.check("iloveyou", second_factor=True)


@pytest.mark.parametrize(
    "good",
    ["seven quiet herons", "zwölf Störche im Nebel", "七匹の静かな鷺が正午に飛ぶのだ！", "a" * 3 + "Qz9 vX2-lmw pRt8"],
)
async def test_no_kind_of_character_is_demanded_or_refused(passwords: Passwords, good: str) -> None:
    await passwords.check(good, second_factor=False)


async def test_a_flood_is_told_to_come_again_instead_of_eating_the_memory(
    passwords: Passwords, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "QUEUE", 3)
    flood = [passwords.verify(None, "x") for _ in range(10)]
    outcomes = await asyncio.gather(*flood, return_exceptions=True)
    assert sum(isinstance(outcome, TooBusy) for outcome in outcomes) == 7
    assert await passwords.verify(None, "x") == (False, None)


async def test_slow_hashes_are_counted_and_refused_ones_are_not(
    passwords: Passwords, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "QUEUE", 3)
    hashed = await passwords.hash("seven quiet herons at noon")
    asked = [passwords.verify(hashed, "a guess") for _ in range(5)]
    outcomes = await asyncio.gather(*asked, return_exceptions=True)
    assert sum(isinstance(outcome, TooBusy) for outcome in outcomes) == 2
    assert passwords.numbers() == {"hashed": 4, "waiting": 0}


async def test_the_threads_that_hash_give_way_to_matches(passwords: Passwords) -> None:
    assert await passwords._run(lambda: os.sched_getscheduler(threading.get_native_id())) == os.SCHED_IDLE


async def test_passwords_are_checked_where_priorities_are_forbidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "sched_setscheduler", forbidden)
    passwords = Passwords()
    assert await passwords.verify(await passwords.hash("seven quiet herons"), "seven quiet herons") == (True, None)
    passwords.close()
