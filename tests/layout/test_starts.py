"""What a start imports: every process of the site, and every server of a test, pays for it."""

import subprocess
import sys

import pytest

RARE = ("advanced_alchemy", "alembic", "duckdb", "numpy", "OpenSSL", "PIL", "plotly", "polars", "pyarrow", "webauthn")


def imported(code: str) -> set[str]:
    """The names of the packages that are there after this code, in a new process."""
    told = f"{code}; import sys; print(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_site_starts_without_what_is_rarely_needed() -> None:
    assert not imported("import rallyboard.app.server").intersection(RARE)


@pytest.mark.parametrize("module", ["cli", "cli.serve", "cli.doctor"])
def test_a_command_line_knows_no_web(module: str) -> None:
    assert not imported(f"import rallyboard.{module}").intersection((*RARE, "litestar", "uvicorn", "sqlalchemy"))


def test_what_was_left_out_is_imported_when_it_is_needed() -> None:
    assert {"webauthn", "PIL", "advanced_alchemy"} <= imported(
        "import rallyboard.app.server, rallyboard.accounts.factors.ceremonies, "
        "rallyboard.players.pictures.portrait, rallyboard.jobs.crew"
    )
