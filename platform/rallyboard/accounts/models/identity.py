"""Identities: who somebody is at another site that they sign in with."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from rallyboard.db.base import Base


class Identity(Base):
    """(provider, subject) is the identity; an e-mail address never is."""

    __tablename__ = "identity"

    provider: Mapped[str] = mapped_column(String(32), primary_key=True)
    subject: Mapped[str] = mapped_column(String(255), primary_key=True)
    account_id: Mapped[str] = mapped_column(String(36), ForeignKey("account.id", ondelete="CASCADE"), index=True)
    label: Mapped[str] = mapped_column(String(120), default="")
    linked_at: Mapped[str] = mapped_column(String(32))
    used_at: Mapped[str] = mapped_column(String(32))
