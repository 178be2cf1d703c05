"""A disk that is full, read-only or closed: a sentence, nothing changed, and the next try works."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dx_metrics import store
from dx_metrics.__main__ import main
from dx_metrics.store import drafts, journal
from dx_metrics.store.verifying import verify
from tests.store.changes import LAN, begun, sent, value

MAT = """
    unit  | period  | variable | value
    01906 | 2022-Q1 | mat      | 12
"""
CALLS = ("fsync", "replace", "write", "link", "open")


class Full:
    """The system's calls, of which the n-th and all later ones find the disk full."""

    def __init__(self, monkeypatch, after, code=errno.ENOSPC):
        self.left, self.code = after, code
        for name in CALLS:
            monkeypatch.setattr(os, name, self.counted(name, getattr(os, name)))

    def counted(self, name, call):
        def counting(*args, **more):
            if name == "open" and not (len(args) > 1 and args[1] & (os.O_WRONLY | os.O_RDWR)):
                return call(*args, **more)
            self.left -= 1
            if self.left < 0:
                raise OSError(self.code, os.strerror(self.code))
            return call(*args, **more)

        return counting


ACTS = {
    "upload": lambda made: store.publish_change(sent(MAT), **LAN, workspace=made),
    "publish": lambda made: store.publish(made),
    "withdraw": lambda made: store.withdraw("u2", **LAN, workspace=made),
    "rollback": lambda made: store.rollback("r1", **LAN, workspace=made),
}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("act", "code"), [*((act, errno.ENOSPC) for act in ACTS), ("upload", errno.EACCES), ("upload", errno.EROFS)]
)
def test_whichever_call_is_refused_an_act_is_done_or_not_and_the_next_try_works(tmp_path, act, code):
    made = begun(tmp_path)
    store.publish_change(sent(MAT.replace("12", "6")), **LAN, workspace=made)
    refused = 0
    for after in (0, 4, 9, 15, 22, 30, 60):
        before = (store.current(made).id, journal.last_seq(made))
        with pytest.MonkeyPatch.context() as patch:
            Full(patch, after, code)
            try:
                ACTS[act](made)
            except OSError:
                refused += 1
        done = journal.last_seq(made) > before[1]
        assert store.current(made) is not None
        if not done:
            assert store.current(made).id == before[0]
        store.recover(made)
        if done:  # written down, so it is what is shown
            assert store.current(made).id == store.history(made)[0].id
            break
    assert refused > 0
    assert not ACTS[act](made).refused or act in ("withdraw", "rollback")
    assert verify(made) == []


def test_a_file_may_not_grow(tmp_path):
    """The system's own limit instead of a pretended one, in a process of its own."""
    made = begun(tmp_path)
    program = (
        "import resource, signal, sys\n"
        "from dx_metrics.__main__ import main\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "sys.exit(main(['publish']))\n"
    )
    line = [sys.executable, "-c", program]
    env = os.environ | {"DX_WORKSPACE": str(made)}
    done = subprocess.run(line, cwd=Path(__file__).parents[2], env=env, capture_output=True, encoding="utf-8")
    assert done.returncode == 1, done.stderr
    assert "không cho ghi" in done.stderr and "Traceback" not in done.stderr
    assert store.current(made).id == "r1" and verify(made) == []
    assert store.publish(made).release == "r2"


def test_the_word_says_it_in_vietnamese(tmp_path, monkeypatch, capsys):
    made = begun(tmp_path)
    monkeypatch.setenv("DX_WORKSPACE", str(made))
    with pytest.MonkeyPatch.context() as patch:
        Full(patch, 3)
        assert main(["publish"]) == 1
    assert "Đĩa hoặc thư mục không cho ghi" in capsys.readouterr().err
    assert value(store.current(made), "01906", "mat") == "0"


def test_a_draft_that_cannot_be_written_leaves_the_old_one(tmp_path):
    id = drafts.save("lan", "a", b"1")
    with pytest.MonkeyPatch.context() as patch:
        Full(patch, 1)
        with pytest.raises(OSError):
            drafts.save("lan", "a", b"2", id=id)
    assert drafts.load(id).payload == b"1"
