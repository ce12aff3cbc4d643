"""What can go wrong in the ETL itself. A bad log is no error here: it becomes a row in `rejects`.

EtlError
├── WarehouseBusy       another process holds the file
├── WarehouseUnusable   the folder or the disk refuses, which no rebuild would mend
└── SourceAway          the records cannot be read just now
"""


class EtlError(Exception):
    """Root of everything the ETL raises on purpose."""


class WarehouseBusy(EtlError):
    """Another process has the warehouse file open; DuckDB admits one at a time."""


class WarehouseUnusable(EtlError):
    """The warehouse cannot be opened for a reason outside the file, such as rights or a full disk."""


class SourceAway(EtlError):
    """What the records are read from does not answer just now; the warehouse itself is well."""
