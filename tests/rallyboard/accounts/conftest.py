"""Every test of the room that needs a database runs on SQLite and on PostgreSQL."""

from tests.kit.postgres import both

site_database = both
