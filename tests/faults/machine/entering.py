"""Rules of getting in: registering, verifying, passwords, proofs by an app, a recovery code or a mailed code."""

import pyotp
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from tests.faults.machine.deeds import LONG, WRONG, Deeds, anyone, pick
from tests.faults.machine.people import DAY, STEP_S, Account, App, Letter, Proof, Session
from tests.faults.machine.site import Told

offsets = st.sampled_from([0, 0, 0, -1, 1, -5, 99])
"""Steps between now and a code; 99 stands for a code that belongs to no step."""


class Entering(Deeds):
    """Whoever comes in stays in the model as a session."""

    @initialize(first=anyone, second=anyone)
    def two_people(self, first: int, second: int) -> None:
        for number, which in ((0, first), (1, second)):
            self.registering(self.emails[number], self.names[number], pick(LONG, which))
            self.verifying(self.world.letters[-1], None)

    @rule(email=anyone, name=anyone, password=anyone)
    def register(self, email: int, name: int, password: int) -> None:
        self.step()
        self.registering(self.email(email), self.name(name), self.password(password))

    def registering(self, email: str, name: str, password: str) -> None:
        world, here = self.world, ("mail", email)
        expected = "weak_password" if world.is_weak(None, password) else ""
        expected = "name_taken" if world.is_taken(name) else expected
        expected = "too_many_tries" if world.doors.shut(world.now, 10, *here) else expected
        if not self.expect(self.post("auth/register", email=email, name=name, password=password), expected):
            return
        world.doors.fail(world.now, *here)
        if world.by_email(email) is None:
            token = self.site.run(self.site.letter(email, "verify"))
            letter = Letter(token, "verify", world.now + DAY, email=email, name=name, password=password)
            world.letters.append(letter)

    @precondition(lambda self: any(letter.purpose == "verify" for letter in self.world.letters))
    @rule(which=anyone, name=st.none() | anyone)
    def verify(self, which: int, name: int | None) -> None:
        letters = [letter for letter in self.step().letters if letter.purpose == "verify"]
        self.verifying(pick(letters, which), None if name is None else self.name(name))

    def verifying(self, letter: Letter, name: str | None) -> None:
        world, wanted = self.world, name or letter.name
        expected = "name_taken" if world.is_taken(wanted) else "session"
        if not letter.opens(world.now) or world.by_email(letter.email) is not None:
            expected = "letter_over"
        more = {} if name is None else {"name": name}
        told = self.post("auth/verify", token=letter.token, **more)
        if self.expect(told, expected):
            letter.dead = True
            account = Account(told.body["account"]["id"], wanted, letter.email, letter.password, world.now)
            world.accounts.append(account)
            self.entered(account, told)

    @rule(
        email=anyone, password=anyone, browser=st.integers(0, 1), right=st.sampled_from([True, True, True, False]),
        held=st.none() | anyone,
    )  # fmt: skip
    def login(self, email: int, password: int, browser: int, right: bool, held: int | None) -> None:
        """`held` is a session that the same browser has already, if it has."""
        world, address = self.step(), self.email(email)
        account = world.by_email(address)
        typed = account.password or WRONG if account and right else pick((self.password(password), WRONG), password)
        earlier = pick(world.sessions, held) if held is not None and world.sessions else None
        self.logging_in(address, typed, browser, earlier)

    @rule(email=anyone, tries=st.integers(2, 11))
    def strangers_try_passwords(self, email: int, tries: int) -> None:
        self.step()
        for _ in range(tries):
            self.logging_in(self.email(email), WRONG, None)

    def logging_in(self, email: str, password: str, browser: int | None, earlier: Session | None = None) -> None:
        world, device = self.world, None if browser is None else self.browsers[browser]
        account, expected = world.by_email(email), world.login(email, password, device)
        refresh = earlier.tokens[-1].text if earlier else None
        told = self.ask("POST", "auth/login", {"email": email, "password": password}, device=device, refresh=refresh)
        if self.expect(told, expected) and account is not None:
            if expected == "session":
                if earlier is not None:
                    earlier.ended = True
                self.entered(account, told, browser)
            else:
                self.begun(told, account, ["password"])

    # --- What has to follow ------------------------------------------------------------------------------

    @precondition(lambda self: self.world.proofs)
    @rule(which=anyone, offset=offsets, browser=st.integers(0, 1))
    def prove_by_app(self, which: int, offset: int, browser: int) -> None:
        self.step()
        self.proving_by_app(self.proof(which), offset, browser)

    @precondition(lambda self: any(account.app and account.password for account in self.world.accounts))
    @rule(which=anyone, offset=st.sampled_from([0, 0, -1, 1]))
    def show_one_code_twice(self, which: int, offset: int) -> None:
        world = self.step()
        account = pick([account for account in world.accounts if account.app and account.password], which)
        for _ in range(2):
            self.logging_in(account.email or "", account.password or "", None)
        for proof in [proof for proof in world.proofs if proof.account is account][-2:]:
            self.proving_by_app(proof, offset, 0)

    def proving_by_app(self, proof: Proof, offset: int, browser: int) -> None:
        world, expected = self.world, self.world.offered(proof, "totp")
        code = self.code(proof.account.app, offset)
        if not expected:
            expected = world.guess(proof, "totp", world.code_of(proof.account, offset))
        if self.shown(proof, "totp", code, expected, browser) and proof.account.app is not None:
            proof.account.app.step = int(world.now) // STEP_S + offset

    @precondition(lambda self: any(proof.account.recovery for proof in self.world.proofs))
    @rule(which=anyone, code=anyone, browser=st.integers(0, 1), whose=anyone)
    def prove_by_recovery_code(self, which: int, code: int, browser: int, whose: int) -> None:
        world = self.step()
        proof = pick([proof for proof in world.proofs if proof.account.recovery][-4:], which)
        holder = (
            pick([account for account in world.accounts if account.recovery], whose) if whose > 50 else proof.account
        )
        typed = pick(list(holder.recovery), code)
        expected = world.offered(proof, "recovery")
        if not expected and proof.account.recovery.get(typed, "never told") is not None:
            expected, proof.tries = "wrong_code", proof.tries + 1
        if self.shown(proof, "recovery", typed, expected or world.finish(proof), browser):
            proof.account.recovery[typed] = world.now

    @precondition(lambda self: self.world.proofs)
    @rule(which=anyone)
    def ask_for_a_code_by_mail(self, which: int) -> None:
        world = self.step()
        proof = self.proof(which)
        account, expected = proof.account, world.offered(proof, "mail")
        if not expected and world.doors.shut(world.now, 5, "code-mails", account.id):
            expected = "too_many_tries"
        if self.expect(self.post("auth/proofs/mail/send", proof=proof.token), expected):
            world.doors.fail(world.now, "code-mails", account.id)
            proof.code = self.site.run(self.site.code(account.email or ""))

    @precondition(lambda self: any(proof.code for proof in self.world.proofs))
    @rule(which=anyone, other=anyone, browser=st.integers(0, 1), right=st.sampled_from([True, True, False]))
    def prove_by_mailed_code(self, which: int, other: int, browser: int, right: bool) -> None:
        world = self.step()
        mailed = [proof for proof in world.proofs if proof.code]
        proof, code = pick(mailed[-4:], which), pick(mailed, other).code
        typed = proof.code if right else code
        expected = world.offered(proof, "mail")
        if not expected:
            expected = world.guess(proof, "mail", "" if typed == proof.code else "wrong_code")
        self.shown(proof, "mail", typed, expected, browser)

    def proof(self, which: int) -> Proof:
        """Mostly a newer one, now and then one that is long over."""
        return pick(self.world.proofs if which > 50 else self.world.proofs[-4:], which)

    def shown(self, proof: Proof, factor: str, code: str, expected: str, browser: int) -> bool:
        """Whether the factor opened what it was shown for."""
        body, device = {"proof": proof.token, "code": code}, self.browsers[browser]
        told = self.ask("POST", f"auth/proofs/{factor}", body, device=device)
        if not self.expect(told, expected):
            return False
        proof.done = True
        self.finished(proof, factor, told, browser)
        return True

    def finished(self, proof: Proof, factor: str, told: Told, browser: int) -> None:
        knows = "password" in proof.shown
        if proof.session is None:
            self.entered(proof.account, told, browser, knows=knows)
            return
        self.world.proves(proof.session, told.cookies["refresh"], told.body["access"], knows=knows)
        proof.account.devices.add(told.cookies["device"])
        self.browsers[browser] = told.cookies["device"]

    def code(self, app: App | None, offset: int) -> str:
        """What the app shows `offset` steps from now; without an app, or far away, what it never shows."""
        totp, now = pyotp.TOTP(app.secret if app else pyotp.random_base32()), int(self.world.now)
        near = {totp.at(now, counter_offset=steps) for steps in range(-10, 11)}
        if app is not None and abs(offset) <= 10:
            return totp.at(now, counter_offset=offset)
        return next(code for code in (f"{number:06}" for number in range(100)) if code not in near)
