"""The club: a certified OpenID provider (npm's oidc-provider) as a child process, for sites to sign in with."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Self
from urllib.parse import urljoin

import httpx

HERE = Path(__file__).parent
STAMPS = HERE.parents[2] / ".stamps"
FILES = ("package.json", "package-lock.json", "provider.mjs")


def installed() -> Path:
    """Where it is, with what it needs: installed once for every version of its files."""
    digest = hashlib.sha256(b"".join((HERE / name).read_bytes() for name in FILES)).hexdigest()[:12]
    home = STAMPS / f"oidc-{digest}"
    if home.exists():
        return home
    STAMPS.mkdir(exist_ok=True)
    making = Path(tempfile.mkdtemp(dir=STAMPS, prefix="oidc-making-"))
    for name in FILES:
        shutil.copy(HERE / name, making)
    subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=making, check=True)
    try:
        making.rename(home)
    except OSError:  # another worker of the same run was quicker
        shutil.rmtree(making)
    return home


class Club:
    """Serves one client, which may come back to `redirects`. Stopped, frozen and started again at the same port."""

    def __init__(self, *redirects: str, host: str = "localhost") -> None:
        self._asked: dict[str, object] = {"redirects": redirects, "host": host}
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        command = ["node", "provider.mjs", json.dumps(self._asked)]
        environment = {**os.environ, "NODE_NO_WARNINGS": "1"}
        self.process = subprocess.Popen(
            command, cwd=installed(), env=environment,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        assert self.process.stdout is not None
        told = json.loads(self.process.stdout.readline())
        self.issuer, self.client_id, self.client_secret = told["issuer"], told["client_id"], told["client_secret"]
        self._asked |= {"port": int(self.issuer.rpartition(":")[2]), "secret": self.client_secret}

    def stop(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.communicate(timeout=10)
            self.process = None

    def freeze(self) -> None:
        """It takes connections and says nothing."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)

    def openid(self, name: str) -> dict[str, str]:
        """The settings of a site that signs in with it, discovered."""
        return {**self._client(name), f"{name}_ISSUER": self.issuer}

    def plain(self, name: str) -> dict[str, str]:
        """The same as plain OAuth 2.0: no discovery, no ID token, only the page of who one is."""
        words = {"AUTHORIZE_URL": "/auth", "TOKEN_URL": "/token", "USERINFO_URL": "/me"}
        places = {f"{name}_{word}": self.issuer + path for word, path in words.items()}
        wanted = {"SCOPE": "openid profile", "SUBJECT": "sub", "LABEL": "preferred_username"}
        return {**self._client(name), **places, **{f"{name}_{word}": value for word, value in wanted.items()}}

    def _client(self, name: str) -> dict[str, str]:
        return {f"{name}_CLIENT_ID": self.client_id, f"{name}_CLIENT_SECRET": self.client_secret}


async def consent(location: str, login: str | None) -> str:
    """A person in a browser of their own signs in at the club as `login`, or says no; returns where they are sent."""
    async with httpx.AsyncClient(timeout=10) as browser:
        page = await browser.get(location)
        assert page.status_code == 303, page.text
        form = urljoin(location, page.headers["location"])
        answer = await browser.post(form, data={"cancel": "1"} if login is None else {"login": login})
        back = await browser.get(answer.headers["location"])
        return str(back.headers["location"])
