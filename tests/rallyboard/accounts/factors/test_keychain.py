"""Passkeys over HTTP: kept, used after the password and alone, removed; and what hostile authenticators try."""

import asyncio
import copy
import itertools
import json
from collections import Counter
from typing import Any

import httpx
import pytest

from rallyboard.accounts.factors import authenticator
from rallyboard.accounts.models import Passkey
from rallyboard.kit.later import later
from tests.conftest import ORIGIN
from tests.kit.authenticator import Authenticator, b64
from tests.rallyboard.accounts.factors.member import Clock, Member, Site, join


async def options(ada: Member) -> dict[str, Any]:
    answer = await ada.post("account/passkeys/options")
    assert answer.status_code == 200, answer.text
    return answer.json()["publicKey"]


async def keep(ada: Member, device: Authenticator, name: str = "Laptop") -> httpx.Response:
    credential = device.create(await options(ada))
    return await ada.post("account/passkeys", credential=credential, name=name)


async def enrolled(ada: Member, **device: Any) -> Authenticator:
    await ada.sign_in()
    made = Authenticator(ORIGIN, **device)
    answer = await keep(ada, made)
    assert answer.status_code == 201, answer.text
    return made


async def alone(ada: Member, device: Authenticator, **bent: Any) -> httpx.Response:
    start = (await ada.post("auth/passkey/options")).json()
    return await ada.post("auth/passkey", proof=start["proof"], credential=device.get(start["publicKey"], **bent))


async def after_password(ada: Member, device: Authenticator, **bent: Any) -> httpx.Response:
    proof = (await ada.login()).json()["proof"]
    asked = (await ada.post("auth/proofs/passkey/options", proof=proof)).json()["publicKey"]
    return await ada.post("auth/proofs/passkey", proof=proof, credential=device.get(asked, **bent))


async def test_a_passkey_follows_the_password_or_opens_alone(ada: Member) -> None:
    device = await enrolled(ada)
    asked = await ada.login()
    assert asked.json()["factors"] == ["passkey", "mail", "recovery"]
    assert (await after_password(ada, device)).status_code == 201
    entered = await alone(ada, device)
    assert (entered.status_code, entered.json()["account"]["email"]) == (201, "ada@example.org")
    kept = (await ada.ask("GET", "account/factors")).json()["passkeys"]
    assert [(passkey["name"], passkey["used_at"] is not None) for passkey in kept] == [("Laptop", True)]


async def test_the_first_second_factor_brings_recovery_codes_and_the_next_none(ada: Member) -> None:
    await ada.sign_in()
    first = await keep(ada, Authenticator(ORIGIN))
    assert len(first.json()["recovery"]) == 10
    assert (await keep(ada, Authenticator(ORIGIN), "  Key \t on a ring ")).json()["recovery"] is None
    names = [kept["name"] for kept in (await ada.ask("GET", "account/factors")).json()["passkeys"]]
    assert names == ["Laptop", "Key on a ring"]


async def test_a_synced_passkey_counts_nothing_and_opens_again_and_again(ada: Member) -> None:
    device = await enrolled(ada, counts=False)
    assert [(await alone(ada, device)).status_code for _ in range(3)] == [201, 201, 201]


async def test_others_write_while_the_ceremonies_are_fetched(ada: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    fetched: list[str] = []

    async def slowly(name: str) -> None:
        async with asyncio.timeout(1), ada.house.database.transaction() as session:
            await session.connection()
            fetched.append(name)
        await later(name)

    monkeypatch.setattr(authenticator, "later", slowly)
    device = await enrolled(ada)
    assert (await after_password(ada, device)).status_code == 201
    assert (await alone(ada, device)).status_code == 201
    assert len(fetched) == 6


async def test_an_answer_opens_once(ada: Member) -> None:
    device = await enrolled(ada, counts=False)
    start = (await ada.post("auth/passkey/options")).json()
    answer = device.get(start["publicKey"])
    sent = [ada.post("auth/passkey", proof=start["proof"], credential=answer) for _ in range(50)]
    assert Counter(answer.status_code for answer in await asyncio.gather(*sent)) == {201: 1, 410: 49}


async def test_an_answer_to_another_question_opens_nothing(ada: Member) -> None:
    device = await enrolled(ada)
    one, other = [(await ada.post("auth/passkey/options")).json() for _ in range(2)]
    refused = await ada.post("auth/passkey", proof=one["proof"], credential=device.get(other["publicKey"]))
    assert (refused.status_code, refused.json()["code"]) == (401, "accounts/passkey_refused")


async def test_a_copied_authenticator_is_noticed(ada: Member) -> None:
    device = await enrolled(ada)
    copied = copy.deepcopy(device)
    assert [(await alone(ada, device)).status_code for _ in range(2)] == [201, 201]
    refused = await alone(ada, copied)
    assert refused.status_code == 401
    assert "copied" in refused.json()["detail"]
    assert (await alone(ada, device)).status_code == 201


async def test_the_passkey_of_one_account_opens_no_other(ada: Member, site: Site, clock: Clock) -> None:
    await enrolled(ada)
    eve = await join(site, clock, "eve@example.org")
    device = await enrolled(eve)
    ada.access = ""
    proof = (await ada.login()).json()["proof"]
    asked = (await ada.post("auth/proofs/passkey/options", proof=proof)).json()["publicKey"]
    refused = await ada.post("auth/proofs/passkey", proof=proof, credential=device.get(asked, device.passkeys[0]))
    assert refused.json()["code"] == "accounts/passkey_refused"
    assert (await alone(ada, device, user=b"\x00" * 16)).status_code == 401


async def test_a_proof_that_began_one_way_is_not_finished_the_other(ada: Member) -> None:
    device = await enrolled(ada)
    start = (await ada.post("auth/passkey/options")).json()
    answer = device.get(start["publicKey"])
    assert (await ada.post("auth/proofs/passkey", proof=start["proof"], credential=answer)).status_code == 409
    proof = await ada.proof()
    asked = (await ada.post("auth/proofs/passkey/options", proof=proof)).json()["publicKey"]
    assert (await ada.post("auth/passkey", proof=proof, credential=device.get(asked))).status_code == 409


async def test_a_challenge_makes_one_passkey_in_its_own_session(ada: Member, site: Site, clock: Clock) -> None:
    await ada.sign_in()
    credential = Authenticator(ORIGIN).create(await options(ada))
    eve = await join(site, clock, "eve@example.org")
    await eve.sign_in()
    stolen = await eve.post("account/passkeys", credential=credential, name="Stolen")
    assert (stolen.status_code, stolen.json()["code"]) == (400, "accounts/passkey_unusable")
    sent = [ada.post("account/passkeys", credential=credential, name="Mine") for _ in range(20)]
    assert Counter(answer.status_code for answer in await asyncio.gather(*sent)) == {201: 1, 400: 19}


async def test_a_passkey_is_kept_once(ada: Member) -> None:
    device = await enrolled(ada)
    asked = await options(ada)
    assert [known["id"] for known in asked["excludeCredentials"]] == [b64(device.passkeys[0].id)]
    same = Authenticator(ORIGIN).create(asked, credential_id=device.passkeys[0].id)
    again = await ada.post("account/passkeys", credential=same, name="Two")
    assert (again.status_code, again.json()["code"]) == (409, "accounts/passkey_known")


async def test_removing_one_factor_leaves_the_other_on(ada: Member) -> None:
    device = await enrolled(ada)
    await ada.add_app()
    assert (await ada.ask("DELETE", "account/totp")).status_code == 204
    left = (await ada.ask("GET", "account/factors")).json()
    assert (left["totp"], len(left["passkeys"]), left["recovery_left"]) == (False, 1, 10)
    assert (await ada.login()).status_code == 202
    name = b64(device.passkeys[0].id)
    assert (await ada.ask("DELETE", f"account/passkeys/{name}")).status_code == 204
    assert (await ada.ask("DELETE", f"account/passkeys/{name}")).status_code == 404
    assert (await ada.ask("GET", "account/factors")).json()["recovery_left"] == 0


async def test_the_last_way_into_an_account_stays(ada: Member) -> None:
    device = await enrolled(ada)
    await ada.forget_password()
    refused = await ada.ask("DELETE", f"account/passkeys/{b64(device.passkeys[0].id)}")
    assert (refused.status_code, refused.json()["code"]) == (409, "accounts/last_way_in")
    assert (await alone(ada, device)).status_code == 201


HOSTILE: list[Any] = [
    None, 7, "x", [], {}, {"id": "x"}, {"id": "", "rawId": "", "type": "public-key", "response": {}},
    {"id": "a" * 1_365, "rawId": "a", "type": "public-key", "response": {}},
]  # fmt: skip


async def test_what_is_no_credential_is_a_bad_request(ada: Member) -> None:
    await ada.sign_in()
    proof = (await ada.post("auth/passkey/options")).json()["proof"]
    doors = (("auth/passkey", {"proof": proof}), ("auth/proofs/passkey", {"proof": proof}))
    for credential in HOSTILE:
        for path, body in (*doors, ("account/passkeys", {"name": "x"})):
            assert (await ada.post(path, credential=credential, **body)).status_code == 400


async def test_damaged_parts_open_nothing_and_break_nothing(ada: Member) -> None:
    device = await enrolled(ada, counts=False)
    parts = ("clientDataJSON", "authenticatorData", "signature", "userHandle", "id")
    for field, text in itertools.product(parts, ("A", "AAAA", "_" * 1_364, "AAA\n", "\x00")):
        start = (await ada.post("auth/passkey/options")).json()
        credential = device.get(start["publicKey"])
        holder = credential if field == "id" else credential["response"]
        holder[field] = text
        answer = await ada.post("auth/passkey", proof=start["proof"], credential=credential)
        assert answer.status_code in {400, 401}, (field, text, answer.text)


async def test_a_passkey_has_a_visible_name(ada: Member) -> None:
    await ada.sign_in()
    headers = {"authorization": f"Bearer {ada.access}", "content-type": "application/json"}
    for name in ("", " ", "\x00", "a\x1b[31m", "\u202eevil", "x" * 61, "\ud800"):
        text = json.dumps({"credential": Authenticator(ORIGIN).create(await options(ada)), "name": name})
        answer = await ada.http.post("/api/v1/account/passkeys", headers=headers, content=text)
        assert answer.status_code == 400, name


async def test_at_most_twenty_passkeys_are_kept(ada: Member) -> None:
    await enrolled(ada)
    many = [
        Passkey(credential_id=b64(bytes([key] * 16)), account_id=ada.account.id, public_key="", name="", created_at="")
        for key in range(19)
    ]
    async with ada.house.database.transaction() as session:
        session.add_all(many)
    refused = await keep(ada, Authenticator(ORIGIN))
    assert (refused.status_code, refused.json()["code"]) == (409, "accounts/too_many_passkeys")


async def test_removing_what_is_not_there_says_so(ada: Member) -> None:
    await ada.sign_in()
    for name in ("%00", "x", "..%2f..", "'%20OR%201=1", "%ff", "a" * 1_400):
        assert (await ada.ask("DELETE", f"account/passkeys/{name}")).status_code in {400, 404}, name
