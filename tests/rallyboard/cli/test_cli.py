import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from rallyboard.cli import COMMANDS, main


def test_every_command_named_is_there_and_explains_itself() -> None:
    runner = CliRunner()
    assert runner.invoke(main, ["--help"]).exit_code == 0
    for name in COMMANDS:
        helped = runner.invoke(main, [name, "--help"])
        assert (helped.exit_code, len(helped.output) > 100) == (0, True), name


def test_an_unknown_command_is_a_usage_error() -> None:
    outcome = CliRunner().invoke(main, ["sevre"])
    assert (outcome.exit_code, "sevre" in outcome.output) == (2, True)


def test_asking_for_help_imports_no_framework() -> None:
    code = "import sys, rallyboard.cli; print({'litestar', 'sqlalchemy', 'duckdb', 'polars'} & set(sys.modules))"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "set()"


@pytest.mark.parametrize(("command", "says"), [("schema", "openapi"), ("wire", "$defs")])
def test_descriptions_are_printed_as_json(command: str, says: str) -> None:
    outcome = CliRunner().invoke(main, [command])
    assert outcome.exit_code == 0
    assert says in json.loads(outcome.output)
