"""A site as careless as ours must not be: what is asked goes into the SQL as it came. It proves that attacks find."""

import json
import sqlite3
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, unquote, urlsplit

TEXT = {"type": "string"}
DOCUMENT: dict[str, Any] = {
    "paths": {
        "/things/{name}": {"get": {"parameters": [{"name": "name", "in": "path", "schema": TEXT}]}},
        "/things": {
            "get": {"parameters": [{"name": "search", "in": "query", "schema": TEXT}]},
            "post": {
                "requestBody": {
                    "content": {"application/json": {"schema": {"type": "object", "properties": {"name": TEXT}}}}
                }
            },
        },
    }
}


class Leaky:
    """Listens on a free port of this machine while the block runs."""

    def __enter__(self) -> Self:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Careless)
        self.base = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


class Careless(BaseHTTPRequestHandler):
    """Three ways in: the path, the query, the body; a fourth is the cookie."""

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = parse_qs(parts.query).get("search", [unquote(parts.path).rpartition("/")[2]])
        self._answer(asked[0])

    def do_POST(self) -> None:
        size = int(self.headers.get("content-length", 0))
        try:
            self._answer(str(json.loads(self.rfile.read(size))["name"]))
        except ValueError:
            self._tell(400, "no JSON")

    def _answer(self, asked: str) -> None:
        with sqlite3.connect(":memory:") as database:
            database.execute("CREATE TABLE thing (name TEXT)")
            database.executemany("INSERT INTO thing VALUES (?)", [("a",), ("sample",), ("z",)])
            try:
                rows = database.execute(f"SELECT name FROM thing WHERE name = '{asked}'").fetchall()
            except sqlite3.Error as error:
                self._tell(500, str(error))
                return
        self._tell(200, json.dumps(rows))

    def _tell(self, status: int, text: str) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
        """Says nothing."""
