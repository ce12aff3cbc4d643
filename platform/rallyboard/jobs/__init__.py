"""Background work: named jobs kept in the site's database, run here or by `rallyboard worker`."""

from rallyboard.jobs.errors import Hopeless, TryAgain
from rallyboard.jobs.service import Jobs

__all__ = ["Hopeless", "Jobs", "TryAgain"]
