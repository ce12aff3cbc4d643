"""What a browser brings back from a provider, and who that turns out to be."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """What the provider gave the browser to bring back (RFC 6749, 4.1.2; `issuer` is the `iss` of RFC 9207)."""

    state: str
    code: str
    error: str
    issuer: str | None


@dataclass(frozen=True, slots=True)
class Who:
    """Who somebody is at a provider. The label is for their own eyes; only provider and subject identify."""

    provider: str
    subject: str
    label: str
