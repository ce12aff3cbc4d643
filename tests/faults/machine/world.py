"""The world as it ought to be: every account of one run, and what each deed has to answer and to change."""

from collections.abc import Iterable

from tests.faults.machine.people import HOUR, NEVER, STEP_S, Account, Key, Letter, Proof, Session, Token

ALONE, BESIDE = 15, 8


class Doors:
    """How often somebody failed at a door within an hour."""

    def __init__(self) -> None:
        self._failed: dict[tuple[str, ...], tuple[int, float]] = {}

    def shut(self, now: float, limit: int, *door: str) -> bool:
        count, until = self._failed.get(door, (0, NEVER))
        return until > now and count >= limit

    def fail(self, now: float, *door: str) -> None:
        count, until = self._failed.get(door, (0, NEVER))
        self._failed[door] = (count + 1, until) if until > now else (1, now + HOUR)

    def clear(self, *door: str) -> None:
        self._failed.pop(door, None)


class World:
    """`now` is set by whoever moves the clock. Deeds answer with an error's code, or what comes back instead."""

    def __init__(self) -> None:
        self.now = 0.0
        self.accounts: list[Account] = []
        self.sessions: list[Session] = []
        self.letters: list[Letter] = []
        self.proofs: list[Proof] = []
        self.keys: list[Key] = []
        self.doors = Doors()

    # --- Finding -----------------------------------------------------------------------------------------

    def by_email(self, email: str) -> Account | None:
        return next((account for account in self.accounts if account.email == email), None)

    def by_identity(self, provider: str, subject: str) -> Account | None:
        return next((one for one in self.accounts if one.identities.get(provider) == subject), None)

    def is_taken(self, name: str, but: Account | None = None) -> bool:
        return any(account.name == name and account is not but for account in self.accounts)

    def living(self, account: Account | None = None) -> list[Session]:
        """Sessions that go on, of this account or of all."""
        mine = (one for one in self.sessions if account is None or one.account is account)
        return [session for session in mine if session.lives(self.now)]

    def open_letters(self, purpose: str, account: Account) -> Iterable[Letter]:
        return (one for one in self.letters if one.purpose == purpose and one.account is account and not one.dead)

    # --- Getting in --------------------------------------------------------------------------------------

    def login(self, email: str, password: str, device: str | None) -> str:
        """Of somebody in a network of their own: "session", "proof", or why not."""
        account = self.by_email(email)
        known = account is not None and device is not None and device in account.devices
        door = ("device", email, device or "") if known else ("login", email)
        if self.doors.shut(self.now, 10, *door):
            return "too_many_tries"
        if account is None or account.password != password:
            self.doors.fail(self.now, *door)
            return "wrong_credentials"
        if account.banned:
            self.doors.fail(self.now, *door)
            return "banned"
        self.doors.clear(*door)
        return "proof" if self.wanted(account, password) else "session"

    def wanted(self, account: Account, password: str) -> list[str]:
        """What has to follow this password."""
        return account.ways if account.app is not None or len(password) < ALONE else []

    def enters(self, account: Account, session_id: str, refresh: str, access: str) -> Session:
        """A new session."""
        opened = Session(session_id, account, self.now, self.now, self.now)
        opened.tokens.append(Token(refresh))
        opened.access.append((access, self.now))
        self.sessions.append(opened)
        return opened

    def proves(self, session: Session, refresh: str, access: str, *, knows: bool) -> None:
        """Its holder has shown again who they are; earlier tokens are spent."""
        for token in session.tokens:
            token.spent = self.now if token.spent is None else token.spent
        session.tokens.append(Token(refresh))
        session.access.append((access, self.now))
        session.fresh, session.knows = self.now, knows

    def prove(self, session: Session, password: str | None) -> str:
        """With a session whose access token opens."""
        account = session.account
        if account.password is not None and self.doors.shut(self.now, 10, "prove", account.id):
            return "too_many_tries"
        if account.password is not None and account.password != password:
            self.doors.fail(self.now, "prove", account.id)
            return "wrong_credentials"
        self.doors.clear("prove", account.id)
        if account.password is None:
            return "proof" if account.factors else "proof_needed"
        return "proof" if self.wanted(account, account.password) else "session"

    def offered(self, proof: Proof, factor: str) -> str:
        """Why this factor is not even looked at; empty when it is."""
        if not proof.lives(self.now):
            return "proof_over"
        if "password" in proof.shown and proof.begun < proof.account.changed:
            return "proof_over"
        if factor not in proof.account.ways or (factor == "mail" and not proof.shown):
            return "factor_not_offered"
        return ""

    def finish(self, proof: Proof) -> str:
        """After a factor that is right; nothing of it counts when this is no session."""
        if proof.account.banned:
            return "banned"
        if proof.session is not None and not proof.session.lives(self.now):
            return "not_signed_in"
        return "session"

    def guess(self, proof: Proof, kind: str, refusal: str) -> str:
        """A short code at a proof that offers it; `refusal` is empty for the right one."""
        if self.doors.shut(self.now, 10, kind, proof.account.id):
            return "too_many_tries"
        if not refusal:
            return self.finish(proof)
        self.doors.fail(self.now, kind, proof.account.id)
        proof.tries += 1
        return refusal

    def code_of(self, account: Account, offset: int, *, setup: bool = False) -> str:
        """Why the app's code of `offset` steps from now opens nothing; empty when it does."""
        app = account.begun if setup else account.app
        if app is None or abs(offset) > 10:
            return "wrong_code"
        if abs(offset) > 1:
            return "clock_is_off"
        return "" if int(self.now) // STEP_S + offset > app.step else "code_used"

    # --- Changing ----------------------------------------------------------------------------------------

    def is_weak(self, account: Account | None, password: str) -> bool:
        beside = account is not None and account.app is not None
        return len(password) < (BESIDE if beside else ALONE)

    def new_password(self, account: Account, password: str, but: Session | None = None) -> None:
        """Every other session is over, and so is every letter that was written before."""
        account.password, account.changed = password, self.now
        for session in self.sessions:
            if session.account is account and session is not but:
                session.ended = True
        self.void(account, "reset", "email")

    def void(self, account: Account, *purposes: str) -> None:
        for purpose in purposes:
            for letter in self.open_letters(purpose, account):
                letter.dead = True

    def ban(self, account: Account) -> None:
        account.banned = True
        for session in self.living(account):
            session.ended = True
        for key in self.keys:
            key.ended = key.ended or key.account is account
