"""How long the fault campaigns are: short in CI, as long as wanted with `--n`."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--n", type=int, default=None, help="kills of a campaign (CI: 50)")


@pytest.fixture
def n(request: pytest.FixtureRequest) -> int | None:
    return request.config.getoption("--n")
