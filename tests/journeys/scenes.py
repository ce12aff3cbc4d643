"""The scenes of the site: every page as strangers and residents meet it, full, thin, empty, refused and gone wrong."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from playwright.async_api import Route, expect

from tests.journeys.reader import Reader

NOWHERE = "00000000-0000-7000-8000-000000000000"
REFUSED = r"status of 4[0-9][0-9]"
"""Chromium writes every refused request to its console; where one is the point of the scene it is no trouble."""


async def nothing_more(_reader: Reader) -> None:
    """The page as it opens."""


@dataclass(frozen=True)
class Scene:
    """An address, and what is done there before it is looked at."""

    name: str
    path: str
    act: Callable[[Reader], Awaitable[None]] = nothing_more
    forgiven: str | None = None


# --- What is done ------------------------------------------------------------------------------------------


def pressing(name: str, then: str) -> Callable[[Reader], Awaitable[None]]:
    """Presses the button of that name, and waits for what it brings."""

    async def press(reader: Reader) -> None:
        await reader.page.locator("main").get_by_role("button", name=name, exact=True).first.click()
        await expect(reader.page.locator(then).first).to_be_visible()

    return press


async def menu_opened(reader: Reader) -> None:
    await reader.page.locator("summary.rb-account").click()
    await expect(reader.page.get_by_role("link", name="My board")).to_be_visible()


async def address_left(reader: Reader) -> None:
    await reader.page.get_by_label("Mail address").fill("somebody@example.org")
    await reader.page.locator("main form [type=submit]").click()
    await expect(reader.page.get_by_role("heading", name="Look into your mail")).to_be_visible()


async def wrong_password(reader: Reader) -> None:
    await reader.page.get_by_label("Mail address").fill("nobody@example.org")
    await reader.page.get_by_label("Password", exact=True).fill("not the password")
    await reader.page.get_by_role("button", name="Sign in", exact=True).click()
    await expect(reader.page.get_by_role("alert").filter(has_text="password")).to_be_visible()


async def key_made(reader: Reader) -> None:
    await reader.page.get_by_label("Name", exact=True).fill("Notebook")
    await reader.page.get_by_label("Read matches and boards").check()
    await reader.page.get_by_role("button", name="Make the key").click()
    await expect(reader.page.locator(".rb-once")).to_be_visible()


async def proof_wanted(reader: Reader) -> None:
    """As five minutes after signing in."""

    async def not_now(route: Route) -> None:
        told = {"code": "accounts/proof_needed", "title": "Prove it is you", "status": 403, "detail": ""}
        await route.fulfill(status=403, content_type="application/problem+json", json=told)

    await reader.page.route("**/account/password", not_now)
    await reader.page.get_by_label("New password").fill("a rally of twenty hits")
    await reader.page.get_by_role("button", name="Change the password").click()
    await expect(reader.page.get_by_role("dialog", name="Prove it is you")).to_be_visible()
    await reader.page.unroute_all()


async def cut_off(reader: Reader) -> None:
    """The same page once more, with nobody answering."""
    await reader.page.route("**/api/v1/matches?**", lambda route: route.abort())
    await reader.page.reload()
    await expect(reader.page.get_by_role("alert").filter(has_text="No answer")).to_be_visible()
    await reader.page.unroute_all()


# --- The pages ---------------------------------------------------------------------------------------------


def everybody(where: dict[str, str]) -> tuple[Scene, ...]:
    """The pages that need no name; `where` fills in a match and a player."""
    filled = tuple(Scene(name, path) for name, path in where.items())
    player = where["player-board"]
    return (
        *filled,
        Scene("play-keyboard", "/play?mode=local"),
        Scene("play-browsers", "/play?mode=casual"),
        Scene("player-board-few", f"{player}?ruleset=classic-21&from=2020-01-01"),
        Scene("player-board-none", f"{player}?to=2020-01-01"),
        Scene("players-none", "/players?search=zzzzzz"),
        Scene("matches-none", f"/matches?player={player.rsplit('/', 1)[-1]}&ruleset=classic-21&status=void"),
        Scene("matches-cut-off", "/matches", cut_off, r"ERR_FAILED"),
        Scene("match-unknown", f"/matches/{NOWHERE}", forgiven=REFUSED),
        Scene("player-unknown", "/players/nobody-of-that-name", forgiven=REFUSED),
        Scene("invitation-over", f"/play/{'A' * 22}", forgiven=REFUSED),
    )


AT_THE_DOOR = (
    Scene("sign-up", "/sign-up"),
    Scene("sign-up-wrong", "/sign-up", pressing("Sign up", "[aria-invalid=true]")),
    Scene("sign-in", "/sign-in"),
    Scene("sign-in-wrong", "/sign-in", wrong_password, REFUSED),
    Scene("sign-in-refused", "/sign-in?problem=provider_down"),
    Scene("second-step", "/sign-in#proof=none&factors=totp.mail.recovery"),
    Scene("forgot", "/forgot"),
    Scene("forgot-sent", "/forgot", address_left),
    Scene("reset", "/reset#token"),
    Scene("verify", "/verify#token"),
    Scene("verify-over", "/verify#token", pressing("Confirm", ".rb-notice"), REFUSED),
    Scene("letter-cut-short", "/verify"),
    Scene("welcome", "/welcome#token"),
    Scene("confirm-email", "/confirm-email#token"),
    Scene("first-admin", "/first-admin#token"),
    Scene("members-only", "/settings/account"),
)
TABS = ("account", "security", "privacy", "game", "sessions", "keys", "data")


def newcomers(slug: str) -> tuple[Scene, ...]:
    """Where there is nothing yet."""
    return (
        Scene("lobby-newcomer", "/", menu_opened),
        Scene("security-new", "/settings/security", pressing("Set it up", ".rb-qr")),
        Scene("keys-new", "/settings/keys"),
        Scene("friends-none", "/friends"),
        Scene("profile-new", f"/players/{slug}"),
        Scene("not-an-admin", "/admin/accounts"),
    )


def residents(slug: str, friend: str) -> tuple[Scene, ...]:
    """Where somebody lives."""
    return (
        *(Scene(f"settings-{tab}", f"/settings/{tab}") for tab in TABS),
        Scene("security-prove", "/settings/security", proof_wanted, REFUSED),
        Scene("keys-made", "/settings/keys", key_made),
        Scene("data-erase", "/settings/data", pressing("Erase my account", "dialog[open]")),
        Scene("friends", "/friends"),
        Scene("players-human", "/players?kind=human"),
        Scene("profile-own", f"/players/{slug}"),
        Scene("profile-friend", f"/players/{friend}"),
    )


def admins(audited: str) -> tuple[Scene, ...]:
    """Who looks after the house."""
    return (
        Scene("admin-accounts", "/admin/accounts"),
        Scene("admin-ban", "/admin/accounts", pressing("Ban Bea Brook", "dialog[open]")),
        Scene("admin-none", "/admin/accounts?search=zzzzzz"),
        Scene("admin-audit", "/admin/audit"),
        Scene("admin-audit-one", f"/admin/audit?about={audited}"),
    )


PROMOTED = (Scene("admin-without-factor", "/admin/accounts"),)
