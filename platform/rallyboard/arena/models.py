"""The tables of matches: what is played and was played, the logs, and what others are to be told of."""

from sqlalchemy import BigInteger, Boolean, ForeignKey, Index, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from rallyboard.db.base import Base


class Match(Base):
    """One match. `status` is waiting, live, finished or void; `invite_hash` is all that is kept of an invitation."""

    __tablename__ = "match"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    mode: Mapped[str] = mapped_column(String(16))
    ruleset: Mapped[str] = mapped_column(String(32))
    rules: Mapped[str] = mapped_column(String(16))
    rules_sha: Mapped[str] = mapped_column(String(64))
    status: Mapped[str] = mapped_column(String(16))
    created_at: Mapped[str] = mapped_column(String(32))
    started_at: Mapped[str | None] = mapped_column(String(32), default=None)
    finished_at: Mapped[str | None] = mapped_column(String(32), default=None)
    reason: Mapped[str | None] = mapped_column(String(16), default=None)
    winner_slot: Mapped[int | None] = mapped_column(Integer, default=None)
    s0: Mapped[int] = mapped_column(Integer, default=0)
    s1: Mapped[int] = mapped_column(Integer, default=0)
    ticks: Mapped[int] = mapped_column(Integer, default=0)
    result_hash: Mapped[int | None] = mapped_column(BigInteger, default=None)
    invite_hash: Mapped[str | None] = mapped_column(String(64), unique=True, default=None)
    open: Mapped[bool] = mapped_column(Boolean, default=False)
    header: Mapped[str] = mapped_column(Text, default="")
    home: Mapped[str | None] = mapped_column(String(36), default=None)
    """The data folder in whose journal it is played; None before it has begun."""

    __table_args__ = (
        Index("ix_match_status_created_at", "status", "created_at"),
        Index("ix_match_created_at", "created_at"),
    )


class Seat(Base):
    """Who sits where."""

    __tablename__ = "seat"

    match_id: Mapped[str] = mapped_column(String(36), ForeignKey("match.id", ondelete="CASCADE"), primary_key=True)
    slot: Mapped[int] = mapped_column(Integer, primary_key=True)
    player_key: Mapped[str] = mapped_column(String(36), ForeignKey("player.key"), index=True)


class MatchLog(Base):
    """The packed log of a match that is over."""

    __tablename__ = "match_log"

    match_id: Mapped[str] = mapped_column(String(36), ForeignKey("match.id", ondelete="CASCADE"), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(String(64))


class Outbox(Base):
    """What happened, in order, for those who read it by offset; written in the same transaction as the fact."""

    __tablename__ = "outbox"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy's own class-level setting

    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    topic: Mapped[str] = mapped_column(String(32))
    match_id: Mapped[str] = mapped_column(String(36), ForeignKey("match.id", ondelete="CASCADE"))
    created_at: Mapped[str] = mapped_column(String(32))
