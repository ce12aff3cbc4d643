"""What the API tells about a page's own line."""

import msgspec


class LineTicket(msgspec.Struct, frozen=True):
    """Send `{"t": "hello", "ticket": …}` first on the socket at `socket`, once, within `expires_in` seconds."""

    ticket: str
    expires_in: int
    socket: str
