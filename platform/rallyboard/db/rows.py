"""Rows: how many a statement changed, and an insert that may meet its like. Changing none is having lost the race."""

from sqlalchemy import Delete, Update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.db.base import Base


async def changed(session: AsyncSession, statement: Update | Delete) -> int:
    """Carry it out; the number of rows it changed or removed."""
    return int(getattr(await session.execute(statement), "rowcount", 0))


def dialect_of(session: AsyncSession) -> str:
    """`sqlite` or `postgresql`."""
    return session.get_bind().dialect.name


def insert_into(model: type[Base], dialect: str) -> sqlite.Insert | postgresql.Insert:
    """An INSERT of one of these; either can `on_conflict_do_update`, which the standard's own cannot."""
    table = model.metadata.tables[model.__tablename__]
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
