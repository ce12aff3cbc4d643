"""How alembic runs the steps: on the connection it is handed, in one transaction."""

import sqlalchemy as sa
from alembic import context

from rallyboard.db.base import Base

connection: sa.Connection = context.config.attributes["connection"]


def compare_by_bytes() -> None:
    """Every text column of PostgreSQL compares and sorts as SQLite's do, whatever language the server was set up in.

    Times and ids are text here, and their order must be that of their bytes.
    """
    for table in sa.inspect(connection).get_table_names():
        for column in sa.inspect(connection).get_columns(table):
            kind = column["type"]
            if isinstance(kind, sa.String) and kind.collation != "C":
                sized = f"varchar({kind.length})" if kind.length else "text"
                connection.execute(
                    sa.text(f'ALTER TABLE "{table}" ALTER COLUMN "{column["name"]}" TYPE {sized} COLLATE "C"')
                )


context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
    if connection.dialect.name == "postgresql":
        compare_by_bytes()
