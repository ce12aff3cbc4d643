"""Signing in through a real provider, over HTTP; and each way in which somebody could try to bend that."""

import asyncio
import json
import logging
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

import msgspec
import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient

from rallyboard.accounts.oauth import discovery
from rallyboard.settings import Settings
from tests.kit.oidc.club import Club, consent
from tests.rallyboard.accounts.oauth.walking import API, Walker, callback, problem

BOTH = pytest.mark.parametrize("name", ["club", "plain"])


def changed(url: str, **values: str) -> str:
    """The same address with other parameters, as an attacker would change it."""
    parts = urlsplit(url)
    query = {name: found[0] for name, found in parse_qs(parts.query).items()} | values
    return urlunsplit(parts._replace(query=urlencode(query)))


async def sessions(walker: Walker, access: str) -> list[Any]:
    answer = await walker.http.get(f"{API}/account/sessions", headers={"authorization": f"Bearer {access}"})
    return list(answer.json())


async def test_the_providers_are_listed(walker: Walker) -> None:
    answer = await walker.get(f"{API}/auth/providers")
    assert answer.json() == [{"name": "club", "title": "Club"}, {"name": "plain", "title": "Plain"}]


@BOTH
async def test_a_stranger_becomes_a_new_account_and_is_known_the_next_time(walker: Walker, name: str) -> None:
    made = await walker.join("ada", "Ada", name)
    walker.http.cookies.clear()
    assert await walker.walk("ada", name, "/players?kind=human") == "/signed-in#next=%2Fplayers%3Fkind%3Dhuman"
    again = await walker.refresh()
    assert again["account"]["id"] == made["account"]["id"]
    assert (made["account"]["email"], made["account"]["has_password"]) == (None, False)


async def test_the_browser_is_sent_with_state_nonce_and_an_s256_challenge(walker: Walker) -> None:
    query = parse_qs(urlsplit(await walker.start()).query)
    assert query["redirect_uri"] == [callback("club")]
    assert query["code_challenge_method"] == ["S256"]
    assert query["state"][0].startswith("club.")
    assert {"nonce", "code_challenge"} <= set(query)
    assert "secret" not in str(query)


async def test_plain_oauth_sends_no_nonce(walker: Walker) -> None:
    assert "nonce" not in parse_qs(urlsplit(await walker.start("plain")).query)


@BOTH
async def test_another_state_is_refused(walker: Walker, name: str) -> None:
    back = await consent(await walker.start(name), "ada")
    assert problem(await walker.come_back(changed(back, state=f"{name}.{'a' * 43}"))) == "flow_over"


@BOTH
async def test_a_callback_in_another_browser_is_refused(walker: Walker, name: str) -> None:
    back = await consent(await walker.start(name), "ada")
    walker.http.cookies.clear()
    assert problem(await walker.come_back(back)) == "flow_over"


async def test_a_callback_to_another_provider_is_refused(walker: Walker) -> None:
    back = await consent(await walker.start("club"), "ada")
    assert problem(await walker.come_back(back.replace("/club/", "/plain/"))) == "flow_over"


async def test_an_answer_in_the_name_of_another_issuer_is_refused(walker: Walker) -> None:
    back = await consent(await walker.start(), "ada")
    assert problem(await walker.come_back(changed(back, iss="https://evil.example"))) == "provider_refused"


async def test_a_code_that_was_used_opens_nothing_again(walker: Walker) -> None:
    back = await consent(await walker.start(), "ada")
    kept = dict(walker.http.cookies)
    assert (await walker.come_back(back)).startswith("/welcome#")
    walker.http.cookies.clear()
    walker.http.cookies.update(kept)
    assert problem(await walker.come_back(back)) == "flow_over"


async def test_another_nonce_in_the_id_token_is_refused(walker: Walker) -> None:
    back = await consent(changed(await walker.start(), nonce="of-another-flow"), "ada")
    assert problem(await walker.come_back(back)) == "provider_refused"


@BOTH
async def test_another_challenge_makes_the_token_endpoint_refuse(walker: Walker, name: str) -> None:
    challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
    back = await consent(changed(await walker.start(name), code_challenge=challenge), "ada")
    assert problem(await walker.come_back(back)) == "provider_refused"


@BOTH
async def test_somebody_elses_code_cannot_be_slipped_into_a_flow(walker: Walker, name: str) -> None:
    theirs = parse_qs(urlsplit(await consent(await walker.start(name), "mallory")).query)["code"][0]
    back = await consent(await walker.start(name), "ada")
    assert problem(await walker.come_back(changed(back, code=theirs))) == "provider_refused"


async def test_who_says_no_at_the_provider_is_told_so(walker: Walker) -> None:
    page = await walker.walk(None)
    assert (problem(page), "provider=club" in page) == ("cancelled", True)


@pytest.mark.parametrize(
    "query", ["", "state=x", "code=x", "state=a&state=b&code=c", "state=%ff%00", "error=" + "x" * 9000]
)
async def test_a_callback_that_makes_no_sense_is_a_friendly_page(walker: Walker, query: str) -> None:
    await walker.start()
    assert problem(await walker.come_back(f"{callback('club')}?{query}")) == "flow_over"


@pytest.mark.parametrize("code", ["", "x" * 5000, "a\x00b", "ü", "no such code"])
async def test_a_code_that_makes_no_sense_is_a_friendly_page(walker: Walker, code: str) -> None:
    back = await consent(await walker.start(), "ada")
    assert problem(await walker.come_back(changed(back, code=code))) == "provider_refused"


async def test_an_unknown_provider_is_a_friendly_page(walker: Walker) -> None:
    assert problem(await walker.start("nobody")) == "no_such_provider"
    assert problem(await walker.come_back(callback("nobody"))) == "no_such_provider"


@pytest.mark.parametrize(
    "then", ["//evil.example", "https://evil.example", "/\\evil.example", "/api/v1/me", "/a\r\nb: c"]
)
async def test_a_hostile_next_leads_to_the_front_page(walker: Walker, then: str) -> None:
    await walker.join("ada", "Ada")
    assert await walker.walk("ada", then=then) == "/signed-in#next=%2F"


async def test_fifty_callbacks_with_one_code_open_one_session(walker: Walker) -> None:
    await walker.join("ada", "Ada")
    back = await consent(await walker.start(), "ada")
    pages = await asyncio.gather(*(walker.come_back(back) for _ in range(50)))
    assert sum(page.startswith("/signed-in#") for page in pages) == 1
    assert [problem(page) for page in pages if not page.startswith("/signed-in#")] == ["flow_over"] * 49
    assert len(await sessions(walker, (await walker.refresh())["access"])) == 2


async def test_no_code_state_token_or_secret_is_in_any_log(
    walker: Walker, club: Club, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    back = await consent(await walker.start(), "ada")
    page = await walker.come_back(back)
    await walker.come_back(changed(back, code="x"))
    query = parse_qs(urlsplit(back).query)
    secrets = [query["code"][0], query["state"][0], page.partition("#")[2], club.client_secret]
    said = [
        record.getMessage()
        for record in caplog.records
        if not record.name.startswith(("httpx", "httpcore", "aiosqlite"))
    ]
    assert not [secret for secret in secrets if any(secret in line for line in said)]


class TestProviderDown:
    """A provider that is gone, or takes connections and says nothing."""

    @pytest.fixture
    def settings(self, settings: Settings, own: Club) -> Settings:
        return msgspec.structs.replace(settings, oauth={**own.openid("CLUB"), **own.plain("PLAIN")})

    @pytest.fixture
    def own(self) -> Any:
        with Club(callback("club"), callback("plain")) as opened:
            yield opened

    async def test_at_the_start_it_is_said_on_a_page(self, walker: Walker, own: Club) -> None:
        own.stop()
        assert problem(await walker.start()) == "provider_down"

    @BOTH
    async def test_on_the_way_back_it_is_said_on_a_page(self, walker: Walker, own: Club, name: str) -> None:
        back = await consent(await walker.start(name), "ada")
        own.stop()
        assert problem(await walker.come_back(back)) == "provider_down"

    async def test_silence_is_borne_for_three_seconds(self, walker: Walker, own: Club) -> None:
        own.freeze()
        began = asyncio.get_running_loop().time()
        pages = await asyncio.gather(*(walker.start() for _ in range(20)))
        assert {problem(page) for page in pages} == {"provider_down"}
        assert asyncio.get_running_loop().time() - began < 5

    async def test_new_signing_keys_are_found(self, walker: Walker, own: Club, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(discovery, "AGAIN_S", 0.0)
        await walker.join("ada", "Ada")
        own.stop()
        own.start()
        assert (await walker.walk("ada")).startswith("/signed-in#")


async def test_a_wrong_client_secret_is_told_as_ours_to_mend(walker: Walker, app: Litestar) -> None:
    """The provider's own refusal is not passed on."""
    back = await consent(await walker.start(), "ada")
    line = app.state.house.reception.provider_sign_in._askers["club"]._line
    line._client.client_secret = "wrong"
    assert problem(await walker.come_back(back)) == "provider_refused"


async def test_the_answers_to_programs_are_problems_and_not_pages(client: AsyncTestClient[Litestar]) -> None:
    answer = await client.post(f"{API}/auth/welcome", json={"token": "x", "name": "Ada"})
    assert (answer.status_code, answer.json()["code"]) == (410, "accounts/letter_over")
    assert json.loads((await client.get(f"{API}/account/identities")).content)["code"] == "accounts/not_signed_in"
