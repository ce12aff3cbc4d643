"""`rallyboard schema`: the API described for programs."""

import msgspec
import rich_click as click


@click.command()
def schema() -> None:
    """Print the OpenAPI 3.1 description of the HTTP API."""
    from rallyboard.app import create_app
    from rallyboard.app.schema import schema_of
    from rallyboard.settings import Settings

    tree = schema_of(create_app(Settings()))
    click.echo(msgspec.json.format(msgspec.json.encode(tree), indent=2).decode())
