"""Rules of changing an account: name, address, password, factors, access keys; being banned and forgiven."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.faults.machine.deeds import WRONG, anyone, pick
from tests.faults.machine.entering import Entering, offsets
from tests.faults.machine.people import DAY, HOUR, MINUTE, STEP_S, App, Key, Letter, Session
from tests.faults.machine.site import Told

somebody = precondition(lambda self: self.world.living())


class Changing(Entering):
    """Each change is tried whether it is allowed just now or not."""

    def change(self, session: Session, method: str, path: str, body: dict[str, object] | None = None) -> Told:
        return self.ask(method, path, body, bearer=session.access[-1][0])

    @somebody
    @rule(which=anyone, right=st.sampled_from([True, True, True, False]))
    def prove_again(self, which: int, right: bool) -> None:
        world = self.step()
        session = self.session(which)
        account, password = session.account, session.account.password if right else WRONG
        expected = world.prove(session, password)
        told = self.change(session, "POST", "account/prove", {"password": password})
        if self.expect(told, expected):
            if expected == "session":
                world.proves(session, told.cookies["refresh"], told.body["access"], knows=True)
            else:
                self.begun(told, account, ["password"] if account.password else [], session)

    @somebody
    @rule(which=anyone, name=anyone)
    def rename(self, which: int, name: int) -> None:
        world = self.step()
        session, wanted = self.session(which), self.name(name)
        expected = "name_taken" if world.is_taken(wanted, session.account) else ""
        if self.expect(self.change(session, "PATCH", "account", {"name": wanted}), expected):
            session.account.name = wanted

    # --- Passwords ---------------------------------------------------------------------------------------

    @somebody
    @rule(which=anyone, password=anyone)
    def change_password(self, which: int, password: int) -> None:
        world = self.step()
        session, wanted = self.session(which), self.password(password)
        account = session.account
        expected = "weak_password" if world.is_weak(account, wanted) else ""
        expected = "proof_needed" if account.password is not None and not session.knows else expected
        expected = self.sensitive(session, expected)
        if self.expect(self.change(session, "POST", "account/password", {"password": wanted}), expected):
            world.new_password(account, wanted, session)

    @rule(email=anyone)
    def forget_password(self, email: int) -> None:
        world, address = self.step(), self.email(email)
        account = world.by_email(address)
        expected = "too_many_tries" if world.doors.shut(world.now, 5, "forgot", address) else ""
        if self.expect(self.post("auth/forgot", email=address), expected):
            world.doors.fail(world.now, "forgot", address)
            if account is not None:
                world.void(account, "reset")
                token = self.site.run(self.site.letter(address, "reset"))
                world.letters.append(Letter(token, "reset", world.now + HOUR, account))

    @precondition(lambda self: any(letter.purpose == "reset" for letter in self.world.letters))
    @rule(which=anyone, password=anyone)
    def reset_password(self, which: int, password: int) -> None:
        world = self.step()
        letter = pick([one for one in world.letters if one.purpose == "reset"][-4:], which)
        account, wanted = letter.account, self.password(password)
        assert account is not None
        expected = "weak_password" if world.is_weak(account, wanted) else ""
        expected = expected if letter.opens(world.now) else "letter_over"
        if self.expect(self.post("auth/reset", token=letter.token, password=wanted), expected):
            letter.dead = True
            world.new_password(account, wanted)

    # --- The address -------------------------------------------------------------------------------------

    @somebody
    @rule(which=anyone, email=anyone)
    def change_email(self, which: int, email: int) -> None:
        world = self.step()
        session, address = self.session(which), self.email(email)
        expected = "too_many_tries" if world.doors.shut(world.now, 10, "mail", address) else ""
        told = self.change(session, "POST", "account/email", {"email": address})
        if not self.expect(told, self.sensitive(session, expected)):
            return
        world.doors.fail(world.now, "mail", address)
        if world.by_email(address) is None:
            world.void(session.account, "email")
            token = self.site.run(self.site.letter(address, "confirm-email"))
            world.letters.append(Letter(token, "email", world.now + DAY, session.account, email=address))

    @precondition(lambda self: any(letter.purpose == "email" for letter in self.world.letters))
    @rule(which=anyone)
    def confirm_email(self, which: int) -> None:
        world = self.step()
        letter = pick([one for one in world.letters if one.purpose == "email"][-4:], which)
        holder = world.by_email(letter.email)
        is_good = letter.opens(world.now) and holder in (None, letter.account)
        told = self.post("account/email/confirm", token=letter.token)
        if self.expect(told, "" if is_good else "letter_over") and letter.account is not None:
            letter.dead, letter.account.email = True, letter.email
            world.void(letter.account, "reset")

    # --- Factors -----------------------------------------------------------------------------------------

    @somebody
    @rule(which=anyone)
    def begin_with_an_app(self, which: int) -> None:
        world = self.step()
        session = self.session(which)
        expected = self.sensitive(session, "totp_is_on" if session.account.app else "")
        told = self.change(session, "POST", "account/totp")
        if self.expect(told, expected):
            session.account.begun = App(told.body["secret"], world.now)

    @precondition(lambda self: any(one.account.begun for one in self.world.living()))
    @rule(which=anyone, offset=offsets)
    def confirm_the_app(self, which: int, offset: int) -> None:
        world = self.step()
        session = self.session(which)
        account = session.account
        app = account.begun
        expected = world.code_of(account, offset, setup=True)
        code = self.code(app, offset)
        expected = "too_many_tries" if world.doors.shut(world.now, 10, "totp-setup", account.id) else expected
        if app is None or world.now - app.begun >= 30 * MINUTE:
            expected = "totp_not_begun"
        told = self.change(session, "POST", "account/totp/confirm", {"code": code})
        if self.expect(told, expected) and app is not None:
            app.confirmed, app.step = world.now, int(world.now) // STEP_S + offset
            account.app, account.begun = app, None
            account.recovery = dict.fromkeys(told.body["recovery"])
        elif told.status == 401:
            world.doors.fail(world.now, "totp-setup", account.id)

    @precondition(lambda self: any(one.account.app for one in self.world.living()))
    @rule(which=anyone, sure=st.booleans())
    def switch_the_app_off(self, which: int, sure: bool) -> None:
        self.step()
        session = self.session(which)
        account = session.account
        if account.app is not None and not sure:
            return  # or hardly anybody would keep one
        if self.expect(self.change(session, "DELETE", "account/totp"), self.sensitive(session, "")):
            account.app, account.begun, account.recovery = None, None, {}

    @somebody
    @rule(which=anyone)
    def new_recovery_codes(self, which: int) -> None:
        self.step()
        session = self.session(which)
        expected = self.sensitive(session, "" if session.account.app else "second_factor_needed")
        told = self.change(session, "POST", "account/recovery")
        if self.expect(told, expected):
            session.account.recovery = dict.fromkeys(told.body["recovery"])

    # --- Access keys, and those who keep order -----------------------------------------------------------

    @somebody
    @rule(which=anyone)
    def make_an_access_key(self, which: int) -> None:
        world = self.step()
        session = self.session(which)
        told = self.change(session, "POST", "account/keys", {"name": "a script", "scopes": ["account"]})
        if self.expect(told, self.sensitive(session, "")):
            world.keys.append(Key(told.body["view"]["id"], told.body["key"], session.account))

    @precondition(lambda self: self.world.keys and self.world.living())
    @rule(which=anyone, key=anyone)
    def end_an_access_key(self, which: int, key: int) -> None:
        world = self.step()
        session, victim = self.session(which), pick(world.keys, key)
        mine = victim.account is session.account and not victim.ended
        self.expect(self.change(session, "DELETE", f"account/keys/{victim.id}"), "" if mine else "no_such_key")
        victim.ended = victim.ended or mine

    @precondition(lambda self: self.world.accounts)
    @rule(which=anyone, banned=st.sampled_from([True, False, False, False]))
    def ban_or_forgive(self, which: int, banned: bool) -> None:
        world = self.step()
        account = pick(world.accounts, which)
        if not (banned or account.banned):
            return
        bearer = self.site.run(self.site.admin())
        method, body = ("PUT", {"reason": "cheating"}) if banned else ("DELETE", None)
        assert self.ask(method, f"admin/accounts/{account.id}/ban", body, bearer=bearer).status == 200
        if banned:
            world.ban(account)
        account.banned = banned
