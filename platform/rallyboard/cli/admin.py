"""`rallyboard admin`: what the server's own console may do without an account: a first admin, a change of secret."""

import asyncio
import os

import click
from rich_click import group

from rallyboard.accounts.factors import totp
from rallyboard.app.house import House
from rallyboard.settings import Settings


@group()
def admin() -> None:
    """Make the first admin, change the secret."""


@admin.command()
def invite() -> None:
    """Print a link that makes one admin account, once, within a day. Works beside a running server."""
    settings = Settings.from_env(os.environ)
    token = asyncio.run(_issued(House(settings)))
    click.echo(f"{settings.allowed_origins[0]}/first-admin#{token}")


async def _issued(house: House) -> str:
    try:
        return await house.reception.first_admins.invite()
    finally:
        await house.database.close()


@admin.command()
def reseal() -> None:
    """Seal again with RALLYBOARD_SECRET what RALLYBOARD_SECRET_PREVIOUS sealed. Works beside a running server."""
    renewed, lost = asyncio.run(_resealed(House(Settings.from_env(os.environ))))
    click.echo(f"{renewed} sealed with the present secret")
    if lost:
        click.echo(
            f"{lost} were sealed with neither secret: these authenticator apps have to be set up again", err=True
        )


async def _resealed(house: House) -> tuple[int, int]:
    try:
        async with house.database.transaction() as session:
            return await totp.reseal(session, house.reception.keyring)
    finally:
        await house.database.close()
