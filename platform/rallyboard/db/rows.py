"""Rows: how many a statement changed. A guarded update that changed none lost the race."""

from sqlalchemy import Delete, Update
from sqlalchemy.ext.asyncio import AsyncSession


async def changed(session: AsyncSession, statement: Update | Delete) -> int:
    """Carry it out; the number of rows it changed or removed."""
    return int(getattr(await session.execute(statement), "rowcount", 0))
