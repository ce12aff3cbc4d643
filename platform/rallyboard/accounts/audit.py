"""The audit log: who did what, written in the same transaction as the deed, never changed afterwards."""

from datetime import UTC, datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.accounts.models import AuditEntry


async def note(
    session: AsyncSession, action: str, *, actor: str | None = None, subject: str | None = None, detail: str = ""
) -> None:
    """One more entry. `detail` holds ids and words of ours, never a name, an address or a secret."""
    request_id = structlog.contextvars.get_contextvars().get("request_id")
    session.add(
        AuditEntry(
            at=datetime.now(UTC).isoformat(), actor=actor, action=action, subject=subject,
            request_id=None if request_id is None else str(request_id), detail=detail[:400],
        )
    )  # fmt: skip
