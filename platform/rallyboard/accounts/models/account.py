"""An account: a person who can prove who they are. Everything that names the person hangs on this row."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from rallyboard.db.base import Base


class Account(Base):
    """`player_key` is the only link to matches; erasing the account deletes this row and what hangs on it."""

    __tablename__ = "account"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    player_key: Mapped[str] = mapped_column(String(36), ForeignKey("player.key"), unique=True)
    email: Mapped[str | None] = mapped_column(String(254), default=None)
    """As typed; None for those who came through a provider that told none."""
    email_folded: Mapped[str | None] = mapped_column(String(254), unique=True, default=None)
    """What two spellings of one address have in common."""
    email_verified_at: Mapped[str | None] = mapped_column(String(32), default=None)
    password_hash: Mapped[str | None] = mapped_column(String(256), default=None)
    """PHC string; None for those who only come through a provider or with a passkey."""
    password_changed_at: Mapped[str | None] = mapped_column(String(32), default=None)
    role: Mapped[str] = mapped_column(String(16), default="player")
    created_at: Mapped[str] = mapped_column(String(32))
    banned_at: Mapped[str | None] = mapped_column(String(32), default=None)
    ban_reason: Mapped[str | None] = mapped_column(String(200), default=None)


class Device(Base):
    """A browser that this account logged in from before: it keeps its way in while strangers hammer at the door."""

    __tablename__ = "device"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[str] = mapped_column(String(36), ForeignKey("account.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[str] = mapped_column(String(32))
    seen_at: Mapped[str] = mapped_column(String(32))
