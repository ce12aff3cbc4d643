"""The doorway: what every way in shares. Handed to the services that let people in, so that each asks for one thing."""

from dataclasses import dataclass

from rallyboard.accounts.passwords import Passwords
from rallyboard.accounts.people import People
from rallyboard.accounts.post import Post
from rallyboard.accounts.proofs import Proofs
from rallyboard.accounts.sessions import Sessions
from rallyboard.db.engine import Database


@dataclass(frozen=True, slots=True)
class Doorway:
    """The database, and those who keep watch."""

    database: Database
    people: People
    passwords: Passwords
    post: Post
    sessions: Sessions
    proofs: Proofs
