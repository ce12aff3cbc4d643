"""The source of the site as trees, parsed once for all who look through it."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = ("platform/rallyboard", "etl", "dashboards", "game_engine")


@cache
def modules() -> dict[str, ast.Module]:
    """Every Python module of the site by its path."""
    files = [file for folder in FOLDERS for file in sorted((ROOT / folder).rglob("*.py"))]
    return {str(file.relative_to(ROOT)): ast.parse(file.read_text()) for file in files}


@cache
def imports() -> list[tuple[str, str]]:
    """(path, full name of what is imported), whether at the top or inside a function."""
    return [(path, name) for path, node in _nodes() for name in _imported(node)]


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return []


@cache
def calls() -> list[tuple[str, str, ast.Call]]:
    """(path, name of what is called, the call): `execute` for `session.execute(…)`, `eval` for `eval(…)`."""
    return [(path, _called(node.func), node) for path, node in _nodes() if isinstance(node, ast.Call)]


def _called(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


@cache
def _nodes() -> list[tuple[str, ast.AST]]:
    return [(path, node) for path, tree in modules().items() for node in ast.walk(tree)]


@cache
def pages() -> dict[str, str]:
    """Every TypeScript file of the site's pages, tests left out, by its path."""
    found = (file for file in (ROOT / "web").rglob("*.ts") if not {"node_modules", "dist"} & set(file.parts))
    return {str(file.relative_to(ROOT)): file.read_text() for file in found if ".test." not in file.name}
