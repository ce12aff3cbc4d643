"""How a job says that it did not work, and what can go wrong when one asks for jobs."""

from litestar_queues.exceptions import NonRetryableError

from rallyboard.kit.errors import NotFound


class TryAgain(Exception):
    """Something outside is not there just now; the job is run again later. Its words are logged, never stored."""


class Hopeless(NonRetryableError):
    """Trying again cannot help: the job becomes a dead letter at once. Its words are stored: no addresses in them."""


class NoSuchDeadLetter(NotFound):
    """It was run again already, or never was."""

    code = "jobs/no_such_dead_letter"
    title = "There is no such dead letter"
