"""What a match makes of its clients' frames: who may say it, how often, and what is answered.

Every frame is judged on its own, not by the socket it came on: a spectator's key is refused like a stranger's.
"""

from typing import assert_never

from game_engine.intents import ResignReason
from rallyboard.arena.client import Client
from rallyboard.arena.live import Live
from rallyboard.arena.protocol import (
    Check,
    ClientIn,
    Close,
    Complaint,
    Echo,
    Hello,
    KeyFrame,
    Ping,
    Pong,
    ResignFrame,
    Restamped,
    ServeFrame,
    Unexpected,
    read,
    write,
)


def hear(live: Live, client: Client, message: str | bytes, now_ns: int) -> Close | None:
    """Take one message of a client; the reason to close its socket, or None to go on."""
    frame = read(message)
    client.heard_ns = now_ns
    if not client.may_send(now_ns, direction=isinstance(frame, KeyFrame)):
        return Close.FLOOD
    if isinstance(frame, Unexpected):
        return _complain(client, "arena/unexpected", frame.why)
    return _take(live, client, frame, now_ns)


def _take(live: Live, client: Client, frame: ClientIn, now_ns: int) -> Close | None:
    match frame:
        case KeyFrame():
            return _key(live, client, frame, now_ns)
        case Ping():
            tick = live.play.clock.soft(now_ns) if client.slots else live.play.watched(now_ns)
            client.line.send(write(Pong(frame.cts, tick)))
            client.answered(frame.cts, now_ns)
        case Echo():
            _echo(live, client, frame, now_ns)
        case ServeFrame():
            return _serve(live, client, frame, now_ns)
        case ResignFrame():
            return _resign(live, client, frame)
        case Check():
            if client.slots:
                live.play.check(client, frame.tick, frame.digest)
        case Hello():
            return _complain(client, "arena/already_here", "This socket has shown its ticket already.")
        case _:
            assert_never(frame)
    return None


def _key(live: Live, client: Client, frame: KeyFrame, now_ns: int) -> Close | None:
    slot = client.slot(frame.slot)
    if slot is None:
        return _complain(client, "arena/not_your_seat", "This seat is not yours.")
    if not _fresh(live, client, slot, frame.n):
        return None
    play = live.play
    entry = play.room.key(slot, frame.key, frame.t, play.clock.tick(now_ns))
    play.enter(entry, now_ns, client)
    if entry.t != frame.t:
        client.line.send(write(Restamped(frame.n, entry.t)))
    live.hasten()
    return None


def _serve(live: Live, client: Client, frame: ServeFrame, now_ns: int) -> Close | None:
    slot = client.slot(frame.slot)
    if slot is None:
        return _complain(client, "arena/not_your_seat", "This seat is not yours.")
    if not _fresh(live, client, slot, frame.n):
        return None
    play = live.play
    entry = play.room.serve(slot, frame.t, play.tick(now_ns)) if play.clock.moving(now_ns) else None
    if entry is not None:
        play.enter(entry, now_ns, client)
        live.hasten()
    stamp = -1 if entry is None else entry.t
    if stamp != frame.t:
        client.line.send(write(Restamped(frame.n, stamp)))
    return None


def _resign(live: Live, client: Client, frame: ResignFrame) -> Close | None:
    slot = client.slot(frame.slot)
    if slot is None:
        return _complain(client, "arena/not_your_seat", "This seat is not yours.")
    if _fresh(live, client, slot, frame.n):
        live.give_up(slot, ResignReason.RESIGN)
    return None


def _echo(live: Live, client: Client, frame: Echo, now_ns: int) -> None:
    rtt_ms = client.echoed(frame.cts, now_ns)
    if rtt_ms is not None:
        for slot in client.slots:
            live.play.room.lags[slot].measure(rtt_ms)


def _fresh(live: Live, client: Client, slot: int, n: int) -> bool:
    """A frame counts once, in order, and only while there is a match to enter it in."""
    if n <= client.last_n:
        return False
    client.last_n = n
    if live.status != "live" or live.play.room.over is not None:
        client.line.send(write(Restamped(n, -1)))
        return False
    live.heard(slot, n)
    return True


def _complain(client: Client, code: str, text: str) -> Close | None:
    if not client.forgiven():
        return Close.UNEXPECTED
    client.line.send(write(Complaint(code, text)))
    return None
