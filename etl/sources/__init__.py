"""Sources: where finished matches come from, read by offset.

The ETL knows no database. The site hands in a `Source` over its outbox; tests and the command line use
`ListSource` and `FolderSource`.
"""

from etl.sources.folder import FolderSource
from etl.sources.listing import ListSource
from etl.sources.record import Record, Source

__all__ = ["FolderSource", "ListSource", "Record", "Source"]
