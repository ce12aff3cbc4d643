"""Does the time of an answer tell which addresses have an account? Login, forgot and register over HTTP.

Each pair asks for a known and an unknown address, one right after the other, the order by chance, every request from a
network of its own, each address once a route. Quoted are both medians, their difference, and its 95 % bootstrap
interval; the goal is a difference within 2 ms. What else the machine does hits both alike.

    python -m tests.benchmarks.enumeration [--n 500] [--postgres]
"""

import argparse
import asyncio
import http.client
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np

from rallyboard.accounts.models import Account
from rallyboard.app.house import House
from rallyboard.settings import Settings
from tests.kit.member import member
from tests.kit.postbox import Postbox
from tests.kit.postgres import Postgres
from tests.kit.server import Server

GOAL_MS, N, RESAMPLES = 2.0, 500, 4_000
PAUSE_S = 0.15
"""Between two requests: what the first one left to be done afterwards, such as a mail, is over then."""
SECRET, PASSWORD = "a secret of more than thirty-two bytes", "seven quiet herons at noon"
WARM = 20

ROUTES: dict[str, Callable[[str, int], dict[str, Any]]] = {
    "login": lambda email, _: {"email": email, "password": "not the password at all"},
    "forgot": lambda email, _: {"email": email},
    "register": lambda email, number: {"email": email, "name": f"Bo {_letters(number)}", "password": PASSWORD},
}


def _letters(number: int) -> str:
    return "".join("bcdfghkmpt"[int(digit)] for digit in str(number))


class Asker:
    """One connection that stays open, and another network for every request."""

    def __init__(self, server: Server) -> None:
        self.server, self.asked = server, 0
        self.line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)

    def seconds(self, route: str, email: str) -> float:
        """How long this answer took."""
        self.asked += 1
        here = f"10.{self.asked >> 8 & 255}.{self.asked & 255}.9"
        body = json.dumps(ROUTES[route](email, self.asked)).encode()
        headers = {"content-type": "application/json", "origin": self.server.base, "x-forwarded-for": here}
        time.sleep(PAUSE_S)
        began = time.perf_counter()
        self.line.request("POST", f"/api/v1/auth/{route}", body, headers)
        answer = self.line.getresponse()
        answer.read()
        took = time.perf_counter() - began
        assert answer.status in (202, 401), answer.status
        return took


def measure(server: Server, route: str, pairs: int) -> np.ndarray:
    """Milliseconds, a row a pair: known, unknown."""
    asker, rows = Asker(server), np.zeros((pairs + WARM, 2))
    for number in range(pairs + WARM):
        asked = [(0, f"known{number}@example.org"), (1, f"{route}{number}@example.org")]
        for column, email in random.sample(asked, 2):
            rows[number, column] = 1000 * asker.seconds(route, email)
    return rows[WARM:]


def report(route: str, rows: np.ndarray) -> float:
    known, unknown = np.median(rows, axis=0)
    chance = np.random.default_rng(7)
    drawn = rows[chance.integers(0, len(rows), (RESAMPLES, len(rows)))]
    differences = np.subtract(*np.median(drawn, axis=1).T)
    low, high = np.quantile(differences, (0.025, 0.975))
    verdict = "within" if low > -GOAL_MS and high < GOAL_MS else "UNDECIDED: the machine is too busy for"
    verdict = "MORE THAN" if low > GOAL_MS or high < -GOAL_MS else verdict
    print(
        f"enumeration: {route} n={len(rows)} each | median known {known:.2f} ms, unknown {unknown:.2f} ms | difference "
        f"{known - unknown:+.2f} ms [{low:+.2f}, {high:+.2f}] | {verdict} {GOAL_MS:g} ms",
        flush=True,
    )
    return float(known - unknown)


async def _populate(settings: Settings, people: int) -> None:
    """Account holders with a password, put there from inside."""
    house = House(settings)
    hashed = await house.reception.passwords.hash(PASSWORD)
    for number in range(people):
        found = await member(house, f"Al {_letters(number)}")
        async with house.database.transaction() as session:
            account = await session.get(Account, found.account_id)
            assert account is not None
            account.email = account.email_folded = f"known{number}@example.org"
            account.email_verified_at, account.password_hash = account.created_at, hashed
    house.reception.close()
    await house.database.close()


def main(words: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, default=N)
    parser.add_argument("--postgres", action="store_true")
    wanted = parser.parse_args(words or [])
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        database = stack.enter_context(Postgres()).make() if wanted.postgres else ""
        postbox = stack.enter_context(Postbox())
        shared = {"SECRET": SECRET, "SMTP": postbox.url, "ETL": "off", "PROXIES": "127.0.0.1", "LOG_LEVEL": "error"}
        server = stack.enter_context(Server(folder / "data", DATABASE=database, **shared))
        inside = Settings(data=folder / "data", database=database, secret=SECRET, env="test")
        asyncio.run(_populate(inside, wanted.n + WARM))
        for route in ROUTES:
            report(route, measure(server, route, wanted.n))


if __name__ == "__main__":
    main(sys.argv[1:])
