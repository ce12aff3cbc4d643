"""What can go wrong between workers."""

from rallyboard.kit.errors import Unavailable, Unusable


class StoreDown(Unavailable):
    """The shared store does not answer just now."""

    code = "backplane/store_down"
    title = "Part of the site is not available just now"


class RedisMissing(Unusable):
    """A Redis is named, but its client is not installed."""

    code = "setup/redis_missing"
    title = "The client for Redis is not installed"
