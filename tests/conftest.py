"""What every test may use."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from tests.golden_runner import check  # noqa: E402

GOLDEN = ROOT / "tests" / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite golden files; then read the diff")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, Callable[[str], str]], None]:
    """Check a golden file, named from ``tests/golden``: ``golden("segment/de.txt", render)``."""

    def run(name: str, render: Callable[[str], str]) -> None:
        failures = check(GOLDEN / name, render, update=request.config.getoption("--update-golden"))
        if failures:
            pytest.fail("\n\n".join(failures), pytrace=False)

    return run


PACKAGES = ROOT / "corpora" / "models"


@pytest.fixture(scope="session")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with both packages of the program installed, for tests that only read it or add to its memory."""
    from compare.engines.argos import Shelf

    folder = tmp_path_factory.mktemp("data")
    for file in sorted(PACKAGES.glob("*.argosmodel")):
        Shelf(folder / "packages").install(file)
    return folder
