"""Each way in which somebody could try to bend a sign-in through a provider ends at a page that says what to do."""

from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

import pytest

from tests.kit.databases import databases
from tests.rallyboard.accounts.oauth.conftest import Site
from tests.rallyboard.accounts.oauth.walking import Walker, callback, problem

KINDS = ("club", "plain")
# What is tried here is refused before any database matters.
pytestmark = pytest.mark.parametrize("site", [databases.name], indirect=True)


def changed(url: str, **values: str) -> str:
    """The same address with other parameters, as an attacker would change it."""
    parts = urlsplit(url)
    query = {name: found[0] for name, found in parse_qs(parts.query).items()} | values
    return urlunsplit(parts._replace(query=urlencode(query)))


def parameter(url: str, name: str) -> str:
    return parse_qs(urlsplit(url).query)[name][0]


async def test_the_providers_are_listed(walker: Walker) -> None:
    answer = await walker.get("/auth/providers")
    assert answer.json() == [{"name": "club", "title": "Club"}, {"name": "plain", "title": "Plain"}]


async def test_the_browser_is_sent_with_state_nonce_and_an_s256_challenge(walker: Walker) -> None:
    location = await walker.start()
    assert parameter(location, "redirect_uri") == callback(walker.base, "club")
    assert parameter(location, "code_challenge_method") == "S256"
    assert parameter(location, "state").startswith("club.")
    assert len(parameter(location, "nonce")) >= 43
    assert "secret" not in location


async def test_plain_oauth_sends_no_nonce(walker: Walker) -> None:
    assert "nonce" not in await walker.start("plain")


async def test_another_state_is_refused(walker: Walker) -> None:
    for name in KINDS:
        back = await walker.consent(await walker.start(name), "ada")
        assert problem(await walker.come_back(changed(back, state=f"{name}.{'a' * 43}"))) == "flow_over"


async def test_a_callback_in_another_browser_is_refused(walker: Walker) -> None:
    for name in KINDS:
        back = await walker.consent(await walker.start(name), "ada")
        walker.forget()
        assert problem(await walker.come_back(back)) == "flow_over"


async def test_a_callback_to_another_provider_is_refused(walker: Walker) -> None:
    back = await walker.consent(await walker.start("club"), "ada")
    assert problem(await walker.come_back(back.replace("/club/", "/plain/"))) == "flow_over"


async def test_an_answer_in_the_name_of_another_issuer_is_refused(walker: Walker) -> None:
    back = await walker.consent(await walker.start(), "ada")
    assert problem(await walker.come_back(changed(back, iss="https://evil.example"))) == "provider_refused"


async def test_a_code_that_was_used_opens_nothing_again(walker: Walker) -> None:
    back = await walker.consent(await walker.start(), "ada")
    kept = dict(walker.http.cookies)
    assert (await walker.come_back(back)).startswith("/welcome?")
    walker.forget()
    walker.http.cookies.update(kept)
    assert problem(await walker.come_back(back)) == "flow_over"


async def test_another_nonce_in_the_id_token_is_refused(walker: Walker) -> None:
    back = await walker.consent(changed(await walker.start(), nonce="of-another-flow"), "ada")
    assert problem(await walker.come_back(back)) == "provider_refused"


async def test_another_challenge_makes_the_token_endpoint_refuse(walker: Walker) -> None:
    challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
    for name in KINDS:
        back = await walker.consent(changed(await walker.start(name), code_challenge=challenge), "ada")
        assert problem(await walker.come_back(back)) == "provider_refused"


async def test_somebody_elses_code_cannot_be_slipped_into_a_flow(walker: Walker) -> None:
    for name in KINDS:
        theirs = parameter(await walker.consent(await walker.start(name), "mallory"), "code")
        back = await walker.consent(await walker.start(name), "ada")
        assert problem(await walker.come_back(changed(back, code=theirs))) == "provider_refused"


async def test_who_says_no_at_the_provider_is_told_so(walker: Walker) -> None:
    page = await walker.walk(None)
    assert (problem(page), parameter(page, "provider")) == ("cancelled", "club")


async def test_a_callback_that_makes_no_sense_is_a_friendly_page(walker: Walker) -> None:
    await walker.start()
    for query in ("", "state=x", "code=x", "state=a&state=b&code=c", "state=%ff%00", "error=" + "x" * 9000):
        assert problem(await walker.come_back(f"{callback(walker.base, 'club')}?{query}")) == "flow_over"


async def test_a_code_that_makes_no_sense_is_a_friendly_page(walker: Walker) -> None:
    for code in ("", "x" * 5000, "a\x00b", "ü", "no such code"):
        back = await walker.consent(await walker.start(), "ada")
        assert problem(await walker.come_back(changed(back, code=code))) == "provider_refused"


async def test_an_unknown_provider_is_a_friendly_page(walker: Walker) -> None:
    assert problem(await walker.start("nobody")) == "no_such_provider"
    assert problem(await walker.come_back(callback(walker.base, "nobody"))) == "no_such_provider"


async def test_a_hostile_next_leads_to_the_front_page(walker: Walker) -> None:
    await walker.join("ada")
    for then in ("//evil.example", "https://evil.example", "/\\evil.example", "/api/v1/me", "/a\r\nb: c"):
        assert await walker.walk("ada", then=then) == "/signed-in#next=%2F"


async def test_a_stranger_is_led_where_they_wanted_to_go_too(walker: Walker) -> None:
    assert (await walker.walk("ada", then="/players")).startswith("/welcome?next=%2Fplayers#")


async def test_too_many_sign_ins_from_one_address_are_told_to_wait(walker: Walker) -> None:
    for _ in range(300):
        if "problem=" in (page := await walker.start("nobody")) and problem(page) == "too_many_flows":
            return
    raise AssertionError("300 sign-ins in a row were let through")


async def test_no_code_state_token_or_secret_is_in_the_log(walker: Walker, site: Site) -> None:
    back = await walker.consent(await walker.start(), "ada")
    page = await walker.come_back(back)
    wrong = changed(await walker.consent(await walker.start(), "ada"), code="a-code-that-is-refused")
    assert problem(await walker.come_back(wrong)) == "provider_refused"
    secrets = [parameter(back, "code"), parameter(back, "state"), page.partition("#")[2], site.club.client_secret]
    said = site.server.log.read_text()
    assert "/auth/providers/{name}/callback" in said
    assert "provider refused" in said
    assert not [secret for secret in (*secrets, "a-code-that-is-refused", walker.tag) if secret in said]


async def test_what_programs_ask_is_answered_with_problems_and_not_with_pages(walker: Walker) -> None:
    welcome = await walker.post("/auth/welcome", token="x", name="Ada")
    assert (welcome.status_code, welcome.json()["code"]) == (410, "accounts/letter_over")
    assert (await walker.get("/account/identities")).json()["code"] == "accounts/not_signed_in"
    assert (await walker.post("/auth/welcome", token="x", name="Ada", role="admin")).status_code == 400
