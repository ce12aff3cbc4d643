"""Twenty thousand hostile frames against a live server: it stays up, and a match beside them goes on."""

import asyncio
import base64
import contextlib
import os
import random
from pathlib import Path

import psutil
import pytest

from tests.faults.frames import hostile, text
from tests.kit.player import Player
from tests.kit.server import Server
from tests.kit.visitor import Visitor

pytestmark = pytest.mark.timeout(600)
FRAMES, SEED = 20_000, 7


async def attack(server: Server, visitor: Visitor, match_id: str, frames: int) -> int:
    """Send `frames` frames over as many sockets as the server needs to be told; returns how many sockets."""
    source, chance, sent, sockets = hostile(SEED), random.Random(SEED), 0, 0
    while sent < frames:
        sockets += 1
        ticket = None
        if chance.random() < 0.5:
            with contextlib.suppress(AssertionError):
                ticket = (await visitor.ticket(match_id, "watch"))["ticket"]
        hello = b"" if ticket is None else text(f'["k","{ticket}",1,0]'.encode())
        burst = [next(source) for _ in range(chance.randrange(10, 40))]
        sent += len(burst)
        await _one_socket(server, match_id, [hello, *burst])
    return sockets


async def _one_socket(server: Server, match_id: str, frames: list[bytes]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    key = base64.b64encode(os.urandom(16)).decode()
    writer.write(
        f"GET /ws/matches/{match_id} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nOrigin: {server.base}\r\n"
        f"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n"
        "Sec-WebSocket-Version: 13\r\n\r\n".encode()
    )
    with contextlib.suppress(OSError, asyncio.IncompleteReadError, TimeoutError):
        await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 10)
        for frame in frames:
            writer.write(frame)
            await writer.drain()
        await asyncio.wait_for(reader.read(4096), 0.05)
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()


async def test_hostile_frames_harm_nobody(tmp_path: Path, n: int | None) -> None:
    server = Server(tmp_path / "data", ETL="off", LOG_LEVEL="info", ENV="test")
    with server:
        assert server.process is not None
        memory = psutil.Process(server.process.pid).memory_info
        async with Visitor(server.base, "Beside") as beside, Visitor(server.base, "Attacker") as attacker:
            made = await beside.against_bot("classic-5", 1)
            player = Player(server.base, await beside.ticket(made["id"]))
            async with player.connected():
                playing = asyncio.create_task(player.play())
                await attack(server, attacker, made["id"], 500)
                before = memory().rss
                await attack(server, attacker, made["id"], n or FRAMES)
                grown = memory().rss - before
                await playing
            assert player.result() is not None, "the match beside the attack came to its end"
        assert server.answers("/health/ready")
    assert "Traceback" not in server.log.read_text()
    assert grown < 20 << 20
