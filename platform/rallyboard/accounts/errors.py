"""What can go wrong while saying who one is."""

from rallyboard.kit.errors import Conflict, Forbidden, Invalid, NotFound, TooMany, Unauthenticated, Unavailable


class AliasRefused(Invalid):
    """The alias cannot be shown to other people as it is."""

    code = "accounts/alias_refused"
    title = "This alias cannot be used"

    def __init__(self, detail: str, *, field: str = "alias") -> None:
        super().__init__(detail, field=field)


class GuestNeeded(Unauthenticated):
    """The route plays or changes something, and the visitor has no alias yet."""

    code = "accounts/guest_needed"
    title = "Choose an alias first"


class NotSignedIn(Unauthenticated):
    """The route is for account holders, or the token shown opens nothing any more."""

    code = "accounts/not_signed_in"
    title = "Sign in first"


class WrongCredentials(Unauthenticated):
    """Address and password do not belong together; never says which of them is wrong."""

    code = "accounts/wrong_credentials"
    title = "Address or password is wrong"


class WrongCode(Unauthenticated):
    """A second factor that does not prove anything."""

    code = "accounts/wrong_code"
    title = "This code is not right"


class NotAllowed(Forbidden):
    """The account holder's role does not allow this."""

    code = "accounts/not_allowed"
    title = "Your role does not allow this"


class ScopeMissing(Forbidden):
    """The access key was made for other things."""

    code = "accounts/scope_missing"
    title = "This access key may not do that"


class ProofNeeded(Forbidden):
    """A sensitive change asks again who is there; the web opens its dialog on this code."""

    code = "accounts/proof_needed"
    title = "Prove again that it is you"


class FactorNeeded(Forbidden):
    """Whoever may act on others' accounts has more than a password; sessions from before it was set up go on."""

    code = "accounts/factor_needed"
    title = "Your role needs a second factor"


class Banned(Forbidden):
    """A moderator closed this account."""

    code = "accounts/banned"
    title = "This account is closed"


class NameTaken(Conflict):
    """Another account holder's name is, or looks like, this one."""

    code = "accounts/name_taken"
    title = "This name is taken"


class RefreshRaced(Conflict):
    """Another tab refreshed the same session in this very second."""

    code = "accounts/refresh_raced"
    title = "Another tab was quicker"


class LastWayIn(Conflict):
    """Without it nobody could sign in to this account any more."""

    code = "accounts/last_way_in"
    title = "This is the last way into the account"


class ProofOver(Conflict):
    """The proof under way was finished, failed too often, or took too long."""

    status = 410
    code = "accounts/proof_over"
    title = "Sign in again from the start"


class LetterOver(Conflict):
    """The link of a mail was used, replaced, or is too old."""

    status = 410
    code = "accounts/letter_over"
    title = "This link is no longer valid"


class WeakPassword(Invalid):
    """The password is too short, too long or too easy to guess."""

    code = "accounts/weak_password"
    title = "Choose another password"

    def __init__(self, detail: str) -> None:
        super().__init__(detail, field="password")


class BadAddress(Invalid):
    """This cannot be an e-mail address."""

    code = "accounts/bad_address"
    title = "This is no e-mail address"

    def __init__(self, detail: str) -> None:
        super().__init__(detail, field="email")


class TooManyTries(TooMany):
    """Too many failures at one door; `retry_after` says when it opens again."""

    code = "accounts/too_many_tries"
    title = "Too many tries"


class TooBusy(Unavailable):
    """More sign-ins at once than can be checked; nothing was lost."""

    code = "accounts/too_busy"
    title = "Too many people sign in at once"


class NoSuchSession(NotFound):
    """The caller has no running session of this id."""

    code = "accounts/no_such_session"
    title = "No such session"


class NoSuchKey(NotFound):
    """The caller has no access key of this id."""

    code = "accounts/no_such_key"
    title = "No such access key"


class NoSuchAccount(NotFound):
    """No account has this id."""

    code = "accounts/no_such_account"
    title = "No such account"


class TooManyKeys(Conflict):
    """More access keys than anybody can keep an eye on."""

    code = "accounts/too_many_keys"
    title = "Too many access keys"


class NotOurPage(Forbidden):
    """A cookie came without the header that only our own pages send."""

    code = "accounts/not_our_page"
    title = "Send this from a page of the site"
