"""What a board says of its data."""

from dashboards.freshness import loaded, version


def test_it_counts_what_is_loaded(cursor):
    fresh = loaded(cursor)
    assert (fresh.offset, fresh.matches, fresh.rejects, fresh.state) == (140, 140, 0, "fresh")


def test_waiting_matches_make_it_behind_or_rebuilding(cursor):
    assert loaded(cursor, 3).state == "behind"
    assert loaded(cursor, 3, rebuilding=True).state == "rebuilding"


def test_the_version_is_the_last_run(cursor, real):
    assert version(cursor) == 1
    assert version(real) >= 2
