"""The HTTP routes by which a second factor, or a passkey alone, signs somebody in."""

from litestar import Response, post
from litestar.di import NamedDependency
from litestar.params import JSONBody
from litestar.status_codes import HTTP_200_OK, HTTP_202_ACCEPTED

from rallyboard.accounts.browsers import browser_of
from rallyboard.accounts.factors.proving import Proving
from rallyboard.accounts.factors.schemas import (
    PasskeyOptions,
    PasskeyStart,
    ProofByCode,
    ProofByPasskey,
    ProofWith,
)
from rallyboard.accounts.factors.threshold import Asked, Threshold
from rallyboard.accounts.schemas import Accepted, SignedIn
from rallyboard.kit.problems import problems

Doing = NamedDependency[Proving]
Door = NamedDependency[Threshold]


@post("/auth/proofs/totp", responses=problems(401, 409, 410, 429), summary="Finish a sign-in with an app")
async def by_totp(request: Asked, data: JSONBody[ProofByCode], proving: Doing, threshold: Door) -> Response[SignedIn]:
    """Each code opens once. `accounts/clock_is_off` and `accounts/code_used` say why a true one does not."""
    return await threshold.over(request, await proving.by_totp(data.proof, data.code, browser_of(request)))


@post("/auth/proofs/recovery", responses=problems(401, 409, 410), summary="Finish a sign-in with a recovery code")
async def by_recovery(
    request: Asked, data: JSONBody[ProofByCode], proving: Doing, threshold: Door
) -> Response[SignedIn]:
    """The code is used up, and a mail says so."""
    return await threshold.over(request, await proving.by_recovery(data.proof, data.code, browser_of(request)))


@post(
    "/auth/proofs/mail/send", status_code=HTTP_202_ACCEPTED, responses=problems(409, 410, 429),
    summary="Have a code sent by mail",
)  # fmt: skip
async def send_mail(data: JSONBody[ProofWith], proving: Doing) -> Accepted:
    """The weaker way. A new code voids the last one."""
    await proving.mail_code(data.proof)
    return Accepted()


@post("/auth/proofs/mail", responses=problems(401, 409, 410, 429), summary="Finish a sign-in with a mailed code")
async def by_mail(request: Asked, data: JSONBody[ProofByCode], proving: Doing, threshold: Door) -> Response[SignedIn]:
    """Five tries, ten minutes."""
    return await threshold.over(request, await proving.by_mail(data.proof, data.code, browser_of(request)))


@post(
    "/auth/proofs/passkey/options", status_code=HTTP_200_OK, responses=problems(409, 410),
    summary="What to ask a passkey of the account",
)  # fmt: skip
async def proof_options(request: Asked, data: JSONBody[ProofWith], proving: Doing, threshold: Door) -> PasskeyOptions:
    """For `navigator.credentials.get()`; asking again voids the challenge before."""
    return PasskeyOptions(public_key=await proving.passkey_options(data.proof, threshold.party(request)))


@post("/auth/proofs/passkey", responses=problems(401, 409, 410), summary="Finish a sign-in with a passkey")
async def by_passkey(
    request: Asked, data: JSONBody[ProofByPasskey], proving: Doing, threshold: Door
) -> Response[SignedIn]:
    """The authenticator has to verify its user."""
    party = threshold.party(request)
    opened = await proving.by_passkey(data.proof, data.credential, party, browser_of(request))
    return await threshold.over(request, opened)


@post(
    "/auth/passkey/options", status_code=HTTP_200_OK, responses=problems(409, 429),
    summary="Begin a sign-in with a passkey alone",
)  # fmt: skip
async def passkey_start(request: Asked, proving: Doing, threshold: Door) -> PasskeyStart:
    """Nobody is named: the browser offers what it knows, also while the address field is being filled."""
    threshold.admit(request)
    proof, options = await proving.passkey_start(threshold.party(request))
    return PasskeyStart(proof=proof, public_key=options)


@post("/auth/passkey", responses=problems(401, 409, 410), summary="Sign in with a passkey alone")
async def passkey_sign_in(
    request: Asked, data: JSONBody[ProofByPasskey], proving: Doing, threshold: Door
) -> Response[SignedIn]:
    """A passkey that verified its user is two factors at once, so nothing else is asked."""
    party = threshold.party(request)
    opened = await proving.by_passkey_alone(data.proof, data.credential, party, browser_of(request))
    return await threshold.over(request, opened)


proof_routes = [
    by_totp, by_recovery, send_mail, by_mail, proof_options, by_passkey, passkey_start, passkey_sign_in,
]  # fmt: skip
