"""The record of what was done with accounts, and how often somebody failed at a door."""

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from rallyboard.db.base import Base


class AuditEntry(Base):
    """Who did what to whom. The database itself refuses to change or delete a row (a trigger)."""

    __tablename__ = "audit"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy's own class-level setting

    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    at: Mapped[str] = mapped_column(String(32), index=True)
    actor: Mapped[str | None] = mapped_column(String(36), index=True, default=None)
    """Account id; None for strangers and for the server itself."""
    action: Mapped[str] = mapped_column(String(60))
    """`noun.verb`, such as `session.opened`."""
    subject: Mapped[str | None] = mapped_column(String(80), index=True, default=None)
    request_id: Mapped[str | None] = mapped_column(String(32), default=None)
    detail: Mapped[str] = mapped_column(String(400), default="")
    """Ids and words of ours; never a name, an address or a secret."""


class Throttle(Base):
    """Failures at one door, kept over restarts: `count` of them, forgotten at `until`."""

    __tablename__ = "throttle"

    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    count: Mapped[int] = mapped_column(Integer)
    until: Mapped[str] = mapped_column(String(32), index=True)
