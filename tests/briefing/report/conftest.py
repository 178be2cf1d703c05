"""One release for all tests of papers: none of them changes it."""

from collections.abc import Iterator

import pytest

from dx_metrics.store import Release
from tests.briefing.report.papers import year


@pytest.fixture(scope="package")
def release(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Release]:
    folder = tmp_path_factory.mktemp("papers")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DX_LOCAL", str(folder / "local"))
        yield year(folder)
