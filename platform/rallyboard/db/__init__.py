"""The site's database: SQLite by default, short transactions, migrations that travel with the package."""
