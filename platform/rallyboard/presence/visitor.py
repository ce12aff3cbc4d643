"""A visitor: one page's open line, what it was told, and what it may still say."""

from typing import Final

from rallyboard.arena.clock import Clock
from rallyboard.arena.line import Line
from rallyboard.arena.protocol import FORGIVEN, Close
from rallyboard.arena.rates import WATCHER_FRAMES, Bucket
from rallyboard.presence.protocol import Hello, Moved, Out, Ping, Pong, Presence, Problem, Unexpected, read, write

PONG: Final = write(Pong())


class Visitor:
    """Made when a ticket was redeemed; dropped when the line closes."""

    def __init__(self, player: str, line: Line, clock: Clock) -> None:
        self.player, self.line = player, line
        self.friends: dict[str, str] = {}
        """The last part of the address of each friend, by key."""
        self.greeted = False
        """Whether it knows its friends, so that it has to hear of other ones."""
        self._told: dict[str, Presence] = {}
        self._clock = clock
        self._frames = Bucket(WATCHER_FRAMES, clock.now_ns())
        self._unexpected = 0

    def befriend(self, friends: dict[str, str]) -> None:
        """These are the friends from now on."""
        self.friends = friends
        self._told = {key: state for key, state in self._told.items() if key in friends}

    def tell(self, friend: str, state: Presence) -> None:
        """What a friend does, unless that was said already; at first all count as offline."""
        if friend in self.friends and self._told.get(friend, "offline") != state:
            self._told[friend] = state
            self.line.send(write(Moved(self.friends[friend], state)))

    def tell_all(self) -> None:
        """Everything once more, for a page that had fallen behind."""
        for friend, state in self._told.items():
            self.line.send(write(Moved(self.friends[friend], state)))

    def sign_out(self) -> None:
        """What the line stands on is over."""
        self.line.send(write(Out()))
        self.line.close(Close.SIGNED_OUT)

    def hear(self, message: str | bytes) -> Close | None:
        """Take one message of the page; the reason to close its line, or None to go on."""
        frame = read(message)
        if not self._frames.take(self._clock.now_ns()):
            return Close.FLOOD
        match frame:
            case Ping():
                self.line.send(PONG)
                return None
            case Hello():
                return self._complain("presence/already_here", "This line has shown its ticket already.")
            case Unexpected():
                return self._complain("presence/unexpected", frame.why)

    def _complain(self, code: str, text: str) -> Close | None:
        self._unexpected += 1
        if self._unexpected > FORGIVEN:
            return Close.UNEXPECTED
        self.line.send(write(Problem(code, text)))
        return None
