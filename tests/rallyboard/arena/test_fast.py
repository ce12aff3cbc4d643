"""The short way gives what the long way gives: the same echo application is spoken to over both protocols."""

import asyncio
import contextlib
import os
import struct
from collections.abc import AsyncIterator
from typing import Any

import pytest
import uvicorn
import websockets

from rallyboard.arena.fast import EXTENSION, FastProtocol, RawLine, text_frame
from tests.kit.server import free_port

LARGEST = 4096


async def echo(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Answers every message with itself, over the raw line where there is one."""
    if scope["type"] != "websocket":
        return
    assert (await receive())["type"] == "websocket.connect"
    await send({"type": "websocket.accept"})
    line = scope["extensions"].get(EXTENSION)
    if line is not None:
        await raw_echo(line, receive)
        await send({"type": "websocket.close", "code": 4410})
        return
    while (event := await receive())["type"] == "websocket.receive":
        message = event.get("text") or event["bytes"].decode()
        if message == "end":
            break
        await send({"type": "websocket.send", "text": message})
    await send({"type": "websocket.close", "code": 4410})


async def raw_echo(line: RawLine, receive: Any) -> None:
    """The same over the raw line, until the word "end" or the client's leaving."""
    ended = asyncio.Event()
    line.listen(lambda message: ended.set() if message == b"end" else line.write(text_frame(message)))
    waits = [asyncio.ensure_future(receive()), asyncio.ensure_future(ended.wait())]
    await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    for wait in waits:
        wait.cancel()


@contextlib.asynccontextmanager
async def served(app: Any, protocol: Any) -> AsyncIterator[str]:
    """The application on a free port, in this loop."""
    port = free_port()
    config = uvicorn.Config(app, port=port, ws=protocol, ws_max_size=LARGEST, log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    for _ in range(500):
        if server.started:
            break
        await asyncio.sleep(0.01)
    yield f"ws://127.0.0.1:{port}"
    server.should_exit = True
    await serving


@pytest.fixture(params=[FastProtocol, "websockets-sansio"], ids=["raw", "asgi"])
async def base(request: pytest.FixtureRequest) -> AsyncIterator[str]:
    async with served(echo, request.param) as address:
        yield address


async def test_short_and_long_messages_come_back_whole_and_in_order(base: str) -> None:
    sent = ["a" * size for size in (1, 2, 125, 126, 127, 500, 125, LARGEST, 3, 1)]
    async with websockets.connect(base, compression=None) as socket:
        for message in sent:
            await socket.send(message)
        assert [await socket.recv() for _ in sent] == sent


async def test_a_close_by_the_application_is_shaken_on_at_once(base: str) -> None:
    async with websockets.connect(base, compression=None) as socket:
        await socket.send("end")
        await asyncio.wait_for(socket.wait_closed(), 2)
    assert socket.close_code == 4410


async def test_a_message_in_fragments_keeps_its_place(base: str) -> None:
    async with websockets.connect(base, compression=None) as socket:
        await socket.send("before")
        await socket.send(["in ", "three ", "parts"])
        await socket.send("after")
        assert [await socket.recv() for _ in range(3)] == ["before", "in three parts", "after"]


async def test_pings_are_answered_between_frames(base: str) -> None:
    async with websockets.connect(base, compression=None) as socket:
        await socket.send("x")
        assert await socket.recv() == "x"
        await asyncio.wait_for(await socket.ping(), 2)
        await socket.send("y")
        assert await socket.recv() == "y"


async def test_frames_cut_at_any_byte_are_put_together(base: str) -> None:
    host, port = base.removeprefix("ws://").split(":")
    stream = b"".join(_client_frame(text) for text in (b"one", b"two" * 50, b"three"))
    expected = b"".join(text_frame(text) for text in (b"one", b"two" * 50, b"three"))
    async with upgraded(host, int(port)) as (reader, writer):
        for at in range(0, len(stream), 7):
            writer.write(stream[at : at + 7])
            await writer.drain()
            await asyncio.sleep(0.002)
        assert await asyncio.wait_for(reader.readexactly(len(expected)), 5) == expected


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        (b"\x81\x83abcdxyz", None),  # a plain frame: nothing is closed
        (b"\x81\x03xyz", 1002),  # not masked
        (b"\xf1\x83abcdxyz", 1002),  # reserved bits
        (b"\x83\x83abcdxyz", 1002),  # an opcode nobody defined
        (b"\x81\xfe\xff\xffabcd", 1009),  # says it is longer than allowed
        (b"\x81\xff" + b"\x7f" + b"\xff" * 7 + b"abcd", 1009),
        (b"\x80\x80abcd", 1002),  # goes on with what never began
    ],
)
async def test_a_broken_frame_closes_with_the_code_of_the_rfc(base: str, frame: bytes, code: int | None) -> None:
    host, port = base.removeprefix("ws://").split(":")
    async with upgraded(host, int(port)) as (reader, writer):
        writer.write(_client_frame(b"hello"))
        assert await asyncio.wait_for(reader.readexactly(7), 5) == text_frame(b"hello")
        writer.write(frame)
        answer = await asyncio.wait_for(reader.readexactly(4), 5)
        assert (struct.unpack("!H", answer[2:])[0] if answer[0] == 0x88 else None) == code


async def test_bytes_that_are_no_text_close_with_1007_and_leave_no_traceback(caplog: pytest.LogCaptureFixture) -> None:
    async def deaf(scope: dict[str, Any], receive: Any, send: Any) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        assert (await receive())["type"] == "websocket.disconnect"

    async with served(deaf, FastProtocol) as address:
        host, port = address.removeprefix("ws://").split(":")
        async with upgraded(host, int(port)) as (reader, writer):
            writer.write(_client_frame(b"\xff\xfe"))
            assert await asyncio.wait_for(reader.readexactly(4), 5) == b"\x88\x02" + (1007).to_bytes(2, "big")
    assert "Traceback" not in caplog.text


async def test_the_line_says_when_it_is_closed_and_what_is_unsent() -> None:
    assert text_frame(b"x" * 126)[:4] == b"\x81\x7e\x00\x7e"
    assert text_frame(b"x" * 70_000)[:10] == b"\x81\x7f" + (70_000).to_bytes(8, "big")


def _client_frame(payload: bytes) -> bytes:
    mask = os.urandom(4)
    size = bytes((0x80 | len(payload),)) if len(payload) < 126 else b"\xfe" + len(payload).to_bytes(2, "big")
    return b"\x81" + size + mask + bytes(byte ^ mask[at % 4] for at, byte in enumerate(payload))


@contextlib.asynccontextmanager
async def upgraded(host: str, port: int) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """A socket past the handshake, for bytes that no library would send."""
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(
        f"GET / HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
    )
    try:
        await reader.readuntil(b"\r\n\r\n")
        yield reader, writer
    finally:
        writer.close()
        await writer.wait_closed()
