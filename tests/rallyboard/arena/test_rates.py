"""Token buckets: the burst, then the sustained rate, nothing more."""

from rallyboard.arena.clock import SECOND
from rallyboard.arena.rates import DIRECTIONS, Bucket, Rate


def test_a_burst_passes_and_the_next_does_not() -> None:
    bucket = Bucket(DIRECTIONS, 0)
    assert [bucket.take(0) for _ in range(41)] == [True] * 40 + [False]


def test_the_sustained_rate_holds_for_ever_and_no_more_does() -> None:
    bucket = Bucket(DIRECTIONS, 0)
    assert all(bucket.take(n * SECOND // 30) for n in range(3000))
    passed = sum(bucket.take(100 * SECOND + n * SECOND // 60) for n in range(600))
    assert 300 <= passed <= 345


def test_tokens_never_pile_up_beyond_the_burst() -> None:
    bucket = Bucket(Rate(5, 10), 0)
    assert sum(bucket.take(1000 * SECOND) for _ in range(50)) == 10
