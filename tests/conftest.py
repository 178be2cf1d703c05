"""What every test gets: a local folder of its own, no settings from outside, hypothesis at a fair pace."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parents[1]

settings.register_profile("local", deadline=None, max_examples=25)
# The same examples each time: a change is never refused for a fault that was there before it.
settings.register_profile("ci", deadline=None, max_examples=100, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")


@pytest.fixture(autouse=True)
def local_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where releases made by this test go; nobody's real ones are read or written."""
    folder = tmp_path / "local"
    monkeypatch.setenv("DX_LOCAL", str(folder))
    for name in [name for name in os.environ if name.startswith("DX_") and name != "DX_LOCAL"]:
        monkeypatch.delenv(name)
    return folder


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of published indices and test material that stands beside the repository."""
    folder = ROOT / "../shared"
    if not folder.is_dir():
        pytest.skip("needs ../shared, the folder of published indices beside the repository")
    return folder
