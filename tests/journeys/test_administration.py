"""Who looks after the house: from the link that the console prints to what the audit log tells of every deed."""

from playwright.async_api import Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.membership import PASSWORD, REFUSALS, House, is_in, is_out, one_time_code, sign_in
from tests.journeys.reader import Reader
from tests.journeys.resident import Resident

WITHIN_MS = 1_000
"""A session that is ended is out of every open page by then."""


async def become_admin(reader: Reader, link: str) -> None:
    """From the printed link to the pages of administrators, which ask for a second factor first."""
    await reader.page.goto(link)
    for label, words in (("Mail address", "boss@example.org"), ("Name", "The Boss"), ("Password", PASSWORD)):
        await reader.page.get_by_label(label, exact=True).fill(words)
    await reader.page.get_by_role("button", name="Make the account").click()
    await expect(reader.page.get_by_role("button", name="Set it up")).to_be_visible()
    await to_administration(reader)
    await reader.page.get_by_role("link", name="Set one up").click()
    await reader.page.get_by_role("button", name="Set it up").click()
    secret = (await reader.page.locator(".rb-secret code").inner_text()).replace(" ", "")
    await reader.page.get_by_role("textbox", name="2. Type the code that it shows").fill(one_time_code(secret))
    await reader.page.get_by_role("button", name="Switch it on").click()
    await expect(reader.page.locator(".rb-codes li")).to_have_count(10)
    await to_administration(reader)


async def to_administration(reader: Reader) -> None:
    await reader.page.locator("summary.rb-account").click()
    await reader.page.get_by_role("link", name="Administration").click()


async def out_at_once(reader: Reader, page: Page, deed: str) -> None:
    """What the administrator presses throws the reader's open page out."""
    await page.get_by_role("button", name=deed, exact=True).click()
    await expect(reader.page.get_by_text("You are signed out").first).to_be_visible(timeout=WITHIN_MS)
    await is_out(reader)


async def told(page: Page, *deeds: str) -> None:
    """The audit log of one account, which names who did each of these deeds."""
    for deed in deeds:
        line = page.get_by_role("row").filter(has_text=deed).first
        await expect(line.get_by_role("link", name="The Boss")).to_be_visible()
        await expect(line.get_by_role("link", name="Bob Brook")).to_be_visible()


async def test_the_first_admin_gives_a_role_ends_sessions_bans_and_forgives(visit: Visit, house: House) -> None:
    async with Resident(house, "Bob Brook") as bob:
        boss, his = await visit(), await visit(**bob.looks())
        await his.open("/friends")
        his.forgiven = REFUSALS
        printed = house.server.run("admin", "invite").stdout.strip()
        await become_admin(boss, house.server.base + "/" + printed.rsplit("/", 1)[-1])
        await boss.page.get_by_label("Role of Bob Brook").select_option("referee")
        await expect(boss.page.get_by_text("Bob Brook is referee now")).to_be_visible()
        await out_at_once(his, boss.page, "End sessions of Bob Brook")

        await sign_in(his, bob.address, "/friends")
        await is_in(his, "Bob Brook")
        await boss.page.get_by_role("button", name="Ban Bob Brook").click()
        dialog = boss.page.get_by_role("dialog", name="Ban Bob Brook?")
        await dialog.get_by_label("Reason").fill("Sold a match")
        await out_at_once(his, boss.page, "Ban")
        await expect(boss.page.get_by_text("Banned: Sold a match")).to_be_visible()
        await sign_in(his, bob.address)
        await expect(his.page.get_by_role("alert").filter(has_text="closed")).to_be_visible()

        await boss.page.get_by_role("button", name="Lift the ban of Bob Brook").click()
        await expect(boss.page.get_by_role("button", name="Ban Bob Brook")).to_be_visible()
        await sign_in(his, bob.address)
        await is_in(his, "Bob Brook")
        await boss.page.get_by_role("link", name="Log of Bob Brook").click()
        await told(boss.page, "role.given", "sessions.ended", "account.banned", "account.unbanned")
