"""What comes by mail: codes, new passwords, new addresses, and what happens when two letters want the same."""

import re

from playwright.async_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.membership import PASSWORD, REFUSALS, House, is_in, is_out, one_time_code, prove, sign_in
from tests.journeys.reader import Reader
from tests.journeys.resident import Resident

ANOTHER = "nine loud storks at dusk"


async def choose(reader: Reader, password: str) -> None:
    await reader.page.get_by_label("New password").fill(password)
    await reader.page.get_by_role("button", name="Keep this password").click()


async def test_a_code_by_mail_is_the_second_factor(visit: Visit, house: House) -> None:
    async with Resident(house, "Lise") as lise:
        secret = (await lise.ask("POST", "/account/totp"))["secret"]
        await lise.ask("POST", "/account/totp/confirm", code=one_time_code(secret))
        reader = await visit()
        await sign_in(reader, lise.address, "/settings/sessions")
        await reader.page.get_by_role("button", name="Send me a code by mail").click()
        await reader.page.get_by_role("button", name="Send the code").click()
        code = (await house.postbox.next(to=lise.address, about="sign-in code")).code
        reader.forgiven = REFUSALS
        await prove(reader, "0" * 8, "Code from the mail")
        await expect(reader.page.get_by_role("alert").filter(has_text="code")).to_be_focused()
        await prove(reader, code, "Code from the mail")
        await is_in(reader, "Lise")
        await expect(reader.page.get_by_text("This browser")).to_be_visible()


async def test_the_second_letter_opened_in_a_tab_counts_and_a_new_password_ends_all(visit: Visit, house: House) -> None:
    async with Resident(house, "Emmy") as emmy:
        elsewhere, reader = await visit(**emmy.looks()), await visit()
        await elsewhere.open("/friends")
        await is_in(elsewhere, "Emmy")
        links = [await forgotten(reader, house, emmy.address) for _ in range(2)]
        reader.forgiven = elsewhere.forgiven = r"status of 4"
        await reader.page.goto(links[0].partition("#")[0] + "#of-somebody-else")
        await choose(reader, ANOTHER)
        await expect(reader.page.get_by_role("heading", name="This link is not good any more")).to_be_visible()
        await reader.page.goto(links[1])
        await choose(reader, ANOTHER)
        await expect(reader.page.get_by_role("heading", name="The new password counts")).to_be_visible()
        assert "#" not in reader.path
        await is_out(elsewhere)
        await sign_in(reader, emmy.address)
        await expect(reader.page.get_by_role("alert").filter(has_text="wrong")).to_be_visible()
        await sign_in(reader, emmy.address, password=ANOTHER)
        await is_in(reader, "Emmy")


async def forgotten(reader: Reader, house: House, address: str) -> str:
    """From "Forgot it?" to the link of the mail."""
    await reader.open("/sign-in")
    await reader.page.get_by_role("link", name="Forgot it?").click()
    await expect(reader.page.get_by_role("heading", name="A new password")).to_be_visible()
    await reader.page.get_by_label("Mail address").fill(address)
    await reader.page.get_by_role("button", name="Send the link").click()
    await expect(reader.page.get_by_role("heading", name="Look into your mail")).to_be_visible()
    return (await house.postbox.next(to=address, about="new password")).link


async def test_a_new_address_counts_once_its_letter_is_opened_and_the_old_one_is_told(
    visit: Visit, house: House
) -> None:
    async with Resident(house, "Sonja") as sonja:
        reader = await visit(**sonja.looks())
        await reader.open("/settings/account")
        await reader.page.get_by_role("textbox", name="Mail address").fill("sofia@example.org")
        await reader.page.get_by_role("button", name="Send a link to this address").click()
        await expect(reader.page.get_by_text("A mail went to sofia@example.org")).to_be_visible()
        await reader.page.goto((await house.postbox.next(to="sofia@example.org", about="Confirm")).link)
        await reader.page.get_by_role("button", name="Confirm").click()
        await expect(reader.page.get_by_role("heading", name="The new address counts")).to_be_visible()
        for address in (sonja.address, "sofia@example.org"):
            await house.postbox.next(to=address, about="was changed")
        await reader.page.get_by_role("link", name="To the settings").click()
        await expect(reader.page.get_by_role("textbox", name="Mail address")).to_have_value("sofia@example.org")


async def test_who_opens_the_letter_second_chooses_another_name(visit: Visit, house: House) -> None:
    late = Resident(house, "Twin", "late@example.org")
    await late.register()
    async with Resident(house, "Twin", "early@example.org"):
        reader = await visit()
        reader.forgiven = r"status of 409"
        await reader.page.goto((await house.postbox.next(to=late.address)).link)
        await reader.page.get_by_role("button", name="Confirm").click()
        await expect(reader.page.get_by_text("Somebody took your name meanwhile")).to_be_visible()
        await reader.page.get_by_label("Another name").fill("Other Twin")
        await reader.page.get_by_role("button", name="Confirm").click()
        await is_in(reader, "Other Twin")
        await expect(reader.page).to_have_url(re.compile(r"/$"))
    await late.http.aclose()
    assert PASSWORD not in await reader.page.content()
