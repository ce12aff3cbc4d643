"""What all rules of the machine share: choosing among what there is, and taking in what an answer brought."""

from collections.abc import Sequence
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from tests.faults.machine.people import Account, Proof, Session
from tests.faults.machine.site import Site, Told
from tests.faults.machine.world import World

LONG = ("seven quiet herons at noon", "nine loud storks at dusk", "four tired owls before dawn")
SHORT = ("heron-42-kite", "stork+77+raft")
WRONG = "somebody else's guess at it"
SECONDS = 7.0
"""Between two steps: more than the second of a race, and no divisor of any limit."""
T = TypeVar("T")

anyone = st.integers(0, 59)
"""Chooses among as many as there are."""


class Deeds(RuleBasedStateMachine):
    """One run of the machine: a few people with a few names, addresses and browsers, who are always at it."""

    def __init__(self, site: Site) -> None:
        super().__init__()
        self.site, self.world = site, World()
        tag = site.begin()
        self.emails = [f"{name}.{tag}@example.org" for name in ("ada", "bob", "eve", "kim")]
        self.names = [f"{name} {tag}" for name in ("Ada", "Bob", "Eve", "Kim")]
        self.subjects = [f"{name}.{tag}" for name in ("ada", "bob", "eve")]
        self.browsers: list[str | None] = [None, None]
        self.world.now = site.now

    def step(self) -> World:
        """Every rule begins with this."""
        self.site.steps += 1
        self.later(SECONDS)
        return self.world

    def later(self, seconds: float) -> None:
        self.site.later(seconds)
        self.world.now = self.site.now

    def ask(self, method: str, path: str, body: dict[str, Any] | None = None, **how: Any) -> Told:
        return self.site.run(self.site.ask(method, path, body, **how))

    def post(self, path: str, bearer: str = "", **body: Any) -> Told:
        return self.site.run(self.site.post(path, bearer, **body))

    def email(self, which: int) -> str:
        return pick(self.emails, which)

    def name(self, which: int) -> str:
        return pick(self.names, which)

    def password(self, which: int) -> str:
        return pick((*LONG, *SHORT), which)

    def session(self, which: int) -> Session:
        """One whose newest access token opens (it is refreshed if it has to be)."""
        session = pick(self.world.living(), which)
        if not session.opens(session.access[-1], self.world.now):
            self.refresh(session)
        return session

    def refresh(self, session: Session) -> None:
        """With the newest token, as its page does."""
        token = session.tokens[-1]
        expected = session.rotate(token, self.world.now)
        told = self.ask("POST", "auth/refresh", refresh=token.text)
        assert told.outcome == expected, (told, expected)
        if expected == "session":
            self.rotated(session, session.tokens.index(token), told)

    def rotated(self, session: Session, spent: int, told: Told) -> None:
        before = session.tokens[spent]
        session.tokens.append(type(before)(told.cookies["refresh"]))
        before.successor, session.used = session.tokens[-1], self.world.now
        session.access.append((told.body["access"], self.world.now))

    def entered(self, account: Account, told: Told, browser: int | None = None, *, knows: bool = True) -> Session:
        """Takes in that somebody is signed in; a browser that was told so is known from now on."""
        shown = self.site.run(self.site.ask("GET", "account/sessions", bearer=told.body["access"])).body
        current = next(row["id"] for row in shown if row["current"])
        if "device" in told.cookies:
            account.devices.add(told.cookies["device"])
            if browser is not None:
                self.browsers[browser] = told.cookies["device"]
        opened = self.world.enters(account, current, told.cookies["refresh"], told.body["access"])
        opened.knows = knows
        return opened

    def begun(self, told: Told, account: Account, shown: list[str], session: Session | None = None) -> None:
        """Takes in that another factor has to follow."""
        self.world.proofs.append(Proof(told.body["proof"], account, shown, self.world.now, session))
        assert told.body["factors"] == self.world.proofs[-1].account.ways or not shown

    def sensitive(self, session: Session, expected: str) -> str:
        """What a change answers that asks for a fresh proof."""
        return expected if session.is_fresh(self.world.now) else "proof_needed"

    def expect(self, told: Told, expected: str) -> bool:
        """True when the answer is as it ought to be and no refusal."""
        assert told.outcome == expected, (told, expected)
        return told.status < 400


def pick(some: Sequence[T], which: int) -> T:
    return some[which % len(some)]
