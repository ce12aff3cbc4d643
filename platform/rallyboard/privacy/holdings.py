"""Holdings: every table that holds something of a person, and by which column. The export reads what is listed here.

A test holds this list against the database: a new column that points to a person and is not listed fails it.
"""

from dataclasses import dataclass
from typing import Final

from rallyboard.accounts.models import (
    AccessKey,
    Account,
    AuditEntry,
    Device,
    Guest,
    Identity,
    Letter,
    Passkey,
    Proof,
    RecoveryCode,
    Session,
    Totp,
)
from rallyboard.arena.models import Seat
from rallyboard.db.base import Base
from rallyboard.players.models import Block, Friendship, Picture, Player


@dataclass(frozen=True, slots=True)
class Holding:
    """One table; `account` and `player` name the columns that hold the person's id and key.

    `secret` columns are hidden, `apart` ones are told as files of their own.
    """

    model: type[Base]
    account: tuple[str, ...] = ()
    player: tuple[str, ...] = ()
    secret: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()


_TOKEN: Final = frozenset({"token_hash"})
HOLDINGS: Final = (
    Holding(Account, account=("id",), player=("player_key",), secret=frozenset({"password_hash"})),
    Holding(Player, player=("key",)),
    Holding(Picture, player=("player_key",), apart=frozenset({"data"})),
    Holding(Session, account=("account_id",)),
    Holding(AccessKey, account=("account_id",), secret=_TOKEN),
    Holding(Device, account=("account_id",), secret=_TOKEN),
    Holding(Totp, account=("account_id",), secret=frozenset({"secret"})),
    Holding(Passkey, account=("account_id",)),
    Holding(RecoveryCode, account=("account_id",), secret=frozenset({"code_hash"})),
    Holding(Proof, account=("account_id",), secret=frozenset({"token_hash", "code_hash", "challenge"})),
    Holding(Letter, account=("account_id",), secret=frozenset({"token_hash", "payload"})),
    Holding(Identity, account=("account_id",)),
    Holding(AuditEntry, account=("actor", "subject")),
    Holding(Guest, player=("player_key",), secret=_TOKEN),
    Holding(Seat, player=("player_key",)),
    Holding(Friendship, player=("asker", "asked")),
    Holding(Block, player=("blocker",)),
)
NOT_TOLD: Final = frozenset({("block", "blocked")})
"""Whom others blocked is theirs to know."""
