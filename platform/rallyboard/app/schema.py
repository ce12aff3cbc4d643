"""The OpenAPI description as it is published: what Litestar derives, with every refusal in its true shape.

Litestar documents its own error body for invalid parameters; ours is problem+json. The refusals that come from
the door and from the framework are the same for every route, so they are added here once.
"""

import re
from http import HTTPStatus
from importlib.metadata import version
from typing import Any

import msgspec
from litestar import Litestar, MediaType, Request
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import OpenAPIRenderPlugin

from rallyboard.kit.problems import MEDIA_TYPE, Problem

PATH = "/schema/openapi.json"
METHODS = ("get", "post", "put", "patch", "delete")
ALWAYS = (400, 421, 503)
UNSAFE = (403,)
WITH_BODY = (413, 415)
_GENERIC = re.compile(r"\b([A-Z]\w*?)_(?:[a-z_]+\.)*([A-Z]\w*?)_(?=\")")
REF = "#/components/schemas/{name}"

Tree = dict[str, Any]


def described(tree: Tree) -> Tree:
    """`tree` with every operation's refusals as problem details."""
    (_,), components = msgspec.json.schema_components([Problem], ref_template=REF)
    tree["components"].setdefault("schemas", {}).update(components)
    for path, item in tree["paths"].items():
        for method in METHODS:
            if method in item:
                _describe(item[method], method, path)
                _close(item[method], tree["components"]["schemas"])
    return _plain(tree)


def _plain(tree: Tree) -> Tree:
    """Generic types get names that a client can write: `PageOfPlayer`, not the path of a Python module.

    And a union is `anyOf`: 0 is an integer and a number at once, which `oneOf` forbids.
    """
    text = _GENERIC.sub(r"\1Of\2", msgspec.json.encode(tree).decode())
    return msgspec.json.decode(text.replace('"oneOf":', '"anyOf":'), type=Tree)


def _describe(operation: Tree, method: str, path: str) -> None:
    responses: Tree = operation.setdefault("responses", {})
    for status in _statuses(operation, method, path):
        responses.setdefault(str(status), {})
    for code, response in responses.items():
        if code == "204":
            response.pop("content", None)
        if int(code) >= 400:
            response.setdefault("description", HTTPStatus(int(code)).phrase)
            response["content"] = {MEDIA_TYPE: {"schema": {"$ref": REF.format(name="Problem")}}}
    operation["responses"] = dict(sorted(responses.items()))


def _close(operation: Tree, schemas: Tree) -> None:
    """No body of ours takes fields that it does not name; Litestar leaves that out of the description."""
    for content in operation.get("requestBody", {}).get("content", {}).values():
        name = content["schema"].get("$ref", "").rpartition("/")[2]
        if name:
            schemas[name]["additionalProperties"] = False


def _statuses(operation: Tree, method: str, path: str) -> tuple[int, ...]:
    unsafe = UNSAFE if method != "get" else ()
    body = WITH_BODY if "requestBody" in operation else ()
    named = (404,) if "{" in path else ()
    return (*ALWAYS, *unsafe, *body, *named)


class PublishedSchema(OpenAPIRenderPlugin):
    """Serves the description; made once, at the first request for it."""

    def __init__(self) -> None:
        super().__init__(path="/", media_type=MediaType.JSON)
        self._made: bytes | None = None

    def render(self, request: Request[Any, Any, Any], openapi_schema: Tree) -> bytes:
        """The description as JSON, the same for whoever asks."""
        del request
        if self._made is None:
            self._made = msgspec.json.encode(described(openapi_schema))
        return self._made


def openapi() -> OpenAPIConfig:
    """What Litestar needs to know to describe us."""
    return OpenAPIConfig(
        title="Rallyboard", version=version("rallyboard"), path=PATH, render_plugins=[PublishedSchema()],
        use_handler_docstrings=True,
        description="Live Pong with an exact log of every match, and honest boards. Errors are RFC 9457 problems.",
    )  # fmt: skip


def schema_of(app: Litestar) -> Tree:
    """The published description of `app`, as the `schema` command prints it."""
    return described(app.openapi_schema.to_schema())
