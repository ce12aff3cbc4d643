"""The store: small values that several workers share for a while. Nothing in it may be the only copy of anything."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence


class Store(ABC):
    """Every method raises `StoreDown`, soon, when the store does not answer. Lifetimes are in seconds."""

    @abstractmethod
    async def get(self, key: str) -> bytes | None:
        """The value; None when there is none, or its time is over."""

    @abstractmethod
    async def get_many(self, keys: Sequence[str]) -> list[bytes | None]:
        """The values of all `keys`, in their order, in one go."""

    @abstractmethod
    async def set(self, key: str, value: bytes, ttl: float) -> None:
        """Keep `value` for so long, in place of what was there."""

    @abstractmethod
    async def set_many(self, values: Mapping[str, bytes], ttl: float) -> None:
        """The same for several keys, in one go."""

    @abstractmethod
    async def take(self, key: str) -> bytes | None:
        """The value, and it is gone: of several who take at once, one gets it."""

    @abstractmethod
    async def delete(self, *keys: str) -> None:
        """Forget the keys; those that are not there are no error."""

    @abstractmethod
    async def incr(self, key: str, ttl: float) -> int:
        """Count one more and return the count; it begins anew so long after the first."""

    async def close(self) -> None:
        """Give every connection back."""
        return
