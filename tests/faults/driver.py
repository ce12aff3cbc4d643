"""Whoever drives the fuzzer: a guest or an account holder, who comes anew whenever what was sent ended the session.

schemathesis loads this module itself (SCHEMATHESIS_HOOKS), with the settings of the server under test in the
environment. Accounts and sessions are put into the site's database, so no limit on signing in shuts the driver out;
everything else goes over HTTP. Where an address names somebody or something, half of the requests name what is there.
"""

import asyncio
import atexit
import os
import sys
import zlib
from collections.abc import Coroutine, Sequence
from typing import Any
from uuid import uuid4

import httpx
import schemathesis
from schemathesis import Case, HookContext, Response

from rallyboard.app.house import House
from rallyboard.settings import Settings
from tests.kit.member import Member, lasting, member

ROLE = os.environ["FUZZ_ROLE"]
BASE = os.environ["FUZZ_BASE"]
TARGETS = 40
RULESET = "classic-5"
NEXT: dict[str, Sequence[tuple[str, str, str, str]]] = {
    "account_id": [("get", "/api/v1/admin/accounts", "200", "/items/0/id")],
    "session_id": [("get", "/api/v1/account/sessions", "200", "/0/id")],
    "key_id": [("post", "/api/v1/account/keys", "201", "/view/id"), ("get", "/api/v1/account/keys", "200", "/0/id")],
    "slug": [("get", "/api/v1/players", "200", "/items/0/slug"), ("post", "/api/v1/guests", "201", "/slug")],
    "match_id": [("post", "/api/v1/matches", "201", "/id"), ("get", "/api/v1/matches", "200", "/items/0/id")],
    "code": [("post", "/api/v1/matches", "201", "/invite_code")],
}
"""Where the name in an address comes from: an operation, its status, and the place in its answer."""
LISTS = {(method, path) for sources in NEXT.values() for method, path, _, _ in sources}


class Driver:
    """Somebody with a role, whose session was proven just now, and who knows what is there to be named."""

    def __init__(self, role: str) -> None:
        self._house, self._role, self._runner = House(Settings.from_env(os.environ)), role, asyncio.Runner()
        others = [self._run(member(self._house, f"Target {turn} {uuid4().hex[:6]}")) for turn in range(TARGETS)]
        self.known: dict[str, Sequence[str]] = {
            "account_id": [one.account_id for one in others], "slug": [one.player.slug for one in others],
        }  # fmt: skip
        self.came, self.headers = 0, dict[str, str]()
        self.come()
        self._open_matches(others[0])

    def come(self) -> None:
        """As somebody new: whoever came before may have left, be erased, closed, or a player by now."""
        self.came += 1
        if self._role == "guest":
            with _page({}) as http:
                http.post("guests", json={"alias": "Fuzzer"})
                self.headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in http.cookies.items())}
            return
        found = self._run(lasting(self._house, f"Driver {uuid4().hex[:12]}", self._role))
        self.headers = {"Authorization": f"Bearer {found.access}"}
        with _page(found.headers) as http:
            self.known |= {"session_id": _ids(http, "account/sessions"), "key_id": [_key(http)]}

    def _open_matches(self, host: Member) -> None:
        with _page(host.headers) as http:
            finished = [match["id"] for match in http.get("matches?status=finished").json()["items"]]
            wishes = ({"mode": "bot", "level": 1}, {"mode": "casual"}, {"mode": "local", "alias2": "Neighbour"})
            opened = [http.post("matches", json={"ruleset": RULESET, **wish}).json() for wish in wishes]
        self.known |= {"match_id": [*finished, *(match["id"] for match in opened)], "code": [opened[1]["invite_code"]]}

    def _run(self, work: Coroutine[Any, Any, Member]) -> Member:
        return self._runner.run(work)

    def name_what_is_there(self, parameters: dict[str, Any]) -> None:
        """Every other generated value, but always the same ones, becomes one that means something."""
        for name, value in parameters.items():
            chance = zlib.crc32(str(value).encode(errors="replace"))
            if chance % 2 and self.known.get(name):
                parameters[name] = self.known[name][chance // 2 % len(self.known[name])]


def _page(headers: dict[str, str]) -> httpx.Client:
    return httpx.Client(base_url=f"{BASE}/api/v1", headers={"origin": BASE, **headers}, timeout=20)


def _ids(http: httpx.Client, path: str) -> list[str]:
    return [row["id"] for row in http.get(path).json()]


def _key(http: httpx.Client) -> str:
    return str(http.post("account/keys", json={"name": "Fuzz", "scopes": ["matches:read"]}).json()["view"]["id"])


driver = Driver(ROLE)
atexit.register(lambda: print(f"{ROLE} came {driver.came} times", file=sys.stderr))


@schemathesis.hook
def before_load_schema(context: HookContext, raw_schema: dict[str, Any]) -> None:
    """From every answer that names something a link leads to every address that takes the name."""
    takers = [
        (operation["operationId"], parameter["name"])
        for item in raw_schema["paths"].values()
        for operation in item.values()
        for parameter in operation.get("parameters", ())
        if parameter["in"] == "path" and parameter["name"] in NEXT
    ]
    for taker, name in takers:
        for method, path, status, place in NEXT[name]:
            links = raw_schema["paths"][path][method]["responses"][status].setdefault("links", {})
            links[taker] = {"operationId": taker, "parameters": {name: f"$response.body#{place}"}}


@schemathesis.hook
def before_call(context: HookContext, case: Case, kwargs: dict[str, Any]) -> None:
    """In the driver's name; in the stateful phase names come from earlier answers, so those shall hold some."""
    case.headers.update(driver.headers)
    stateful = case.meta is not None and case.meta.phase.name.value == "stateful"
    if not stateful:
        driver.name_what_is_there(case.path_parameters)
    elif ("get", case.path) in LISTS:
        case.query.clear()
    if isinstance(case.body, dict) and isinstance(case.body.get("ruleset"), str):
        case.body["ruleset"] = RULESET if stateful or len(case.body["ruleset"]) % 2 else case.body["ruleset"]


@schemathesis.hook
def after_call(context: HookContext, case: Case, response: Response) -> None:
    """Out by its own doing: come again."""
    left = case.path == "/api/v1/me/leave" if ROLE == "guest" else response.status_code == 401
    if left and "/auth/" not in case.path:
        driver.come()
