"""What can go wrong with the database, before the site starts and while it runs."""

from rallyboard.kit.errors import Invalid, Unavailable, Unusable


class NewerDatabase(Unusable):
    """The tables were made by a later Rallyboard."""

    code = "setup/newer_database"
    title = "The database is newer than this program"
    exit_code = 4


class BrokenDatabase(Unusable):
    """The database is there and is not one that we can read or write."""

    code = "setup/broken_database"
    title = "The database cannot be read"
    exit_code = 4


class NoDatabase(Unusable):
    """The server that RALLYBOARD_DATABASE names does not let us in, or is not there."""

    code = "setup/no_database"
    title = "The database cannot be reached"
    exit_code = 4


class DatabaseAway(Unavailable):
    """The server was there and does not answer just now; nothing that was promised is lost."""

    code = "db/away"
    title = "Saving is paused"


class DatabaseBusy(Unavailable):
    """Two changes met, and this one was undone; doing it again is safe."""

    code = "db/busy"
    title = "Somebody else was changing the same"


class DatabaseCrowded(Unavailable):
    """More want a connection at once than there are, and this one waited too long; nothing was done yet."""

    code = "db/crowded"
    title = "Too many want the database at once"


class Unstorable(Invalid):
    """A text or a number that the database does not hold, such as the character U+0000."""

    code = "db/unstorable"
    title = "That cannot be stored"
