"""The HTTP routes of accounts: getting in and out, the account itself, its sessions and its access keys."""

from rallyboard.accounts.routes import account, administration, entering, keys, registering, sessions

routes = [
    *registering.routes,
    *entering.routes,
    *account.routes,
    *sessions.routes,
    *keys.routes,
    *administration.routes,
]
