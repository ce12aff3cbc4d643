"""Recovery codes and mailed codes over HTTP."""

import asyncio
from collections import Counter
from datetime import UTC, datetime

from sqlalchemy import update

from rallyboard.accounts.models import Account, Proof
from tests.kit.postbox import Postbox
from tests.rallyboard.accounts.factors.member import Clock, Member, Site, join


async def recover(ada: Member, code: str, proof: str | None = None) -> int:
    answer = await ada.post("auth/proofs/recovery", proof=proof or await ada.proof(), code=code)
    return answer.status_code


async def test_each_recovery_code_opens_once_and_a_mail_says_so(ada: Member, postbox: Postbox) -> None:
    await ada.with_app()
    assert len(set(ada.codes)) == 10
    assert await recover(ada, ada.codes[3].lower()) == 201
    assert await recover(ada, ada.codes[3]) == 401
    assert (await ada.ask("GET", "account/factors")).json()["recovery_left"] == 9
    subjects = [(await postbox.next(to="ada@example.org")).subject for _ in range(2)]
    assert len(set(subjects)) == 2


async def test_of_fifty_who_bring_one_recovery_code_one_gets_in(ada: Member) -> None:
    await ada.with_app()
    proofs = [await ada.proof() for _ in range(50)]
    answers = await asyncio.gather(*(recover(ada, ada.codes[0], proof) for proof in proofs))
    assert Counter(answers) == {201: 1, 401: 49}


async def test_new_recovery_codes_void_the_old(ada: Member) -> None:
    await ada.with_app()
    renewed = (await ada.post("account/recovery")).json()["recovery"]
    assert not set(renewed) & set(ada.codes)
    assert await recover(ada, ada.codes[0]) == 401
    assert await recover(ada, renewed[0]) == 201


async def test_recovery_codes_need_something_to_stand_in_for(ada: Member) -> None:
    await ada.sign_in()
    assert (await ada.post("account/recovery")).json()["code"] == "accounts/second_factor_needed"


async def test_the_codes_of_one_account_open_no_other(ada: Member, site: Site, clock: Clock) -> None:
    await ada.with_app()
    eve = await (await join(site, clock, "eve@example.org")).with_app()
    assert await recover(ada, eve.codes[0]) == 401


async def test_no_other_text_opens(ada: Member) -> None:
    await ada.with_app()
    for code in ("", "x" * 64, "\x00", "' OR 1=1 --", "７K3M-Q0ZD-1XVB-9HRE-WW5T-08NA", "-".join(["0000"] * 6)):
        assert await recover(ada, code) == 401


async def test_a_mailed_code_opens_the_proof_it_was_sent_for_and_no_other(ada: Member, postbox: Postbox) -> None:
    await ada.with_app()
    proof, other = await ada.proof(), await ada.proof()
    code = await ada.mailed(postbox, proof)
    assert (await ada.post("auth/proofs/mail", proof=other, code=code)).status_code == 401
    assert (await ada.post("auth/proofs/mail", proof=proof, code=code)).status_code == 201
    assert (await ada.post("auth/proofs/mail", proof=proof, code=code)).status_code == 410


async def test_a_new_mail_voids_the_code_before(ada: Member, postbox: Postbox) -> None:
    await ada.with_app()
    proof = await ada.proof()
    first = await ada.mailed(postbox, proof)
    second = await ada.mailed(postbox, proof)
    assert (await ada.post("auth/proofs/mail", proof=proof, code=first)).status_code == 401
    assert (await ada.post("auth/proofs/mail", proof=proof, code=second)).status_code == 201


async def test_a_mailed_code_dies_after_five_tries(ada: Member, postbox: Postbox) -> None:
    await ada.with_app()
    proof = await ada.proof()
    code = await ada.mailed(postbox, proof)
    wrong = f"{(int(code) + 1) % 10**8:08}"
    tries = [(await ada.post("auth/proofs/mail", proof=proof, code=wrong)).status_code for _ in range(5)]
    assert tries == [401] * 5
    assert (await ada.post("auth/proofs/mail", proof=proof, code=code)).status_code == 410


async def test_before_a_code_was_sent_none_opens(ada: Member) -> None:
    await ada.with_app()
    for code in ("", "00000000", "0" * 64):
        assert (await ada.post("auth/proofs/mail", proof=await ada.proof(), code=code)).status_code == 401


async def test_nobody_is_flooded_with_codes(ada: Member) -> None:
    await ada.with_app()
    sent = [(await ada.post("auth/proofs/mail/send", proof=await ada.proof())).status_code for _ in range(7)]
    assert sent == [202] * 5 + [429] * 2


async def test_a_password_set_by_mail_leaves_the_second_factor_on_and_mail_is_none(
    ada: Member, postbox: Postbox
) -> None:
    await ada.with_app()
    earlier = await ada.proof()
    assert (await ada.post("auth/forgot", email=ada.account.email)).status_code == 202
    token = await ada.told(postbox, lambda letter: letter.token if "#" in letter.text else None)
    new = "nine green lanterns by the lake"
    assert (await ada.post("auth/reset", token=token, password=new)).status_code == 204
    ada.access = ""
    asked = await ada.post("auth/login", email=ada.account.email, password=new)
    assert (asked.status_code, asked.json()["factors"]) == (202, ["totp", "recovery"])
    assert (await ada.post("auth/proofs/mail/send", proof=asked.json()["proof"])).status_code == 409
    assert (await ada.by_totp(proof=earlier)).status_code == 410
    assert (await ada.by_totp(proof=asked.json()["proof"])).status_code == 201


async def test_a_mailed_code_alone_proves_nothing(ada: Member) -> None:
    await ada.with_app()
    async with ada.house.database.transaction() as session:
        proof = await ada.house.reception.proofs.begin(session, ada.account.id, "reauth", ())
    assert (await ada.post("auth/proofs/mail/send", proof=proof)).status_code == 409
    assert (await ada.post("auth/proofs/mail", proof=proof, code="00000000")).status_code == 409


async def test_after_ten_minutes_a_proof_is_over(ada: Member) -> None:
    await ada.with_app()
    proof = await ada.proof()
    async with ada.house.database.transaction() as session:
        await session.execute(update(Proof).values(expires_at=datetime.now(UTC).isoformat()))
    for path in ("totp", "mail", "recovery"):
        answer = await ada.post(f"auth/proofs/{path}", proof=proof, code=ada.code())
        assert (answer.status_code, answer.json()["code"]) == (410, "accounts/proof_over")
    assert (await ada.post("auth/proofs/mail/send", proof=proof)).status_code == 410


async def test_a_proof_nobody_was_given_is_over(ada: Member) -> None:
    for proof in (" ", "x" * 43, "\x00" * 43, "' OR 1=1 --", "é" * 43):
        assert (await ada.by_totp("123456", proof)).status_code == 410


async def test_mail_is_no_second_factor_after_a_password_that_mail_may_have_set(ada: Member) -> None:
    await ada.with_app()
    async with ada.house.database.transaction() as session:
        await session.execute(update(Account).values(password_changed_at=datetime.now(UTC).isoformat()))
    assert (await ada.login()).json()["factors"] == ["totp", "recovery"]
    answer = await ada.post("auth/proofs/mail/send", proof=await ada.proof())
    assert (answer.status_code, answer.json()["code"]) == (409, "accounts/factor_not_offered")
    ada.clock.tick(10)
    assert (await ada.by_totp()).status_code == 201
    assert (await ada.login()).json()["factors"] == ["totp", "mail", "recovery"]
