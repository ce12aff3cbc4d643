"""Accounts, their sessions, factors and letters; what players show of themselves, and who is whose friend."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

ACCOUNT = "account.id"
PLAYER = "player.key"
NEW = (
    "block", "friendship", "throttle", "audit", "spent_flow", "identity", "letter", "proof", "passkey",
    "recovery_code", "totp", "access_key", "refresh", "session", "device", "account",
)  # fmt: skip


def upgrade() -> None:
    """Empty tables, and new columns of players with their defaults."""
    _widen_players()
    op.add_column("match", sa.Column("home", sa.String(36), nullable=True))
    _create_accounts()
    _create_sessions()
    _create_factors()
    _create_letters()
    _create_records()
    _create_friends()
    _protect_audit()


def downgrade() -> None:
    """Only guests are left, and nobody remembers who had an account."""
    _unprotect_audit()
    for table in NEW:
        op.drop_table(table)
    op.drop_column("match", "home")
    with op.batch_alter_table("player") as player:
        player.drop_constraint(op.f("uq_player_claimed"), type_="unique")
        for column in ("claimed", "country", "links", "avatar", "visibility", "invisible"):
            player.drop_column(column)


def _widen_players() -> None:
    with op.batch_alter_table("player") as player:
        player.add_column(sa.Column("claimed", sa.String(64), nullable=True))
        player.add_column(sa.Column("country", sa.String(2), nullable=True))
        player.add_column(sa.Column("links", sa.String(1000), nullable=False, server_default="[]"))
        player.add_column(sa.Column("avatar", sa.String(40), nullable=True))
        player.add_column(sa.Column("visibility", sa.String(8), nullable=False, server_default="everyone"))
        player.add_column(sa.Column("invisible", sa.Boolean(), nullable=False, server_default=sa.false()))
        player.create_unique_constraint(op.f("uq_player_claimed"), ["claimed"])


def _key(table: str, column: str, target: str, *, cascade: bool = True) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_{target.split('.', maxsplit=1)[0]}"
    return sa.ForeignKeyConstraint([column], [target], name=op.f(name), ondelete="CASCADE" if cascade else None)


def _text(name: str, length: int, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=nullable)


def _create_accounts() -> None:
    op.create_table(
        "account",
        _text("id", 36), _text("player_key", 36),
        _text("email", 254, nullable=True), _text("email_folded", 254, nullable=True),
        _text("email_verified_at", 32, nullable=True),
        _text("password_hash", 256, nullable=True), _text("password_changed_at", 32, nullable=True),
        _text("role", 16), _text("created_at", 32),
        _text("banned_at", 32, nullable=True), _text("ban_reason", 200, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        _key("account", "player_key", PLAYER, cascade=False),
        sa.UniqueConstraint("player_key", name=op.f("uq_account_player_key")),
        sa.UniqueConstraint("email_folded", name=op.f("uq_account_email_folded")),
    )  # fmt: skip
    op.create_table(
        "device",
        _text("token_hash", 64), _text("account_id", 36), _text("created_at", 32), _text("seen_at", 32),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_device")),
        _key("device", "account_id", ACCOUNT),
    )  # fmt: skip
    op.create_index(op.f("ix_device_account_id"), "device", ["account_id"])


def _create_sessions() -> None:
    op.create_table(
        "session",
        _text("id", 36), _text("account_id", 36), _text("created_at", 32), _text("seen_at", 32),
        _text("idle_until", 32), _text("ends_at", 32),
        _text("ended_at", 32, nullable=True), _text("ended_why", 16, nullable=True),
        _text("browser", 120), _text("network", 48), _text("factors", 60), _text("fresh_at", 32),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session")),
        _key("session", "account_id", ACCOUNT),
    )  # fmt: skip
    op.create_index(op.f("ix_session_account_id"), "session", ["account_id"])
    op.create_table(
        "refresh",
        _text("token_hash", 64), _text("session_id", 36), _text("issued_at", 32),
        _text("spent_at", 32, nullable=True), _text("successor", 64, nullable=True),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_refresh")),
        _key("refresh", "session_id", "session.id"),
    )  # fmt: skip
    op.create_index(op.f("ix_refresh_session_id"), "refresh", ["session_id"])
    op.create_table(
        "access_key",
        _text("id", 36), _text("token_hash", 64), _text("account_id", 36), _text("name", 60), _text("scopes", 300),
        _text("created_at", 32), _text("expires_at", 32, nullable=True),
        _text("used_at", 32, nullable=True), _text("ended_at", 32, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_key")),
        _key("access_key", "account_id", ACCOUNT),
        sa.UniqueConstraint("token_hash", name=op.f("uq_access_key_token_hash")),
    )  # fmt: skip
    op.create_index(op.f("ix_access_key_account_id"), "access_key", ["account_id"])


def _create_factors() -> None:
    op.create_table(
        "totp",
        _text("account_id", 36), _text("secret", 200), _text("created_at", 32),
        _text("confirmed_at", 32, nullable=True), sa.Column("last_step", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_totp")),
        _key("totp", "account_id", ACCOUNT),
    )  # fmt: skip
    op.create_table(
        "recovery_code",
        _text("code_hash", 64),
        _text("account_id", 36),
        _text("created_at", 32),
        _text("used_at", 32, nullable=True),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_recovery_code")),
        _key("recovery_code", "account_id", ACCOUNT),
    )
    op.create_index(op.f("ix_recovery_code_account_id"), "recovery_code", ["account_id"])
    op.create_table(
        "passkey",
        _text("credential_id", 1400), _text("account_id", 36), _text("public_key", 2000),
        sa.Column("sign_count", sa.BigInteger(), nullable=False), _text("name", 60), _text("transports", 120),
        sa.Column("backed_up", sa.Boolean(), nullable=False), _text("created_at", 32),
        _text("used_at", 32, nullable=True),
        sa.PrimaryKeyConstraint("credential_id", name=op.f("pk_passkey")),
        _key("passkey", "account_id", ACCOUNT),
    )  # fmt: skip
    op.create_index(op.f("ix_passkey_account_id"), "passkey", ["account_id"])
    op.create_table(
        "proof",
        _text("token_hash", 64), _text("account_id", 36, nullable=True), _text("purpose", 16),
        _text("session_id", 36, nullable=True), _text("factors", 60), _text("code_hash", 64, nullable=True),
        _text("challenge", 100, nullable=True), sa.Column("tries", sa.Integer(), nullable=False),
        _text("created_at", 32), _text("expires_at", 32), _text("done_at", 32, nullable=True),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_proof")),
        _key("proof", "account_id", ACCOUNT), _key("proof", "session_id", "session.id"),
    )  # fmt: skip
    op.create_index(op.f("ix_proof_account_id"), "proof", ["account_id"])
    op.create_index(op.f("ix_proof_expires_at"), "proof", ["expires_at"])


def _create_letters() -> None:
    op.create_table(
        "letter",
        _text("token_hash", 64), _text("account_id", 36, nullable=True), _text("purpose", 16), _text("payload", 1000),
        _text("created_at", 32), _text("expires_at", 32), _text("used_at", 32, nullable=True),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_letter")),
        _key("letter", "account_id", ACCOUNT),
    )  # fmt: skip
    op.create_index(op.f("ix_letter_account_id"), "letter", ["account_id"])
    op.create_index(op.f("ix_letter_expires_at"), "letter", ["expires_at"])
    op.create_table(
        "identity",
        _text("provider", 32),
        _text("subject", 255),
        _text("account_id", 36),
        _text("label", 120),
        _text("linked_at", 32),
        _text("used_at", 32),
        sa.PrimaryKeyConstraint("provider", "subject", name=op.f("pk_identity")),
        _key("identity", "account_id", ACCOUNT),
        sa.UniqueConstraint("account_id", "provider", name=op.f("uq_identity_account_id")),
    )
    op.create_index(op.f("ix_identity_account_id"), "identity", ["account_id"])
    op.create_table(
        "spent_flow",
        _text("mark", 64),
        _text("expires_at", 32),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_spent_flow")),
    )
    op.create_index(op.f("ix_spent_flow_expires_at"), "spent_flow", ["expires_at"])


def _create_records() -> None:
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        _text("at", 32), _text("actor", 36, nullable=True), _text("action", 60), _text("subject", 80, nullable=True),
        _text("request_id", 32, nullable=True), _text("detail", 400),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit")),
        sqlite_autoincrement=True,
    )  # fmt: skip
    for column in ("at", "actor", "subject"):
        op.create_index(op.f(f"ix_audit_{column}"), "audit", [column])
    op.create_table(
        "throttle",
        _text("key", 80),
        sa.Column("count", sa.Integer(), nullable=False),
        _text("until", 32),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_throttle")),
    )
    op.create_index(op.f("ix_throttle_until"), "throttle", ["until"])


def _create_friends() -> None:
    op.create_table(
        "friendship",
        _text("asker", 36),
        _text("asked", 36),
        _text("created_at", 32),
        _text("accepted_at", 32, nullable=True),
        sa.PrimaryKeyConstraint("asker", "asked", name=op.f("pk_friendship")),
        _key("friendship", "asker", PLAYER),
        _key("friendship", "asked", PLAYER),
    )
    op.create_index(op.f("ix_friendship_asked"), "friendship", ["asked"])
    op.create_table(
        "block",
        _text("blocker", 36),
        _text("blocked", 36),
        _text("created_at", 32),
        sa.PrimaryKeyConstraint("blocker", "blocked", name=op.f("pk_block")),
        _key("block", "blocker", PLAYER),
        _key("block", "blocked", PLAYER),
    )
    op.create_index(op.f("ix_block_blocked"), "block", ["blocked"])


def _protect_audit() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER audit_no_{verb} BEFORE {verb.upper()} ON audit "
                "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()"
    )


def _unprotect_audit() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER audit_no_update")
        op.execute("DROP TRIGGER audit_no_delete")
        return
    op.execute("DROP TRIGGER audit_append_only ON audit")
    op.execute("DROP FUNCTION audit_is_append_only()")
