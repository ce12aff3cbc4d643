"""What only a look at the whole source can show: things that are done nowhere, and things done in one place."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from tests.security.sources import ROOT, calls, imports, modules, pages

CHANCE = {"platform/rallyboard/backplane/redis_bus.py"}
"""Where `random` is used: for the length of a pause, never for what must not be guessed."""
OUTWARD = {
    "platform/rallyboard/accounts/oauth/line.py": "httpx2",
    "platform/rallyboard/mail/transport.py": "aiosmtplib",
    "platform/rallyboard/backplane/redis_client.py": "redis",
}
TALKING = {"httpx2", "httpx", "requests", "aiohttp", "aiosmtplib", "smtplib", "redis", "ftplib", "telnetlib", "imaplib"}


def importers(*names: str) -> set[str]:
    return {
        path for path, module in imports() if any(module == name or module.startswith(f"{name}.") for name in names)
    }


def test_no_sql_is_put_together_from_what_came_from_outside() -> None:
    """Statements are text of ours or SQLAlchemy's; where names of tables are filled in, they are constants of ours."""
    names = {"execute", "executemany", "exec_driver_sql", "text", "sql"}
    found = {
        path for path, name, call in calls()
        if name in names and call.args and isinstance(call.args[0], ast.JoinedStr | ast.BinOp)
        and path.startswith("platform/") and "/migrations/" not in path
    }  # fmt: skip
    assert found == {"platform/rallyboard/recount/facts.py"}, "the second count names tables of its own list"


def test_no_program_and_no_shell_is_started() -> None:
    assert importers("subprocess", "pty", "multiprocessing") == set()
    started = {
        "system",
        "popen",
        "spawnl",
        "spawnv",
        "execv",
        "execl",
        "create_subprocess_exec",
        "create_subprocess_shell",
    }
    assert [(path, name) for path, name, _ in calls() if name in started] == []


def test_nothing_is_evaluated_and_nothing_unpickled() -> None:
    bare = [
        (path, name) for path, name, call in calls() if name in {"eval", "exec"} and isinstance(call.func, ast.Name)
    ]
    assert bare == []
    assert importers("pickle", "marshal", "shelve", "dill", "yaml") == set()


def test_no_parser_of_xml_is_in_the_site() -> None:
    assert importers("xml", "lxml", "defusedxml", "html.parser") == set()


def test_patterns_are_constants() -> None:
    """No text of a person becomes a regular expression."""
    made = {"compile", "match", "fullmatch", "search", "sub", "findall", "split"}
    of_re = [
        (path, call) for path, name, call in calls()
        if name in made and isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") == "re"
    ]  # fmt: skip
    assert of_re
    loose = [path for path, call in of_re if isinstance(call.args[0], ast.Name) and not call.args[0].id.isupper()]
    assert loose == []


def test_no_text_of_a_person_is_a_format() -> None:
    """`str.format` is called on constants and on our own tables of SQL and sentences, in the rooms that have them."""
    formats = {
        path for path, name, call in calls()
        if name == "format" and isinstance(call.func, ast.Attribute)
        and not isinstance(call.func.value, ast.Constant) and not _is_constant(call.func.value)
    }  # fmt: skip
    assert {path for path in formats if path.startswith("platform/")} == set()


def _is_constant(node: ast.expr) -> bool:
    """A name in capitals, or a module's function such as `msgspec.json.format`."""
    if isinstance(node, ast.Attribute):
        return isinstance(node.value, ast.Name) and node.value.id == "msgspec"
    return isinstance(node, ast.Name) and node.id.isupper()


def test_chance_that_must_not_be_guessed_comes_from_the_system() -> None:
    site = {path for path in importers("random", "numpy.random") if path.startswith("platform/")}
    assert site == CHANCE


def test_no_weak_hash_and_no_cipher_but_the_one_is_used() -> None:
    weak = {"md5", "sha1", "new"}
    hashed = [
        (path, name) for path, name, call in calls()
        if name in weak and isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") == "hashlib"
    ]  # fmt: skip
    assert hashed == [("platform/rallyboard/accounts/oauth/idtoken.py", "new")], (
        "at_hash: the hash is named by the token"
    )
    ciphers = {module for _, module in imports() if "hazmat" in module and ("ciphers" in module or "padding" in module)}
    assert {name for name in ciphers if name[-1].isalpha() and name.split(".")[-1].isupper()} == {
        "cryptography.hazmat.primitives.ciphers.aead.AESGCM"
    }


def test_only_three_modules_talk_to_other_machines_and_their_addresses_are_settings() -> None:
    """Beside the database's drivers, which SQLAlchemy loads. None is given an address that a visitor chose."""
    found = {path: name for path, name in imports() if name.partition(".")[0] in TALKING}
    assert set(found) == set(OUTWARD)
    assert importers("urllib.request", "http.client") == set()


@pytest.mark.parametrize(
    "sink",
    [r"\.innerHTML\s*=", r"\.outerHTML\s*=", r"insertAdjacentHTML", r"document\.write", r"\beval\(", r"new Function\(",
     r"unsafeHTML", r"unsafeSVG", r"srcdoc", r"(?:window|parent|opener)\.postMessage",
     r"Object\.assign\(\w+\.prototype",
     r"__proto__", r"dangerouslySet"],
)  # fmt: skip
def test_no_page_makes_markup_or_code_of_text(sink: str) -> None:
    assert [path for path, text in pages().items() if re.search(sink, text)] == []


def test_no_page_hears_messages_of_other_windows() -> None:
    """The one listener for messages is that of the tabs' own channel, which only this origin can open."""
    hearing = r"addEventListener\(\s*['\"]message|(?:window|self|globalThis)\.onmessage"
    assert [path for path, text in pages().items() if re.search(hearing, text)] == ["web/data/tabs.ts"]
    assert "new BroadcastChannel(" in pages()["web/data/tabs.ts"]


def test_what_a_browser_keeps_is_no_secret() -> None:
    """Settings of the reader's, where they were on a page, and that somebody is signed in here; no token, no code."""
    keeping = {path for path, text in pages().items() if re.search(r"(local|session)Storage\.setItem", text)}
    assert keeping == {"web/app/theme.ts", "web/app/entries.ts", "web/data/choices.ts", "web/data/session.ts"}
    assert "localStorage.setItem(SHELF, '1')" in pages()["web/data/session.ts"]
    assert [path for path, text in pages().items() if "document.cookie" in text or "indexedDB" in text] == []


def test_no_property_gets_its_name_from_outside() -> None:
    """Maps of what strangers name are `Map` or made by `Object.fromEntries`, which cannot reach a prototype.

    What is set by index elsewhere is a list, or goes by names of ours: routes, axes, seats.
    """
    setting = re.compile(r"[\w)#]\[[a-z][\w.]*\]!? (?:\?\?|\|\|)?= ")
    found = {path for path, text in pages().items() if setting.search(text) and "/court/engine/" not in path}
    assert found <= {
        "web/app/paths.ts", "web/charts/axes.ts", "web/court/net/live-match.ts", "web/court/preview/exhibition.ts"
    }  # fmt: skip
    assert [path for path, text in pages().items() if re.search(r"\b(deepMerge|merge|extend)\(|lodash", text)] == []


def test_every_dependency_is_pinned_with_its_hashes() -> None:
    lock = (ROOT / "requirements.lock").read_text()
    entries = re.findall(
        r"^([a-z0-9._-]+)==\S+(?: ;[^\\\n]*)? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n?)+)", lock, re.MULTILINE
    )
    assert len(entries) == len(re.findall(r"^[a-z0-9]", lock, re.MULTILINE)) > 30
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = {re.split(r"[\[<>=; ]", line)[0].lower().replace("_", "-") for line in project["dependencies"]}
    assert wanted <= {name for name, _ in entries}


def test_the_image_takes_what_the_site_needs_and_nothing_of_its_history() -> None:
    ignored = (ROOT / ".dockerignore").read_text().split()
    assert {".git", "tests", ".venv", ".rallyboard"} <= set(ignored)
    last = (ROOT / "Dockerfile").read_text().rpartition("\nFROM ")[2]
    assert re.findall(r"^COPY (.*)$", last, re.MULTILINE) == ["--from=python /opt/rallyboard /opt/rallyboard"]


def test_no_answer_has_a_field_for_a_secret() -> None:
    """What is stored hashed or sealed stands in no shape that is sent."""
    shapes = [path for path in modules() if Path(path).name in {"schemas.py", "routes.py", "cards.py"}]
    fields = {
        node.target.id for path in shapes for node in ast.walk(modules()[path])
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }  # fmt: skip
    assert len(fields) > 60
    assert not {name for name in fields if name.endswith("_hash") or name in {"sealed", "ban_note", "challenge_hash"}}


def test_nothing_ships_with_a_password() -> None:
    """No secret has a default, in the settings, the image or the compose file."""
    from rallyboard.settings import Settings

    nothing = Settings()
    assert {nothing.secret, nothing.smtp, nothing.database, nothing.redis, nothing.metrics_token, *nothing.oauth} == {
        ""
    }
    for name in ("Dockerfile", "docker-compose.yml"):
        assert not re.search(r"(?i)(secret|password|token|_key)\s*[:=]", (ROOT / name).read_text()), name


def test_every_password_field_is_open_to_password_helpers() -> None:
    fields = [use for text in pages().values() for use in re.findall(r"passwordField\(this\.#\w+, \{([^}]*)", text)]
    assert len(fields) >= 4
    assert all(re.search(r"autocomplete: '(current|new)-password'", use) for use in fields)
    assert [path for path, text in pages().items() if re.search(r"@(paste|copy|cut|drop)=|onpaste", text)] == []
    assert [path for path, text in pages().items() if "type: 'password'" in text] == []
