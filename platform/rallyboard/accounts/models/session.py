"""Sessions: one log-in of one browser, and the chain of refresh tokens that keeps it going."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from rallyboard.db.base import Base


class Session(Base):
    """One log-in. It is over at `idle_until`, at `ends_at`, or when `ended_at` is set, whichever comes first."""

    __tablename__ = "session"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    account_id: Mapped[str] = mapped_column(String(36), ForeignKey("account.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[str] = mapped_column(String(32))
    seen_at: Mapped[str] = mapped_column(String(32))
    idle_until: Mapped[str] = mapped_column(String(32))
    ends_at: Mapped[str] = mapped_column(String(32))
    ended_at: Mapped[str | None] = mapped_column(String(32), default=None)
    ended_why: Mapped[str | None] = mapped_column(String(16), default=None)
    browser: Mapped[str] = mapped_column(String(120), default="")
    network: Mapped[str] = mapped_column(String(48), default="")
    """The address cut to its network (/24 or /48): enough to recognise, too little to find somebody."""
    factors: Mapped[str] = mapped_column(String(60), default="")
    """How the person proved who they are, such as `password totp`."""
    fresh_at: Mapped[str] = mapped_column(String(32))
    """When they last proved it; sensitive changes ask for five minutes or less."""


class Refresh(Base):
    """One refresh token of a session's chain; only its hash is kept. `spent_at` is set once, by a guarded update."""

    __tablename__ = "refresh"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    session_id: Mapped[str] = mapped_column(String(36), ForeignKey("session.id", ondelete="CASCADE"), index=True)
    issued_at: Mapped[str] = mapped_column(String(32))
    spent_at: Mapped[str | None] = mapped_column(String(32), default=None)
    successor: Mapped[str | None] = mapped_column(String(64), default=None)
    """Hash of the token that was given out for it."""


class AccessKey(Base):
    """A personal access token for programs: hashed, with scopes, made and ended by its owner."""

    __tablename__ = "access_key"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[str] = mapped_column(String(36), ForeignKey("account.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    scopes: Mapped[str] = mapped_column(String(300))
    created_at: Mapped[str] = mapped_column(String(32))
    expires_at: Mapped[str | None] = mapped_column(String(32), default=None)
    used_at: Mapped[str | None] = mapped_column(String(32), default=None)
    ended_at: Mapped[str | None] = mapped_column(String(32), default=None)
