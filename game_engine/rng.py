"""Seeded chance as a value: the same seed asked the same question always gives the same answer.

Nothing is consumed and nothing advances. A question is a small number (a `lane`), and `at` derives an independent
seed, so a bot that is rebuilt in the middle of a match draws exactly what it would have drawn. Whole numbers only:
no machine rounds otherwise. Not for secrets.
"""

from dataclasses import dataclass
from typing import Final

_WORD: Final = (1 << 64) - 1
_GOLDEN: Final = 0x9E3779B97F4A7C15
_LANES_OF_16: Final = 0x0000FFFF0000FFFF0000FFFF0000FFFF0000FFFF0000FFFF
_TWELVE_MEANS: Final = 12 * 0xFFFF // 2


def _mix(value: int) -> int:
    """The finaliser of splitmix64: every bit of the answer depends on every bit of the question."""
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & _WORD
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & _WORD
    return value ^ (value >> 31)


@dataclass(frozen=True, slots=True)
class Chance:
    """A seed that answers questions. Any integer is a seed; its low 64 bits count."""

    seed: int

    def at(self, number: int) -> "Chance":
        """An independent chance for every number, for example one for each look at the court."""
        return Chance(_mix((_mix(self.seed & _WORD) + (number + 1) * _GOLDEN) & _WORD))

    def bits(self, lane: int) -> int:
        """64 random bits."""
        return _mix((self.seed + (lane + 1) * _GOLDEN) & _WORD)

    def below(self, lane: int, limit: int) -> int:
        """A whole number from 0 to limit - 1; the bias is below limit / 2^64."""
        return (self.bits(lane) * limit) >> 64

    def between(self, lane: int, low: int, high: int) -> int:
        """A whole number from low to high, both possible."""
        return low + self.below(lane, high - low + 1)

    def happens(self, lane: int, percent: int) -> bool:
        """True in `percent` of 100 cases."""
        return self.below(lane, 100) < percent

    def gauss(self, lane: int, deviation: int) -> int:
        """A bell-shaped whole number around 0: the sum of twelve uniform ones, so never beyond 6 deviations.

        Uses the lanes `lane` to `lane + 2`.
        """
        wide = self.bits(lane) | self.bits(lane + 1) << 64 | self.bits(lane + 2) << 128
        pairs = (wide & _LANES_OF_16) + (wide >> 16 & _LANES_OF_16)
        total = sum(pairs >> shift & 0xFFFFFFFF for shift in (0, 32, 64, 96, 128, 160))
        return ((total - _TWELVE_MEANS) * deviation) >> 16
