"""The desk: what tests of accounts do again and again, over the real services of a house and a real mail server."""

from typing import Any

from rallyboard.accounts.browsers import Browser
from rallyboard.accounts.schemas import ProofWanted
from rallyboard.accounts.sessions import Opened
from rallyboard.app.house import House
from tests.kit.postbox import Postbox

HERE = Browser("Firefox on Linux", "192.0.2.0/24")
PASSWORD = "seven quiet herons at noon"
EMAIL = "ada@example.org"


async def letter_token(postbox: Postbox, to: str = EMAIL) -> str:
    """The token in the next mail's link."""
    return (await postbox.next(to=to)).token


async def registered(
    house: House, postbox: Postbox, email: str = EMAIL, name: str = "Ada", password: str = PASSWORD, guest: Any = None
) -> Opened:
    """An account from the form to its first session."""
    await house.reception.registration.register(email, name, password, guest, HERE)
    return await house.reception.registration.verify(await letter_token(postbox, email), None, HERE)


async def logged_in(house: House, email: str = EMAIL, password: str = PASSWORD, device: str | None = None) -> Opened:
    """A session by password alone."""
    found = await house.reception.login.login(email, password, device, HERE)
    assert not isinstance(found, ProofWanted)
    return found
