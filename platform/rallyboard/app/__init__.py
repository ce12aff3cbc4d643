"""The site composed: `create_app(settings)` is the one way to get it."""

from rallyboard.app.site import create_app

__all__ = ["create_app"]
