"""The machine: all rules, and what has to hold after each step."""

from hypothesis.stateful import invariant
from sqlalchemy import select

from rallyboard.accounts.errors import NotSignedIn
from rallyboard.accounts.models import Account as Row
from rallyboard.players.models import Player
from tests.faults.machine.deeds import SECONDS
from tests.faults.machine.keeping import Keeping
from tests.faults.machine.linking import Linking
from tests.faults.machine.people import Account, Session


class Machine(Keeping, Linking):
    """People who register, sign in, forget, change and lose everything, in any order."""

    @invariant()
    def live_tokens_open_and_dead_ones_never(self) -> None:
        now = self.world.now
        over = [session for session in self.world.sessions if not session.lives(now)]
        self.site.run(self.try_tokens([*self.world.living(), *over[-4:]]))

    async def try_tokens(self, sessions: list[Session]) -> None:
        """As every route asks whose a token is."""
        for session in sessions:
            access = session.access[-1]
            assert await self.is_let_in(access[0]) is session.opens(access, self.world.now), session
        for key in self.world.keys[-6:]:
            assert await self.is_let_in(key.secret) is not key.ended, key

    async def is_let_in(self, token: str) -> bool:
        try:
            return await self.site.house.reception.callers.of(f"Bearer {token}") is not None
        except NotSignedIn:
            return False

    @invariant()
    def everybody_sees_themselves_as_they_are(self) -> None:
        self.site.run(self.look())

    async def look(self) -> None:
        for account in self.world.accounts:
            living = self.world.living(account)
            rows = await self.site.house.reception.sessions.running(account.id)
            assert {row.id for row in rows} == {session.id for session in living}
            asking = next((one for one in living if one.opens(one.access[-1], self.world.now)), None)
            if asking is not None:
                told = await self.site.ask("GET", "account", bearer=asking.access[-1][0])
                assert told.body == shown(account, told.body["player"])

    @invariant()
    def nobody_else_is_in_the_database(self) -> None:
        found = self.site.run(self.found())
        expected = [(account.id, account.email, account.name) for account in self.world.accounts]
        assert sorted(found, key=str) == sorted(expected, key=str)
        for column in (1, 2):
            given = [row[column] for row in found if row[column] is not None]
            assert len(given) == len(set(given))

    async def found(self) -> list[tuple[str, str | None, str]]:
        ours = select(Row.id, Row.email_folded, Player.name).join(Player, Player.key == Row.player_key)
        async with self.site.house.database.reading() as session:
            rows = await session.execute(ours.where(Player.name.in_(self.names)))
            return [(row[0], row[1], row[2]) for row in rows]

    def teardown(self) -> None:
        """All that ever opened something and is dead is tried once more."""
        self.later(SECONDS)
        for session in self.world.sessions:
            self.try_all(session)
        doors = {"verify": "auth/verify", "reset": "auth/reset", "email": "account/email/confirm"}
        for letter in self.world.letters:
            if letter.purpose in doors and not letter.opens(self.world.now):
                more = {"password": "a password that is long enough"} if letter.purpose == "reset" else {}
                assert self.post(doors[letter.purpose], token=letter.token, **more).outcome == "letter_over", letter
        self.site.run(self.site.all_read())
        if self.site.http is not None:
            self.site.run(self.site.http.aclose())

    def try_all(self, session: Session) -> None:
        for token in session.tokens:
            swept = token.spent is not None and self.world.now - token.spent > 6 * 86_400
            if not (swept and session.lives(self.world.now)):
                expected = session.rotate(token, self.world.now)
                told = self.ask("POST", "auth/refresh", refresh=token.text)
                if self.expect(told, expected):
                    self.rotated(session, session.tokens.index(token), told)
                    return  # the newest one; what came back before it has ended the session


def shown(account: Account, player: dict[str, object]) -> dict[str, object]:
    """The account as its owner has to see it."""
    return {
        "id": account.id, "email": account.email, "role": "player", "player": {**player, "name": account.name},
        "factors": account.factors, "has_password": account.password is not None, "recovery_left": account.left,
    }  # fmt: skip
