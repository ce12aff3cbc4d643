"""Who may open a socket: exactly our pages, and not a flood of them."""

import asyncio
from typing import Any

import pytest

from rallyboard.arena import guards
from rallyboard.arena.guards import SocketGuard

OURS = "https://pong.example:8443"


class App:
    """Remembers whom it was asked to serve."""

    def __init__(self) -> None:
        self.served: list[str] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.served.append(scope["type"])


class Holding:
    """Keeps every socket open until it is told to let them go."""

    def __init__(self) -> None:
        self.free = asyncio.Event()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await self.free.wait()


async def knock(guard: SocketGuard, *origins: str, kind: str = "websocket", host: str = "10.0.0.1") -> list[str]:
    """What the guard itself answers."""
    answers: list[str] = []

    async def receive() -> dict[str, str]:
        return {"type": "websocket.connect"}

    async def send(message: Any) -> None:
        answers.append(message["type"])

    headers = [(b"Origin", origin.encode("latin-1")) for origin in origins]
    await guard({"type": kind, "headers": headers, "client": (host, 5)}, receive, send)
    return answers


async def test_only_the_exact_origin_may_enter() -> None:
    app = App()
    assert await knock(SocketGuard(app, [OURS]), OURS) == []
    assert app.served == ["websocket"]


@pytest.mark.parametrize(
    "origins",
    [(), ("null",), ("https://pong.example",), ("http://pong.example:8443",), ("https://PONG.example:8443",),
     ("https://evil.pong.example:8443",), ("https://pong.example:8443.evil",), (OURS + "/",), (OURS, OURS), ("",)],
)  # fmt: skip
async def test_anything_else_is_refused_before_it_is_accepted(origins: tuple[str, ...]) -> None:
    app = App()
    assert await knock(SocketGuard(app, [OURS]), *origins) == ["websocket.close"]
    assert app.served == []


async def test_http_passes_untouched() -> None:
    app = App()
    await knock(SocketGuard(app, [OURS]), kind="http")
    await knock(SocketGuard(app, [OURS]), kind="lifespan")
    assert app.served == ["http", "lifespan"]


async def test_one_address_cannot_flood_the_door_and_others_still_come_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "HANDSHAKE_BURST", 5.0)
    app = App()
    guard = SocketGuard(app, [OURS])
    answers = [await knock(guard, OURS) for _ in range(8)]
    assert answers[:5] == [[]] * 5
    assert answers[-1] == ["websocket.close"]
    assert await knock(guard, OURS, host="10.0.0.2") == []


async def test_a_subscriber_s_many_addresses_are_one_at_the_door(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "HANDSHAKE_BURST", 5.0)
    guard = SocketGuard(App(), [OURS])
    answers = [await knock(guard, OURS, host=f"2001:db8::{turn:x}") for turn in range(8)]
    assert answers[-1] == ["websocket.close"]


async def test_one_address_holds_so_many_sockets_and_another_once_one_closed() -> None:
    app = Holding()
    guard = SocketGuard(app, [OURS], most=2)
    held = [asyncio.create_task(knock(guard, OURS)) for _ in range(2)]
    await asyncio.sleep(0)
    assert await knock(guard, OURS) == ["websocket.accept", "websocket.close"]
    elsewhere = asyncio.create_task(knock(guard, OURS, host="10.0.0.2"))
    app.free.set()
    assert await asyncio.gather(*held, elsewhere) == [[], [], []]
    assert await knock(guard, OURS) == []
