"""`make bench`: every ratio against a peer or baseline, one run, medians. Names on the command line choose some."""

import importlib
import sys

PARTS = ("engine", "arena", "etl_rows", "board_queries")


def main() -> None:
    for part in sys.argv[1:] or PARTS:
        print(f"--- {part}", flush=True)
        importlib.import_module(f"tests.benchmarks.{part}").main()


if __name__ == "__main__":
    main()
