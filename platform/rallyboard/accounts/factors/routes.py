"""The HTTP routes of an account's second factors: seen, set up, removed."""

from litestar import delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, SkipValidation
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED, HTTP_204_NO_CONTENT

from rallyboard.accounts.caller import Caller
from rallyboard.accounts.errors import NotSignedIn
from rallyboard.accounts.factors.keychain import Keychain
from rallyboard.accounts.factors.proof_routes import proof_routes
from rallyboard.accounts.factors.schemas import (
    FactorsView,
    NewPasskey,
    PasskeyAdded,
    PasskeyOptions,
    RecoveryCodes,
    TotpSetup,
    TypedCode,
)
from rallyboard.accounts.factors.switch import Switch
from rallyboard.accounts.factors.threshold import Asked, Threshold
from rallyboard.accounts.guards import proven, signed_in
from rallyboard.kit.problems import problems

Asking = NamedDependency[SkipValidation[Caller | None]]


@get("/account/factors", responses=problems(401, 403), summary="The account's second factors")
async def factors(caller: Asking, keychain: NamedDependency[Keychain]) -> FactorsView:
    """What is on, and how many recovery codes are left."""
    return await keychain.factors(signed_in(caller).account_id)


@post(
    "/account/totp", status_code=HTTP_200_OK, responses=problems(401, 403, 409), summary="Begin with an app",
)  # fmt: skip
async def begin_totp(caller: Asking, switch: NamedDependency[Switch]) -> TotpSetup:
    """The secret is told this once and counts for nothing until a code of it was confirmed."""
    return await switch.begin(proven(caller).account_id)


@post(
    "/account/totp/confirm", status_code=HTTP_200_OK, responses=problems(401, 403, 409, 429),
    summary="Switch the app on",
)  # fmt: skip
async def confirm_totp(data: JSONBody[TypedCode], caller: Asking, switch: NamedDependency[Switch]) -> RecoveryCodes:
    """With a code that the app shows; the answer has the recovery codes."""
    return RecoveryCodes(recovery=await switch.confirm(signed_in(caller).account_id, data.code))


@delete("/account/totp", status_code=HTTP_204_NO_CONTENT, responses=problems(401, 403), summary="Switch the app off")
async def drop_totp(caller: Asking, switch: NamedDependency[Switch]) -> None:
    """Passkeys stay. Switching off what is off is no error."""
    await switch.off(proven(caller).account_id)


@post("/account/recovery", status_code=HTTP_200_OK, responses=problems(401, 403, 409), summary="New recovery codes")
async def renew_recovery(caller: Asking, switch: NamedDependency[Switch]) -> RecoveryCodes:
    """Ten, told this once; the old ones are void."""
    return RecoveryCodes(recovery=await switch.renew_recovery(proven(caller).account_id))


@post(
    "/account/passkeys/options", status_code=HTTP_200_OK, responses=problems(401, 403, 409),
    summary="What to ask an authenticator that is to hold a new passkey",
)  # fmt: skip
async def passkey_options(
    request: Asked, caller: Asking, keychain: NamedDependency[Keychain], threshold: NamedDependency[Threshold]
) -> PasskeyOptions:
    """For `navigator.credentials.create()`; the answer goes to POST account/passkeys within ten minutes."""
    known = proven(caller)
    options = await keychain.options(known.account_id, _session(known), threshold.party(request))
    return PasskeyOptions(public_key=options)


@post("/account/passkeys", status_code=HTTP_201_CREATED, responses=problems(401, 403, 409), summary="Keep a passkey")
async def add_passkey(
    request: Asked, data: JSONBody[NewPasskey], caller: Asking, keychain: NamedDependency[Keychain],
    threshold: NamedDependency[Threshold],
) -> PasskeyAdded:  # fmt: skip
    """It signs in alone, or follows the password. The first second factor brings recovery codes along."""
    known = signed_in(caller)
    party = threshold.party(request)
    return await keychain.add(known.account_id, _session(known), data.credential, data.name, party)


@delete(
    "/account/passkeys/{credential_id:str}", status_code=HTTP_204_NO_CONTENT, responses=problems(401, 403, 404, 409),
    summary="Remove a passkey",
)  # fmt: skip
async def drop_passkey(credential_id: FromPath[str], caller: Asking, keychain: NamedDependency[Keychain]) -> None:
    """The app stays, and the last way into the account cannot be removed."""
    await keychain.remove(proven(caller).account_id, credential_id)


def _session(caller: Caller) -> str:
    """Access keys make no passkeys."""
    if caller.session_id is None:
        raise NotSignedIn("Sign in with a browser for this.")
    return caller.session_id


routes = [
    *proof_routes, factors, begin_totp, confirm_totp, drop_totp, renew_recovery, passkey_options, add_passkey,
    drop_passkey,
]  # fmt: skip
