"""What a person proves with beside a password: authenticator apps, recovery codes, passkeys; and proofs under way."""

from sqlalchemy import BigInteger, Boolean, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from rallyboard.db.base import Base


class Totp(Base):
    """An authenticator app (RFC 6238). It counts from `confirmed_at` on; `last_step` is never accepted again."""

    __tablename__ = "totp"

    account_id: Mapped[str] = mapped_column(String(36), ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    secret: Mapped[str] = mapped_column(String(200))
    """Sealed with the site's key: a stolen database alone computes no codes."""
    created_at: Mapped[str] = mapped_column(String(32))
    confirmed_at: Mapped[str | None] = mapped_column(String(32), default=None)
    last_step: Mapped[int] = mapped_column(Integer, default=0)


class RecoveryCode(Base):
    """One of ten codes for the day the phone is gone; hashed, used once."""

    __tablename__ = "recovery_code"

    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[str] = mapped_column(String(36), ForeignKey("account.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[str] = mapped_column(String(32))
    used_at: Mapped[str | None] = mapped_column(String(32), default=None)


class Passkey(Base):
    """A WebAuthn credential; id and public key are base64url."""

    __tablename__ = "passkey"

    credential_id: Mapped[str] = mapped_column(String(1400), primary_key=True)
    account_id: Mapped[str] = mapped_column(String(36), ForeignKey("account.id", ondelete="CASCADE"), index=True)
    public_key: Mapped[str] = mapped_column(String(2000))
    sign_count: Mapped[int] = mapped_column(BigInteger, default=0)
    name: Mapped[str] = mapped_column(String(60))
    transports: Mapped[str] = mapped_column(String(120), default="")
    backed_up: Mapped[bool] = mapped_column(Boolean, default=False)
    created_at: Mapped[str] = mapped_column(String(32))
    used_at: Mapped[str | None] = mapped_column(String(32), default=None)


class Proof(Base):
    """A proof under way: between the password and the second factor, or before a sensitive change.

    Its token is what the browser holds meanwhile; mail codes and WebAuthn challenges are bound to it.
    """

    __tablename__ = "proof"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[str | None] = mapped_column(
        String(36), ForeignKey("account.id", ondelete="CASCADE"), index=True, default=None
    )
    purpose: Mapped[str] = mapped_column(String(16))
    session_id: Mapped[str | None] = mapped_column(
        String(36), ForeignKey("session.id", ondelete="CASCADE"), default=None
    )
    factors: Mapped[str] = mapped_column(String(60), default="")
    code_hash: Mapped[str | None] = mapped_column(String(64), default=None)
    challenge: Mapped[str | None] = mapped_column(String(100), default=None)
    tries: Mapped[int] = mapped_column(Integer, default=0)
    created_at: Mapped[str] = mapped_column(String(32))
    expires_at: Mapped[str] = mapped_column(String(32), index=True)
    done_at: Mapped[str | None] = mapped_column(String(32), default=None)
