"""The reception: everything that knows who is who, put together once for a house."""

from rallyboard.accounts.access import AccessTokens
from rallyboard.accounts.access_keys import AccessKeys
from rallyboard.accounts.addresses import Addresses
from rallyboard.accounts.administration import Administration
from rallyboard.accounts.callers import Callers
from rallyboard.accounts.changes import Changes
from rallyboard.accounts.cookies import GuestCookie, SessionCookies
from rallyboard.accounts.devices import Devices
from rallyboard.accounts.doorway import Doorway
from rallyboard.accounts.entrance import Entrance
from rallyboard.accounts.factors.keychain import Keychain
from rallyboard.accounts.factors.proving import Proving
from rallyboard.accounts.factors.switch import Switch
from rallyboard.accounts.factors.threshold import Threshold
from rallyboard.accounts.first_admin import FirstAdmins
from rallyboard.accounts.keyring import Keyring
from rallyboard.accounts.login import Login
from rallyboard.accounts.oauth.flow import FlowCookie
from rallyboard.accounts.oauth.providers import providers_of
from rallyboard.accounts.oauth.service import ProviderSignIn
from rallyboard.accounts.oauth.turnstile import Turnstile
from rallyboard.accounts.passwords import Passwords
from rallyboard.accounts.proofs import Proofs
from rallyboard.accounts.recovery import Recovery
from rallyboard.accounts.registration import Registration
from rallyboard.accounts.service import Guests
from rallyboard.accounts.sessions import Sessions
from rallyboard.accounts.sweeping import Sweeper
from rallyboard.app.posting import mail_of
from rallyboard.db.engine import Database
from rallyboard.jobs import Jobs
from rallyboard.players.people import PlayersAsPeople
from rallyboard.settings import Settings


class Reception:
    """Making one opens nothing."""

    def __init__(self, settings: Settings, database: Database, jobs: Jobs) -> None:
        self.database, self.jobs = database, jobs
        self.guests = Guests(database)
        self.guest_cookie = GuestCookie(secure=settings.secure)
        self.session_cookies = SessionCookies(secure=settings.secure)
        self.flow_cookie = FlowCookie(secure=settings.secure)
        self.keyring = Keyring(settings)
        self.people = PlayersAsPeople()
        site = settings.allowed_origins[0]
        addresses = Addresses(database, self.people)
        self.mail = mail_of(settings, jobs, addresses, self.keyring.seal, self.keyring.open)
        self.passwords = Passwords()
        self.sessions = Sessions(database)
        self.proofs = Proofs(self.sessions)
        self.sweeper = Sweeper(database, jobs)
        self.access = AccessTokens(self.keyring, site)
        self.callers = Callers(database, self.access)
        self.devices = Devices(database, self.sessions, self.mail)
        self.entrance = Entrance(database, self.people, self.access, self.devices, self.session_cookies)
        self._open_doors()
        self.threshold = Threshold(self.entrance, settings.allowed_origins)
        self.provider_sign_in = ProviderSignIn(self.doorway, self.keyring, providers_of(settings.oauth))

    def _open_doors(self) -> None:
        doorway = self.doorway = Doorway(
            self.database, self.people, self.passwords, self.mail, self.sessions, self.proofs
        )
        self.registration = Registration(doorway)
        self.login = Login(doorway)
        self.recovery = Recovery(doorway)
        self.changes = Changes(doorway)
        self.first_admins = FirstAdmins(doorway, self.registration)
        self.access_keys = AccessKeys(self.database, self.mail)
        self.administration = Administration(self.database, self.people, self.sessions)
        self.proving = Proving(self.database, self.proofs, self.keyring, self.mail)
        self.switch = Switch(self.database, self.keyring, self.people, self.mail)
        self.keychain = Keychain(self.database, self.people, self.mail)

    def provided(self) -> dict[str, object]:
        """What routes may ask for, by the name they ask by."""
        return {
            "guests": self.guests, "guest_cookie": self.guest_cookie, "session_cookies": self.session_cookies,
            "callers": self.callers, "sessions": self.sessions, "entrance": self.entrance,
            "registration": self.registration, "logins": self.login, "recovery": self.recovery,
            "changes": self.changes, "first_admins": self.first_admins, "access_keys": self.access_keys,
            "administration": self.administration,
            "database": self.database,
            "proving": self.proving, "switch": self.switch, "keychain": self.keychain,
            "threshold": self.threshold,
            "provider_sign_in": self.provider_sign_in, "flow_cookie": self.flow_cookie, "turnstile": Turnstile(),
        }  # fmt: skip

    def close(self) -> None:
        """No more passwords are hashed."""
        self.passwords.close()
