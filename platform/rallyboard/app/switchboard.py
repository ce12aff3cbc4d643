"""The switchboard: what ties the sockets of all workers together, put together once for a house.

Sessions that end close sockets everywhere; matches and open pages make players present; friends hear of it.
"""

from rallyboard.accounts.access_keys import AccessKeys
from rallyboard.accounts.open_sockets import OpenSockets
from rallyboard.accounts.service import Guests
from rallyboard.accounts.sessions import Sessions
from rallyboard.arena.service import Arena
from rallyboard.backplane.opening import backplane
from rallyboard.db.engine import Database
from rallyboard.players.friends import Friends
from rallyboard.players.profiles import Profiles
from rallyboard.players.service import Players
from rallyboard.presence.hall import Hall
from rallyboard.presence.service import Presence
from rallyboard.presence.tickets import Tickets


class Switchboard:
    """Making one opens nothing; `redis` is the URL of the server that several workers share, or empty."""

    def __init__(self, redis: str, database: Database, players: Players, friends: Friends) -> None:
        self.bus, self.store = backplane(redis)
        self.open_sockets = OpenSockets(database, self.bus)
        self.presence = Presence(self.bus, self.store)
        self.hall = Hall(self.presence, friends, players, self.bus)
        friends.on_change.append(self.hall.regrouped)

    def listen_to(self, sessions: Sessions, keys: AccessKeys, guests: Guests) -> None:
        """What these end closes sockets."""
        keys.on_ended.append(self.open_sockets.tell_key)
        sessions.on_ended.append(self.open_sockets.tell)
        guests.on_left.append(self.open_sockets.tell_left)

    def show(self, arena: Arena, profiles: Profiles) -> None:
        """Who is at a match is present, and profiles say so."""
        arena.attending = lambda player, role: self.presence.attend(player, "playing" if role == "play" else "watching")
        profiles.presence = self.presence.states
        profiles.on_privacy.append(self.presence.look_again)

    def provided(self) -> dict[str, object]:
        """What routes may ask for, by the name they ask by."""
        return {
            "open_sockets": self.open_sockets, "presence": self.presence, "hall": self.hall,
            "line_tickets": Tickets(self.store),
        }  # fmt: skip

    async def start(self) -> None:
        """Before the first socket."""
        await self.bus.start()
        await self.open_sockets.start()
        await self.presence.start()
        await self.hall.start()

    async def stop(self) -> None:
        """After the last one, while the database is still there."""
        await self.hall.stop()
        await self.presence.stop()
        await self.open_sockets.stop()
        await self.bus.stop()
        await self.store.close()
