"""The real site as a child process on a free port, with its own data folder: to start, kill and start again."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Self

from tests.kit.databases import databases


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """`rallyboard serve` over one data folder; the port stays the same over restarts, as clients expect."""

    def __init__(self, data: Path, **settings: str) -> None:
        self.data, self.port = data, free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.log = data.parent / f"{data.name}-server.log"
        self.settings = settings
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def environment(self) -> dict[str, str]:
        own = {"DATA": str(self.data), "PORT": str(self.port), **self.settings}
        if "DATABASE" not in own:
            own["DATABASE"] = databases.of(self.data)
        return {**os.environ, **{f"RALLYBOARD_{name}": value for name, value in own.items()}}

    def start(self) -> float:
        """Start it and wait until it says it is ready; returns how many seconds that took."""
        began = time.monotonic()
        with self.log.open("ab") as log:
            command = [sys.executable, "-m", "rallyboard", "serve"]
            self.process = subprocess.Popen(command, env=self.environment(), stdout=log, stderr=log)
        while not self.answers("/health/ready"):
            if self.process.poll() is not None or time.monotonic() - began > 60:
                raise AssertionError(f"the server did not come up:\n{self.log.read_text()[-4000:]}")
            time.sleep(0.02)
        return time.monotonic() - began

    def answers(self, path: str) -> bool:
        try:
            with urllib.request.urlopen(self.base + path, timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def kill(self) -> None:
        """No farewell: SIGKILL, as the kernel does when memory is short."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()

    def run(self, *words: str, timeout: float = 300) -> subprocess.CompletedProcess[str]:
        """Another `rallyboard` command over the same data folder."""
        command = [sys.executable, "-m", "rallyboard", *words]
        return subprocess.run(command, env=self.environment(), capture_output=True, text=True, timeout=timeout)
