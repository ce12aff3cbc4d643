"""The page about protection says what the code does: its numbers, its ways in, its inventory of keys and lines."""

import importlib
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient

from rallyboard.accounts import letters, sweeping
from rallyboard.accounts.browsers import Browser
from rallyboard.accounts.caller import ROLES, SCOPES
from rallyboard.accounts.models import Account
from rallyboard.app import create_app
from rallyboard.app.house import House
from rallyboard.settings import Settings
from tests.conftest import ORIGIN
from tests.kit.member import Member, member
from tests.kit.tables import lay
from tests.security.sources import ROOT, imports

API = "/api/v1"
PAGE = (ROOT / "platform/deploy/security.md").read_text()
UNITS = {"KiB": 1024, "second": 1, "minute": 60, "hour": 3_600, "day": 86_400}
NUMBERS = re.findall(
    r"^\| ([^|]+) \| ([\d,]+)( KiB| seconds?| minutes?| days?)?[^|]* \| `([\w.]+):(\w+)` \|$", PAGE, re.MULTILINE
)
LIBRARIES = {
    "jwt": "accounts/access.py", "cryptography": "accounts/keyring.py", "pwdlib": "accounts/passwords.py",
    "pyotp": "accounts/factors/totp.py", "joserfc": "accounts/oauth/",
}  # fmt: skip


def section(title: str) -> str:
    return PAGE.partition(f"## {title}\n")[2].partition("\n## ")[0]


def test_the_page_has_its_tables() -> None:
    assert len(NUMBERS) > 30
    assert len(NUMBERS) == len(re.findall(r"^\|.*`rallyboard[\w.]+:\w+` \|$", PAGE, re.MULTILINE))


@pytest.mark.parametrize(("rule", "number", "unit", "module", "name"), NUMBERS, ids=[row[4] for row in NUMBERS])
def test_a_number_of_the_page_is_the_number_of_the_code(
    rule: str, number: str, unit: str, module: str, name: str
) -> None:
    value = getattr(importlib.import_module(module), name)
    seconds = value.total_seconds() if isinstance(value, timedelta) else value
    said = int(number.replace(",", "")) * UNITS.get(unit.strip().removesuffix("s"), 1)
    assert said == (seconds * 86_400 if name.endswith("_DAYS") else seconds), rule


async def test_the_ways_in_are_the_routes_that_open_a_session(client: AsyncTestClient[Litestar]) -> None:
    tree: Any = (await client.get("/schema/openapi.json")).json()
    opening = {
        f"{method.upper()} {path}" for path, item in tree["paths"].items() for method, one in item.items()
        if "/SignedIn'" in str(one.get("responses", {}))
    }  # fmt: skip
    listed = set(re.findall(r"^\| `((?:GET|POST) /api/[^`]+)`", section("Ways in"), re.MULTILINE))
    assert listed == opening | {"GET /api/v1/auth/providers/{name}/callback"}


async def test_no_way_in_asks_for_a_hint_or_a_question(client: AsyncTestClient[Litestar]) -> None:
    tree: Any = (await client.get("/schema/openapi.json")).json()
    taken = set(re.findall(r"'requestBody'.*?/schemas/(\w+)'", str(tree["paths"])))
    fields = {name for shape in taken for name in tree["components"]["schemas"][shape]["properties"]}
    assert "password" in fields
    assert not {name for name in fields if re.search(r"hint|question|maiden|birth|answer_to", name)}


def test_every_library_of_keys_stands_in_the_inventory() -> None:
    for library, place in LIBRARIES.items():
        users = {path for path, name in imports() if name.partition(".")[0] == library}
        assert users, library
        assert all(place in path for path in users), (library, users)
        assert place in section("Keys and algorithms"), library


def test_every_key_that_is_derived_from_the_secret_stands_in_the_inventory() -> None:
    derived = set(
        re.findall(r'_named\(secret, b"(\w+)"\)', (ROOT / "platform/rallyboard/accounts/keyring.py").read_text())
    )
    assert derived == set(re.findall(r"from the site's secret, `(\w+)`", section("Keys and algorithms")))


async def test_a_lost_secret_signs_nobody_out_and_hides_invitations(settings: Settings) -> None:
    lay(settings.site_database)
    async with page(settings) as client:
        ada, refresh = client.blocking_portal.call(signed_in, client.app.state.house)
        wish = {"mode": "casual", "ruleset": "classic-5"}
        match = (await client.post(f"{API}/matches", json=wish, headers=ada.headers)).json()
    lost = msgspec.structs.replace(settings, secret="another secret, not the one that was lost")
    async with page(lost) as client:
        assert (await client.get(f"{API}/account", headers=ada.headers)).status_code == 401
        again = await client.post(f"{API}/auth/refresh", headers={"cookie": f"rb_refresh={refresh}"})
        new = {"authorization": f"Bearer {again.json()['access']}"}
        card = (await client.get(f"{API}/matches/{match['id']}", headers=new)).json()
        assert (card["your_slots"], card.get("invite_code")) == ([0], None)
        assert (await client.post(f"{API}/guests", json={"alias": "Gus"})).status_code == 201
        assert (await client.post(f"{API}/invites/{match['invite_code']}/join", json={})).status_code == 201


@asynccontextmanager
async def page(settings: Settings) -> AsyncIterator[AsyncTestClient[Litestar]]:
    async with AsyncTestClient(create_app(settings), base_url=ORIGIN) as client:
        client.headers.update({"origin": ORIGIN, "x-rallyboard": "1"})
        yield client


async def signed_in(house: House) -> tuple[Member, str]:
    """A member, and the refresh token of another session of theirs."""
    ada = await member(house, "Ada")
    async with house.database.transaction() as session:
        account = await session.get(Account, ada.account_id)
        assert account is not None
        opened = await house.reception.sessions.open(session, account, ("password",), Browser("Test", "127.0.0.0/24"))
    return ada, opened.refresh


def test_every_line_to_others_is_a_setting_of_the_page() -> None:
    source = (ROOT / "platform/rallyboard/settings.py").read_text()
    named = set(re.findall(r"`RALLYBOARD_([A-Z]+)", section("Lines to others")))
    assert named == {"DATABASE", "REDIS", "SMTP", "OAUTH"}
    assert all(name.lower() in source for name in named)


def test_every_section_that_the_map_names_is_written() -> None:
    """What the standard asks to be documented is a chapter of the page, not a word in passing."""
    map_of = (ROOT / "tests/security/asvs.csv").read_text()
    named = {name for place in re.findall(r"security\.md, (.*?)(?:[:.)]|$)", map_of, re.MULTILINE)
             for name in re.findall(r'"+([A-Z][\w ]+)"+', place)}  # fmt: skip
    assert named == {
        "Limits", "Ways in", "Passwords", "Sessions", "Rights", "What input may be", "Keys and algorithms", "Data",
        "Logs",
    }  # fmt: skip
    assert {name: len(section(name)) > 800 for name in named} == dict.fromkeys(named, True)


def test_the_rights_name_every_role_and_every_scope() -> None:
    rights = section("Rights")
    assert [role for role in ROLES if role != "player" and role not in rights] == []
    assert {scope for scope in SCOPES if f"`{scope}`" not in rights} == set()
    for guard in ("signed_in", "proven", "with_scope", "with_role"):
        assert f"`{guard}`" in rights


def test_the_data_and_the_logs_are_described_as_they_are() -> None:
    data, logs = section("Data"), section("Logs")
    for level in ("secret", "personal", "public"):
        assert f"\n| {level} |" in data
    for field in ("timestamp", "level", "logger", "event", "request_id", "code", "network", "account"):
        assert f"`{field}`" in logs
    assert (sweeping.OVER.days, letters.LIFE["reset"].total_seconds()) == (30, 3_600)


def test_every_path_of_the_page_exists() -> None:
    short = re.findall(r"`((?:accounts|players|privacy|app|arena)/[\w/]+\.py)`", PAGE)
    assert len(short) > 8
    assert [path for path in short if not (ROOT / "platform/rallyboard" / path).exists()] == []
    assert (ROOT / "SECURITY.md").exists()


def test_the_promise_about_components_has_its_days() -> None:
    text = (ROOT / "SECURITY.md").read_text()
    assert [int(days) for days in re.findall(r"(\d+) days (?:for|what)", text)] == [2, 7, 30]
    for name in re.findall(r"`([\w./-]+(?:lock|lock\.json|\.csv|\.py))`", text):
        assert (ROOT / name).exists(), name
