"""Sweeping: rows that open nothing any more are not kept, least of all those that hold an address."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import Delete, and_, delete, or_, select

from rallyboard.accounts.models import AccessKey, Device, Guest, Letter, Proof, Refresh, Session, Throttle
from rallyboard.db.engine import Database
from rallyboard.jobs import Jobs

EVERY_S: Final = 600.0
MAIL: Final = timedelta(days=3)
"""How long a mail about a change of address may wait for a mail server; it reads the letter then."""
REUSE: Final = timedelta(days=7)
"""For how long a spent refresh token that comes back is recognised as stolen."""
OVER: Final = timedelta(days=30)
DEVICE: Final = timedelta(days=365)


class Sweeper:
    """Registers itself as the job `accounts.sweep`."""

    def __init__(self, database: Database, jobs: Jobs) -> None:
        self._database = database
        jobs.task("accounts.sweep", every_s=EVERY_S)(self.sweep)

    async def sweep(self) -> None:
        """One transaction; running it twice does nothing more."""
        async with self._database.transaction() as session:
            for deletion in _deletions(datetime.now(UTC)):
                await session.execute(deletion.execution_options(synchronize_session=False))


def _deletions(now: datetime) -> Iterator[Delete]:
    moment, over = now.isoformat(), (now - OVER).isoformat()
    yield delete(Guest).where(Guest.expires_at <= moment)
    yield delete(Proof).where(Proof.expires_at <= moment)
    yield delete(Throttle).where(Throttle.until <= moment)
    yield delete(Letter).where(
        or_(
            and_(Letter.purpose != "email", or_(Letter.expires_at <= moment, Letter.used_at.is_not(None))),
            Letter.expires_at <= (now - MAIL).isoformat(),
        )
    )
    ended = or_(Session.ended_at.is_not(None), Session.ends_at <= moment, Session.idle_until <= moment)
    yield delete(Refresh).where(Refresh.session_id.in_(select(Session.id).where(ended)))
    yield delete(Refresh).where(Refresh.spent_at <= (now - REUSE).isoformat())
    yield delete(Session).where(or_(Session.ended_at <= over, Session.ends_at <= over, Session.idle_until <= over))
    yield delete(AccessKey).where(or_(AccessKey.ended_at <= over, AccessKey.expires_at <= over))
    yield delete(Device).where(Device.seen_at <= (now - DEVICE).isoformat())
