"""A second, plain way to count: rows fetched one by one and added up in Python, for tests to compare with."""

import statistics

SHOTS = """SELECT s.*, m.ruleset, m.started_at FROM fct_shot s JOIN dim_match m USING (match_id)"""
RALLIES = """SELECT r.*, m.player0, m.player1 FROM fct_rally r JOIN dim_match m USING (match_id)"""


def fetched(cursor, sql):
    found = cursor.execute(sql)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def faced(cursor, player):
    """The balls that came to one player."""
    return [row for row in fetched(cursor, SHOTS) if str(row["player_id"]) == player and row["kind"] != "serve"]


def rallies(cursor, player):
    """(row, own slot) of the player's finished rallies."""
    found = []
    for row in fetched(cursor, RALLIES):
        seats = [str(row["player0"]), str(row["player1"])]
        if player in seats and row["winner_slot"] is not None:
            found.append((row, seats.index(player)))
    return found


def mean_and_error(parts):
    """A mean over clusters of plain numbers, and its standard error by cluster, by the textbook's loop."""
    total, n = sum(sum(part) for part in parts), sum(len(part) for part in parts)
    value = total / n
    squares = sum(((sum(part) - len(part) * value) / n) ** 2 for part in parts)
    return value, (squares * len(parts) / (len(parts) - 1)) ** 0.5


def by_match(rows, value):
    """Values of rows, grouped by match."""
    groups = {}
    for row in rows:
        groups.setdefault(row["match_id"], []).append(value(row))
    return list(groups.values())


median = statistics.median
pstdev = statistics.pstdev
