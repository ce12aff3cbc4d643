"""Providers: the sites whose accounts open ours, each by a few RALLYBOARD_OAUTH_<NAME>_* variables.

With an ISSUER a provider speaks OpenID Connect, and the rest is discovered. With AUTHORIZE_URL, TOKEN_URL and
USERINFO_URL it speaks plain OAuth 2.0, and who somebody is stands in the answer of the last. A name stands for one
issuer for ever, because identities are kept under it: give another issuer another name.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from rallyboard.accounts.oauth.presets import PRESETS
from rallyboard.settings import PREFIX, BadSetting

WORDS: Final = (
    "CLIENT_ID", "CLIENT_SECRET", "TITLE", "SCOPE", "ISSUER", "AUTHORIZE_URL", "TOKEN_URL", "USERINFO_URL",
    "SUBJECT", "LABEL",
)  # fmt: skip
_VARIABLE: Final = re.compile(rf"(?P<name>[A-Z0-9]+(?:_[A-Z0-9]+)*?)_(?P<word>{'|'.join(WORDS)})", re.ASCII)
LONGEST_NAME: Final = 32


@dataclass(frozen=True, slots=True)
class Issuer:
    """OpenID Connect: everything else is told at `url`/.well-known/openid-configuration."""

    url: str


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Plain OAuth 2.0, which has no discovery and no ID token."""

    authorize: str
    token: str
    userinfo: str


@dataclass(frozen=True, slots=True)
class Provider:
    """One provider. `subject` and `label` are the fields of its answer with the never-changing id and the name."""

    name: str
    title: str
    client_id: str
    client_secret: str = field(repr=False)
    scope: str
    place: Issuer | Endpoints
    subject: str
    label: str


def providers_of(variables: Mapping[str, str]) -> dict[str, Provider]:
    """Providers by name, from `Settings.oauth`; `BadSetting` names the variable and the fix."""
    words: dict[str, dict[str, str]] = {}
    for variable, value in variables.items():
        found = _VARIABLE.fullmatch(variable)
        if found is None:
            raise BadSetting(f"{PREFIX}OAUTH_{variable} is not known; it must end in one of {', '.join(WORDS)}.")
        name = found["name"].lower().replace("_", "-")
        words.setdefault(name, {})[found["word"]] = value.strip()
    return {name: _provider(name, words[name]) for name in sorted(words)}


def _provider(name: str, given: Mapping[str, str]) -> Provider:
    if len(name) > LONGEST_NAME:
        raise BadSetting(f"{_variable(name, 'CLIENT_ID')} names a provider with more than {LONGEST_NAME} characters.")
    known = {**PRESETS.get(name, {}), **{word: value for word, value in given.items() if value}}
    for word in ("CLIENT_ID", "CLIENT_SECRET"):
        if word not in known:
            raise BadSetting(f"{_variable(name, word)} is missing; the provider gives it when you register this site.")
    place = _place(name, known)
    openid = isinstance(place, Issuer)
    return Provider(
        name=name, title=known.get("TITLE", name.capitalize()), client_id=known["CLIENT_ID"],
        client_secret=known["CLIENT_SECRET"], scope=known.get("SCOPE", "openid profile" if openid else ""),
        place=place, subject="sub" if openid else known.get("SUBJECT", "id"),
        label=known.get("LABEL", "preferred_username" if openid else "login"),
    )  # fmt: skip


def _place(name: str, known: Mapping[str, str]) -> Issuer | Endpoints:
    if "ISSUER" in known:
        return Issuer(_address(name, "ISSUER", known))
    for word in ("AUTHORIZE_URL", "TOKEN_URL", "USERINFO_URL"):
        if word not in known:
            raise BadSetting(
                f"{_variable(name, word)} is missing; set it, or {_variable(name, 'ISSUER')} if it speaks OpenID."
            )
    return Endpoints(
        authorize=_address(name, "AUTHORIZE_URL", known), token=_address(name, "TOKEN_URL", known),
        userinfo=_address(name, "USERINFO_URL", known),
    )  # fmt: skip


def _address(name: str, word: str, known: Mapping[str, str]) -> str:
    if not is_safe_address(known[word]):
        raise BadSetting(f"{_variable(name, word)} must be an https:// address, not {known[word][:60]!r}.")
    return known[word]


def is_safe_address(text: str) -> bool:
    """True for https, and for plain http on this very machine, where nobody listens on the way."""
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return False
    if not host or parts.fragment or parts.username is not None or not text.isprintable() or " " in text:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and _is_here(host))


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _variable(name: str, word: str) -> str:
    return f"{PREFIX}OAUTH_{name.upper().replace('-', '_')}_{word}"
