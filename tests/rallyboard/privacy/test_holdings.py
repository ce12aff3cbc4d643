"""No table holds something of a person that the export does not know of."""

import rallyboard.app
import rallyboard.jobs.models  # noqa: F401 - with these two every room's models are known
from rallyboard.db.base import Base
from rallyboard.privacy.holdings import HOLDINGS, NOT_TOLD

PERSONAL = ("account_id", "player_key", "actor", "asker", "asked", "blocker", "blocked")


def test_every_column_that_points_to_a_person_is_listed() -> None:
    listed = {(h.model.__tablename__, column) for h in HOLDINGS for column in (*h.account, *h.player)}
    pointing = {
        (table.name, column.name)
        for table in Base.metadata.tables.values()
        for column in table.columns
        if column.name in PERSONAL or any(key.column.table.name in ("account", "player") for key in column.foreign_keys)
    }
    assert pointing - listed == NOT_TOLD


def test_what_is_secret_is_a_column_that_exists() -> None:
    for holding in HOLDINGS:
        columns = set(holding.model.__table__.columns.keys())
        assert holding.secret <= columns
        assert {name for name in columns if "hash" in name or "secret" in name} <= holding.secret
