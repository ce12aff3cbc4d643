"""RFC 9457 problem details: the one shape in which every error of the HTTP API is told."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated

import msgspec
from litestar.openapi.datastructures import ResponseSpec

MEDIA_TYPE = "application/problem+json"


class FieldProblem(msgspec.Struct, frozen=True):
    """One part of the request and what is wrong with it."""

    field: str
    message: str


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """`code` is stable and for programs; `detail` is a sentence for people, with the fix in it."""

    title: str
    status: Annotated[int, msgspec.Meta(ge=400, le=599)]
    code: str
    detail: str
    type: str = "about:blank"
    field: str | None = None
    errors: list[FieldProblem] = []
    id: str | None = None


def problems(*statuses: int) -> Mapping[int, ResponseSpec]:
    """The `responses=` of a route that can refuse with these statuses."""
    return {
        status: ResponseSpec(
            Problem, generate_examples=False, description=HTTPStatus(status).phrase, media_type=MEDIA_TYPE
        )
        for status in statuses
    }
