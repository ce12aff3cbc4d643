"""Driving: how the journeys' people hold keys. They are no great players, but they do not give up."""

import asyncio
import random

from playwright.async_api import Page

from tests.journeys.wire import Wire

ARROWS, LETTERS = ("ArrowUp", "ArrowDown"), ("KeyW", "KeyS")
LONGEST_S = 90
"""A match to five of two such players is over long before."""


async def play(page: Page, wire: Wire, *hands: tuple[str, str], seed: int = 1) -> None:
    """Holds up and down in turns with every hand, and serves, until the match is over."""
    chance = random.Random(seed)
    async with asyncio.timeout(LONGEST_S):
        while not wire.over.is_set():
            held = [chance.choice(hand) for hand in hands]
            for key in held:
                await page.keyboard.down(key)
            await page.wait_for_timeout(chance.randrange(60, 420))
            for key in held:
                await page.keyboard.up(key)
            await page.keyboard.press("Space")
