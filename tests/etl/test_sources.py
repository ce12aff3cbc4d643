"""Every source hands out records in order of seq, at most as many as asked for, and counts the rest."""

from pathlib import Path

import pytest

from etl.sources import FolderSource, ListSource, Record, Source


@pytest.fixture(params=["list", "folder"])
def source(request: pytest.FixtureRequest, tmp_path: Path) -> Source:
    """Three records called a, b, c."""
    if request.param == "list":
        return ListSource([Record(2, "b", b"two"), Record(1, "a", b"one"), Record(3, "c", b"three")])
    for name, data in (("b", b"two"), ("a", b"one"), ("c", b"three")):
        (tmp_path / f"{name}.rbl").write_bytes(data)
    (tmp_path / "notes.txt").write_text("no log")
    return FolderSource(tmp_path)


def test_reading_goes_on_where_it_stopped(source: Source) -> None:
    first = source.read(0, 2)
    rest = source.read(first[-1].seq, 2)
    assert [(record.seq, record.match_id, record.data) for record in [*first, *rest]] == [
        (1, "a", b"one"),
        (2, "b", b"two"),
        (3, "c", b"three"),
    ]


def test_past_the_end_there_is_nothing(source: Source) -> None:
    assert not source.read(3, 10)
    assert not source.read(99, 10)


def test_what_is_left_is_counted(source: Source) -> None:
    assert [source.behind(after) for after in (0, 1, 3, 99)] == [3, 2, 0, 0]


def test_a_list_may_grow_while_it_is_read() -> None:
    growing = ListSource([Record(1, "a", b"")])
    assert len(growing.read(0, 10)) == 1
    growing.append(Record(5, "b", b""))
    assert [record.seq for record in growing.read(1, 10)] == [5]
