"""The site composed: `create_app(settings)` is the one way to get it."""

from importlib import import_module

from rallyboard.kit.later import hidden

# Litestar's pagination imports all of advanced-alchemy, and with it NumPy and four more SQL dialects, for two classes
# that nothing here uses: a third of a start. Our jobs import it when there is something to do.
with hidden("advanced_alchemy"):
    import_module("litestar")

from rallyboard.app.site import create_app

__all__ = ["create_app"]
