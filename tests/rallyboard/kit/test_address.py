import pytest

from rallyboard.kit.address import subscriber


@pytest.mark.parametrize(
    ("host", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"), ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"), ("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"), ("fe80::1%eth0", "fe80::/64"), ("::1", "::/64"),
        ("", "unknown"), ("testclient", "unknown"), ("unix:/run/site.sock", "unknown"),
    ],
)  # fmt: skip
def test_all_that_one_subscriber_has_counts_as_one(host: str, counted: str) -> None:
    assert subscriber(host) == counted
