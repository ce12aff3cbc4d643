"""The queue of jobs, with the columns that litestar-queues 0.12 wants."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """One empty table."""
    op.create_table("job", *_columns(), sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
                    sa.UniqueConstraint("task_key", name=op.f("uq_job_task_key")))  # fmt: skip
    for name, columns in INDEXES.items():
        op.create_index(op.f(f"ix_job_{name}"), "job", columns)


def downgrade() -> None:
    """Nothing is left to do."""
    op.drop_table("job")


INDEXES = {
    "pending": ["status", "queue", "scheduled_at", "expires_at", "priority", "queued_at", "created_at"],
    "heartbeat": ["status", "heartbeat_at"],
    "execution": ["status", "execution_ref"],
    "dispatch_repair": ["execution_backend", "status", "dispatch_checked_at", "created_at", "id"],
}


def _columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        _text("task_name", 500),
        _json("task_args"),
        _json("task_kwargs"),
        _text("queue", 255),
        _text("execution_backend", 255),
        _text("execution_profile", 255, nullable=True),
        _text("execution_ref", 1000, nullable=True),
        _text("worker_id", 255, nullable=True),
        _text("status", 32),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("priority", "max_retries", "retry_count")),
        _time("scheduled_at"),
        _time("expires_at"),
        _time("queued_at", nullable=False),
        _time("started_at"),
        _time("completed_at"),
        _time("heartbeat_at"),
        _time("dispatch_checked_at"),
        _json("result", nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        _text("task_key", 500, nullable=True),
        _json("metadata"),
    ]


def _text(name: str, length: int, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length), nullable=nullable)


def _time(name: str, *, nullable: bool = True) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _json(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=nullable)
