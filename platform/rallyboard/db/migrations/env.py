"""How alembic runs the steps: on the connection it is handed, in one transaction."""

from alembic import context
from sqlalchemy import Connection

from rallyboard.db.base import Base

connection: Connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
