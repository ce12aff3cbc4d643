"""A page of a longer list, and the two query parameters that choose it."""

from typing import Annotated, Generic, TypeVar

import msgspec
from litestar.params import QueryParameter

T = TypeVar("T")

Limit = Annotated[int, QueryParameter(ge=1, le=100, description="How many items at most")]
Offset = Annotated[int, QueryParameter(ge=0, le=1_000_000, description="How many items to skip")]


class Page(msgspec.Struct, Generic[T], frozen=True):
    """`items` are those from `offset` on; `total` counts all that match."""

    items: list[T]
    total: int
    limit: int
    offset: int
