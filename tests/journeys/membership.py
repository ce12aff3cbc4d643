"""Membership: a house that sends real mail, and the ways into an account by the words people see there."""

import shutil
import subprocess
from dataclasses import dataclass

from playwright.async_api import expect

from tests.journeys.reader import Reader
from tests.kit.postbox import Postbox
from tests.kit.server import Server

PASSWORD = "a rally of nineteen hits"
REFUSALS = r"status of 40[13]"
"""Chromium writes every refused request to its console; where one is the point of the journey it is no trouble."""


@dataclass(frozen=True)
class House:
    """A running site and the postbox that its mail arrives in."""

    server: Server
    postbox: Postbox


async def register(reader: Reader, house: House, name: str, address: str) -> None:
    """From the form to the link of the mail that arrived, and in."""
    await reader.open("/sign-up")
    form = reader.page.get_by_role("form", name="Sign up")
    await form.get_by_label("Mail address").fill(address)
    await form.get_by_label("Name", exact=True).fill(name)
    await form.get_by_label("Password", exact=True).fill(PASSWORD)
    await form.get_by_role("button", name="Sign up").click()
    await expect(reader.page.get_by_role("heading", name="Look into your mail")).to_be_visible()
    await reader.page.goto((await house.postbox.next(to=address)).link)
    await reader.page.get_by_role("button", name="Confirm").click()
    await reader.page.wait_for_url(f"{reader.base}/")  # a guest of that name looks the same in the menu
    await is_in(reader, name)


async def sign_in(reader: Reader, address: str, to: str = "/", password: str = PASSWORD) -> None:
    """Mail address and password; a second factor may still be wanted."""
    await reader.open(f"/sign-in?next={to}")
    form = reader.page.get_by_role("form", name="Sign in")
    await form.get_by_label("Mail address").fill(address)
    await form.get_by_label("Password", exact=True).fill(password)
    await form.get_by_role("button", name="Sign in", exact=True).click()


async def prove(reader: Reader, code: str, asked: str = "Code of your authenticator app") -> None:
    """The second step."""
    await reader.page.get_by_role("textbox", name=asked).fill(code)
    await reader.page.get_by_role("button", name="Go on").click()


async def sign_out(reader: Reader) -> None:
    await reader.page.locator("summary.rb-account").click()
    await reader.page.get_by_role("button", name="Sign out").click()
    await is_out(reader)


async def is_in(reader: Reader, name: str) -> None:
    await expect(reader.page.locator("summary.rb-account")).to_have_accessible_name(f"You: {name}")


async def is_out(reader: Reader) -> None:
    await expect(reader.page.locator("rb-account").get_by_role("link", name="Sign in")).to_be_visible()


def one_time_code(secret: str, seconds_on: int = 0) -> str:
    """As an authenticator app shows it: `oathtool` of Debian, which shares no line of code with us."""
    tool = shutil.which("oathtool")
    assert tool is not None, "please install oathtool"
    told = subprocess.run(
        [tool, "--totp", "--base32", "--now", f"now + {seconds_on} seconds", secret],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return told.stdout.strip()
