"""The tables of who is asking, one noun a file."""

from rallyboard.accounts.models.account import Account, Device
from rallyboard.accounts.models.factor import Passkey, Proof, RecoveryCode, Totp
from rallyboard.accounts.models.guest import Guest
from rallyboard.accounts.models.identity import Identity, SpentFlow
from rallyboard.accounts.models.letter import Letter
from rallyboard.accounts.models.record import AuditEntry, Throttle
from rallyboard.accounts.models.session import AccessKey, Refresh, Session

__all__ = [
    "AccessKey", "Account", "AuditEntry", "Device", "Guest", "Identity", "Letter", "Passkey",
    "Proof", "RecoveryCode", "Refresh", "Session", "SpentFlow", "Throttle", "Totp",
]  # fmt: skip
