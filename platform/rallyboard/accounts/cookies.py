"""The cookies of guests and of account holders: HttpOnly, SameSite=Strict, `__Host-` wherever the site is on https.

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


REFRESH_DAYS = 30
DEVICE_DAYS = 365


@dataclass(frozen=True, slots=True)
class SessionCookies:
    """The refresh token of a session, and the mark of a browser that was signed in before."""

    secure: bool

    @property
    def refresh_name(self) -> str:
        """The name of the refresh token's cookie."""
        return "__Host-rb_refresh" if self.secure else "rb_refresh"

    @property
    def device_name(self) -> str:
        """The name of the known browser's cookie."""
        return "__Host-rb_device" if self.secure else "rb_device"

    def refresh(self, token: str) -> Cookie:
        """Keeps the session going."""
        return self._cookie(self.refresh_name, token, REFRESH_DAYS * 86_400)

    def refresh_cleared(self) -> Cookie:
        """The browser forgets the session."""
        return self._cookie(self.refresh_name, "", 0)

    def device(self, token: str) -> Cookie:
        """This browser is known from now on."""
        return self._cookie(self.device_name, token, DEVICE_DAYS * 86_400)

    def _cookie(self, name: str, value: str, max_age: int) -> Cookie:
        return Cookie(
            key=name, value=value, max_age=max_age, path="/", secure=self.secure, httponly=True, samesite="strict"
        )
