"""The guest cookie: HttpOnly, SameSite=Strict, and `__Host-` wherever the site is served over https.

Over plain http (a developer's machine) a browser refuses that prefix, so the name differs there.
"""

from dataclasses import dataclass

from litestar.datastructures import Cookie

GUEST_DAYS = 365


@dataclass(frozen=True, slots=True)
class GuestCookie:
    """How this site names and writes its cookie."""

    secure: bool

    @property
    def name(self) -> str:
        """The name to read and to write."""
        return "__Host-rb_guest" if self.secure else "rb_guest"

    def holding(self, token: str) -> Cookie:
        """A cookie that keeps the visitor known for a year."""
        return self._cookie(token, GUEST_DAYS * 86_400)

    def cleared(self) -> Cookie:
        """A cookie that makes the browser forget."""
        return self._cookie("", 0)

    def _cookie(self, value: str, max_age: int) -> Cookie:
        return Cookie(
            key=self.name, value=value, max_age=max_age, path="/",
            secure=self.secure, httponly=True, samesite="strict",
        )  # fmt: skip
