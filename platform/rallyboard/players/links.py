"""The links of a profile: a few https addresses, written so that a reader sees where they lead.

Only plain ASCII passes, so no letter of another alphabet can pass for one of a known name (a browser's address bar
gives such names as xn--…); no user name before an @ can pretend to be the host.
"""

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from rallyboard.players.errors import ProfileRefused

MOST: Final = 5
LONGEST: Final = 180
_LABEL: Final = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST: Final = re.compile(rf"(?:{_LABEL}\.)+[a-z](?:[a-z0-9-]{{0,61}}[a-z0-9])", re.ASCII)
# RFC 3986 without the quotes and brackets that markup is made of.
_WHOLE: Final = re.compile(r"(?i:https)://[A-Za-z0-9.-]+(?:[/?#][A-Za-z0-9._~:/?#@!$&()*+,;=%-]*)?", re.ASCII)


def clean_links(links: Iterable[str]) -> list[str]:
    """The addresses as they are stored, none twice, in their order; raises `ProfileRefused` with the reason."""
    cleaned = list(dict.fromkeys(_clean(link.strip()) for link in links if link.strip()))
    if len(cleaned) > MOST:
        raise _refused(f"A profile has at most {MOST} links; this has {len(cleaned)}.")
    return cleaned


def _clean(link: str) -> str:
    if len(link) > LONGEST:
        raise _refused(f"A link has at most {LONGEST} characters; this one has {len(link)}.")
    if not _WHOLE.fullmatch(link):
        raise _refused("A link is an address like https://example.org/me: https, plain letters, no user or port.")
    parts = urlsplit(link)
    if not _HOST.fullmatch(parts.netloc.lower()):
        raise _refused("A link leads to a site with a name like example.org.")
    return parts._replace(scheme="https", netloc=parts.netloc.lower()).geturl()


def _refused(reason: str) -> ProfileRefused:
    return ProfileRefused(reason, field="links")
