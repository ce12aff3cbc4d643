"""The map of OWASP ASVS 5.0.0 is whole: every requirement of levels 1 and 2 has a test that exists, or a reason."""

import ast
import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
STATUSES = {"tested", "not-applicable", "deployment", "open"}
LEVELS = {"1": 70, "2": 183}
SHORTEST = 40


@cache
def rows() -> list[dict[str, str]]:
    with (HERE / "asvs.csv").open(newline="") as file:
        return list(csv.DictReader(file))


@cache
def required() -> dict[str, str]:
    """Every requirement of the two levels with its level, from the list that the standard was counted into."""
    return dict(line.split() for line in (HERE / "asvs-5.0.0.txt").read_text().splitlines())


@cache
def named_in(path: str) -> frozenset[str]:
    """The names of the tests of a file: functions in Python, titles in TypeScript."""
    file = ROOT / path
    if not file.is_file():
        return frozenset()
    if file.suffix == ".ts":
        return frozenset(re.findall(r"\bit\(\s*'([^']+)'", file.read_text()))
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    named = {node.name for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, functions)}
    return frozenset(name for name in named if name.startswith("test_"))


def cited(row: dict[str, str]) -> list[tuple[str, str]]:
    return [(path, name.replace("+", " ")) for path, _, name in (node.partition("::") for node in row["where"].split())]


def test_the_list_is_that_of_the_standard() -> None:
    assert Counter(required().values()) == LEVELS
    assert len(required()) == 253


def test_every_requirement_has_one_row_and_no_other_has_any() -> None:
    assert [row["id"] for row in rows()] == list(required())
    assert {row["id"]: row["level"] for row in rows()} == required()


def wrong_with(row: dict[str, str]) -> str:
    """What is the matter with a row; empty when it names tests that exist, or a reason."""
    if row["status"] not in STATUSES:
        return "no such status"
    if row["status"] != "tested":
        said = row["where"]
        return "" if len(said) >= SHORTEST and said.endswith(".") and "::" not in said else "no reason"
    missing = [f"{path}::{name}" for path, name in cited(row) if not is_test(path) or name not in named_in(path)]
    return "" if cited(row) and not missing else f"no such test: {missing}"


def is_test(path: str) -> bool:
    return re.fullmatch(r"test_\w+\.py|[\w-]+\.test\.ts", Path(path).name) is not None


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["id"])
def test_a_row_names_tests_that_exist_or_a_reason(row: dict[str, str]) -> None:
    assert wrong_with(row) == ""


@pytest.mark.parametrize(
    ("status", "where"),
    [
        ("tested", ""), ("tested", "it is fine, believe me"), ("tested", "tests/security/test_map.py::test_of_nothing"),
        ("tested", "tests/security/test_none.py::test_x"), ("tested", "tests/security/test_map.py::wrong_with test_x"),
        ("tested", "tests/security/sources.py::modules"), ("tested", "tests/security/test_map.py::rows"),
        ("open", ""), ("open", "later."), ("open", "x" * 60),
        ("deployment", "tests/security/test_map.py::test_the_list_is_that_of_the_standard."), ("met", "x" * 60 + "."),
    ],
)  # fmt: skip
def test_a_row_that_shows_nothing_is_found_out(status: str, where: str) -> None:
    assert wrong_with({"status": status, "where": where}) != ""


def test_what_is_said_is_in_our_own_words_and_short() -> None:
    """The texts of the standard have a licence of their own; none begins like one of them."""
    for row in rows():
        said = f"{row['where']} {row['note']}"
        assert "Verify that" not in said
        assert row["status"] == "tested" or len(said) < 400, row["id"]
