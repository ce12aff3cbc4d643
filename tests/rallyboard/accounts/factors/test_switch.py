"""The authenticator app over HTTP: set up, used once a step, told apart when its clock is off, switched off."""

import asyncio
from collections import Counter

import httpx
import pyotp
import pytest

from tests.kit.postbox import Postbox
from tests.rallyboard.accounts.factors.member import PASSWORD, Clock, Member, Site, join


def codes(answers: list[httpx.Response]) -> Counter[str]:
    return Counter(answer.json().get("code", "in") for answer in answers)


async def test_an_app_is_set_up_and_asked_for_from_then_on(ada: Member) -> None:
    await ada.with_app()
    asked = await ada.login()
    assert asked.status_code == 202
    assert asked.json()["factors"] == ["totp", "mail", "recovery"]
    entered = await ada.by_totp(proof=asked.json()["proof"])
    assert entered.status_code == 201
    assert entered.json()["account"]["factors"] == ["totp", "recovery"]
    assert {"rb_refresh", "rb_device"} <= set(entered.cookies)


async def test_what_the_picture_says_is_the_secret_for_this_account(ada: Member) -> None:
    await ada.sign_in()
    setup = (await ada.post("account/totp")).json()
    read = pyotp.parse_uri(setup["uri"])
    assert (read.secret, read.name, read.issuer) == (setup["secret"], "ada@example.org", "Rallyboard")
    assert setup["svg"].startswith("<svg")


async def test_before_it_is_confirmed_the_app_counts_for_nothing(ada: Member) -> None:
    await ada.sign_in()
    await ada.post("account/totp")
    assert (await ada.post("account/totp/confirm", code="000000")).json()["code"] == "accounts/wrong_code"
    assert (await ada.login()).status_code == 201


async def test_a_setup_begun_anew_voids_the_first(ada: Member) -> None:
    await ada.sign_in()
    ada.secret = (await ada.post("account/totp")).json()["secret"]
    await ada.post("account/totp")
    assert (await ada.post("account/totp/confirm", code=ada.code())).status_code == 401


async def test_a_setup_is_confirmed_once_and_none_stands_beside_it(ada: Member) -> None:
    await ada.with_app()
    again = await ada.post("account/totp/confirm", code=ada.code())
    assert (again.status_code, again.json()["code"]) == (409, "accounts/totp_not_begun")
    assert (await ada.post("account/totp")).json()["code"] == "accounts/totp_is_on"


async def test_of_fifty_posts_of_one_code_in_one_proof_exactly_one_opens(ada: Member) -> None:
    await ada.with_app()
    proof = await ada.proof()
    answers = await asyncio.gather(*(ada.by_totp(ada.code(), proof) for _ in range(50)))
    assert codes(answers) == {"in": 1, "accounts/proof_over": 49}


async def test_of_fifty_posts_of_one_code_in_fifty_proofs_exactly_one_opens(ada: Member) -> None:
    await ada.with_app()
    proofs = [await ada.proof() for _ in range(50)]
    answers = await asyncio.gather(*(ada.by_totp(ada.code(), proof) for proof in proofs))
    assert codes(answers) == {"in": 1, "accounts/code_used": 10, "accounts/too_many_tries": 39}


async def test_fifty_guesses_at_once_in_one_proof_are_five(ada: Member) -> None:
    await ada.with_app()
    proof = await ada.proof()
    answers = await asyncio.gather(*(ada.by_totp(f"{guess:06}", proof) for guess in range(50)))
    assert codes(answers) == {"accounts/wrong_code": 5, "accounts/proof_over": 45}
    assert (await ada.by_totp(proof=proof)).status_code == 410


async def test_ten_wrong_codes_shut_the_door_for_an_hour_but_not_for_a_recovery_code(ada: Member) -> None:
    await ada.with_app()
    assert codes([await ada.by_totp("000000") for _ in range(12)]) == {
        "accounts/wrong_code": 10, "accounts/too_many_tries": 2,
    }  # fmt: skip
    shut = await ada.by_totp()
    assert shut.status_code == 429
    assert 3_500 < int(shut.headers["retry-after"]) <= 3_600
    opened = await ada.post("auth/proofs/recovery", proof=await ada.proof(), code=ada.codes[0])
    assert opened.status_code == 201


async def test_a_code_seen_over_a_shoulder_opens_nothing_any_more(ada: Member) -> None:
    await ada.with_app()
    assert (await ada.by_totp()).status_code == 201
    assert (await ada.by_totp()).json()["code"] == "accounts/code_used"
    assert (await ada.by_totp(ada.code(-1))).json()["code"] == "accounts/code_used"
    assert (await ada.by_totp(ada.code(+1))).status_code == 201


async def test_a_phone_with_a_wrong_clock_is_told_so(ada: Member) -> None:
    await ada.with_app()
    ada.clock.tick(20)
    answers = [await ada.by_totp(ada.code(offset)) for offset in (-10, -3, 2, 10)]
    assert codes(answers) == {"accounts/clock_is_off": 4}
    assert (await ada.by_totp(ada.code(-1))).status_code == 201


async def test_a_right_code_in_other_digits_is_wrong(ada: Member) -> None:
    await ada.with_app()
    full_width = "".join("０１２３４５６７８９"[int(digit)] for digit in ada.code())
    assert (await ada.by_totp(full_width)).json()["code"] == "accounts/wrong_code"


async def test_switching_off_needs_a_fresh_proof_and_voids_the_recovery_codes(ada: Member) -> None:
    await ada.with_app()
    assert (await ada.ask("DELETE", "account/totp")).status_code == 204
    assert (await ada.ask("DELETE", "account/totp")).status_code == 204
    assert (await ada.ask("GET", "account/factors")).json() == {"totp": False, "passkeys": [], "recovery_left": 0}
    assert (await ada.login()).status_code == 201


async def test_a_stale_session_is_fresh_again_after_password_and_code(ada: Member) -> None:
    await ada.with_app()
    await ada.grow_stale()
    asked = await ada.post("account/prove", password=PASSWORD)
    assert (asked.status_code, asked.json()["factors"]) == (202, ["totp", "mail", "recovery"])
    assert (await ada.ask("DELETE", "account/totp")).json()["code"] == "accounts/proof_needed"
    ada.enter(await ada.by_totp(proof=asked.json()["proof"]))
    assert (await ada.ask("DELETE", "account/totp")).status_code == 204


async def test_a_short_password_is_enough_beside_an_app_and_needs_a_mail_without(ada: Member, postbox: Postbox) -> None:
    await ada.with_app()
    short = "kettle-plum9"
    assert (await ada.post("account/password", password=short)).status_code == 204
    assert (await ada.ask("DELETE", "account/totp")).status_code == 204
    asked = await ada.post("auth/login", email=ada.account.email, password=short)
    assert (asked.status_code, asked.json()["factors"]) == (202, ["mail"])
    proof = asked.json()["proof"]
    code = await ada.mailed(postbox, proof)
    assert (await ada.post("auth/proofs/mail", proof=proof, code=code)).status_code == 201


async def test_the_code_of_one_account_opens_no_other(ada: Member, site: Site, clock: Clock) -> None:
    await ada.with_app()
    eve = await (await join(site, clock, "eve@example.org")).with_app()
    assert (await ada.by_totp(eve.code())).json()["code"] == "accounts/wrong_code"


DOORS = (
    ("GET", "account/factors"), ("POST", "account/totp"), ("POST", "account/totp/confirm"), ("DELETE", "account/totp"),
    ("POST", "account/recovery"), ("POST", "account/passkeys/options"), ("DELETE", "account/passkeys/abc"),
)  # fmt: skip


async def test_strangers_are_sent_away_and_sensitive_doors_ask_for_a_fresh_proof(ada: Member) -> None:
    async def answers() -> dict[str, int]:
        body = {"code": "123456"}
        return {
            f"{method} {path}": (await ada.ask(method, path, body if path.endswith("confirm") else None)).status_code
            for method, path in DOORS
        }

    assert set((await answers()).values()) == {401}
    await ada.sign_in()
    await ada.grow_stale()
    stale = await answers()
    assert (stale.pop("GET account/factors"), stale.pop("POST account/totp/confirm")) == (200, 409)
    assert set(stale.values()) == {403}


async def test_no_file_and_no_log_holds_the_secret(ada: Member, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    await ada.with_app()
    await ada.by_totp()
    canaries = [ada.secret, ada.codes[0], ada.codes[0].replace("-", "")]
    assert not [canary for canary in canaries if canary in caplog.text]
    for file in ada.house.settings.data.rglob("*"):
        kept = file.read_bytes() if file.is_file() else b""
        assert not [canary for canary in canaries if canary.encode() in kept], file
