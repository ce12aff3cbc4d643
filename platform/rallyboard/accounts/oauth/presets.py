"""Presets: what everybody would have to look up for three well-known providers; each variable can override its line.

They were written from the providers' documentation and could not be tried offline; what they share with every other
provider is tested against a certified one.
"""

from collections.abc import Mapping
from typing import Final

FORTY_TWO: Final = {
    "TITLE": "42",
    "AUTHORIZE_URL": "https://api.intra.42.fr/oauth/authorize",
    "TOKEN_URL": "https://api.intra.42.fr/oauth/token",
    "USERINFO_URL": "https://api.intra.42.fr/v2/me",
    "SCOPE": "public",
    "SUBJECT": "id",
    "LABEL": "login",
}
"""Plain OAuth 2.0: no ID token, no nonce. Not tried against the real one: that needs its network and an account."""

GITHUB: Final = {
    "TITLE": "GitHub",
    "AUTHORIZE_URL": "https://github.com/login/oauth/authorize",
    "TOKEN_URL": "https://github.com/login/oauth/access_token",
    "USERINFO_URL": "https://api.github.com/user",
    "SUBJECT": "id",
    "LABEL": "login",
}
"""Plain OAuth 2.0; without a scope it tells what is public anyway. Not tried against the real one."""

GOOGLE: Final = {
    "TITLE": "Google",
    "ISSUER": "https://accounts.google.com",
    "SCOPE": "openid profile",
    "LABEL": "name",
}
"""OpenID Connect with discovery. Not tried against the real one."""

PRESETS: Final[Mapping[str, Mapping[str, str]]] = {"42": FORTY_TWO, "github": GITHUB, "google": GOOGLE}
