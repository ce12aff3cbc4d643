"""Spreads: how reaction times and contact points lie, with the number that sums each of them up."""

from __future__ import annotations

from dashboards import words
from dashboards.figures.bands import Caption
from dashboards.figures.shares import shares
from dashboards.questions import Answer
from dashboards.shape import Figure

_REACTIONS = Caption(
    "reaction-spread",
    "Reaction times",
    "How even are my reactions?",
    "Each ball out of reach whose right key was not already held, by the time to the first direction key.",
)
_CONTACTS = Caption(
    "contacts",
    "Contact control",
    "Where on the paddle do I hit it?",
    "Ball centre minus paddle centre at contact, cut at -60, -36, -12, 12, 36 and 60 units; reach is 85.",
)


def reactions(who: str, mine: Answer, others: Answer, overall: Answer) -> Figure:
    """The shares of reaction times by 100 ms; the sentence holds the median (M13)."""
    return shares(_REACTIONS, who, mine, others, f"median reaction {_said(overall)}")


def contact(who: str, mine: Answer, others: Answer, overall: tuple[Answer, Answer]) -> Figure:
    """The shares of contact points over the paddle; the sentence holds spread (M19) and mean distance (M19m)."""
    spread, distance = overall
    centre = f"contacts scatter by {_said(spread)} and lie {_said(distance)} from the middle on average"
    return shares(_CONTACTS, who, mine, others, centre)


def _said(overall: Answer) -> str:
    row, unit = overall.row(0), overall.question.metric.unit
    if row is None:
        return "unknown"
    return f"{words.measure(row.value, unit)} ({words.between(row.low, row.high, unit)})"
