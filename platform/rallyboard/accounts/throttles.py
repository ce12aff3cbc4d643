"""Throttles: how many failures a door forgives within an hour. In the database, so that a restart forgives none.

A key is a kind of door and a hash of what was tried, never a name itself.
"""

from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from math import ceil
from typing import Final

from sqlalchemy import Executable, bindparam, case, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.accounts.errors import TooManyTries
from rallyboard.accounts.models import Throttle
from rallyboard.db.rows import dialect_of, insert_into

WINDOW: Final = timedelta(hours=1)
# A flood of logins asks these again and again: they are built once.
COUNTED: Final = select(Throttle.key, Throttle.count, Throttle.until).where(
    Throttle.key.in_(bindparam("keys", expanding=True)), Throttle.until > bindparam("now")
)


async def check(session: AsyncSession, *doors: tuple[str, int]) -> None:
    """Raises TooManyTries when any of these (key, limit) doors is shut."""
    await _refuse(session, {key: limit - 1 for key, limit in doors})


async def admit(session: AsyncSession, *doors: tuple[str, int]) -> dict[str, int]:
    """One more try at each of these doors, whatever comes of it: the how-manieth it is, by key.

    Raises TooManyTries; roll back, and none counts.
    """
    limits = dict(doors)
    await count(session, *limits)
    return await _refuse(session, limits)


async def count(session: AsyncSession, *keys: str) -> None:
    """One more at each of these doors: of many at once none is counted twice or lost."""
    now = datetime.now(UTC)
    row = {"count": 1, "until": (now + WINDOW).isoformat(), "now": now.isoformat()}
    # In order, so that no two transactions wait for each other's rows.
    await session.execute(_counting(dialect_of(session)), [{"key": key, **row} for key in sorted(keys)])


async def forgive(session: AsyncSession, *keys: str) -> None:
    """The last try at each of these doors was none."""
    for key in sorted(keys):  # in order, as in `count`
        fewer = update(Throttle).where(Throttle.key == key, Throttle.count > 0)
        await session.execute(fewer.values(count=Throttle.count - 1))


async def clear(session: AsyncSession, *keys: str) -> None:
    """These doors are wide open again."""
    await session.execute(delete(Throttle).where(Throttle.key.in_(keys)))


@cache
def _counting(dialect: str) -> Executable:
    goes_on = Throttle.until > bindparam("now")
    insert = insert_into(Throttle, dialect)
    again = {
        "count": case((goes_on, Throttle.count + 1), else_=1),
        "until": case((goes_on, Throttle.until), else_=insert.excluded.until),
    }
    return insert.on_conflict_do_update(index_elements=["key"], set_=again)


async def _refuse(session: AsyncSession, most: dict[str, int]) -> dict[str, int]:
    now = datetime.now(UTC)
    rows = (await session.execute(COUNTED, {"keys": list(most), "now": now.isoformat()})).all()
    if opens := max((until for key, tries, until in rows if tries > most[key]), default=""):
        wait = max(1, ceil((datetime.fromisoformat(opens) - now).total_seconds()))
        raise TooManyTries(f"Too many tries; try again in {ceil(wait / 60)} minutes.", retry_after=wait)
    return {key: tries for key, tries, _ in rows}


def door(kind: str, tried: str) -> str:
    """The key of a door, such as `door("login", "ada@example.org")`."""
    return f"{kind}:{sha256(tried.encode()).hexdigest()[:40]}"
