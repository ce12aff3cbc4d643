"""`rallyboard admin`: the first admin's link, from the one place that needs no account: the server's own console."""

import asyncio
import os

import click
from rich_click import group

from rallyboard.app.house import House
from rallyboard.settings import Settings


@group()
def admin() -> None:
    """Make the first admin."""


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
