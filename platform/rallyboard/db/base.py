"""The declarative base that every room's models stand on.

The naming convention gives each constraint a name that migrations can find again on any database.
"""

from typing import ClassVar

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """All tables of the site share this metadata; times are ISO 8601 UTC strings, keys are uuid strings."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMING)
