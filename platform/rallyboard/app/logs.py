"""What the process says of itself: one JSON object a line on stdout, or coloured lines on a developer's terminal.

Nothing here sees bodies, cookies, tokens, query strings or raw paths; callers hand in the fields they mean.
"""

import logging
import sys

import structlog
from structlog.typing import Processor

from rallyboard.settings import Settings

SHARED: tuple[Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)


def configure_logging(settings: Settings) -> None:
    """From now on every logger of this process, the libraries' too, writes in the one form; the first call counts.

    Left alone, structlog would print local variables, and with them cookies and bodies, under each traceback.
    """
    if structlog.is_configured():
        return
    plain = settings.env == "dev" and sys.stdout.isatty()
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=SHARED, processors=_last(plain=plain)))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("rallyboard").setLevel(settings.log_level)


def _last(*, plain: bool) -> list[Processor]:
    remove = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    if plain:
        return [remove, structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]
    return [remove, structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
