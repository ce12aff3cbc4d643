"""Rules of staying in and getting out: refreshing, races, tokens that come back, ending sessions, time that passes."""

import asyncio

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.faults.machine.deeds import Deeds, anyone, pick
from tests.faults.machine.people import DAY, HOUR, MINUTE, Session, Token
from tests.faults.machine.site import Told


class Keeping(Deeds):
    """Most of it is about tokens that open nothing any more."""

    @precondition(lambda self: self.world.living())
    @rule(which=anyone)
    def keep_the_session_going(self, which: int) -> None:
        self.refresh(pick(self.step().living(), which))

    @precondition(lambda self: self.world.living())
    @rule(which=anyone)
    def two_tabs_refresh_at_once(self, which: int) -> None:
        session = pick(self.step().living(), which)
        token = session.tokens[-1]
        expected = session.rotate(token, self.world.now)
        told = [self.ask("POST", "auth/refresh", refresh=token.text)] if expected != "session" else self.both(token)
        assert [one.outcome for one in told] == [expected, "refresh_raced"][: len(told)], told
        if expected == "session":
            self.rotated(session, session.tokens.index(token), told[0])

    def both(self, token: Token) -> list[Told]:
        """The answers to two who come at the same time, the one who got through first."""

        async def race() -> list[Told]:
            asked = (self.site.ask("POST", "auth/refresh", refresh=token.text) for _ in range(2))
            return sorted(await asyncio.gather(*asked), key=lambda told: told.status)

        return self.site.run(race())

    @precondition(lambda self: any(len(session.tokens) > 1 for session in self.world.sessions))
    @rule(which=anyone, back=st.integers(1, 4))
    def a_spent_token_comes_back(self, which: int, back: int) -> None:
        """Not one that was spent a week ago: the sweeper may have forgotten that."""
        world = self.step()
        session = pick([one for one in world.sessions if len(one.tokens) > 1], which)
        token = session.tokens[max(0, len(session.tokens) - 1 - back)]
        if token.spent is not None and world.now - token.spent > 6 * DAY:
            return
        expected = session.rotate(token, world.now)
        told = self.ask("POST", "auth/refresh", refresh=token.text)
        if self.expect(told, expected):
            self.rotated(session, session.tokens.index(token), told)

    @precondition(lambda self: self.world.sessions)
    @rule(which=anyone, token=anyone)
    def sign_out(self, which: int, token: int) -> None:
        """With any token that the session ever had."""
        session = self.any_session(which)
        held = pick(session.tokens[-2:], token)
        assert self.ask("POST", "auth/logout", refresh=held.text).status == 204
        session.ended = True

    @precondition(lambda self: self.world.living())
    @rule(which=anyone, other=anyone)
    def end_one(self, which: int, other: int) -> None:
        self.step()
        session = self.session(which)
        victim = pick(self.world.sessions, other)
        mine = victim.account is session.account and not victim.ended
        told = self.ask("DELETE", f"account/sessions/{victim.id}", bearer=session.access[-1][0])
        if mine and session.is_fresh(self.world.now) and not victim.lives(self.world.now):
            assert told.outcome in ("", "no_such_session")  # it was over by itself
            victim.ended = True
        elif self.expect(told, self.sensitive(session, "" if mine else "no_such_session")):
            victim.ended = True

    @precondition(lambda self: self.world.living())
    @rule(which=anyone)
    def end_all_others(self, which: int) -> None:
        self.step()
        session = self.session(which)
        told = self.ask("DELETE", "account/sessions", bearer=session.access[-1][0])
        if self.expect(told, self.sensitive(session, "")):
            for other in self.world.living(session.account):
                other.ended = other is not session

    @rule(seconds=st.sampled_from([31.0, 31.0, 4 * MINUTE, 6 * MINUTE, 11 * MINUTE, 65 * MINUTE, 25 * HOUR, 8 * DAY]))
    def time_passes(self, seconds: float) -> None:
        self.step()
        self.site.run(self.site.all_read())
        self.later(seconds)

    @rule()
    def what_is_over_is_swept_away(self) -> None:
        self.step()
        self.site.run(self.site.house.reception.sweeper.sweep())

    def any_session(self, which: int) -> Session:
        return pick(self.step().sessions, which)
