"""Trying to inject SQL: every place of a request that somebody may fill, handed to sqlmap one operation at a time.

The places come from the OpenAPI document, so a new route is tried by itself. sqlmap puts its payloads where a `*` is.
"""

import json
import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

METHODS = ("get", "post", "put", "patch", "delete")
STATUSES = "400,401,403,404,406,409,410,413,415,421,422,429"
FOUND = "identified the following injection point"
NOTHING = "all tested parameters do not appear to be injectable"
VERDICT = re.compile(r"parameter '([^'\n]+)' (?:does not seem to be injectable|is vulnerable)")
# Each request from another address and in another account's name, so that no limit answers in the database's place.
TAMPER = """
import random
from lib.core.enums import PRIORITY
__priority__ = PRIORITY.NORMAL
TOKENS = {tokens!r}

def dependencies():
    pass

def tamper(payload, **kwargs):
    headers = kwargs.get("headers", {{}})
    if {addresses!r}:
        headers["X-Forwarded-For"] = ".".join(str(random.randint(1, 250)) for _ in range(4))
    if TOKENS:
        headers["Authorization"] = "Bearer " + random.choice(TOKENS)
    return payload
"""


@dataclass(frozen=True)
class Target:
    """One request with a `*` behind every value to try."""

    name: str
    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: str = ""

    @property
    def places(self) -> list[str]:
        """As sqlmap names them: counted in the address, counted again in the body, by their header."""
        kind = "JSON " if self.body else ""
        counted = [f"{kind}#{turn + 1}*" for text in (self.url, self.body) for turn in range(text.count("*"))]
        return counted + [f"{name} #1*" for name, value in self.headers.items() if "*" in value]


@dataclass(frozen=True)
class Outcome:
    """What sqlmap said of one target."""

    target: Target
    found: bool
    said: str

    @property
    def missed(self) -> list[str]:
        """The places of which sqlmap came to no verdict."""
        return sorted((Counter(self.target.places) - Counter(VERDICT.findall(self.said))).elements())


class Samples:
    """A value for each name, so that requests get as far as the database; what has no sample gets one by its type."""

    def __init__(self, document: Mapping[str, Any], known: Mapping[str, str]) -> None:
        self._schemas, self._known = document.get("components", {}).get("schemas", {}), known

    def of(self, name: str, schema: Mapping[str, Any]) -> Any:
        schema = self._resolved(schema)
        if name in self._known and schema.get("type") in (None, "string"):
            return self._known[name]
        if "enum" in schema or "const" in schema:
            return schema.get("const", schema.get("enum", [None])[0])
        match schema.get("type"):
            case "object":
                return {key: self.of(key, inner) for key, inner in schema.get("properties", {}).items()}
            case "array":
                return [self.of(name, schema.get("items", {}))]
            case "integer" | "number":
                return schema.get("minimum", 1)
            case "boolean":
                return True
            case _:
                return "2026-01-01" if schema.get("format") == "date" else "sample"

    def _resolved(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        if "$ref" in schema:
            return self._resolved(self._schemas[schema["$ref"].rpartition("/")[2]])
        some = [one for one in schema.get("anyOf", ()) if one.get("type") != "null"]
        return self._resolved(some[0]) if some else schema


def targets(
    document: Mapping[str, Any], base: str, known: Mapping[str, str], *, everything: bool = False
) -> Iterator[Target]:
    """Every operation that takes anything; or really every one."""
    samples = Samples(document, known)
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                target = _target(samples, base, path, method, item[method])
                if target.places or everything:
                    yield target


def _target(samples: Samples, base: str, path: str, method: str, operation: Mapping[str, Any]) -> Target:
    address, query = path, list[str]()
    for parameter in operation.get("parameters", ()):
        name, value = parameter["name"], samples.of(parameter["name"], parameter["schema"])
        if parameter["in"] == "path":
            address = address.replace("{" + name + "}", quote(str(value), safe="") + "*")
        elif parameter["in"] == "query":
            query.append(f"{name}={quote(str(value), safe='')}*")
    body = operation.get("requestBody", {}).get("content", {}).get("application/json")
    text = "" if body is None else json.dumps(_marked(samples.of("", body["schema"])))
    url = base + address + ("?" + "&".join(query) if query else "")
    return Target(f"{method.upper()} {path}", method.upper(), url, body=text)


def _marked(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _marked(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_marked(inner) for inner in value]
    return value if isinstance(value, bool) or value is None else f"{value}*"


class Attack:
    """sqlmap at level 2: by what answers say (boolean), by their errors, by inline queries.

    Not by UNION: what a UNION could reach is seen by one of these first, and its columns cost ten times their requests.
    Not by time and not by a second statement: a place whose answer is the same whatever its SQL finds is not found out.
    For those stands `test_no_sql_is_put_together_from_what_came_from_outside`, which reads the whole source.
    """

    def __init__(self, folder: Path, base: str, dbms: str, tokens: Sequence[str] = ()) -> None:
        self._folder, self._base, self._dbms, self._tokens = folder, base, dbms, tokens
        folder.mkdir(exist_ok=True)
        (folder / "__init__.py").touch()

    def on(self, target: Target) -> Outcome:
        """Every place of this request."""
        command = [*_program(), "-u", target.url, "--method", target.method, *self._how(target)]
        if target.body:
            command += ["--data", target.body]
        environment = {**os.environ, "PYTHONWARNINGS": "ignore", "HOME": str(self._folder)}
        said = subprocess.run(command, capture_output=True, text=True, timeout=1_200, env=environment).stdout
        assert FOUND in said or NOTHING in said, f"sqlmap did not finish with {target.name}:\n{said[-3000:]}"
        return Outcome(target, FOUND in said, said)

    def _how(self, target: Target) -> list[str]:
        headers = {"Origin": self._base, "Content-Type": "application/json", **target.headers}
        if self._tokens and "Authorization" not in headers:
            headers["Authorization"] = f"Bearer {self._tokens[0]}"
        return [
            "--headers", "\n".join(f"{name}: {value}" for name, value in headers.items()),
            "--tamper", str(self._tamper(target)), "--dbms", self._dbms, "--batch", "--flush-session",
            "--level", "2", "--risk", "1", "--technique", "BEQ", "--ignore-code", STATUSES, "--ignore-redirects",
            "--drop-set-cookie", "--skip-waf", "--timeout", "20", "--disable-coloring",
            "--output-dir", str(self._folder / "out"),
        ]  # fmt: skip

    def _tamper(self, target: Target) -> Path:
        tokens = [] if "Authorization" in target.headers else list(self._tokens)
        addresses = "X-Forwarded-For" not in target.headers
        path = self._folder / f"from_{'many' if addresses else 'one'}_{len(tokens)}.py"
        if not path.exists():
            path.write_text(TAMPER.format(tokens=tokens, addresses=addresses))
        return path


def _program() -> list[str]:
    found = shutil.which("sqlmap")
    assert found is not None, "sqlmap is not installed"
    return [found]
