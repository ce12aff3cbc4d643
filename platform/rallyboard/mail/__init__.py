"""Mail: what the site writes to people, and how it gets to them."""

from rallyboard.mail.service import Mail

__all__ = ["Mail"]
