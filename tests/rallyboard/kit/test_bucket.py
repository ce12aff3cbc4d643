from rallyboard.kit.bucket import Buckets


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_is_allowed_then_the_rate() -> None:
    clock = Clock()
    buckets = Buckets(burst=3, per_second=2, clock=clock)
    assert [buckets.wait("a") for _ in range(3)] == [0, 0, 0]
    assert buckets.wait("a") == 0.5
    clock.now = 0.5
    assert buckets.wait("a") == 0


def test_keys_do_not_share_a_bucket() -> None:
    buckets = Buckets(burst=1, per_second=1, clock=Clock())
    assert buckets.wait("a") == buckets.wait("b") == 0
    assert buckets.wait("a") > 0


def test_waiting_long_never_saves_more_than_a_burst() -> None:
    clock = Clock()
    buckets = Buckets(burst=2, per_second=1, clock=clock)
    buckets.wait("a")
    clock.now = 1_000_000
    assert [buckets.wait("a") for _ in range(3)] == [0, 0, 1]


def test_a_flood_of_keys_does_not_eat_the_memory() -> None:
    buckets = Buckets(burst=1, per_second=1, most=10, clock=Clock())
    for number in range(1000):
        buckets.wait(str(number))
    assert buckets.wait("999") > 0, "the newest are remembered"
    assert buckets.wait("0") == 0, "the oldest are forgotten"
