"""Dead letters: jobs that were given up. They are kept, can be looked at, and can be run again by a person."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

import msgspec
from sqlalchemy import and_, delete, or_, select, update

from rallyboard.db.engine import Database
from rallyboard.jobs.errors import NoSuchDeadLetter
from rallyboard.jobs.models import Job

DONE = ("completed", "cancelled", "expired")


class DeadLetter(msgspec.Struct, frozen=True):
    """What may be shown of one: nothing of its arguments."""

    id: str
    name: str
    queue: str
    reason: str
    tries: int
    died_at: str


class Graveyard:
    """The dead letters of one database."""

    def __init__(self, database: Database, wake: Callable[[], None]) -> None:
        self._database = database
        self._wake = wake

    async def list(self, limit: int = 100) -> list[DeadLetter]:
        """At most `limit`, the latest first."""
        query = select(Job).where(Job.status == "failed").order_by(Job.completed_at.desc(), Job.id).limit(limit)
        async with self._database.reading() as session:
            return [_shown(job) for job in (await session.execute(query)).scalars()]

    async def retry(self, job_id: str) -> None:
        """Run it again now, with all its tries before it; NoSuchDeadLetter when there is none to run."""
        key = _key(job_id)
        async with self._database.transaction() as session:
            job = await session.get(Job, key)
            if job is None or job.status != "failed":
                raise NoSuchDeadLetter(f"{job_id} is not among the dead letters; `rallyboard jobs dead` lists them.")
            # The count of runs never goes back: an owner of long ago must not be taken for the present one. What the
            # library calls interruptions is not counted against the tries.
            runs = job.retry_count + 1
            again = (
                update(Job)
                .where(Job.id == key, Job.status == "failed", Job.retry_count == job.retry_count)
                .values(
                    status="pending", retry_count=runs, scheduled_at=None, completed_at=None, heartbeat_at=None,
                    started_at=None, queued_at=datetime.now(UTC),
                    metadata_json={**job.metadata_json, "interruptions": runs},
                )
            )  # fmt: skip
            await session.execute(again.execution_options(synchronize_session=False))
        self._wake()

    async def sweep(self, done_before: datetime, dead_before: datetime) -> None:
        """What was done, or given up, before these moments is forgotten."""
        old = or_(
            and_(Job.status.in_(DONE), Job.completed_at < done_before),
            and_(Job.status == "failed", Job.completed_at < dead_before),
        )
        async with self._database.transaction() as session:
            await session.execute(delete(Job).where(old).execution_options(synchronize_session=False))


def _key(job_id: str) -> UUID:
    try:
        return UUID(job_id)
    except ValueError:
        raise NoSuchDeadLetter(f"{job_id[:60]!r} is not an id; `rallyboard jobs dead` lists them.") from None


def _shown(job: Job) -> DeadLetter:
    died = (job.completed_at or job.queued_at).replace(tzinfo=UTC)
    return DeadLetter(str(job.id), job.task_name, job.queue, job.error or "", job.retry_count + 1, died.isoformat())
