"""Log decode to DuckDB rows: the packed route of the ETL against JSON lines read by msgspec, rows a second.

Both start from the same matches of house bots as bytes in memory and end with the same rows of entries and events in
the same DuckDB tables, one thread, no derived columns. The packed route opens what the site stores: it unpacks zlib,
compares checksums and runs every check of the ETL. The JSON route gets the best case: uncompressed lines of arrays
into tagged structs, decoded a batch at once, no header, no checksum, no check.

Then the summaries: what a board's whole-population queries cost at a million shots.
"""

import statistics
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import msgspec
import polars as pl

from etl.loading import bring
from etl.pipeline import Pipeline
from etl.sources import ListSource, Record
from etl.staging import decode
from etl.warehouse import Warehouse
from tests.etl.bots import bot_records

MATCHES, BATCH, ROUNDS = 600, 200, 5
SHOTS = 1_000_000


class EntryLine(msgspec.Struct, array_like=True):
    """An entry as a JSON array."""

    m: int
    n: int
    t: int
    kind: int
    slot: int
    value: int
    a: int
    b: int


class EventLine(msgspec.Struct, array_like=True):
    """An event as a JSON array."""

    m: int
    n: int
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


Lines = tuple[bytes, bytes]


def as_lines(records: list[Record]) -> Lines:
    """The rows of these logs as JSON lines."""
    frames = decode(records).batch.frames()
    encoder = msgspec.json.Encoder()
    return encoder.encode_lines(frames["stg_entry"].rows()), encoder.encode_lines(frames["stg_event"].rows())


def by_packed(connection: duckdb.DuckDBPyConnection, records: list[Record]) -> int:
    frames = decode(records).batch.frames()
    tables = {name: frames[name] for name in ("stg_entry", "stg_event")}
    bring(connection, tables)
    return sum(map(len, tables.values()))


def by_json(connection: duckdb.DuckDBPyConnection, lines: Lines) -> int:
    tables = {"stg_entry": columns(EntryLine, lines[0]), "stg_event": columns(EventLine, lines[1])}
    bring(connection, tables)
    return sum(map(len, tables.values()))


def columns(kind: type[msgspec.Struct], lines: bytes) -> pl.DataFrame:
    """Decode lines and turn the structs into columns, one pass a column."""
    rows = msgspec.json.Decoder(kind).decode_lines(lines)
    return pl.DataFrame({name: [getattr(row, name) for row in rows] for name in kind.__struct_fields__})


def rows_per_second(route: Callable[[int], int], batches: int) -> float:
    began = time.process_time()
    rows = sum(route(batch) for batch in range(batches))
    return rows / (time.process_time() - began)


def race(records: list[Record]) -> tuple[float, float, float]:
    """Median rows a second of both routes and of their ratio, interleaved."""
    packed = [records[at : at + BATCH] for at in range(0, len(records), BATCH)]
    lines = [as_lines(batch) for batch in packed]
    with duckdb.connect(config={"threads": 1}) as connection:
        rounds = [
            (
                rows_per_second(lambda at: by_json(connection, lines[at]), len(packed)),
                rows_per_second(lambda at: by_packed(connection, packed[at]), len(packed)),
            )
            for _ in range(ROUNDS)
        ]
    slow, fast = (statistics.median(column) for column in zip(*rounds, strict=True))
    return slow, fast, statistics.median(b / a for a, b in rounds)


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
    slow, fast, ratio = race(records)
    print(f"etl rows a CPU second: JSON lines + msgspec {slow:,.0f}/s, packed {fast:,.0f}/s; packed/JSON = {ratio:.1f}")
    with TemporaryDirectory() as folder:
        began = time.perf_counter()
        warehouse = grown(Path(folder), records)
        print(f"etl summaries, one thread, {SHOTS:,} shots (made in {time.perf_counter() - began:.0f} s):")
        times = summary_ms(warehouse)
        warehouse.close()
    for name, ms in times.items():
        print(f"  {name}: {ms:.1f} ms")
    return {"ratio": ratio, "worst_summary_ms": max(times.values())}


if __name__ == "__main__":
    main()
