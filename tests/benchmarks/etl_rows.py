"""Log decode to DuckDB rows: the packed route of the ETL against the same logs as JSON lines, rows a CPU second.

All routes start from the same matches of house bots, stored compressed (zlib 6), and end with the same rows of entries
and events in the same DuckDB tables; one thread, no derived columns, interleaved, medians.

- packed: what the ETL does, with every check of it.
- JSON: the product's own JSON form of a log (`to_jsonl`, what a match page exports), decoded by msgspec line by line;
  no check beyond that it is JSON.
- lean JSON: not a form anyone stores, but the fastest found: one kind of array for all entries, one for all events,
  zeros included, decoded by msgspec into tagged structs; again no check.

Then the summaries: what whole-population queries cost at a million shots.
"""

import gc
import statistics
import time
import zlib
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import msgspec
import polars as pl

from etl.batch import columns
from etl.loading import bring
from etl.pipeline import Pipeline
from etl.records import ENTRY, EVENT
from etl.sources import ListSource, Record
from etl.staging import decode
from etl.warehouse import Warehouse
from game_engine.codec import decode as decode_log
from game_engine.codec import to_jsonl
from tests.etl.bots import bot_records

MATCHES, BATCH, ROUNDS = 600, 200, 5
SHOTS = 1_000_000

Rows = list[tuple[int, ...]]
Route = Callable[[duckdb.DuckDBPyConnection, Sequence[bytes]], int]
ENTRY_COLUMNS = ("m", *(ENTRY.names or ()))
EVENT_COLUMNS = ("m", *(EVENT.names or ()))


class EntryLine(msgspec.Struct, array_like=True, tag="e"):
    """An entry as a JSON array."""

    t: int
    kind: int
    slot: int
    value: int
    a: int
    b: int


class EventLine(msgspec.Struct, array_like=True, tag="v"):
    """An event as a JSON array."""

    t: int
    kind: int
    slot: int
    dir: int
    opp_dir: int
    y: int
    off: int
    opp_y: int
    vx: int
    vy: int
    speed: int
    bounces: int
    index: int
    s0: int
    s1: int
    hits: int
    reason: int


ANY_LINE = msgspec.json.Decoder()
LEAN_LINE = msgspec.json.Decoder(EntryLine | EventLine)


def packed(connection: duckdb.DuckDBPyConnection, logs: Sequence[bytes]) -> int:
    batch = decode(Record(seq, "", log) for seq, log in enumerate(logs)).batch
    return insert(connection, columns(batch.entries, batch.entry_m), columns(batch.events, batch.event_m))


def exported(connection: duckdb.DuckDBPyConnection, logs: Sequence[bytes]) -> int:
    entries: Rows = []
    events: Rows = []
    for m, log in enumerate(logs):
        for line in ANY_LINE.decode_lines(zlib.decompress(log))[1:]:
            split(m, line, entries, events)
    return insert(connection, as_frame(ENTRY_COLUMNS, entries), as_frame(EVENT_COLUMNS, events))


def split(m: int, line: list[Any], entries: Rows, events: Rows) -> None:
    """One exported line as a row of the table it belongs to."""
    t, tag, *rest = line
    match tag:
        case "d":
            slot, key, arr, claim = rest
            entries.append((m, t, 1, slot, key, arr, claim))
        case "v":
            entries.append((m, t, 7, rest[0], 0, rest[1] - (rest[1] >> 31 << 32), 0))
        case "s":
            entries.append((m, t, 2, rest[0], 0, rest[1], rest[2]))
        case "E":
            entries.append((m, t, 8, -1, rest[0], 0, 0))
        case "ht":
            slot, y, off, way, opp_y, opp_dir, bounces, vx, vy, speed, index, hits = rest
            events.append((m, t, 2, slot, way, opp_dir, y, off, opp_y, vx, vy, speed, bounces, index, 0, 0, hits, 0))
        case "sv":
            slot, y, opp_y, opp_dir, vx, vy, speed = rest
            events.append((m, t, 1, slot, 0, opp_dir, y, 0, opp_y, vx, vy, speed, 0, 0, 0, 0, 1, 0))
        case "ms":
            slot, y, off, way, opp_y, opp_dir, bounces = rest
            events.append((m, t, 3, slot, way, opp_dir, y, off, opp_y, 0, 0, 0, bounces, 0, 0, 0, 0, 0))
        case "gl":
            winner, y, s0, s1, hits = rest
            events.append((m, t, 4, winner, 0, 0, y, 0, 0, 0, 0, 0, 0, 0, s0, s1, hits, 0))
        case "ov":
            events.append((m, t, 5, rest[0], *(0,) * 13, rest[1]))
        case _:
            raise ValueError(f"bots do not leave {tag} lines")


def as_frame(names: Sequence[str], rows: Rows) -> pl.DataFrame:
    """Columns from rows, by transposing once."""
    return pl.DataFrame(dict(zip(names, zip(*rows, strict=True), strict=True)))


def lean(connection: duckdb.DuckDBPyConnection, logs: Sequence[bytes]) -> int:
    lines = [LEAN_LINE.decode_lines(zlib.decompress(log)) for log in logs]
    return insert(connection, gathered(EntryLine, lines), gathered(EventLine, lines))


def gathered(kind: type[msgspec.Struct], lines: list[list[Any]]) -> pl.DataFrame:
    """Columns from structs of one kind, one pass a column."""
    rows = [(m, row) for m, log in enumerate(lines) for row in log if type(row) is kind]
    columns = {name: [getattr(row, name) for _, row in rows] for name in kind.__struct_fields__}
    return pl.DataFrame({"m": [m for m, _ in rows]} | columns)


def insert(connection: duckdb.DuckDBPyConnection, entries: pl.DataFrame, events: pl.DataFrame) -> int:
    bring(connection, {"stg_entry": entries, "stg_event": events})
    return len(entries) + len(events)


def as_exported(log: bytes) -> bytes:
    """The log in the product's JSON form, compressed as the packed one is."""
    return zlib.compress(to_jsonl(decode_log(log)).encode(), 6)


def as_lean(log: bytes) -> bytes:
    """The rows of the log as lean JSON lines, compressed."""
    batch = decode([Record(1, "", log)]).batch
    lines = [EntryLine(*row) for row in batch.entries.tolist()] + [EventLine(*row) for row in batch.events.tolist()]
    return zlib.compress(msgspec.json.Encoder().encode_lines(lines), 6)


def contents(connection: duckdb.DuckDBPyConnection) -> list[object]:
    """What is in the tables, whatever integer types a route chose."""
    tables = {"stg_entry": ENTRY_COLUMNS, "stg_event": EVENT_COLUMNS}
    sums = {name: ", ".join(f'"{column}"::BIGINT' for column in columns_) for name, columns_ in tables.items()}
    return [connection.table(name).aggregate(f"sum(hash({each})::HUGEINT)").fetchall() for name, each in sums.items()]


def rate(route: Route, connection: duckdb.DuckDBPyConnection, logs: Sequence[bytes]) -> float:
    """Rows a CPU second over all logs, in batches."""
    gc.collect()
    began = time.process_time()
    rows = sum(route(connection, logs[at : at + BATCH]) for at in range(0, len(logs), BATCH))
    return rows / (time.process_time() - began)


def race(logs: Sequence[bytes]) -> dict[str, list[float]]:
    """Rates of the three routes, round by round, the first round thrown away."""
    contest = {"JSON": (exported, [*map(as_exported, logs)]), "lean JSON": (lean, [*map(as_lean, logs)])}
    contest["packed"] = (packed, [*logs])
    found: dict[str, list[float]] = {name: [] for name in contest}
    with duckdb.connect(config={"threads": 1}) as connection:
        told = []
        for route, stored in contest.values():
            route(connection, stored[:BATCH])
            told.append(contents(connection))
        if any(each != told[0] for each in told):
            raise RuntimeError("the routes do not tell the same rows")
        for _ in range(ROUNDS + 1):
            for name, (route, stored) in contest.items():
                found[name].append(rate(route, connection, stored))
    return {name: rates[1:] for name, rates in found.items()}


SUMMARIES = {
    "all players, save % and SAE": "SELECT player_id, sum(made), sum(made - px_sum) FROM agg_match_player GROUP BY ALL",
    "save map, all players": """
        SELECT landing_zone, in_speed // 300, count(*), avg(made::INT - px)
        FROM fct_shot WHERE kind <> 'serve' GROUP BY ALL
    """,
    "save curve, all players": """
        SELECT slack // 100, count(*), avg(made::INT) FROM fct_shot WHERE kind <> 'serve' GROUP BY ALL
    """,
    "save map, one player": """
        SELECT landing_zone, count(*), avg(made::INT - px)
        FROM fct_shot WHERE player_id = (SELECT min(player_key) FROM dim_player) GROUP BY ALL
    """,
    "one match, all shots": "SELECT * FROM fct_shot WHERE match_id = (SELECT max(match_id) FROM dim_match)",
}


def grown(folder: Path, records: list[Record]) -> Warehouse:
    """A warehouse whose facts are those of the matches, again and again under new ids, until there are enough shots."""
    warehouse = Warehouse(folder / "w.duckdb", memory="2GB")
    for _ in Pipeline(warehouse, ListSource(records)).run(BATCH):
        pass
    with warehouse.transaction() as connection:
        ((shots,),) = connection.execute("SELECT count(*) FROM fct_shot").fetchall()
        copies = SHOTS // shots
        for table in ("fct_shot", "agg_match_player", "dim_match"):
            connection.execute(f"""
                INSERT INTO {table}
                SELECT source.* REPLACE (md5(match_id::VARCHAR || copy)::UUID AS match_id)
                FROM range({copies}) AS copies (copy), {table} AS source
            """)
    return warehouse


def summary_ms(warehouse: Warehouse) -> dict[str, float]:
    """Median of each summary query, ms."""
    found: dict[str, float] = {}
    with warehouse.cursor() as cursor:
        for name, sql in SUMMARIES.items():
            times: list[float] = []
            for _ in range(ROUNDS):
                began = time.perf_counter()
                cursor.execute(sql).fetchall()
                times.append((time.perf_counter() - began) * 1000)
            found[name] = statistics.median(times)
    return found


def main() -> dict[str, float]:
    records = list(islice(bot_records(), MATCHES))
    rates = race([record.data for record in records])
    ratios = {
        name: statistics.median(p / r for p, r in zip(rates["packed"], rates[name], strict=True)) for name in rates
    }
    for name, found in rates.items():
        print(f"etl rows: {name} {statistics.median(found):,.0f} rows a CPU second; packed/{name} = {ratios[name]:.1f}")
    with TemporaryDirectory() as folder:
        began = time.perf_counter()
        warehouse = grown(Path(folder), records)
        print(f"etl summaries, one thread, {SHOTS:,} shots (made in {time.perf_counter() - began:.0f} s):")
        times = summary_ms(warehouse)
        warehouse.close()
    for name, ms in times.items():
        print(f"  {name}: {ms:.1f} ms")
    return {"ratio": ratios["JSON"], "lean_ratio": ratios["lean JSON"], "worst_summary_ms": max(times.values())}


if __name__ == "__main__":
    main()
