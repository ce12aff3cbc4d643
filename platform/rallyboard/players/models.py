"""The table of players: one row a seat-holder, whatever controls it."""

from sqlalchemy import Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from rallyboard.db.base import Base


class Player(Base):
    """`key` is random for people and is all that a match log knows of them; the name lives here only."""

    __tablename__ = "player"

    key: Mapped[str] = mapped_column(String(36), primary_key=True)
    name: Mapped[str] = mapped_column(String(64))
    folded: Mapped[str] = mapped_column(String(128))
    slug: Mapped[str] = mapped_column(String(64), unique=True)
    kind: Mapped[str] = mapped_column(String(8))
    level: Mapped[int | None] = mapped_column(Integer, default=None)
    bot: Mapped[str | None] = mapped_column(String(64), unique=True, default=None)
    about: Mapped[str | None] = mapped_column(String(400), default=None)
    joined_at: Mapped[str] = mapped_column(String(32))

    __table_args__ = (Index("ix_player_kind_folded", "kind", "folded"),)
