"""Every mail that the site writes, in English: one function a kind.

A template gets words and gives back a draft; it knows nothing of addresses, headers or HTML. No mail asks for a
password or a code, and each that tells of a change says what to do if it was somebody else.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

HOUR_S: Final = 3600
DAY_S: Final = 24 * HOUR_S

Words = Mapping[str, str]
METHODS: Final = {
    "totp": "an authenticator app", "passkey": "a passkey", "recovery": "recovery codes", "mail": "codes by mail",
    "password": "a password",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Draft:
    """Paragraphs above and below one link or one code."""

    subject: str
    above: tuple[str, ...]
    link: str = ""
    code: str = ""
    below: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """How a mail of this kind is written, and after how many seconds it is not worth sending any more."""

    write: Callable[[Words], Draft]
    lives_s: int = 3 * DAY_S


def _link(words: Words, page: str) -> str:
    """The token travels behind the #, which no server and no referrer ever sees."""
    return f"{words['site']}/{page}#{words['token']}"


def _not_you(words: Words) -> str:
    return (
        f"If that was not you, choose a new password at {words['site']}/forgot and look at your sessions "
        f"at {words['site']}/settings."
    )


def _method(words: Words) -> str:
    return METHODS.get(words.get("factor", ""), "one of its methods")


def verify(words: Words) -> Draft:
    """To an address that somebody signed up with."""
    return Draft(
        "Confirm your address",
        ("Somebody, hopefully you, signed up at Rallyboard with this address. Open this link to begin:",),
        link=_link(words, "verify"),
        below=("It works once, for 24 hours. If it was not you, do nothing: no account is made without it.",),
    )


def already_registered(words: Words) -> Draft:
    """To the owner of an address that somebody tried to sign up with again."""
    return Draft(
        "You have an account already",
        (
            "Somebody, hopefully you, tried to sign up at Rallyboard with this address. You have an account already.",
            f"Sign in at {words['site']}/sign-in, or choose a new password at {words['site']}/forgot.",
            "If it was not you, there is nothing to do: they were told nothing.",
        ),
    )


def reset(words: Words) -> Draft:
    """With the link that lets one choose a new password."""
    return Draft(
        "Choose a new password",
        ("Somebody, hopefully you, forgot the password of your Rallyboard account. Choose another here:",),
        link=_link(words, "reset"),
        below=("It works once, for one hour. If it was not you, do nothing: your password stays as it is.",),
    )


def email(words: Words) -> Draft:
    """To a new address, which counts once its link was opened."""
    return Draft(
        "Confirm your new address",
        ("Your Rallyboard account is to get this address. Open this link to agree:",),
        link=_link(words, "confirm-email"),
        below=("It works once, for 24 hours. If you do not know of this, do nothing.",),
    )


def changed_email(words: Words) -> Draft:
    """To the new address and to the old one, after the change."""
    return Draft(
        "The address of your account was changed",
        ("Your Rallyboard account has a new e-mail address. Mails will no longer go to the old one.", _not_you(words)),
    )


def changed_password(words: Words) -> Draft:
    """After the password was changed or reset."""
    return Draft(
        "Your password was changed",
        ("The password of your Rallyboard account was changed, and all other sessions were ended.", _not_you(words)),
    )


def new_sign_in(words: Words) -> Draft:
    """After a sign-in from a browser that was not seen before."""
    where = f"{words.get('browser') or 'an unknown browser'}, network {words.get('network') or 'unknown'}"
    return Draft(
        "A new sign-in to your account",
        (f"Somebody signed in to your Rallyboard account with a browser that we had not seen before: {where}.",
         "If that was you, there is nothing to do.", _not_you(words)),
    )  # fmt: skip


def login_code(words: Words) -> Draft:
    """With a code for the second step of a sign-in."""
    return Draft(
        "Your sign-in code",
        ("Somebody, hopefully you, gave your right password and asked for a code. Type it into the page that asks:",),
        code=words["token"],
        below=("It counts for ten minutes, on that page only. We never ask for it in any other way.", _not_you(words)),
    )


def recovery_used(words: Words) -> Draft:
    """After a recovery code was used up."""
    left = words.get("left", "")
    return Draft(
        "A recovery code was used",
        ("One of the recovery codes of your Rallyboard account was used to sign in."
         + (f" {left} are left." if left else ""), _not_you(words)),
    )  # fmt: skip


def factor_added(words: Words) -> Draft:
    """After a way to prove who one is was added."""
    return Draft(
        "A sign-in method was added",
        (f"Your Rallyboard account can now be proven with {_method(words)}.", _not_you(words)),
    )


def factor_removed(words: Words) -> Draft:
    """After a second factor, a passkey or the recovery codes were taken away."""
    return Draft(
        "A sign-in method was removed",
        (f"Your Rallyboard account can no longer be proven with {_method(words)}.", _not_you(words)),
    )


def identity_changed(words: Words) -> Draft:
    """After a provider was linked or unlinked."""
    done = words.get("done") or "changed"
    return Draft(
        "Your linked sign-ins were changed",
        (f"Signing in to your Rallyboard account through {words.get('provider') or 'a provider'} was {done}.",
         _not_you(words)),
    )  # fmt: skip


def access_key_made(words: Words) -> Draft:
    """After an access key for programs was made."""
    return Draft(
        "An access key was made",
        (f"An access key was made for your Rallyboard account: {words.get('label') or 'without a name'}.",
         _not_you(words)),
    )  # fmt: skip


def locked_out(words: Words) -> Draft:
    """While too many wrong passwords are tried."""
    return Draft(
        "Somebody is trying passwords on your account",
        (
            "Many wrong passwords were tried on your Rallyboard account, so new browsers have to wait for a while.",
            f"If it was you, wait an hour, or choose a new password at {words['site']}/forgot.",
            "Browsers that you signed in with before still let you in.",
        ),
    )


def erased(words: Words) -> Draft:
    """The last one: the account is gone when this is read."""
    del words
    return Draft(
        "Your account was erased",
        (
            "Your Rallyboard account and everything that names you are erased, as you asked.",
            "Matches that you played stay in the boards of those you played with, without your name.",
            "This is our last mail to you. Backups that still hold your data are overwritten within 30 days.",
        ),
    )


def anonymised(words: Words) -> Draft:
    """After a player was cut loose from their name."""
    del words
    return Draft(
        "Your player was made anonymous",
        ("Your matches at Rallyboard no longer lead to you: your player has a name that says nothing.",),
    )


DECOY: Final = "decoy"
"""The kind that goes to nobody; it is queued so that an address we do not know costs the same time."""

KINDS: Final[Mapping[str, Kind]] = {
    "verify": Kind(verify, DAY_S),
    "already_registered": Kind(already_registered, DAY_S),
    "reset": Kind(reset, HOUR_S),
    "email": Kind(email, DAY_S),
    "changed_email": Kind(changed_email),
    "changed_email_old": Kind(changed_email),
    "changed_password": Kind(changed_password),
    "new_sign_in": Kind(new_sign_in),
    "login_code": Kind(login_code, 600),
    "recovery_used": Kind(recovery_used),
    "factor_added": Kind(factor_added),
    "factor_removed": Kind(factor_removed),
    "identity_changed": Kind(identity_changed),
    "access_key_made": Kind(access_key_made),
    "locked_out": Kind(locked_out, HOUR_S),
    "erased": Kind(erased),
    "anonymised": Kind(anonymised),
}
