"""What is half made belongs to who makes it."""

import os
import time

from dx_metrics.store import aside
from tests.store.changes import begun


def test_what_another_machine_is_making_over_the_same_folder_is_left_alone_for_a_day(tmp_path, monkeypatch):
    made = begun(tmp_path)
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(aside.socket, "gethostname", lambda: "may-khac")
        theirs = aside.folder(made)
    assert aside.sweep(made) == 0 and theirs.is_dir()
    yesterday = time.time() - aside.LEFT_OVER - 1
    os.utime(theirs, (yesterday, yesterday))
    assert aside.sweep(made) == 1 and not theirs.exists()


def test_what_this_process_is_making_is_left_alone_and_what_one_before_it_left_is_swept(tmp_path, monkeypatch):
    made = begun(tmp_path)
    ours = aside.folder(made)
    assert aside.sweep(made) == 0
    monkeypatch.setattr(aside, "_own", set())  # a container begins anew with the same process number
    assert aside.sweep(made) == 1 and not ours.exists()
