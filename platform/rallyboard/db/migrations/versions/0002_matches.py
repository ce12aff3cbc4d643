"""Matches, their seats and logs, and the outbox that tells of them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Four empty tables."""
    _match()
    _log()
    _seat()
    _outbox()


def downgrade() -> None:
    """As if nobody had played."""
    for table in ("outbox", "seat", "match_log", "match"):
        op.drop_table(table)


def _match() -> None:
    op.create_table(
        "match",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("mode", sa.String(16), nullable=False),
        sa.Column("ruleset", sa.String(32), nullable=False),
        sa.Column("rules", sa.String(16), nullable=False),
        sa.Column("rules_sha", sa.String(64), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("started_at", sa.String(32), nullable=True),
        sa.Column("finished_at", sa.String(32), nullable=True),
        sa.Column("reason", sa.String(16), nullable=True),
        sa.Column("winner_slot", sa.Integer(), nullable=True),
        sa.Column("s0", sa.Integer(), nullable=False),
        sa.Column("s1", sa.Integer(), nullable=False),
        sa.Column("ticks", sa.Integer(), nullable=False),
        sa.Column("result_hash", sa.BigInteger(), nullable=True),
        sa.Column("invite_hash", sa.String(64), nullable=True),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("header", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match")),
        sa.UniqueConstraint("invite_hash", name=op.f("uq_match_invite_hash")),
    )
    op.create_index("ix_match_created_at", "match", ["created_at"])
    op.create_index("ix_match_status_created_at", "match", ["status", "created_at"])


def _seat() -> None:
    op.create_table(
        "seat",
        sa.Column("match_id", sa.String(36), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("player_key", sa.String(36), nullable=False),
        sa.ForeignKeyConstraint(["match_id"], ["match.id"], name=op.f("fk_seat_match_id_match"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["player_key"], ["player.key"], name=op.f("fk_seat_player_key_player")),
        sa.PrimaryKeyConstraint("match_id", "slot", name=op.f("pk_seat")),
    )
    op.create_index(op.f("ix_seat_player_key"), "seat", ["player_key"])


def _log() -> None:
    op.create_table(
        "match_log",
        sa.Column("match_id", sa.String(36), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["match_id"], ["match.id"], name=op.f("fk_match_log_match_id_match"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("match_id", name=op.f("pk_match_log")),
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("topic", sa.String(32), nullable=False),
        sa.Column("match_id", sa.String(36), nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["match_id"], ["match.id"], name=op.f("fk_outbox_match_id_match"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_outbox")),
        sqlite_autoincrement=True,
    )
