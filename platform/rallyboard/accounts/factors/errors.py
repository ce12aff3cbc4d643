"""What can go wrong with a second factor."""

from rallyboard.accounts.errors import WrongCode
from rallyboard.kit.errors import Conflict, Invalid, NotFound


class ClockIsOff(WrongCode):
    """The code is right for another minute: the phone's clock runs wrong."""

    code = "accounts/clock_is_off"
    title = "The clock of your phone is off"


class CodeUsed(WrongCode):
    """Each code of an authenticator app opens once."""

    code = "accounts/code_used"
    title = "This code was used already"


class PasskeyRefused(WrongCode):
    """A passkey's answer that proves nothing: of another site, another moment, or nobody we know."""

    code = "accounts/passkey_refused"
    title = "This passkey does not open the account"


class PasskeyUnusable(Invalid):
    """What the browser made cannot be kept as a passkey."""

    code = "accounts/passkey_unusable"
    title = "This passkey cannot be used"

    def __init__(self, detail: str) -> None:
        super().__init__(detail, field="credential")


class FactorNotOffered(Conflict):
    """The proof under way has to be made in another way."""

    code = "accounts/factor_not_offered"
    title = "Prove it in another way"


class TotpIsOn(Conflict):
    """An account has one authenticator app at a time."""

    code = "accounts/totp_is_on"
    title = "An authenticator app is set up already"


class TotpNotBegun(Conflict):
    """There is no setup to confirm: never begun, too old, or confirmed already."""

    code = "accounts/totp_not_begun"
    title = "Begin the setup of the app again"


class SecondFactorNeeded(Conflict):
    """Recovery codes stand in for a second factor, so there has to be one."""

    code = "accounts/second_factor_needed"
    title = "Set up a second factor first"


class PasskeyKnown(Conflict):
    """A credential belongs to one account, once."""

    code = "accounts/passkey_known"
    title = "This passkey is in use already"


class TooManyPasskeys(Conflict):
    """More than anybody has devices."""

    code = "accounts/too_many_passkeys"
    title = "There are many passkeys already"


class NoPasskeysHere(Conflict):
    """Browsers tie passkeys to a host name, and this address is a number."""

    code = "accounts/no_passkeys_here"
    title = "Passkeys do not work at this address"


class NoSuchPasskey(NotFound):
    """The account has no passkey of this id."""

    code = "accounts/no_such_passkey"
    title = "No such passkey"
