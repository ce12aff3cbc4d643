"""The compiler: turns a Question into ONE parameterised SQL statement. Pure text in, pure text out.

A statement sums `value` per cluster (a match; inside one match, a rally), then adds the clusters of each group up: its
keys, n, clusters, value, top (sum of value), and the sums of squares and products from which `dashboards.questions`
makes the variance. A bare question wants value and n only and needs no clusters. agg_match_player answers instead of
the facts whenever it holds the sums.

Only text of metrics, dimensions and filters is put together here; what a user says travels in the parameters.
"""

from __future__ import annotations

import re
from string import Template
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dashboards.questions import Question

_BY_RALLY = "agg_match_player a\n    JOIN fct_rally r ON r.match_id = a.match_id"
_SERVES = "fct_shot s ON s.match_id = r.match_id AND s.rally_no = r.rally_no AND s.shot_no = 0"
_FROM = {
    "match": "agg_match_player a",
    "rally": _BY_RALLY,
    "serve": f"{_BY_RALLY}\n    JOIN {_SERVES}",
    "shot": "fct_shot s",
}
_OF_MATCH = re.compile(r"\bm\.")
_AGGREGATE = {"share": "avg", "mean": "avg", "median": "median", "spread": "stddev_pop"}
_BARE = Template("""\
SELECT $split, $n AS n, $bare AS value
FROM $source
WHERE $where
GROUP BY ALL HAVING $n > 0
ORDER BY ALL""")
_SUMS = Template("""\
WITH per_cluster AS (
  SELECT $split, $cluster AS cluster, sum($value) AS s, sum($square) AS q, $n AS n
  FROM $source
  WHERE $where
  GROUP BY ALL HAVING $n > 0
)
SELECT $keys, sum(n) AS n, count(*) AS clusters, $answer AS value, sum(s) AS top,
  sum(s * s) AS ss, sum(s * n) AS sn, sum(n * n) AS nn, sum(q * q) AS qq, sum(q * s) AS qs, sum(q * n) AS qn,
  (SELECT count(DISTINCT cluster) FROM per_cluster) AS all_clusters
FROM per_cluster
GROUP BY $keys
ORDER BY $keys""")
_MEDIAN = Template("""\
WITH each AS (
  SELECT $split, $cluster AS cluster, $value AS x
  FROM $source
  WHERE $where
),
counted AS (SELECT $keys, x, count(*) AS times FROM each GROUP BY ALL),
ranked AS (
  SELECT *, sum(times) OVER (PARTITION BY $keys ORDER BY x) AS rank, sum(times) OVER (PARTITION BY $keys) AS n
  FROM counted
),
middle AS (
  SELECT $keys, (min(x) FILTER (rank >= (n + 1) // 2) + min(x) FILTER (rank >= n // 2 + 1)) / 2 AS mid,
    list(x ORDER BY x) AS xs, list(times ORDER BY x) AS times
  FROM ranked GROUP BY $keys
),
per_cluster AS (
  SELECT $keys, cluster, count(*) FILTER (x <= mid)::DOUBLE AS s, count(*)::DOUBLE AS n
  FROM each JOIN (SELECT $keys, mid FROM middle) USING ($keys) GROUP BY $keys, cluster
)
SELECT c.*, middle.xs, middle.times FROM (
  SELECT $keys, sum(n)::BIGINT AS n, count(*) AS clusters, any_value(mid) AS value, sum(s) AS top,
    sum(s * s) AS ss, sum(s * n) AS sn, sum(n * n) AS nn, 0 AS qq, 0 AS qs, 0 AS qn,
    (SELECT count(DISTINCT cluster) FROM per_cluster) AS all_clusters
  FROM per_cluster JOIN (SELECT $keys, mid FROM middle) USING ($keys)
  GROUP BY $keys
) c JOIN middle USING ($keys)
ORDER BY $keys""")
_VALUE = {
    "share": "sum(s) / sum(n)",
    "mean": "sum(s) / sum(n)",
    "spread": "sqrt(greatest(sum(q) / sum(n) - (sum(s) / sum(n)) ** 2, 0))",
    "median": "",
}


def compiled(question: Question) -> tuple[str, dict[str, Any]]:
    """The statement and its parameters. Raises nothing: every Question has an answer, if an empty one."""
    parameters: dict[str, Any] = {}
    parts = _parts(question, parameters)
    if question.bare:
        return _BARE.substitute(parts), parameters
    template = _MEDIAN if question.metric.kind == "median" else _SUMS
    return template.substitute(parts), parameters


def reads_summary(question: Question) -> bool:
    """Whether agg_match_player alone answers it: the metric is summed there and every split is by match or coarser."""
    whole = all(dimension.per == "match" for dimension in question.by)
    return question.metric.summed is not None and question.match is None and whole


def _parts(question: Question, parameters: dict[str, Any]) -> dict[str, str]:
    where = " AND ".join(_conditions(question, parameters))
    split = _split(question)
    return {
        "keys": ", ".join(f"d{place}" for place in range(max(len(question.by), 1))),
        "split": split,
        "cluster": _cluster(question),
        "source": _source(question, f"{where} {split}"),
        "where": where,
        "answer": _VALUE[question.metric.kind],
    } | _counted(question)


def _counted(question: Question) -> dict[str, str]:
    """How one row of the source counts: its value, its square, the rows it stands for, and their plain value."""
    metric = question.metric
    if reads_summary(question) and (sums := metric.summed) is not None:
        n = f"sum({sums.bottom})"
        spread = f"sqrt(sum({sums.squares}) / {n} - (sum({sums.top}) / {n}) ** 2)"
        bare = spread if metric.kind == "spread" else f"sum({sums.top}) / {n}"
        return {"value": sums.top, "square": sums.squares or "0", "n": n, "bare": bare}
    square = f"({metric.value}) ** 2" if metric.kind == "spread" else "0"
    return {
        "value": metric.value,
        "square": square,
        "n": "count(*)",
        "bare": f"{_AGGREGATE[metric.kind]}({metric.value})",
    }


def _conditions(question: Question, parameters: dict[str, Any]) -> list[str]:
    kept = [] if reads_summary(question) else [question.metric.where]
    for name, condition, value in (*question.scope(), *question.filters.clauses()):
        kept.append(condition.format(who=_who(question)))
        parameters[name] = value
    kept.extend(f"{dimension.column.format(who=_who(question))} IS NOT NULL" for dimension in question.by)
    return kept or ["TRUE"]


def _fact(question: Question) -> str:
    return "match" if reads_summary(question) else question.metric.fact


def _who(question: Question) -> str:
    return "s" if _fact(question) == "shot" else "a"


def _source(question: Question, mentioned: str) -> str:
    """The fact, and dim_match only where a filter or a split reads it."""
    source = _FROM[_fact(question)]
    if _OF_MATCH.search(mentioned) is None:
        return source
    return f"{source}\n  JOIN dim_match m ON m.match_id = {_who(question)}.match_id"


def _split(question: Question) -> str:
    columns = (f"{by.sql.format(who=_who(question))} AS d{place}" for place, by in enumerate(question.by))
    return ", ".join(columns) or "0 AS d0"


def _cluster(question: Question) -> str:
    if question.match is not None:
        return "s.rally_no" if _fact(question) == "shot" else "r.rally_no"
    return f"{_who(question)}.match_id"
