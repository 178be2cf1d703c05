"""The lease of a folder: one writer, wherever it runs."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from dx_metrics.store import lock
from dx_metrics.store.lock import Held, holder, locked

HOLD = (
    "import sys; from pathlib import Path; from dx_metrics.store.lock import locked\n"
    "with locked(Path(sys.argv[1])):\n"
    "    print('held', flush=True); sys.stdin.read()\n"
)


@pytest.fixture
def other(tmp_path):
    """Another process that holds the lease of `tmp_path` until it is killed."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "encoding": "utf-8"}
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], cwd=Path(__file__).parents[2], **pipes)
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def test_who_signs_in_does_not_wait_for_who_publishes(tmp_path):
    went_in = threading.Event()

    def signs_in():
        with locked(tmp_path / "access"):
            went_in.set()

    with locked(tmp_path / "ba_be"):
        threading.Thread(target=signs_in).start()
        assert went_in.wait(10)


def test_another_thread_waits_for_its_turn_and_whoever_is_in_may_enter_again(tmp_path):
    order = []

    def second():
        with locked(tmp_path):
            order.append("second")

    with locked(tmp_path), locked(tmp_path):
        waiting = threading.Thread(target=second)
        waiting.start()
        waiting.join(0.1)
        order.append("first")
    waiting.join(10)
    assert order == ["first", "second"]


def test_a_holder_in_another_process_is_named_and_one_who_waits_too_long_is_told(tmp_path, other, monkeypatch):
    assert holder(tmp_path)["process"] == other.pid
    monkeypatch.setattr(lock, "PATIENCE", 0.05)
    with pytest.raises(Held, match=f"tiến trình {other.pid}"), locked(tmp_path):
        pass


def test_a_killed_holder_leaves_nothing_behind(tmp_path, other):
    other.kill()
    other.wait()
    with locked(tmp_path):
        assert holder(tmp_path)["process"] == os.getpid()
    assert holder(tmp_path) is None


def test_a_folder_without_a_lease_has_no_holder(tmp_path):
    assert holder(tmp_path / "khong-co") is None
