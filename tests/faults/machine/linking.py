"""Rules of identities at providers: signing in with one, joining, linking, unlinking."""

from urllib.parse import parse_qs, urlsplit

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.faults.machine.changing import Changing
from tests.faults.machine.deeds import anyone, pick
from tests.faults.machine.people import HOUR, Account, Letter, Proof, Session
from tests.faults.machine.site import PROVIDERS, Told

providers = st.sampled_from(PROVIDERS)


class Linking(Changing):
    """An identity opens the account it is linked to and no other."""

    @rule(provider=providers, which=anyone)
    def come_from_a_provider(self, provider: str, which: int) -> None:
        world, subject = self.step(), pick(self.subjects, which)
        left = self.ask("GET", f"auth/providers/{provider}/start")
        told = self.come_back(provider, left.location, left.cookies["oauth"], subject)
        account = world.by_identity(provider, subject)
        if account is None:
            token = urlsplit(told.location).fragment
            until = world.now + HOUR
            world.letters.append(Letter(token, "welcome", until, who=(provider, subject), sealed=told.cookies["oauth"]))
        elif account.banned:
            assert told.query["problem"] == "banned"
        elif account.app is not None:
            assert told.fragment["factors"].split(".") == account.factors
            world.proofs.append(Proof(told.fragment["proof"], account, ["provider"], world.now))
        else:
            self.page_opened(account, told)

    def page_opened(self, account: Account, told: Told) -> None:
        """The page of somebody who came back has a cookie, and asks for the rest."""
        assert told.location.startswith("/signed-in#"), told
        first = told.cookies["refresh"]
        entered = self.ask("POST", "auth/refresh", refresh=first)
        session = self.entered(account, entered, knows=False)
        session.tokens.insert(0, type(session.tokens[0])(first, self.world.now, session.tokens[0]))

    @precondition(lambda self: any(letter.purpose == "welcome" for letter in self.world.letters))
    @rule(which=anyone, name=anyone, other=st.sampled_from([False, False, False, True]))
    def join_from_a_provider(self, which: int, name: int, other: bool) -> None:
        """`other`: in another browser than the one that came back."""
        world = self.step()
        letter = pick([one for one in world.letters if one.purpose == "welcome"][-4:], which)
        wanted = self.name(name)
        expected = "name_taken" if world.is_taken(wanted) else "session"
        if other or not letter.opens(world.now):
            expected = "letter_over"
        body = {"token": letter.token, "name": wanted}
        told = self.ask("POST", "auth/welcome", body, oauth=None if other else letter.sealed)
        if self.expect(told, expected):
            account = Account(told.body["account"]["id"], wanted)
            world.accounts.append(account)
            self.linked(account, *letter.who)
            self.entered(account, told, knows=False)

    @precondition(lambda self: self.world.living())
    @rule(provider=providers, which=anyone, whom=anyone, ended=st.sampled_from([False, False, False, True]))
    def link(self, provider: str, which: int, whom: int, ended: bool) -> None:
        """`ended`: the session that asked ends while its browser is at the provider."""
        self.step()
        session, subject = self.session(which), pick(self.subjects, whom)
        asked = self.change(session, "POST", f"account/identities/{provider}")
        if not self.expect(asked, self.sensitive(session, "")):
            return
        if ended:
            assert self.ask("POST", "auth/logout", refresh=session.tokens[-1].text).status == 204
            session.ended = True
        told = self.come_back(provider, asked.body["location"], asked.cookies["oauth"], subject)
        expected = self.linking(session, provider, subject)
        assert told.query.get("problem", "") == expected, (told, expected)
        if not expected:
            self.linked(session.account, provider, subject)

    def linking(self, session: Session, provider: str, subject: str) -> str:
        """Why it comes to nothing, or ""."""
        if session.ended:
            return "not_signed_in"
        if self.world.by_identity(provider, subject) not in (None, session.account):
            return "identity_taken"
        return "" if session.account.identities.get(provider, subject) == subject else "already_linked"

    def linked(self, account: Account, provider: str, subject: str) -> None:
        """Nobody is welcome under this identity any more."""
        account.identities[provider] = subject
        for letter in self.world.letters:
            letter.dead = letter.dead or letter.who == (provider, subject)

    @precondition(lambda self: any(session.account.identities for session in self.world.living()))
    @rule(provider=providers, which=anyone)
    def unlink(self, provider: str, which: int) -> None:
        self.step()
        session = self.session(which)
        account = session.account
        expected = "" if provider in account.identities else "no_such_identity"
        if not expected and len(account.identities) == 1 and not (account.password and account.email):
            expected = "last_way_in"
        told = self.change(session, "DELETE", f"account/identities/{provider}")
        if self.expect(told, self.sensitive(session, expected)):
            del account.identities[provider]

    def come_back(self, provider: str, location: str, sealed: str, subject: str) -> Told:
        state = parse_qs(urlsplit(location).query)["state"][0]
        path = f"auth/providers/{provider}/callback?state={state}&code={subject}"
        told = self.ask("GET", path, oauth=sealed)
        assert told.status == 303, told
        again = self.ask("GET", path, oauth=sealed)
        assert again.query["problem"] == "flow_over", again  # nobody comes back twice
        return told
