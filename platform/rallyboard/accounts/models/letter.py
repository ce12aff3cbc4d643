"""Letters: secrets that travel by mail and open one thing once."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from rallyboard.db.base import Base


class Letter(Base):
    """A link in a mail: verify, reset, change of address, first admin, erasure. Only the hash of its token is kept."""

    __tablename__ = "letter"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[str | None] = mapped_column(
        String(36), ForeignKey("account.id", ondelete="CASCADE"), index=True, default=None
    )
    purpose: Mapped[str] = mapped_column(String(16))
    payload: Mapped[str] = mapped_column(String(1000), default="")
    """What it is for beyond the purpose, such as the new address."""
    created_at: Mapped[str] = mapped_column(String(32))
    expires_at: Mapped[str] = mapped_column(String(32), index=True)
    used_at: Mapped[str | None] = mapped_column(String(32), default=None)
