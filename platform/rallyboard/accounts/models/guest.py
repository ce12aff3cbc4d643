"""A guest: one browser that may act as one player."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from rallyboard.db.base import Base


class Guest(Base):
    """One browser that may act as one player; only the hash of its token is kept."""

    __tablename__ = "guest"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    player_key: Mapped[str] = mapped_column(String(36), ForeignKey("player.key", ondelete="CASCADE"), index=True)
    created_at: Mapped[str] = mapped_column(String(32))
    expires_at: Mapped[str] = mapped_column(String(32), index=True)
