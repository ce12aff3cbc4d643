"""Turns: why nobody who reads the outbox by its numbers ever misses one.

PostgreSQL gives out a number when a row is written and shows the row when its transaction commits. Two transactions
may get 7 and 8 and commit 8 first; a reader who has seen 8 asks for what is above it, and 7 is lost for ever. So those
who write to the outbox take turns from their number to their commit. The lock is released after the commit can be
seen, hence whoever sees a number sees all lower ones. SQLite has one writer at a time as it is.
"""

from enum import IntEnum

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.db.rows import dialect_of


class Turn(IntEnum):
    """What is done by one transaction at a time, in all processes on one database."""

    MIGRATION = 0x52414C4C01
    OUTBOX = 0x52414C4C02
    ROSTER = 0x52414C4C03


async def in_turn(session: AsyncSession, turn: Turn) -> None:
    """From here to the end of its transaction, `session` is the only one that does this.

    Call it as late as you can, so that others wait for little more than the commit.
    """
    await session.flush()
    if dialect_of(session) == "postgresql":
        await session.execute(select(func.pg_advisory_xact_lock(int(turn))))
