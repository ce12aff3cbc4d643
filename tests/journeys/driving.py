"""Driving: how the journeys' people hold keys. They are no great players, but they do not give up."""

import asyncio
import random
import time

from playwright.async_api import Page

from tests.journeys.wire import Wire

ARROWS, LETTERS = ("ArrowUp", "ArrowDown"), ("KeyW", "KeyS")
RETURNING = 0.3
"""How often they leave the corner they drift to: seldom, or a match to five would take all day."""
TIRED_S = 12
"""After so long they only drift: two who happen to return everything would never end."""
CORNER_S = 3
"""Nor would two who stay in their corners, should a ball once find its way from one to the other."""
LONGEST_S = 100


async def play(page: Page, wire: Wire, *hands: tuple[str, str], seed: int = 1) -> None:
    """Holds up and down in turns with every hand, and serves, until the match is over."""
    chance = random.Random(seed)
    began = time.monotonic()
    async with asyncio.timeout(LONGEST_S):
        while not wire.over.is_set():
            played = time.monotonic() - began
            # Once tired, two hands drift apart: in one corner they could return each other's balls for ever.
            drift = int(played / CORNER_S)
            fresh = played < TIRED_S
            held = [hand[chance.random() < RETURNING if fresh else (at + drift) % 2] for at, hand in enumerate(hands)]
            for key in held:
                await page.keyboard.down(key)
            await page.wait_for_timeout(chance.randrange(60, 420))
            for key in held:
                await page.keyboard.up(key)
            await page.keyboard.press("Space")


async def play_until_a_goal(page: Page, wire: Wire, *hands: tuple[str, str]) -> tuple[int, int]:
    """As `play`, but only until somebody has a point; the score."""
    playing = asyncio.create_task(play(page, wire, *hands))
    async with asyncio.timeout(LONGEST_S):
        while not wire.told("g"):
            await page.wait_for_timeout(50)
    playing.cancel()
    await asyncio.gather(playing, return_exceptions=True)
    return wire.scores
