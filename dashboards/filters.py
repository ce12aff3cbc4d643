"""Filters: which matches count. Values travel as parameters only; no text of a user ever becomes SQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any


@dataclass(frozen=True, slots=True)
class Filters:
    """Ruleset, opponent (a player key) and dates; both dates are days in UTC and both count."""

    ruleset: str | None = None
    opponent: str | None = None
    since: date | None = None
    until: date | None = None

    def clauses(self) -> Iterator[tuple[str, str, Any]]:
        """(parameter name, condition, value) for each filter that is set."""
        if self.ruleset is not None:
            yield "ruleset", "m.ruleset = $ruleset", self.ruleset
        if self.opponent is not None:
            yield "opponent", "{who}.opp_id = $opponent::UUID", self.opponent
        if self.since is not None:
            yield "since", "m.started_at >= $since", self.since
        if self.until is not None and self.until < date.max:
            yield "until", "m.started_at < $until", self.until + timedelta(days=1)

    def for_peers(self) -> Filters:
        """The same filters for everybody else: one's opponent is no filter on other people's matches."""
        return Filters(self.ruleset, None, self.since, self.until)
