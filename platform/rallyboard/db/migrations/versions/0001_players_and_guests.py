"""Players and the guests' tokens."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Two empty tables."""
    op.create_table(
        "player",
        sa.Column("key", sa.String(36), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("folded", sa.String(128), nullable=False),
        sa.Column("slug", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("bot", sa.String(64), nullable=True),
        sa.Column("about", sa.String(400), nullable=True),
        sa.Column("joined_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_player")),
        sa.UniqueConstraint("slug", name=op.f("uq_player_slug")),
        sa.UniqueConstraint("bot", name=op.f("uq_player_bot")),
    )
    op.create_index("ix_player_kind_folded", "player", ["kind", "folded"])
    op.create_table(
        "guest",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("player_key", sa.String(36), nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("expires_at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["player_key"], ["player.key"], name=op.f("fk_guest_player_key_player"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_guest")),
    )
    op.create_index(op.f("ix_guest_player_key"), "guest", ["player_key"])
    op.create_index(op.f("ix_guest_expires_at"), "guest", ["expires_at"])


def downgrade() -> None:
    """As if nobody had come."""
    op.drop_table("guest")
    op.drop_table("player")
