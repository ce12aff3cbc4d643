"""The crowd: everybody who is told what happens in one match, players now and spectators later."""

from game_engine.intents import Entry
from game_engine.match import Match
from rallyboard.arena.client import Client
from rallyboard.arena.grandstand import Grandstand
from rallyboard.arena.protocol import Close, ServerOut, write


class Crowd:
    """Frames are encoded once, whoever gets them."""

    def __init__(self, match: Match, delay_ns: int) -> None:
        self.players: list[Client] = []
        self.watchers: list[Client] = []
        self.stand = Grandstand(match, delay_ns)

    @property
    def empty(self) -> bool:
        """No socket is left, neither player's nor spectator's."""
        return not self.players and not self.watchers

    @property
    def slots(self) -> frozenset[int]:
        """The seats that somebody's socket holds now."""
        return frozenset(slot for client in self.players for slot in client.slots)

    def tell(self, frame: ServerOut, now_ns: int, entry: Entry | None = None, but: Client | None = None) -> None:
        """To everybody except `but`."""
        encoded = write(frame)
        for client in self.players:
            if client is not but:
                client.line.send(encoded)
        self.stand.tell(encoded, now_ns, entry)

    def tell_last(self, frame: ServerOut, now_ns: int) -> None:
        """To everybody, and then goodbye."""
        encoded = write(frame)
        for client in self.players:
            client.line.send(encoded)
            client.line.close(Close.OVER)
        self.players.clear()
        self.stand.tell(encoded, now_ns, last=True)

    def join(self, client: Client) -> None:
        """One more; a player's socket is told at once, a spectator's by the stand."""
        if client.slots:
            self.players.append(client)
        else:
            self.watchers.append(client)
            self.stand.watchers.append(client.line)

    def leave(self, client: Client) -> bool:
        """One fewer; False when it was not here any more."""
        if client in self.players:
            self.players.remove(client)
            return True
        if client in self.watchers:
            self.watchers.remove(client)
            if client.line in self.stand.watchers:
                self.stand.watchers.remove(client.line)
        return False

    def close(self, code: Close) -> None:
        """Everybody has to leave now."""
        for client in self.players:
            client.line.close(code)
        self.players.clear()
        self.watchers.clear()
        self.stand.clear(code)
