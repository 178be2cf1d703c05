"""One release for all tests of papers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dx_metrics.store import Release
from tests.briefing.report.papers import year


@pytest.fixture(scope="package")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the workspace `thu` and its local folder lie."""
    return tmp_path_factory.mktemp("papers")


@pytest.fixture(scope="package")
def release(home: Path) -> Iterator[Release]:
    """Published once: none of the tests changes it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DX_LOCAL", str(home / "local"))
        yield year(home)
