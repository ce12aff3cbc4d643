"""Identities: who somebody is at another site that they sign in with; and sign-ins there that have come back."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from rallyboard.db.base import Base


class Identity(Base):
    """(provider, subject) is the identity; an e-mail address never is. An account has one of each provider."""

    __tablename__ = "identity"
    __table_args__ = (UniqueConstraint("account_id", "provider"),)

    provider: Mapped[str] = mapped_column(String(32), primary_key=True)
    subject: Mapped[str] = mapped_column(String(255), primary_key=True)
    account_id: Mapped[str] = mapped_column(String(36), ForeignKey("account.id", ondelete="CASCADE"), index=True)
    label: Mapped[str] = mapped_column(String(120), default="")
    linked_at: Mapped[str] = mapped_column(String(32))
    used_at: Mapped[str] = mapped_column(String(32))


class SpentFlow(Base):
    """A sign-in at a provider that has come back, kept until it would be too old anyway: none comes back twice."""

    __tablename__ = "spent_flow"

    mark: Mapped[str] = mapped_column(String(64), primary_key=True)
    """Hash of its state."""
    expires_at: Mapped[str] = mapped_column(String(32), index=True)
