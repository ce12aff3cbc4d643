"""Everything that can be set from outside, read once from `RALLYBOARD_*` into one frozen value.

The defaults run the whole site on one machine with no other program beside it.
"""

from collections.abc import Mapping
from ipaddress import ip_network
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import msgspec

from rallyboard.kit.errors import Unusable

PREFIX = "RALLYBOARD_"
SECRET_BYTES = 32
SPECTATORS = 1_000
SOCKETS_PER_ADDRESS = 1_000
Env = Literal["dev", "prod", "test"]
ENVS: dict[str, Env] = {"dev": "dev", "prod": "prod", "test": "test"}
LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]
LOG_LEVELS: dict[str, LogLevel] = {"DEBUG": "DEBUG", "INFO": "INFO", "WARNING": "WARNING", "ERROR": "ERROR"}


class BadSetting(Unusable):
    """A `RALLYBOARD_*` variable has a value that cannot be used."""

    code = "setup/bad_setting"
    title = "A setting cannot be used"


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How this process runs. Made once by `from_env`, handed down, never read again from the environment."""

    data: Path = Path(".rallyboard")
    """Folder of everything that must be kept: database, journal, warehouse."""
    database: str = ""
    """postgresql:// URL of the site's database; empty means SQLite in the data folder. Never shown."""
    redis: str = ""
    """redis:// URL of the server that several workers of one site share; empty means there is only one. Never shown."""
    host: str = "127.0.0.1"
    """Address the server listens on."""
    port: int = 8000
    """TCP port; 0 lets the system choose one."""
    origins: tuple[str, ...] = ()
    """Web origins that may use the site; empty means localhost and 127.0.0.1 at `port`."""
    env: Env = "dev"
    """`prod` refuses to start without a real secret and with origins that are not https; `test` allows sabotage."""
    secret: str = ""
    """Key for signing and sealing; at least 32 bytes in `prod`. Never shown."""
    proxies: tuple[str, ...] = ()
    """Addresses or networks of proxies whose X-Forwarded-For is believed; from nobody else."""
    secret_previous: str = ""
    """The secret before this one: what it signed and sealed is still read."""
    oauth: Mapping[str, str] = {}
    """The RALLYBOARD_OAUTH_* variables without that prefix; `rallyboard.accounts.oauth.providers` reads them."""
    metrics_token: str = ""
    """Bearer token that may read /metrics from elsewhere; without it only loopback may."""
    log_level: LogLevel = "INFO"
    """Least severity that is logged."""
    smtp: str = ""
    """smtp:// URL of the mail server; without it mails are only logged. Never shown."""
    mail_from: str = "Rallyboard <rallyboard@localhost>"
    """Whom mails come from."""
    jobs: bool = True
    """Whether this process does background jobs; `rallyboard worker` does them elsewhere."""
    job_lease_s: int = 30
    """After how many silent seconds a worker is taken for dead, and what it was doing is done by another."""
    etl: bool = True
    """Whether finished matches are loaded into the warehouse by this process."""
    spectator_delay_ms: int = 3_000
    """How far spectators are behind the players, in milliseconds."""
    spectators: int = SPECTATORS
    """How many may watch one match on this process at once."""
    sockets_per_address: int = SOCKETS_PER_ADDRESS
    """How many sockets one address may hold open at once."""
    unsafe_announce_before_sync: bool = False
    """Sabotage for the fault tests' positive control: tells before it is on disk. Refused unless `env` is `test`."""

    @property
    def allowed_origins(self) -> tuple[str, ...]:
        """The exact `Origin` header values that are ours."""
        return self.origins or (f"http://localhost:{self.port}", f"http://127.0.0.1:{self.port}")

    @property
    def allowed_hosts(self) -> frozenset[str]:
        """The exact `Host` header values that are ours."""
        return frozenset(urlsplit(origin).netloc for origin in self.allowed_origins)

    @property
    def secure(self) -> bool:
        """True when every origin is https, so cookies may carry the `__Host-` prefix."""
        return all(origin.startswith("https://") for origin in self.allowed_origins)

    @property
    def site_file(self) -> Path:
        """The SQLite database of the site, unless `database` names another."""
        return self.data / "site.sqlite3"

    @property
    def site_database(self) -> Path | str:
        """Where the site's database is: the URL of a PostgreSQL server, or the SQLite file."""
        return self.database or self.site_file

    @property
    def journal_folder(self) -> Path:
        """Where live matches are written before anybody is told."""
        return self.data / "journal"

    @property
    def warehouse_folder(self) -> Path:
        """Where the derived, disposable warehouse lives."""
        return self.data / "warehouse"

    @property
    def avatar_folder(self) -> Path:
        """Where earlier versions kept the pictures of players; they are in the database now."""
        return self.data / "avatars"

    @property
    def tmp_folder(self) -> Path:
        """Scratch space on the same disk."""
        return self.data / "tmp"

    def __repr__(self) -> str:
        return f"Settings(data={str(self.data)!r}, host={self.host!r}, port={self.port}, env={self.env!r})"

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "Settings":
        """Read and check every `RALLYBOARD_*` variable; `BadSetting` names the variable and the fix."""
        raw = {name.removeprefix(PREFIX): value for name, value in environ.items() if name.startswith(PREFIX)}
        known = cls(
            data=Path(raw.get("DATA") or ".rallyboard").expanduser(),
            database=_database(raw),
            redis=_redis(raw),
            host=raw.get("HOST") or "127.0.0.1",
            port=_whole(raw, "PORT", 8000, 0, 65_535),
            origins=_origins(raw.get("ORIGINS", "")),
            env=_env(raw.get("ENV", "dev")),
            secret=_secret(raw, "SECRET"),
            proxies=_proxies(raw.get("PROXIES", "")),
            secret_previous=_secret(raw, "SECRET_PREVIOUS"),
            oauth=_oauth(raw),
            metrics_token=_secret(raw, "METRICS_TOKEN"),
            log_level=_level(raw.get("LOG_LEVEL", "INFO")),
            smtp=_secret(raw, "SMTP").strip(),
            mail_from=raw.get("MAIL_FROM") or "Rallyboard <rallyboard@localhost>",
            jobs=_switch(raw, "JOBS", default=True),
            job_lease_s=_whole(raw, "JOB_LEASE_S", 30, 1, 3_600),
            etl=_switch(raw, "ETL", default=True),
            spectator_delay_ms=_whole(raw, "SPECTATOR_DELAY_MS", 3_000, 0, 60_000),
            spectators=_whole(raw, "SPECTATORS", SPECTATORS, 0, 100_000),
            sockets_per_address=_whole(raw, "SOCKETS_PER_ADDRESS", SOCKETS_PER_ADDRESS, 1, 100_000),
            unsafe_announce_before_sync=_switch(raw, "UNSAFE_ANNOUNCE_BEFORE_SYNC", default=False),
        )
        return known._checked()

    def _checked(self) -> "Settings":
        if self.unsafe_announce_before_sync and self.env != "test":
            raise BadSetting(f"{PREFIX}UNSAFE_ANNOUNCE_BEFORE_SYNC loses points on purpose; unset it.")
        if self.env == "prod" and len(self.secret.encode()) < SECRET_BYTES:
            raise BadSetting(
                f"{PREFIX}SECRET needs at least {SECRET_BYTES} bytes in prod; set it or {PREFIX}SECRET_FILE."
            )
        if self.env == "prod" and not self.secure:
            raise BadSetting(
                f"{PREFIX}ORIGINS must list only https:// origins in prod, for example https://pong.example."
            )
        return self


def _whole(raw: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    text = raw.get(name, "").strip()
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and low <= int(text[:9]) <= high and len(text) <= 9):
        raise BadSetting(f"{PREFIX}{name} must be a whole number from {low} to {high}, not {text[:40]!r}.")
    return int(text)


def _switch(raw: Mapping[str, str], name: str, *, default: bool) -> bool:
    text = raw.get(name, "").strip().lower()
    if text in {"", "on", "off", "1", "0", "true", "false", "yes", "no"}:
        return default if not text else text in {"on", "1", "true", "yes"}
    raise BadSetting(f"{PREFIX}{name} must be on or off, not {text[:40]!r}.")


def _env(text: str) -> Env:
    env = ENVS.get(text.strip().lower() or "dev")
    if env is None:
        raise BadSetting(f"{PREFIX}ENV must be one of {', '.join(ENVS)}, not {text[:40]!r}.")
    return env


def _level(text: str) -> LogLevel:
    level = LOG_LEVELS.get(text.strip().upper() or "INFO")
    if level is None:
        raise BadSetting(f"{PREFIX}LOG_LEVEL must be one of {', '.join(LOG_LEVELS)}, not {text[:40]!r}.")
    return level


def _secret(raw: Mapping[str, str], name: str) -> str:
    file = raw.get(f"{name}_FILE", "")
    if not file:
        return raw.get(name, "")
    try:
        return Path(file).expanduser().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise BadSetting(f"{PREFIX}{name}_FILE points to {file!r}, which cannot be read as text.") from None


def _database(raw: Mapping[str, str]) -> str:
    url = _secret(raw, "DATABASE").strip()
    # What was given holds a password, so no message repeats any of it.
    if url and not (url.isprintable() and url.startswith(("postgresql://", "postgres://"))):
        raise BadSetting(
            f"{PREFIX}DATABASE must be a URL like postgresql://user:password@host/name; unset it to use SQLite."
        )
    return url


def _proxies(text: str) -> tuple[str, ...]:
    proxies = tuple(part.strip() for part in text.split(",") if part.strip())
    for proxy in proxies:
        try:
            ip_network(proxy, strict=False)
        except ValueError:
            raise BadSetting(f"{PREFIX}PROXIES must list addresses like 10.0.0.2, not {proxy[:60]!r}.") from None
    return proxies


def _oauth(raw: Mapping[str, str]) -> dict[str, str]:
    names = sorted({name.removesuffix("_FILE") for name in raw if name.startswith("OAUTH_")})
    return {name.removeprefix("OAUTH_"): _secret(raw, name) for name in names}


def _redis(raw: Mapping[str, str]) -> str:
    url = _secret(raw, "REDIS").strip()
    # What was given may hold a password, so no message repeats any of it.
    if url and not (url.isprintable() and url.startswith(("redis://", "rediss://", "unix://"))):
        raise BadSetting(f"{PREFIX}REDIS must be a URL like redis://localhost:6379/0; unset it for a single process.")
    return url


def _origins(text: str) -> tuple[str, ...]:
    origins = tuple(part.strip().rstrip("/").lower() for part in text.split(",") if part.strip())
    for origin in origins:
        parts = urlsplit(origin)
        if parts.scheme not in {"http", "https"} or not parts.netloc or origin != f"{parts.scheme}://{parts.netloc}":
            raise BadSetting(f"{PREFIX}ORIGINS must list origins like http://localhost:8000, not {origin[:60]!r}.")
    return origins
