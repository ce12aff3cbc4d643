"""Tickets: once, soon, for one match, one player and one role."""

import pytest

from rallyboard.arena.clock import SECOND, SimulatedClock
from rallyboard.arena.errors import TooManyTickets
from rallyboard.arena.tickets import LIFE_S, OPEN_AT_ONCE, Pass, Tickets

ALLOWED = Pass("match", "ada", "play")


def test_a_ticket_opens_once_what_it_was_made_for() -> None:
    tickets = Tickets(SimulatedClock())
    ticket = tickets.issue(ALLOWED, "ada")
    assert len(ticket) >= 43
    assert tickets.redeem(ticket) == ALLOWED
    assert tickets.redeem(ticket) is None


def test_a_ticket_expires() -> None:
    clock = SimulatedClock()
    tickets = Tickets(clock)
    early, late = tickets.issue(ALLOWED, "ada"), tickets.issue(ALLOWED, "ada")
    clock.ns += LIFE_S * SECOND - 1
    assert tickets.redeem(early) == ALLOWED
    clock.ns += 1
    assert tickets.redeem(late) is None


@pytest.mark.parametrize("forged", ["", "x", "é", "\ud800", "A" * 43])
def test_a_forged_ticket_opens_nothing(forged: str) -> None:
    tickets = Tickets(SimulatedClock())
    tickets.issue(ALLOWED, "ada")
    assert tickets.redeem(forged) is None


def test_nobody_can_hoard_tickets_and_using_them_makes_room() -> None:
    clock = SimulatedClock()
    tickets = Tickets(clock)
    held = [tickets.issue(ALLOWED, "ada") for _ in range(OPEN_AT_ONCE)]
    with pytest.raises(TooManyTickets):
        tickets.issue(ALLOWED, "ada")
    tickets.issue(ALLOWED, "bob")
    tickets.redeem(held[0])
    tickets.issue(ALLOWED, "ada")
    clock.ns += LIFE_S * SECOND
    tickets.issue(ALLOWED, "ada")
