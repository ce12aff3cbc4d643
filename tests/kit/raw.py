"""Bytes on a bare connection: for what no HTTP client would send."""

import socket

from tests.kit.server import Server


def say(server: Server, raw: bytes, *, wait: float = 5) -> bytes:
    """Everything that comes back for these bytes until the server closes or falls silent."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=wait) as wire:
        wire.sendall(raw)
        heard = b""
        try:
            while part := wire.recv(65_536):
                heard += part
        except (TimeoutError, ConnectionResetError):
            pass
    return heard
