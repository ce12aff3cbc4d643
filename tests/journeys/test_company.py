"""Matches in company: by invitation, by chance, on one keyboard, and watched."""

import asyncio
import re

from playwright.async_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.driving import ARROWS, LETTERS, play
from tests.journeys.reader import Reader
from tests.journeys.seating import RULES, against_the_house, choose, resign, seated, take_name
from tests.journeys.witness import digest_at, stored_log
from tests.kit.server import Server


async def invited(visit: Visit) -> tuple[Reader, Reader]:
    """Two browsers in one match, the second by the first one's link."""
    host, guest = await visit("Host Hanna"), await visit()
    await host.open("/play")
    await choose(host.page, "Two browsers", RULES)
    await host.page.get_by_role("button", name="Invite").click()
    link = await host.page.get_by_role("textbox", name="Invitation link").input_value()
    await host.picture("invitation")
    await guest.open(link.removeprefix(host.base))
    await guest.page.get_by_role("button", name="Take the seat").click()
    await take_name(guest, "Guest Gus")
    await asyncio.gather(seated(host), seated(guest))
    return host, guest


async def test_two_browsers_play_one_match_and_end_on_one_state(visit: Visit, site: Server) -> None:
    host, guest = await invited(visit)
    assert host.path == guest.path
    await asyncio.gather(play(host.page, host.wire, ARROWS), play(guest.page, guest.wire, LETTERS, seed=2))
    for reader in (host, guest):
        await expect(reader.page.locator("rb-figure").nth(7)).to_be_attached()
        assert len(reader.wires) == 1, "a browser whose own state is not the server's joins again"
    log = await asyncio.to_thread(stored_log, site, host.wire.match_id)
    goals = {goal[1]: goal[7] for goal in host.wire.told("g")}
    assert goals == {goal[1]: goal[7] for goal in guest.wire.told("g")} == {t: digest_at(log, t) for t in goals}
    for reader in (host, guest):
        # What each browser computed by itself after every serve.
        computed = {frame[1]: frame[2] for frame in reader.wire.sent if frame[0] == "h"}
        assert computed
        assert computed == {t: digest_at(log, t) for t in computed}


async def test_two_people_at_one_keyboard_play_a_match_to_the_end(visit: Visit) -> None:
    reader = await visit("Left Lena")
    await reader.open("/play")
    await choose(reader.page, "Two on one keyboard", RULES)
    await reader.page.get_by_label("Who plays on the right?").fill("Right Rob")
    await reader.page.get_by_role("button", name="Play Classic").click()
    await seated(reader)
    await play(reader.page, reader.wire, LETTERS, ARROWS)
    assert {frame[4] for frame in reader.wire.sent if frame[0] == "d"} == {0, 1}
    await expect(reader.page.locator("rb-figure").nth(7)).to_be_attached()
    await expect(reader.page.locator("main")).to_contain_text("Right Rob")


async def test_two_people_who_want_a_quick_match_meet(visit: Visit) -> None:
    first, second = await visit("Quick Quinn"), await visit("Prompt Pru")
    for reader in (first, second):
        await reader.open("/play")
        await choose(reader.page, "Two browsers", RULES)
        await reader.page.get_by_role("button", name="Quick match").click()
        await seated(reader)
    assert first.path == second.path
    await expect(first.page.get_by_role("heading", level=1)).to_have_text("Quick Quinn against Prompt Pru")
    await resign(second)
    await asyncio.wait_for(first.wire.over.wait(), 10)
    await expect(first.page.locator("main")).to_contain_text("resigned")


async def test_anybody_with_the_link_watches_and_moves_nothing(visit: Visit) -> None:
    player, watcher = await visit("Seen Sam"), await visit()
    await against_the_house(player)
    await seated(player)
    await watcher.open(player.path)
    await watcher.joined()
    await expect(watcher.page.locator("main")).to_contain_text(re.compile("watching", re.IGNORECASE))
    await watcher.page.keyboard.press("ArrowUp", delay=300)
    await watcher.picture("watching")
    await resign(player)
    await asyncio.wait_for(watcher.wire.over.wait(), 15)
    assert {frame[0] for frame in watcher.wire.sent} <= {"k", "p"}
    await expect(watcher.page.locator("main")).to_contain_text("resigned")
    assert watcher.path == player.path
