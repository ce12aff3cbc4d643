"""The export: all that is held of a person, as one zip of JSON files and the packed logs of their matches."""

import io
import zipfile
from collections.abc import Sequence
from math import ceil
from typing import Any, Final

import msgspec
from anyio import to_thread
from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.accounts import audit
from rallyboard.accounts.caller import Caller
from rallyboard.arena.models import MatchLog, Seat
from rallyboard.db.engine import Database
from rallyboard.kit.bucket import Buckets
from rallyboard.players.models import Picture
from rallyboard.privacy.errors import TooManyExports
from rallyboard.privacy.holdings import HOLDINGS, Holding

MOST_LOGS: Final = 5_000
AT_ONCE: Final = 3
AGAIN_S: Final = 1_200
"""One more export in so many seconds: each reads and packs all that a player ever played."""
ABOUT: Final = """This is everything that Rallyboard holds of you.

Each .json file is one table of the database; fields that only secrets stood in are left out. picture.webp is the
picture you show, if you do. logs/ holds the packed logs of your matches (the newest 5,000), one file each:
`rallyboard replay FILE` reads them. Logs, and the statistics made from them, know you by your player key only.
"""


class Exporter:
    """Reads in one view of the database, packs beside the event loop."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._taken = Buckets(burst=AT_ONCE, per_second=1 / AGAIN_S)

    async def export(self, caller: Caller) -> bytes:
        """The zip; raises TooManyExports."""
        wait = self._taken.wait(caller.account_id)
        if wait:
            raise TooManyExports("You have just taken everything home; try again later.", retry_after=ceil(wait))
        async with self._database.reading() as session:
            tables = {holding.model.__tablename__: await _rows(session, holding, caller) for holding in HOLDINGS}
            files = [*await _pictures(session, caller), *await _logs(session, caller)]
        async with self._database.transaction() as session:
            await audit.note(session, "account.exported", actor=caller.account_id, subject=caller.account_id)
        return await to_thread.run_sync(_packed, tables, dict(files))


async def _rows(session: AsyncSession, holding: Holding, caller: Caller) -> list[dict[str, Any]]:
    columns = holding.model.__table__.columns
    mine = [columns[name] == caller.account_id for name in holding.account if name != "player_key"]
    mine += [columns[name] == caller.player_key for name in holding.player]
    told = [column for column in columns if column.name not in holding.secret | holding.apart]
    found = await session.execute(select(*told).where(or_(*mine)))
    return [dict(row) for row in found.mappings()]


async def _pictures(session: AsyncSession, caller: Caller) -> Sequence[tuple[str, bytes]]:
    query = select(Picture.data).where(Picture.player_key == caller.player_key)
    return [("picture.webp", data) for data in (await session.execute(query)).scalars()]


async def _logs(session: AsyncSession, caller: Caller) -> Sequence[tuple[str, bytes]]:
    query = select(MatchLog.match_id, MatchLog.data).join(Seat, Seat.match_id == MatchLog.match_id)
    query = query.where(Seat.player_key == caller.player_key).order_by(MatchLog.match_id.desc()).limit(MOST_LOGS)
    return [(f"logs/{match_id}.rbl", data) for match_id, data in (await session.execute(query)).all()]


def _packed(tables: dict[str, list[dict[str, Any]]], files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("READ ME.txt", ABOUT)
        for name, rows in tables.items():
            archive.writestr(f"{name}.json", msgspec.json.format(msgspec.json.encode(rows), indent=2))
        for name, data in files.items():
            archive.writestr(name, data, zipfile.ZIP_STORED)
    return out.getvalue()
