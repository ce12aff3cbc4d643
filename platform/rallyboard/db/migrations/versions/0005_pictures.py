"""The pictures that players show; the site brings in those that were files when it starts."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """One empty table."""
    op.create_table(
        "picture",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("player_key", sa.String(36), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_picture")),
        sa.ForeignKeyConstraint(
            ["player_key"], ["player.key"], name=op.f("fk_picture_player_key_player"), ondelete="CASCADE"
        ),
        sa.UniqueConstraint("player_key", name=op.f("uq_picture_player_key")),
    )


def downgrade() -> None:
    """Everybody is shown as drawn by us."""
    op.drop_table("picture")
    op.execute("UPDATE player SET avatar = NULL")
