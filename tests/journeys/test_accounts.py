"""Accounts as people meet them: mail, second factor, sessions, passkeys, a guest's matches, and the way out."""

from typing import Any

from playwright.async_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.membership import (
    REFUSALS,
    House,
    is_in,
    is_out,
    one_time_code,
    prove,
    register,
    sign_in,
    sign_out,
)  # fmt: skip
from tests.journeys.reader import Reader
from tests.journeys.resident import Resident
from tests.journeys.seating import against_the_house, resign, seated

WITHIN_MS = 1_000
"""A session that is ended is out of every open page by then."""


async def secret_of(reader: Reader) -> str:
    """Sets the authenticator app up to where it shows its secret."""
    await reader.open("/settings/security")
    await reader.page.get_by_role("button", name="Set it up").click()
    await expect(reader.page.get_by_role("img", name="A code to scan with the app")).to_be_visible()
    return (await reader.page.locator(".rb-secret code").inner_text()).replace(" ", "")


async def test_mail_code_and_a_session_ended_from_elsewhere(visit: Visit, house: House) -> None:
    first = await visit()
    await register(first, house, "Ada", "ada@example.org")
    secret = await secret_of(first)
    await first.page.get_by_role("textbox", name="2. Type the code that it shows").fill(one_time_code(secret))
    await first.page.get_by_role("button", name="Switch it on").click()
    await expect(first.page.locator(".rb-codes li")).to_have_count(10)
    recovery = await first.page.locator(".rb-codes code").first.inner_text()
    await sign_out(first)
    await sign_in(first, "ada@example.org")
    await prove(first, one_time_code(secret, 30))
    await is_in(first, "Ada")

    second = await visit()
    await sign_in(second, "ada@example.org", "/settings/sessions")
    await second.page.get_by_role("button", name="Use a recovery code").click()
    await prove(second, recovery, "Recovery code")
    await expect(second.page.get_by_text("This browser")).to_be_visible()
    first.forgiven = REFUSALS
    await second.page.get_by_role("button", name="End Chrome").first.click()
    await expect(first.page.get_by_text("You are signed out")).to_be_visible(timeout=WITHIN_MS)
    await is_out(first)
    await is_in(second, "Ada")


async def test_a_passkey_is_made_and_signs_in(visit: Visit, house: House) -> None:
    async with Resident(house, "Grace") as grace:
        reader = await visit(**grace.looks())
    await reader.open("/settings/security")
    device: Any = await reader.page.context.new_cdp_session(reader.page)
    await device.send("WebAuthn.enable")
    looks = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    await device.send("WebAuthn.addVirtualAuthenticator", {"options": looks})
    await reader.page.get_by_role("button", name="Add a passkey").click()
    await expect(reader.page.get_by_role("button", name="Remove This device")).to_be_visible()
    await sign_out(reader)
    await reader.open("/sign-in?next=/friends")
    await reader.page.wait_for_url("**/friends")  # the device offers it under the field, and gives it by itself
    await is_in(reader, "Grace")


async def test_a_guest_who_signs_up_keeps_the_matches_and_may_part_from_them(visit: Visit, house: House) -> None:
    reader = await visit("Hedy")
    await against_the_house(reader)
    await seated(reader)
    await resign(reader)
    await expect(reader.page.locator("rb-session-board")).to_be_visible()
    await register(reader, house, "Hedy", "hedy@example.org")
    await reader.page.locator("summary.rb-account").click()
    await reader.page.get_by_role("link", name="My matches").click()
    await expect(reader.page.locator(".rb-match-row")).to_have_count(1)
    await expect(reader.page.locator(".rb-match-row")).to_contain_text("Hedy")
    await reader.open("/settings/data")
    await reader.page.get_by_role("button", name="Anonymise me").click()
    dialog = reader.page.get_by_role("dialog", name="Start afresh?")
    await dialog.get_by_label("Type Hedy to go on").fill("Hedy")
    await dialog.get_by_role("button", name="Anonymise me").click()
    await expect(reader.page.get_by_text("Nothing leads from your matches to you any more")).to_be_visible()
    await reader.page.locator("summary.rb-account").click()
    await reader.page.get_by_role("link", name="My matches").click()
    await expect(reader.page.get_by_text("No match fits")).to_be_visible()
    await is_in(reader, "Hedy")


async def test_tabs_that_wake_together_stay_signed_in(visit: Visit, house: House) -> None:
    async with Resident(house, "Karen") as karen:
        reader = await visit(**karen.looks())
    await reader.open("/")
    reader.forgiven = "status of 409"  # a reload in mid-renewal is told to ask again in a second, and does
    other = await reader.another_tab()
    other.forgiven = reader.forgiven
    await other.open("/friends")
    for _ in range(3):
        await reader.page.evaluate("setTimeout(() => location.reload(), 50)")
        await other.page.reload()
        await is_in(other, "Karen")
        await is_in(reader, "Karen")
    await sign_out(reader)
    await is_out(other)


async def test_an_account_is_taken_along_and_erased(visit: Visit, house: House) -> None:
    async with Resident(house, "Mary") as mary:
        reader = await visit(**mary.looks())
    await reader.open("/settings/data")
    async with reader.page.expect_download() as taken:
        await reader.page.get_by_role("button", name="Download my data").click()
    assert (await taken.value).suggested_filename.endswith(".zip")
    await reader.page.get_by_role("button", name="Erase my account").click()
    dialog = reader.page.get_by_role("dialog", name="Leave for good?")
    await expect(dialog.get_by_role("button", name="Erase my account")).to_be_disabled()
    await dialog.get_by_label("Type Mary to go on").fill("Mary")
    await dialog.get_by_role("button", name="Erase my account").click()
    await is_out(reader)
    reader.forgiven = REFUSALS
    await sign_in(reader, "mary@example.org")
    await expect(reader.page.get_by_role("alert").filter(has_text="password")).to_be_visible()
