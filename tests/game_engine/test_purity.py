"""The engine stands alone: it loads without site packages, without the site and without anything impure of its own."""

import ast
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
FORBIDDEN = {"asyncio", "datetime", "io", "logging", "os", "pathlib", "random", "secrets", "socket", "threading"}
FORBIDDEN |= {"time", "uuid"}
SOURCES = sorted((ROOT / "game_engine").rglob("*.py"))
LOAD = """
import importlib, sys
sys.path.insert(0, sys.argv[1])
for name in sys.argv[2:]:
    importlib.import_module(name)
strange = {name.partition(".")[0] for name in sys.modules} - sys.stdlib_module_names - {"game_engine", "__main__"}
print(sorted(strange))
"""


def test_every_module_loads_in_an_isolated_python_without_site_packages() -> None:
    names = [".".join(source.relative_to(ROOT).with_suffix("").parts) for source in SOURCES]
    loaded = subprocess.run(
        [sys.executable, "-I", "-S", "-c", LOAD, str(ROOT), *[name.removesuffix(".__init__") for name in names]],
        capture_output=True,
        text=True,
    )
    assert (loaded.stderr, loaded.stdout.strip()) == ("", "[]")


def test_no_module_names_a_clock_a_file_a_socket_or_chance() -> None:
    named = {
        (source.name, name)
        for source in SOURCES
        for node in ast.walk(ast.parse(source.read_text()))
        for name in imported(node)
        if name.partition(".")[0] in FORBIDDEN
    }
    assert named == set()


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


def test_no_rule_computes_with_fractions() -> None:
    ruling = ["court", "flight", "match", "state", "intents", "events", "digest"]
    for name in ruling:
        tree = ast.parse((ROOT / "game_engine" / f"{name}.py").read_text())
        fractions = [node for node in ast.walk(tree) if isinstance(node, ast.Div) or is_float(node)]
        assert fractions == [], name


def is_float(node: ast.AST) -> bool:
    return (isinstance(node, ast.Constant) and isinstance(node.value, float)) or (
        isinstance(node, ast.Name) and node.id == "float"
    )
