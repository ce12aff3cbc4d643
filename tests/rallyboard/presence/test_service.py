"""What players are doing, seen from one worker and from two."""

import asyncio

import pytest

from rallyboard.presence import service
from rallyboard.presence.service import Presence
from tests.kit.valkey import Valkey
from tests.kit.waiting import until
from tests.rallyboard.presence.conftest import Opener

either = pytest.mark.parametrize("opened", ["memory", ""], ids=["memory", "valkey"], indirect=True)


async def becomes(presence: Presence, state: str | None, player: str = "ada") -> None:
    async def is_so() -> bool:
        return (await presence.states([player])).get(player) == state

    await until(is_so, 5)


@either
async def test_the_most_of_what_a_player_does_is_told(opened: Opener) -> None:
    presence = await opened()
    assert await presence.states(["ada", "bob"]) == {}
    page = presence.attend("ada", "idle")
    await becomes(presence, "idle")
    seat = presence.attend("ada", "playing")
    stand = presence.attend("ada", "watching")
    await becomes(presence, "playing")
    seat()
    await becomes(presence, "watching")
    stand()
    await becomes(presence, "idle")
    page()
    await becomes(presence, None)
    assert await presence.states(["bob", "ada", "ada"]) == {}


@either
async def test_a_page_that_is_loaded_anew_was_never_away(opened: Opener) -> None:
    presence = await opened()
    leave = presence.attend("ada", "idle")
    await becomes(presence, "idle")
    await asyncio.sleep(0.1)
    moves: list[str] = []
    presence.on_moved.append(moves.append)
    for _ in range(3):
        leave()
        leave = presence.attend("ada", "idle")
        await asyncio.sleep(0.05)
    await asyncio.sleep(0.3)
    assert moves == []
    assert await presence.states(["ada"]) == {"ada": "idle"}


async def test_two_workers_agree_and_both_hear_of_changes(opened: Opener) -> None:
    one, two = await opened(), await opened()
    heard: list[str] = []
    two.on_moved.append(heard.append)
    leave = one.attend("ada", "playing")
    await becomes(two, "playing")
    await until(lambda: heard == ["ada"])
    leave()
    await becomes(two, None)
    await until(lambda: heard == ["ada", "ada"])


async def test_who_leaves_one_worker_is_still_seen_on_the_other(opened: Opener) -> None:
    one, two = await opened(), await opened()
    leave_one = one.attend("ada", "idle")
    leave_two = two.attend("ada", "idle")
    await becomes(one, "idle")
    await asyncio.sleep(0.1)
    leave_one()
    await asyncio.sleep(0.3)
    await becomes(one, "idle")
    leave_two()
    await becomes(one, None)


async def test_without_valkey_each_worker_knows_its_own_and_afterwards_both_again(
    opened: Opener, valkey: Valkey, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = await opened(), await opened()
    one.attend("ada", "playing")
    await becomes(two, "playing")
    valkey.kill()
    assert await one.states(["ada"]) == {"ada": "playing"}
    assert await two.states(["ada"]) == {}
    one.attend("bob", "idle")
    await becomes(one, "idle", "bob")
    valkey.start()
    await becomes(two, "playing")
    await becomes(two, "idle", "bob")


async def test_a_worker_that_died_is_forgotten_by_itself(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "LIFE_S", 0.3)
    one, two = await opened(), await opened()
    one.attend("ada", "playing")
    await becomes(two, "playing")
    for task in one._tasks:
        task.cancel()
    await becomes(two, None)


async def test_a_worker_that_stops_says_goodbye_for_its_players(opened: Opener) -> None:
    one, two = await opened(), await opened()
    leave = one.attend("ada", "playing")
    await becomes(two, "playing")
    await one.stop()
    await becomes(two, None)
    leave()
