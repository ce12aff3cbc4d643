"""The export form: readable, in the order of time, and read back strictly."""

import json
from dataclasses import replace

import pytest

from game_engine import End, EndReason, Resign, ResignReason
from game_engine.errors import CorruptLog, LogError, MissingEnd, NotALog, TruncatedLog
from game_engine.jsonl import from_jsonl, to_jsonl
from tests.game_engine.logs import random_log

TEXT = to_jsonl(random_log(4))
LINES = TEXT.splitlines()


@pytest.mark.parametrize("seed", range(12))
def test_a_log_is_read_as_it_was_exported(seed: int) -> None:
    log = random_log(seed)
    assert from_jsonl(to_jsonl(log)) == log


def test_the_header_is_first_the_end_last_and_time_runs_forward() -> None:
    assert json.loads(LINES[0])["v"] == "rallyboard.log/1"
    lines = [json.loads(line) for line in LINES[1:]]
    assert lines[-1][1] == "E"
    assert [line[0] for line in lines] == sorted(line[0] for line in lines)
    assert TEXT.endswith("\n")


def test_a_resignation_keeps_its_reason() -> None:
    log = random_log(4)
    gone = replace(log, entries=(Resign(3, 1, ResignReason.DISCONNECT), End(4, EndReason.DISCONNECT)), events=())
    assert to_jsonl(gone).splitlines()[1] == '[3,"q",1,1]'
    assert from_jsonl(to_jsonl(gone)) == gone


def test_no_line_is_no_log() -> None:
    with pytest.raises(NotALog):
        from_jsonl("")


@pytest.mark.parametrize("first", ["", "{", "[1]", '"x"', "[" * 100_000])
def test_a_first_line_that_is_no_header_is_no_log(first: str) -> None:
    with pytest.raises(NotALog, match="line"):
        from_jsonl("\n".join([first, *LINES[1:]]))


def test_a_log_without_its_last_line_has_no_end() -> None:
    for count in (1, len(LINES) - 1):
        with pytest.raises(MissingEnd):
            from_jsonl("\n".join(LINES[:count]))


def test_a_torn_last_line_is_truncated() -> None:
    with pytest.raises(TruncatedLog, match=f"line {len(LINES)} is not JSON"):
        from_jsonl(TEXT[:-4])


@pytest.mark.parametrize(
    "line",
    [
        "nonsense",
        "7",
        "[]",
        "[5]",
        '[5,"d",0]',
        '[5,"d",0,1,2,3,4]',
        '[5,"d",0,7,0,0]',
        '[5,"d",0,1.5,0,0]',
        '[5,"x",0]',
        '[-5,"s",0,0,0]',
        '["5","s",0,0,0]',
        '[5,"E",9]',
        '[5,["d"],0,1,0,0]',
        '[5,"ov",3,0]',
        '[5,"ov",0,9]',
        '{"a":1}',
    ],
)
def test_a_line_that_says_nothing_is_corrupt_and_named(line: str) -> None:
    with pytest.raises(CorruptLog, match="line 3 "):
        from_jsonl("\n".join([*LINES[:2], line, *LINES[2:]]))


def test_a_changed_header_raises_log_errors_only() -> None:
    with pytest.raises(LogError):
        from_jsonl("\n".join(["{}", *LINES[1:]]))
