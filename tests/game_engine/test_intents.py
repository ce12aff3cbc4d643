"""Entries of one tick have one order."""

import dataclasses

import pytest

from game_engine import End, EndReason, Key, Look, Net, Pause, Resign, Resume, Serve
from game_engine.intents import order


def test_the_server_comes_first_then_the_seats_then_the_end() -> None:
    entries = [End(5, EndReason.VOID), Key(5, 1, 0), Resign(5, 0), Resume(5, 10), Pause(5, -1, 0), Key(4, 1, 1)]
    assert sorted(entries, key=order) == [entries[5], entries[3], entries[4], entries[2], entries[1], entries[0]]


def test_one_seats_entries_keep_the_order_of_their_arrival() -> None:
    entries = [Key(5, 0, 1), Serve(5, 0), Look(5, 0, 9), Key(5, 0, -1), Net(5, 0, 1, 1)]
    assert sorted(entries, key=order) == entries


def test_an_entry_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Key(1, 0, 1).__setattr__("key", 0)
