"""What a dead process left: every match as far as it was on disk, taken over by exactly one successor."""

import os
from pathlib import Path
from uuid import UUID

from game_engine import Key
from game_engine.intents import Entry
from rallyboard.arena.clock import SECOND
from rallyboard.arena.journal import SUFFIX, Journal
from rallyboard.arena.recovery import Recovered, Remains

MATCH, OTHER = UUID(int=1), UUID(int=2)


def keys(*ticks: int) -> list[Entry]:
    return [Key(tick, 0, tick % 2) for tick in ticks]


class Process:
    """A process with a journal, until it dies."""

    def __init__(self, folder: Path) -> None:
        self.ns = 0
        self.journal = Journal(folder, lambda: self.ns, lambda call: call())

    def play(self, no: int, entries: list[Entry]) -> None:
        for entry in entries:
            self.journal.entry(no, entry)
        self.journal.flush()

    def die(self) -> None:
        for segment in self.journal._segments:
            os.close(segment.fd)
        self.journal._segments.clear()


def recovered(folder: Path) -> list[Recovered]:
    remains = Remains(folder)
    found = sorted(remains.matches(), key=lambda match: match.match_id)
    remains.release()
    return found


def test_the_entries_of_a_dead_process_are_found_in_order(tmp_path: Path) -> None:
    process = Process(tmp_path)
    one, two = process.journal.open(MATCH, b"one"), process.journal.open(OTHER, b"two")
    process.play(one, keys(1, 5))
    process.play(two, keys(2))
    process.play(one, keys(9))
    process.die()
    assert recovered(tmp_path) == [
        Recovered(MATCH, 0, b"one", tuple(keys(1, 5, 9)), 9),
        Recovered(OTHER, 0, b"two", tuple(keys(2)), 2),
    ]


def test_what_a_living_process_writes_is_left_alone(tmp_path: Path) -> None:
    process = Process(tmp_path)
    process.play(process.journal.open(MATCH, b"one"), keys(1))
    assert recovered(tmp_path) == []
    process.die()
    assert len(recovered(tmp_path)) == 1


def test_of_two_successors_only_one_takes_over(tmp_path: Path) -> None:
    process = Process(tmp_path)
    process.play(process.journal.open(MATCH, b"one"), keys(1))
    process.die()
    first, second = Remains(tmp_path), Remains(tmp_path)
    assert (len(first.matches()), len(second.matches())) == (1, 0)
    first.discard()
    assert list(tmp_path.iterdir()) == []


def test_a_match_stands_where_the_process_was_last_alive(tmp_path: Path) -> None:
    process = Process(tmp_path)
    no = process.journal.open(MATCH, b"one")
    process.journal.clock(no, running=True, tick=100, origin_ns=3 * SECOND)
    process.play(no, keys(101))
    assert process.ns == 0
    process.ns = 5 * SECOND
    process.play(no, keys(300))
    process.die()
    assert [match.tick for match in recovered(tmp_path)] == [100 + 2 * 240]


def test_a_standing_match_is_not_moved_by_beats(tmp_path: Path) -> None:
    process = Process(tmp_path)
    no = process.journal.open(MATCH, b"one")
    process.journal.clock(no, running=True, tick=0, origin_ns=0)
    process.journal.clock(no, running=False, tick=240, origin_ns=SECOND)
    process.ns = 60 * SECOND
    process.play(no, keys(240))
    process.die()
    assert [match.tick for match in recovered(tmp_path)] == [240]


def test_a_torn_tail_is_tolerated_wherever_it_is_torn(tmp_path: Path) -> None:
    process = Process(tmp_path)
    process.play(process.journal.open(MATCH, b"one"), keys(*range(1, 20)))
    process.die()
    (path,) = tmp_path.glob(f"*{SUFFIX}")
    data = path.read_bytes()
    for length in range(0, len(data), 7):
        path.write_bytes(data[:length])
        for match in recovered(tmp_path):
            assert list(match.entries) == keys(*range(1, 1 + len(match.entries)))


def test_a_gap_ends_what_is_believed_of_a_match(tmp_path: Path) -> None:
    process = Process(tmp_path)
    no = process.journal.open(MATCH, b"one")
    process.play(no, keys(1, 2))
    process.journal._seqs[no] += 1
    process.ns = 60 * SECOND
    process.play(no, keys(4))
    process.die()
    (match,) = recovered(tmp_path)
    assert (list(match.entries), match.tick) == (keys(1, 2), 2)


def test_records_written_twice_count_once(tmp_path: Path) -> None:
    process = Process(tmp_path)
    no = process.journal.open(MATCH, b"one")
    process.play(no, keys(1, 2))
    process.journal._seqs[no] = 0
    process.play(no, keys(1, 2, 3))
    process.die()
    assert [list(match.entries) for match in recovered(tmp_path)] == [keys(1, 2, 3)]


def test_the_newest_whole_copy_of_a_match_is_taken(tmp_path: Path) -> None:
    first, second = Process(tmp_path), Process(tmp_path)
    first.play(first.journal.open(MATCH, b"one"), keys(1, 2, 3))
    first.die()
    second.journal.open(MATCH, b"one", keys(1, 2, 3), 1)
    no = 0
    second.play(no, keys(4))
    second.die()
    (match,) = recovered(tmp_path)
    assert (match.epoch, list(match.entries)) == (1, keys(1, 2, 3, 4))


def test_a_copy_that_was_cut_short_is_not_believed(tmp_path: Path) -> None:
    first, second = Process(tmp_path), Process(tmp_path)
    first.play(first.journal.open(MATCH, b"one"), keys(1, 2, 3))
    first.die()
    second.journal.open(MATCH, b"one", keys(1, 2, 3), 1)
    second.journal.flush()
    path = second.journal._segments[-1].path
    second.die()
    path.write_bytes(path.read_bytes()[:-60])
    (match,) = recovered(tmp_path)
    assert (match.epoch, list(match.entries)) == (0, keys(1, 2, 3))


def test_a_match_is_read_across_the_segments_of_a_run(tmp_path: Path) -> None:
    process = Process(tmp_path)
    no = process.journal.open(MATCH, b"one")
    for tick in (1, 2, 3):
        process.play(no, keys(tick))
        process.journal._segments[-1].size = 1 << 30
    process.die()
    assert len(list(tmp_path.glob(f"*{SUFFIX}"))) == 3
    assert [list(match.entries) for match in recovered(tmp_path)] == [keys(1, 2, 3)]


def test_a_file_that_is_no_segment_stops_nothing(tmp_path: Path) -> None:
    process = Process(tmp_path)
    process.play(process.journal.open(MATCH, b"one"), keys(1))
    process.die()
    (tmp_path / f"0-0-0{SUFFIX}").write_bytes(b"not a journal")
    (tmp_path / f"9-0-0{SUFFIX}").write_bytes(b"")
    assert len(recovered(tmp_path)) == 1
