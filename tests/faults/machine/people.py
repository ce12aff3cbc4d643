"""The people of the model: what an account, a session and what hangs on them ought to be. No database, no clock."""

from dataclasses import dataclass, field

STEP_S = 30
MINUTE, HOUR, DAY = 60.0, 3_600.0, 86_400.0
NEVER = float("-inf")


@dataclass(eq=False)
class App:
    """An authenticator app; `step` is the last one whose code opened something."""

    secret: str
    begun: float
    confirmed: float = NEVER
    step: int = 0


@dataclass(eq=False)
class Account:
    """Somebody who proved an address, or who they are at a provider."""

    id: str
    name: str
    email: str | None = None
    password: str | None = None
    changed: float = NEVER
    banned: bool = False
    begun: App | None = None
    app: App | None = None
    recovery: dict[str, float | None] = field(default_factory=dict)
    """Code -> when it was used."""
    identities: dict[str, str] = field(default_factory=dict)
    devices: set[str] = field(default_factory=set)

    @property
    def left(self) -> int:
        """Recovery codes that still open."""
        return sum(used is None for used in self.recovery.values())

    @property
    def factors(self) -> list[str]:
        """As its owner sees them."""
        if self.app is None:
            return []
        return ["totp", "recovery"] if self.left else ["totp"]

    @property
    def ways(self) -> list[str]:
        """What may follow a password: mail only where it says more than the mail that set the password."""
        on = self.factors
        if self.email is None or (self.app is not None and self._strongest(self.app) <= self.changed):
            return on
        return [factor for factor in on if factor != "recovery"] + ["mail"] + on[1:]

    def _strongest(self, app: App) -> float:
        used = [when for when in self.recovery.values() if when is not None]
        return max(app.confirmed, (app.step - 1) * STEP_S, *used)


@dataclass(eq=False)
class Token:
    """One refresh token."""

    text: str
    spent: float | None = None
    successor: "Token | None" = None


@dataclass(eq=False)
class Session:
    """One log-in, with every refresh token and access token (and when it was issued) that it ever had."""

    id: str
    account: Account
    opened: float
    fresh: float
    used: float
    knows: bool = True
    """Whether its holder showed the password; who comes by a provider did not."""
    ended: bool = False
    tokens: list[Token] = field(default_factory=list)
    access: list[tuple[str, float]] = field(default_factory=list)

    def lives(self, now: float) -> bool:
        """Until it is ended, idle for a week, or a month old."""
        return not self.ended and now < self.opened + 30 * DAY and now < self.used + 7 * DAY

    def is_fresh(self, now: float) -> bool:
        """Whether sensitive changes are allowed without proving anything again."""
        return now - self.fresh <= 5 * MINUTE

    def opens(self, access: tuple[str, float], now: float) -> bool:
        """Whether this access token does."""
        return self.lives(now) and now < access[1] + 5 * MINUTE

    def rotate(self, token: Token, now: float) -> str:
        """What a refresh with this token ought to say; "session" means that a new token comes back."""
        if not self.lives(now):
            return "not_signed_in"
        if token.spent is None:
            token.spent = now
            return "session"
        following = token.successor
        if following is None or following.spent is not None:
            self.ended = True
            return "not_signed_in"
        if now - token.spent < 1:
            return "refresh_raced"
        following.spent = now
        return "session"


@dataclass(eq=False)
class Letter:
    """A link in a mail. `account` is None for somebody who has none yet."""

    token: str
    purpose: str
    until: float
    account: Account | None = None
    email: str = ""
    name: str = ""
    password: str = ""
    who: tuple[str, str] = ("", "")
    sealed: str = ""
    """What the cookie of the browser holds, for a welcome."""
    dead: bool = False

    def opens(self, now: float) -> bool:
        return not self.dead and now < self.until


@dataclass(eq=False)
class Proof:
    """Between a password and what has to follow it."""

    token: str
    account: Account
    shown: list[str]
    begun: float
    session: Session | None = None
    """The one that is to be fresh again; None for a sign-in."""
    tries: int = 0
    done: bool = False
    code: str = ""
    """The newest that was mailed for it."""

    def lives(self, now: float) -> bool:
        return not self.done and self.tries < 5 and now < self.begun + 10 * MINUTE


@dataclass(eq=False)
class Key:
    """An access key."""

    id: str
    secret: str
    account: Account
    ended: bool = False
