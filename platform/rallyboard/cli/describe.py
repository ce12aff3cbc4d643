"""`rallyboard schema` and `rallyboard wire`: the HTTP API and the match socket, described for programs."""

from typing import Any, get_args

import msgspec
import rich_click as click

Tree = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"


@click.command()
def schema() -> None:
    """Print the OpenAPI 3.1 description of the HTTP API."""
    from rallyboard.app import create_app
    from rallyboard.app.schema import schema_of
    from rallyboard.settings import Settings

    _print(schema_of(create_app(Settings())))


@click.command()
def wire() -> None:
    """Print the frames of the match socket as JSON Schema."""
    _print(frames())


def frames() -> Tree:
    """`ClientIn` and `ServerOut` with every frame they consist of; each item of a frame is titled with its name."""
    from rallyboard.arena import protocol

    unions: dict[str, tuple[type[msgspec.Struct], ...]] = {
        "ClientIn": get_args(protocol.ClientIn), "ServerOut": get_args(protocol.ServerOut),
    }  # fmt: skip
    kinds = [kind for union in unions.values() for kind in union]
    _, defs = msgspec.json.schema_components(kinds, ref_template="#/$defs/{name}")
    for kind in kinds:
        _title(defs[kind.__name__], kind)
    for name, union in unions.items():
        defs[name] = {"anyOf": [{"$ref": f"#/$defs/{kind.__name__}"} for kind in union]}
    closes = {close.name.lower(): close.value for close in protocol.Close}
    return {
        "$schema": DIALECT,
        "title": "Rallyboard match socket",
        "version": protocol.VERSION,
        "closes": closes,
        "$defs": defs,
    }


def _title(frame: Tree, kind: type[msgspec.Struct]) -> None:
    names = ["tag", *(field.name for field in msgspec.structs.fields(kind))]
    for name, item in zip(names, frame["prefixItems"], strict=True):
        item["title"] = name


def _print(tree: Tree) -> None:
    click.echo(msgspec.json.format(msgspec.json.encode(tree), indent=2).decode())
