"""Rules of accounts that no single room shows: who may replace what, what ends with it, what is there at first."""

from datetime import UTC, datetime
from typing import Any

import pytest
from click.testing import CliRunner
from litestar import Litestar
from litestar.testing import AsyncTestClient
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.accounts import passwords as module
from rallyboard.accounts.errors import NotSignedIn, WeakPassword
from rallyboard.accounts.factors import mail_codes, totp
from rallyboard.accounts.keyring import Keyring
from rallyboard.accounts.models import Account, AuditEntry, Session, Totp
from rallyboard.accounts.passwords import LONGEST, Passwords
from rallyboard.app.house import House
from rallyboard.cli.admin import admin
from rallyboard.settings import Settings
from tests.kit.member import app_of
from tests.kit.postbox import Postbox
from tests.rallyboard.accounts.desk import EMAIL, PASSWORD, logged_in, registered

Client = AsyncTestClient[Litestar]
API = "/api/v1"
NEW = "nine loud storks at dusk"
SENSITIVE: list[tuple[str, str, dict[str, Any] | None]] = [
    ("POST", "account/email", {"email": "eve@example.org"}), ("POST", "account/password", {"password": NEW}),
    ("POST", "account/keys", {"name": "x", "scopes": ["account"]}), ("DELETE", "account/sessions", None),
    ("DELETE", "account/sessions/x", None), ("GET", "account/export", None), ("POST", "account/anonymise", None),
    ("DELETE", "account", None), ("DELETE", "account/identities/club", None), ("POST", "account/totp", None),
    ("POST", "account/recovery", None),
]  # fmt: skip


@pytest.fixture
async def ada(client: Client, beside: House, postbox: Postbox) -> tuple[Account, dict[str, str]]:
    """Signed in with her password, and the header that says so."""
    opened = await registered(beside, postbox)
    return opened.account, bearer(beside, opened.account.id, opened.session_id)


def bearer(house: House, account_id: str, session_id: str) -> dict[str, str]:
    return {"authorization": f"Bearer {house.reception.access.issue(account_id, session_id)}"}


async def of_all_sessions(house: House, **values: str) -> None:
    async with house.database.transaction() as session:
        await session.execute(update(Session).values(values))


async def test_what_is_sensitive_asks_again_who_is_there(client: Client, beside: House, ada: Any) -> None:
    await of_all_sessions(beside, fresh_at="2026-01-01T00:00:00+00:00")
    for method, path, body in SENSITIVE:
        sent = {} if body is None else {"json": body}
        answer = await client.request(method, f"{API}/{path}", headers=ada[1], **sent)
        assert (answer.status_code, answer.json()["code"]) == (403, "accounts/proof_needed"), (method, path)


async def test_only_who_shows_the_present_password_replaces_it(client: Client, beside: House, ada: Any) -> None:
    await of_all_sessions(beside, factors="passkey")
    refused = await client.post(f"{API}/account/password", json={"password": NEW}, headers=ada[1])
    assert (refused.status_code, refused.json()["code"]) == (403, "accounts/proof_needed")
    wrong = await client.post(f"{API}/account/prove", json={"password": NEW}, headers=ada[1])
    assert wrong.status_code == 401
    assert (await client.post(f"{API}/account/prove", json={"password": PASSWORD}, headers=ada[1])).status_code == 201
    changed = await client.post(f"{API}/account/password", json={"password": NEW}, headers=ada[1])
    assert changed.status_code == 204


async def test_a_new_password_ends_every_other_session(client: Client, beside: House, ada: Any) -> None:
    other = await logged_in(beside)
    theirs = bearer(beside, other.account.id, other.session_id)
    assert (await client.post(f"{API}/account/password", json={"password": NEW}, headers=ada[1])).status_code == 204
    assert (await client.get(f"{API}/account", headers=theirs)).status_code == 401
    assert (await client.get(f"{API}/account", headers=ada[1])).status_code == 200
    with pytest.raises(NotSignedIn):
        await beside.reception.sessions.rotate(other.refresh)


async def test_proving_again_voids_the_refresh_token_there_was(house: House, postbox: Postbox) -> None:
    opened = await registered(house, postbox)
    async with house.database.transaction() as session:
        proven = await house.reception.sessions.prove(session, opened.session_id, ("password",))
    assert proven.refresh != opened.refresh
    with pytest.raises(NotSignedIn):
        await house.reception.sessions.rotate(opened.refresh)


async def test_every_sign_in_is_a_session_of_its_own(house: House, postbox: Postbox) -> None:
    opened = await registered(house, postbox)
    again = await logged_in(house)
    assert {opened.session_id, opened.refresh}.isdisjoint({again.session_id, again.refresh})


async def test_staff_sign_somebody_out_everywhere(client: Client, beside: House, ada: Any, postbox: Postbox) -> None:
    bob = await registered(beside, postbox, "bob@example.org", "Bob")
    async with beside.database.transaction() as session:
        await session.execute(update(Account).where(Account.id == ada[0].id).values(role="admin"))
        session.add(app_of(ada[0].id))
    his = bearer(beside, bob.account.id, bob.session_id)
    assert (await client.get(f"{API}/account", headers=his)).status_code == 200
    ended = await client.delete(f"{API}/admin/accounts/{bob.account.id}/sessions", headers=ada[1])
    assert ended.status_code == 204
    assert (await client.get(f"{API}/account", headers=his)).status_code == 401
    with pytest.raises(NotSignedIn):
        await beside.reception.sessions.rotate(bob.refresh)


async def test_a_request_and_what_it_wrote_into_the_audit_log_have_one_number(
    client: Client, beside: House, ada: Any
) -> None:
    answer = await client.patch(f"{API}/account", json={"name": "Ada Two"}, headers=ada[1])
    query = select(AuditEntry.request_id).where(AuditEntry.action == "account.renamed")
    async with beside.database.reading() as session:
        assert (await session.execute(query)).scalar_one() == answer.headers["x-request-id"]


async def test_nobody_takes_everything_home_again_and_again(client: Client, ada: Any) -> None:
    answers = [await client.get(f"{API}/account/export", headers=ada[1]) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[-1].json()["code"] == "privacy/too_many_exports"
    assert 0 < int(answers[-1].headers["retry-after"]) <= 1_200


async def test_no_account_is_there_before_somebody_makes_one(house: House) -> None:
    async with house.database.reading() as session:
        assert (await session.execute(select(func.count()).select_from(Account))).scalar_one() == 0


async def test_an_old_password_stays_good(house: House, postbox: Postbox) -> None:
    opened = await registered(house, postbox)
    async with house.database.transaction() as session:
        old = datetime(2016, 1, 1, tzinfo=UTC).isoformat()
        await session.execute(update(Account).values(password_changed_at=old))
    assert (await logged_in(house, EMAIL)).account.id == opened.account.id


async def test_a_mailed_code_has_eight_digits_of_the_system_s_chance(house: House, postbox: Postbox) -> None:
    opened = await registered(house, postbox)
    async with house.database.transaction() as session:
        proof = await house.reception.proofs.read(session, await begun(house, session, opened.account.id))
        codes = {await mail_codes.issue(session, proof) for _ in range(100)}
    assert len(codes) == 100
    assert all(len(code) == 8 and code.isdigit() for code in codes)


async def begun(house: House, session: AsyncSession, account_id: str) -> str:
    return await house.reception.proofs.begin(session, account_id, "login", ("password",))


async def test_a_refused_factor_is_noted_with_its_kind(client: Client, beside: House, ada: Any) -> None:
    async with beside.database.transaction() as session:
        proof = await begun(beside, session, ada[0].id)
    answer = await client.post(f"{API}/auth/proofs/mail", json={"proof": proof, "code": "00000000"})
    assert answer.status_code == 401
    query = select(AuditEntry.subject, AuditEntry.detail).where(AuditEntry.action == "factor.refused")
    async with beside.database.reading() as session:
        assert tuple((await session.execute(query)).one()) == (ada[0].id, "mail accounts/wrong_code")


OLD, NEW_RING = Keyring(Settings(secret="a" * 32)), Keyring(Settings(secret="b" * 32, secret_previous="a" * 32))


async def test_what_the_old_secret_sealed_is_sealed_with_the_new_one(house: House, postbox: Postbox) -> None:
    opened = await registered(house, postbox)
    about = f"totp:{opened.account.id}"
    row = Totp(account_id=opened.account.id, secret=OLD.seal("JBSWY3DP", about), created_at="2026-01-01T00:00:00+00:00")
    async with house.database.transaction() as session:
        session.add(row)
    async with house.database.transaction() as session:
        assert await totp.reseal(session, NEW_RING) == (1, 0)
        assert await totp.reseal(session, OLD) == (0, 1), "with neither secret nothing is touched"
    async with house.database.reading() as session:
        kept = (await session.execute(select(Totp.secret))).scalar_one()
    assert Keyring(Settings(secret="b" * 32)).open(kept, about) == "JBSWY3DP"


def test_the_console_seals_again(settings: Settings) -> None:
    house = House(settings)
    house.open()
    house.close()
    environment = {"RALLYBOARD_DATA": str(settings.data), "RALLYBOARD_DATABASE": settings.database}
    told = CliRunner().invoke(admin, ["reseal"], env=environment)
    assert (told.exit_code, told.output) == (0, "0 sealed with the present secret\n")


# --- Passwords ---------------------------------------------------------------------------------------------


@pytest.fixture
def passwords() -> Any:
    made = Passwords()
    yield made
    made.close()


async def test_every_character_of_a_password_counts(passwords: Passwords) -> None:
    word = ("Seven quiet herons " * 7)[:LONGEST]
    hashed = await passwords.hash(word)
    assert await passwords.verify(hashed, word) == (True, None)
    for other in (word[:-1], word.lower(), word + " ", " " + word, word[:-1] + "?"):
        assert not (await passwords.verify(hashed, other))[0], other


async def test_a_long_password_is_taken(passwords: Passwords) -> None:
    for length in (64, LONGEST):
        await passwords.check(("seven quiet herons at noon on a lake " * 4)[:length], second_factor=False)


async def test_the_thousands_most_used_are_refused(passwords: Passwords) -> None:
    long_enough = sorted(word for word in module._listed() if len(word) >= module.SHORTEST_BESIDE)
    assert len(long_enough) > 3_000
    for word in [*long_enough[::400], *(word for word in long_enough if len(word) >= module.SHORTEST_ALONE)]:
        with pytest.raises(WeakPassword):
            await passwords.check(word, second_factor=len(word) < module.SHORTEST_ALONE)


@pytest.mark.parametrize(
    "word",
    ["rallyboardrallyboard", "Rallyboard1234567", "pongpongpongpong", "ada@example.org1", "AdaLovelaceAdaLovelace"],
)
async def test_words_of_this_site_and_of_its_owner_make_no_password(passwords: Passwords, word: str) -> None:
    with pytest.raises(WeakPassword):
        await passwords.check(word, second_factor=False, words=("ada@example.org", "Ada Lovelace"))
