"""The commands: what they start, and the one sentence each says when it cannot."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import venv
from pathlib import Path

import pytest

import manage

HASH = "0" * 64


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is started in the dashboard's own Python, in order; nothing is installed or run."""
    lines: list[str] = []
    monkeypatch.setattr(manage, "install", lambda lock: lines.append(f"install {lock}"))
    monkeypatch.setattr(manage, "provide_browser", lambda: lines.append("browser"))
    monkeypatch.setattr(manage, "python", lambda *line, **_: lines.append(" ".join(line)) or 0)
    return lines


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two locks and an installed .venv, whose Python is the one that runs this test."""
    (tmp_path / "requirements.txt").write_text(f"absent-from-every-index==1.0 --hash=sha256:{HASH}\n")
    (tmp_path / "requirements-dev.txt").write_text(f"absent-too==1.0 --hash=sha256:{HASH}\n")
    (tmp_path / ".venv").mkdir()
    monkeypatch.setattr(manage, "ROOT", tmp_path)
    monkeypatch.setattr(manage, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(manage, "PYTHON", Path(sys.executable))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    return tmp_path


def installed(lock: str) -> None:
    """Have this lock of the house installed, by a pip that finds nothing to do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], 0, "", ""))
        manage.install(lock)


def busy() -> socket.socket:
    """A port of this machine that somebody listens on."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    return listener


def test_any_other_word_goes_to_the_program(started: list[str]):
    assert manage.main(["check-data", "--all"]) == 0
    assert started == ["install requirements.txt", "-m dx_metrics check-data --all"]


def test_tests_get_a_browser_first(started: list[str]):
    manage.main(["test", "-k", "ranking"])
    assert started == ["install requirements-dev.txt", "browser", "-m tests -k ranking"]


def test_check_runs_everything_and_fails_when_one_does(started, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(manage, "python", lambda *line: started.append(line[1]) or int(line[1] == "ruff"))
    assert manage.main(["check"]) == 1
    assert started == ["install requirements-dev.txt", "ruff", "ruff", "ty", "pytest"]


def test_run_goes_on_with_an_older_release(started, monkeypatch, capsys):
    monkeypatch.setattr(manage, "python", lambda *line: int("publish" in line))
    monkeypatch.setattr(manage, "serve", lambda port, browser: 0)
    assert manage.main(["run"]) == 0
    assert "vẫn phục vụ bản công bố gần nhất" in capsys.readouterr().out


def test_run_stops_when_nothing_was_ever_published(started, monkeypatch):
    monkeypatch.setattr(manage, "python", lambda *_: 1)
    with pytest.raises(manage.Stop, match="Chưa công bố được số liệu"):
        manage.main(["run"])


def test_a_busy_port_is_refused_in_one_sentence():
    with busy() as listener:
        port = str(listener.getsockname()[1])
        line = [sys.executable, manage.__file__, "run", "--port", port]
        said = subprocess.run(line, capture_output=True, encoding="utf-8")
    assert said.returncode == 1
    assert said.stderr == f"Cổng {port} đang bận hoặc không được phép dùng: chọn cổng khác bằng --port.\n"


def test_without_a_wish_the_next_free_port_is_taken_and_said(monkeypatch, capsys):
    with busy() as listener:
        first = listener.getsockname()[1]
        monkeypatch.setattr(manage, "FIRST_PORT", first)
        port = manage.choose_port(None)
    assert port > first
    assert capsys.readouterr().out == f"Cổng {first} đang bận, dùng cổng {port}.\n"


def test_an_impossible_port_is_not_free():
    assert not manage.is_free(99_999)


def test_an_older_python_is_refused(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 10, 14))
    with pytest.raises(manage.Stop, match=r"Cần Python 3\.11"):
        manage.main(["run"])


def test_nothing_is_installed_when_the_lock_has_not_changed(house: Path, capsys):
    installed("requirements.txt")
    capsys.readouterr()
    manage.install("requirements.txt")
    assert capsys.readouterr().out == ""


def test_what_was_installed_for_tests_is_enough_to_run(house: Path):
    installed("requirements-dev.txt")
    manage.install("requirements.txt")


def test_a_changed_lock_is_installed_again(house: Path, capsys):
    installed("requirements-dev.txt")
    (house / "requirements.txt").write_text(f"absent-from-every-index==2.0 --hash=sha256:{HASH}\n")
    with pytest.raises(manage.Stop):
        manage.install("requirements-dev.txt")
    assert capsys.readouterr().out.startswith("Đang cài đặt")


def test_a_first_start_without_network_says_so(house: Path):
    with pytest.raises(manage.Stop, match="lần chạy đầu tiên cần có mạng"):
        manage.install("requirements.txt")


def test_a_python_without_venv_says_which_package_is_missing(house: Path, monkeypatch):
    def no_pip(*_):
        raise subprocess.CalledProcessError(1, "ensurepip")

    monkeypatch.setattr(manage, "PYTHON", house / "absent")
    monkeypatch.setattr(venv.EnvBuilder, "create", no_pip)
    with pytest.raises(manage.Stop, match="python3-venv"):
        manage.install("requirements.txt")


def test_a_folder_that_cannot_be_written_is_named(house: Path, monkeypatch):
    def refused(*_):
        raise PermissionError

    monkeypatch.setattr(manage, "PYTHON", house / "absent")
    monkeypatch.setattr(venv.EnvBuilder, "create", refused)
    with pytest.raises(manage.Stop, match="Không có quyền ghi"):
        manage.install("requirements.txt")


@pytest.mark.skipif(os.name == "nt", reason="a fake program on PATH needs another form on Windows")
def test_an_installed_browser_is_found_on_the_path(tmp_path: Path, monkeypatch):
    program = tmp_path / "microsoft-edge"
    program.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert manage.find_browser() == str(program)


def test_a_machine_that_can_have_no_browser_is_told_what_to_install(monkeypatch, capsys):
    monkeypatch.setattr(manage, "find_browser", lambda: None)
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(manage, "python", lambda *_: 1)
    manage.provide_browser()
    assert "hãy cài Chromium, Chrome hoặc Edge" in capsys.readouterr().out


SMALL = """
from pathlib import Path
import streamlit as st
app = st.App(Path(__file__).with_name("page.py"))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no polite kill to send")
def test_the_server_says_its_address_and_ends_with_the_command(tmp_path: Path):
    (tmp_path / "dashboard.py").write_text(SMALL)
    (tmp_path / "page.py").write_text("import streamlit as st; st.title('Ba Bể')")
    with busy() as listener:
        port = listener.getsockname()[1]
    code = f"import manage, pathlib, sys; manage.ROOT = pathlib.Path({str(tmp_path)!r}); "
    code += f"manage.PYTHON = sys.executable; sys.exit(manage.serve({port}, browser=False))"
    line = [sys.executable, "-c", code]
    command = subprocess.Popen(line, cwd=manage.ROOT, stdout=subprocess.PIPE, env=manage.environment())
    assert command.stdout
    lines = iter(command.stdout.readline, b"")
    assert any(f"Bảng điều khiển đang chạy tại http://localhost:{port}" in line.decode() for line in lines)
    assert not manage.is_free(port)
    command.send_signal(signal.SIGTERM)
    assert command.wait(timeout=30) == 0
    assert manage.is_free(port)
    command.stdout.close()


def locked(name: str) -> dict[str, str]:
    """Each requirement line of a lock with the hashes under it."""
    text = (Path(__file__).parents[1] / name).read_text("utf-8").replace("\\\n", "")
    return {line.split("--hash")[0].strip(): line for line in text.splitlines() if "==" in line}


def test_the_locks_pin_every_package_by_hash_and_name_no_host():
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = locked(name)
        assert lines and all("--hash=sha256:" in line for line in lines.values())
        assert not re.search("https?:|file:", " ".join(lines.values()))


def test_the_development_lock_holds_the_other_one_whole():
    assert locked("requirements.txt").items() <= locked("requirements-dev.txt").items()


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_every_package_asked_for_is_locked(name: str):
    text = (Path(__file__).parents[1] / f"{name}.in").read_text("utf-8")
    asked = re.findall(r"^([a-z][\w-]*)", text, re.MULTILINE)
    assert asked and set(asked) <= {line.split("==")[0] for line in locked(f"{name}.txt")}
