"""The compiler: turns a Question into ONE parameterised SQL statement. Pure text in, pure text out.

A statement sums per cluster (a match; inside one match, a rally), adds the clusters up, and returns a row per group:
its keys, top (sum of value), n, clusters, value, variance, clusters of all groups. The variance is the linearised one:
clusters / (clusters - 1) x the sum of squared influences, where the influence of a cluster with sum s, squares q and
count n on a group with S, Q, N is, for a mean or share, (s - n S/N) / N; for a spread with mean mu and variance v,
(q - 2 mu s + (mu^2 - v) n) / (2 sqrt(v) N); for a median, as a share of the values at or below it.

Only text of metrics, dimensions and filters is put together here; what a user says travels in the parameters.
"""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dashboards.questions import Question

_BY_MATCH = "agg_match_player a JOIN dim_match m USING (match_id)"
_BY_RALLY = f"{_BY_MATCH}\n    JOIN fct_rally r USING (match_id)"
_SERVES = "fct_shot s ON s.match_id = r.match_id AND s.rally_no = r.rally_no AND s.shot_no = 0"
_FROM = {
    "match": _BY_MATCH,
    "rally": _BY_RALLY,
    "serve": f"{_BY_RALLY}\n    JOIN {_SERVES}",
    "shot": "fct_shot s JOIN dim_match m USING (match_id)",
}
_PER_CLUSTER = Template("""\
  SELECT $split, $cluster AS cluster, sum($value) AS s, sum($square) AS q, $n AS n
  FROM $source
  WHERE $where
  GROUP BY ALL HAVING $n > 0""")
_FINISH = Template("""\
SELECT $keys, t.s AS top, t.n AS n, t.clusters AS clusters, $answer AS value,
  sum(($influence) ** 2) * t.clusters / nullif(t.clusters - 1, 0) AS variance,
  (SELECT count(DISTINCT cluster) FROM per_cluster) AS all_clusters
FROM per_cluster c JOIN totals t USING ($keys)
GROUP BY $keys, t.s, t.n, t.clusters, $answer""")
_SUMS = Template("""\
WITH per_cluster AS (
$per_cluster
),
totals AS (
  SELECT $keys, sum(s) AS s, sum(n) AS n, count(*) AS clusters, sum(s) / sum(n) AS mu,
    greatest(sum(q) / sum(n) - (sum(s) / sum(n)) ** 2, 0) AS v
  FROM per_cluster GROUP BY $keys
)
$finish
ORDER BY $keys""")
_MEDIAN = Template("""\
WITH each AS (
  SELECT $split, $cluster AS cluster, $value AS x
  FROM $source
  WHERE $where
),
middle AS (
  SELECT $keys, quantile_cont(x, 0.5) AS mid, list(x ORDER BY x) AS ordered FROM each GROUP BY $keys
),
per_cluster AS (
  SELECT $keys, cluster, sum((x <= mid)::INT) AS s, count(*) AS n, any_value(mid) AS mid
  FROM each JOIN (SELECT $keys, mid FROM middle) USING ($keys) GROUP BY $keys, cluster
),
totals AS (
  SELECT $keys, sum(s) AS s, sum(n) AS n, count(*) AS clusters, any_value(mid) AS mid
  FROM per_cluster GROUP BY $keys
)
SELECT answer.*, middle.ordered
FROM (
$finish
) answer JOIN middle USING ($keys)
ORDER BY $keys""")
_INFLUENCE = {
    "share": "(c.s - c.n * t.s / t.n) / t.n",
    "mean": "(c.s - c.n * t.s / t.n) / t.n",
    "spread": "(c.q - 2 * t.mu * c.s + (t.mu * t.mu - t.v) * c.n) / (2 * sqrt(t.v) * t.n)",
    "median": "(c.s - c.n * t.s / t.n) / t.n",
}
_ANSWER = {"share": "t.s / t.n", "mean": "t.s / t.n", "spread": "sqrt(t.v)", "median": "t.mid"}


def compiled(question: Question) -> tuple[str, dict[str, Any]]:
    """The statement and its parameters. Raises nothing: every Question has an answer, if an empty one."""
    parameters: dict[str, Any] = {}
    parts = _parts(question, parameters)
    finish = _FINISH.substitute(parts)
    if question.metric.kind == "median":
        return _MEDIAN.substitute(parts, finish=finish), parameters
    return _SUMS.substitute(parts, per_cluster=_PER_CLUSTER.substitute(parts), finish=finish), parameters


def reads_summary(question: Question) -> bool:
    """Whether agg_match_player alone answers it: the metric is summed there and every split is by match or coarser."""
    whole = all(dimension.per == "match" for dimension in question.by)
    return question.metric.summed is not None and question.match is None and whole


def _parts(question: Question, parameters: dict[str, Any]) -> dict[str, str]:
    kind = question.metric.kind
    return {
        "keys": ", ".join(f"d{place}" for place in range(max(len(question.by), 1))),
        "split": _split(question),
        "cluster": _cluster(question),
        "source": _FROM[_fact(question)],
        "where": " AND ".join(_conditions(question, parameters)),
        "influence": _INFLUENCE[kind],
        "answer": _ANSWER[kind],
    } | _counted(question)


def _counted(question: Question) -> dict[str, str]:
    metric = question.metric
    if reads_summary(question) and (sums := metric.summed) is not None:
        return {"value": sums.top, "square": sums.squares or "0", "n": f"sum({sums.bottom})"}
    return {"value": metric.value, "square": f"({metric.value}) ** 2", "n": "count(*)"}


def _conditions(question: Question, parameters: dict[str, Any]) -> list[str]:
    kept = [] if reads_summary(question) else [question.metric.where]
    for name, condition, value in (*question.scope(), *question.filters.clauses()):
        kept.append(condition.format(who=_who(question)))
        parameters[name] = value
    kept.extend(f"({dimension.sql.format(who=_who(question))}) IS NOT NULL" for dimension in question.by)
    return kept or ["TRUE"]


def _fact(question: Question) -> str:
    return "match" if reads_summary(question) else question.metric.fact


def _who(question: Question) -> str:
    return "s" if _fact(question) == "shot" else "a"


def _split(question: Question) -> str:
    columns = (f"{by.sql.format(who=_who(question))} AS d{place}" for place, by in enumerate(question.by))
    return ", ".join(columns) or "0 AS d0"


def _cluster(question: Question) -> str:
    if question.match is not None:
        return "s.rally_no" if _fact(question) == "shot" else "r.rally_no"
    return "m.match_id"
