"""The tables of players: one row a seat-holder, whatever controls it, and who is whose friend."""

from sqlalchemy import Boolean, ForeignKey, Index, Integer, LargeBinary, String, false
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
    claimed: Mapped[str | None] = mapped_column(String(64), unique=True, default=None)
    """The skeleton of an account holder's name: nobody else's name may look like it. None for guests and bots."""
    country: Mapped[str | None] = mapped_column(String(2), default=None)
    links: Mapped[str] = mapped_column(String(1000), default="[]", server_default="[]")
    """A JSON list of https addresses."""
    avatar: Mapped[str | None] = mapped_column(String(40), default=None)
    """Id of the picture; None shows the drawn one."""
    visibility: Mapped[str] = mapped_column(String(8), default="everyone", server_default="everyone")
    """Who sees the boards: everyone, members, friends or me."""
    invisible: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    """Whether others are told "offline" whatever the player does."""

    __table_args__ = (Index("ix_player_kind_folded", "kind", "folded"),)


class Picture(Base):
    """What a player shows, as WebP that we made; at most one each, and `player.avatar` says its id."""

    __tablename__ = "picture"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    player_key: Mapped[str] = mapped_column(String(36), ForeignKey("player.key", ondelete="CASCADE"), unique=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class Friendship(Base):
    """`asker` asked `asked`; they are friends from `accepted_at` on."""

    __tablename__ = "friendship"

    asker: Mapped[str] = mapped_column(String(36), ForeignKey("player.key", ondelete="CASCADE"), primary_key=True)
    asked: Mapped[str] = mapped_column(
        String(36), ForeignKey("player.key", ondelete="CASCADE"), primary_key=True, index=True
    )
    created_at: Mapped[str] = mapped_column(String(32))
    accepted_at: Mapped[str | None] = mapped_column(String(32), default=None)


class Block(Base):
    """`blocker` wants to hear nothing of `blocked`."""

    __tablename__ = "block"

    blocker: Mapped[str] = mapped_column(String(36), ForeignKey("player.key", ondelete="CASCADE"), primary_key=True)
    blocked: Mapped[str] = mapped_column(
        String(36), ForeignKey("player.key", ondelete="CASCADE"), primary_key=True, index=True
    )
    created_at: Mapped[str] = mapped_column(String(32))
