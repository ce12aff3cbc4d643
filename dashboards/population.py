"""The population: answers about everybody, which are the same on every player's board while the data stands still."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

from dashboards.contrasts import SPLITS, Contrast, contrasts
from dashboards.dimensions import DIMENSIONS
from dashboards.filters import Filters
from dashboards.metrics import Metric
from dashboards.questions import Answer, Cursor, Question, ask

T = TypeVar("T")


class Population:
    """Keeps what was asked of one version of the data. Safe from any thread: at worst something is asked twice."""

    def __init__(self) -> None:
        self._kept: tuple[int, dict[Hashable, Any]] = (-1, {})

    def by_player(self, cursor: Cursor, version: int, metric: Metric, filters: Filters) -> Answer:
        """One metric for each player."""
        question = Question(metric, (DIMENSIONS["player"],), filters=filters)
        return self._once(version, question, lambda: ask(cursor, question))

    def contrasts(self, cursor: Cursor, version: int, filters: Filters) -> list[Contrast]:
        """Every player's contrasts along every dimension of the gate."""
        return self._once(
            version,
            ("contrasts", filters),
            lambda: [each for split in SPLITS for each in contrasts(cursor, split, filters)],
        )

    def _once(self, version: int, key: Hashable, find: Callable[[], T]) -> T:
        if self._kept[0] != version:
            self._kept = (version, {})
        answers = self._kept[1]
        if key not in answers:
            answers[key] = find()
        return cast("T", answers[key])
