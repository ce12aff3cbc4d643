"""A job in the database. The columns are those of litestar-queues, which owns what is in them."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

from litestar_queues.backends.advanced_alchemy import QueueTaskModelMixin
from sqlalchemy import DateTime, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from rallyboard.db.base import Base


class Job(QueueTaskModelMixin, Base):
    """One thing to do. Its arguments are ids and sealed words: never an address, a name or an open secret."""

    __tablename__ = "job"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=lambda: datetime.now(UTC))
