"""What ships for operating, read as the programs that use it read it."""

import configparser
import os
import re
import shutil
import subprocess
from dataclasses import fields
from pathlib import Path

import pytest

from dx_metrics.settings import Oidc, Settings, load

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNITS = ("dx@.service", "dx-backup.service", "dx-backup.timer")


def test_the_example_names_every_setting_with_its_default():
    made, problems = load(DEPLOY / "settings.toml", {})
    assert problems == [] and made == Settings()
    text = (DEPLOY / "settings.toml").read_text("utf-8")
    for each in (*fields(Settings), *fields(Oidc)):
        assert re.search(rf"^#? ?\[?{each.name}\b", text, re.MULTILINE), each.name


def test_the_operating_guide_tells_of_every_setting():
    text = (ROOT / "docs" / "operating.md").read_text("utf-8")
    for each in fields(Settings):
        if each.name != "oidc":
            assert f"| `{each.name}` |" in text, each.name


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze, which comes with systemd")
@pytest.mark.parametrize("unit", UNITS)
def test_systemd_understands_the_units(tmp_path, unit):
    for name in UNITS:
        text = (DEPLOY / name).read_text("utf-8")
        # The program and the user of the server are not on this machine.
        text = text.replace("/opt/dx", str(ROOT)).replace("User=dx\n", "").replace("Group=dx\n", "")
        (tmp_path / name).write_text(text, "utf-8")
    asked = unit.replace("@", "@8501")
    (tmp_path / asked).write_text((tmp_path / unit).read_text("utf-8"), "utf-8")
    line = ["systemd-analyze", "verify", "--man=no", str(tmp_path / asked)]
    done = subprocess.run(
        line, capture_output=True, encoding="utf-8", env=os.environ | {"SYSTEMD_UNIT_PATH": f"{tmp_path}:"}
    )
    ours = [said for said in (done.stdout + done.stderr).splitlines() if str(tmp_path) in said or asked in said]
    assert ours == []


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze, which comes with systemd")
def test_systemd_finds_little_that_the_server_could_do_to_its_machine(tmp_path):
    path = tmp_path / "dx.service"
    path.write_text((DEPLOY / "dx@.service").read_text("utf-8").replace("%i", "8501"), "utf-8")
    line = ["systemd-analyze", "security", "--offline=true", "--threshold=25", str(path)]
    done = subprocess.run(line, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_server_that_ends_is_started_again_and_cannot_take_the_machines_memory():
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str  # ty: ignore[invalid-assignment]
    unit.read(DEPLOY / "dx@.service", "utf-8")
    service = unit["Service"]
    assert service["Restart"] == "always" and service["MemoryMax"] == "2G" and service["User"] != "root"
    assert "--host 127.0.0.1" in service["ExecStart"]


def lines_of_container() -> list[tuple[str, str]]:
    text = (DEPLOY / "Containerfile").read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in lines)]


def test_the_container_copies_what_is_there_and_all_that_the_server_needs():
    copied = [rest.split() for word, rest in lines_of_container() if word == "COPY" and "--from" not in rest]
    for source, _ in copied:
        assert (ROOT / source).exists(), source
    needed = {"dashboard.py", ".streamlit", "pages", "dx_metrics", "data", "requirements.txt"}
    assert {source for source, _ in copied} == needed
    let_through = {line[1:] for line in (ROOT / ".containerignore").read_text().splitlines() if line.startswith("!")}
    assert let_through == needed  # no key, account or release of this machine gets into a picture of it


def test_the_container_runs_as_nobody_special_with_locked_libraries_and_says_how_it_is():
    lines = lines_of_container()
    words = [word for word, _ in lines]
    (user,) = [rest for word, rest in lines if word == "USER"]
    assert user not in ("root", "0") and words.index("USER") < words.index("CMD")
    assert any("--require-hashes" in rest for word, rest in lines if word == "RUN")
    assert all(re.search(r":\d+\.\d+", rest) for word, rest in lines if word == "FROM")
    assert any("/readyz" in rest for word, rest in lines if word == "HEALTHCHECK")
    assert "uvicorn==" in (ROOT / "requirements.txt").read_text()
