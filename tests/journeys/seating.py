"""Seating: the ways from the play page to a court, by the words that people see there."""

from playwright.async_api import Page, expect

from tests.journeys.reader import Reader

RULES = "Classic to 5"


async def choose(page: Page, *words: str) -> None:
    """The options of the play page that carry these words."""
    for word in words:
        option = page.locator("label.rb-option").filter(has_text=word)
        await option.click()
        await expect(option.get_by_role("radio")).to_be_checked()


async def take_name(reader: Reader, alias: str) -> None:
    dialog = reader.page.get_by_role("dialog", name="What shall we call you?")
    await dialog.get_by_role("textbox", name="Name").fill(alias)
    await dialog.get_by_role("button", name="Go on").click()


async def seated(reader: Reader) -> None:
    """On the page of a match, with its state received."""
    await reader.page.wait_for_url("**/matches/*")
    await expect(reader.page.locator("rb-court canvas")).to_be_visible()
    await reader.joined()


async def against_the_house(reader: Reader, level: str = "Rookie") -> None:
    await reader.open("/play")
    await choose(reader.page, "Against the house", RULES, level)
    await reader.page.get_by_role("button", name="Play Classic").click()


async def resign(reader: Reader) -> None:
    await reader.page.keyboard.press("Escape")
    await reader.page.get_by_role("button", name="Resign").click()
