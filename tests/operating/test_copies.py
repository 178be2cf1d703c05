"""Several copies of the program over one store, behind nginx: they follow a publication, one writes at a time."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from dx_metrics import store
from dx_metrics.store import acts, journal
from dx_metrics.store.verifying import verify
from tests.operating.proxied import Site, behind_nginx, copies
from tests.operating.viewer import run
from tests.store.changes import FIGURES, LAN, sent, value
from tests.tiny import workspace

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PUBLISHER = """
import os, sys
from dx_metrics import store
from dx_metrics.store import Change, Part
first, last = map(int, sys.argv[1:])
for figure in range(first, last):
    content = f"unit,period,variable,value\\n01906,2022-Q1,mat,{figure}\\n".encode()
    change = Change((Part("observations", "rows", content),), f"{figure}.csv", content)
    outcome = store.publish_change(change, who="lan", why="thử")
    os.write(1, f"{outcome.upload} {outcome.release} {figure}\\n".encode())
"""
MAT = """
    unit  | period  | variable | value
    01906 | 2022-Q1 | mat      | 12
"""


@pytest.fixture
def made(tmp_path, monkeypatch, local_folder):
    folder = workspace(tmp_path, FIGURES)
    monkeypatch.setenv("DX_WORKSPACE", str(folder))
    return folder


def publisher(first: int, last: int) -> subprocess.Popen[str]:
    """A process that publishes one figure after the other over the store of this test."""
    line = [sys.executable, "-c", PUBLISHER, str(first), str(last)]
    return subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8")


class Viewer(threading.Thread):
    """Looks without end: a page over a web socket, a light page, and again. Comes back when its copy is gone."""

    def __init__(self, site: Site) -> None:
        super().__init__(daemon=True)
        self.site, self.stop, self.looks, self.came_back = site, threading.Event(), 0, 0
        self.wrong: list[str] = []
        self.last = ""

    def run(self) -> None:
        with self.site.client() as client:
            while not self.stop.is_set():
                try:
                    client.get("/").raise_for_status()
                    cookie = f"dx_ban_sao={client.cookies.get('dx_ban_sao')}"
                    with self.site.connect(cookie=cookie) as connection:
                        while not self.stop.is_set():
                            if "Khang Ninh" not in run(connection):
                                self.wrong.append("a page without figures")
                            client.get("/xem/xep-hang").raise_for_status()
                            self.looks += 1
                except (
                    ConnectionClosed,
                    InvalidHandshake,
                    httpx.TransportError,
                    httpx.HTTPStatusError,
                    OSError,
                ) as gone:
                    self.came_back += 1
                    self.last = repr(gone)
                    time.sleep(0.1)
                except Exception as error:
                    self.wrong.append(repr(error))
                    return


def test_three_copies_publish_an_empty_store_once_follow_each_publication_and_survive_the_death_of_one_under_load(
    made, local_folder, tmp_path
):
    with copies(3, local_folder, made) as servers, behind_nginx(tmp_path / "etc", servers) as site:
        assert [entry.action for entry in journal.entries()] == ["workspace"]
        with site.connect() as connection:
            before = run(connection, "xa=01906")
            store.publish_change(sent(MAT), **LAN)
            assert {_release(copy) for copy in servers} == {"r2"}
            after = run(connection, "xa=01906")  # the same open page
        assert "r1" in before and "r2" not in before and "r2" in after

        viewers = [Viewer(site) for _ in range(3)]
        for viewer in viewers:
            viewer.start()
        writers = [publisher(1, 1000), publisher(1000, 1003), publisher(2000, 2003)]
        told = [writers[0].stdout.readline() for _ in range(2)]
        servers[0].process.kill()
        writers[0].kill()  # wherever it is: its lease ends with it
        told += writers[0].stdout.readlines()
        writers[0].communicate()
        for writer in writers[1:]:
            out, _ = writer.communicate(timeout=300)
            assert writer.returncode == 0
            told += out.splitlines(keepends=True)
        looked = [viewer.looks for viewer in viewers]
        give_up = time.monotonic() + 240
        while any(viewer.looks < before + 2 for viewer, before in zip(viewers, looked, strict=True)):
            assert time.monotonic() < give_up, [(v.looks, v.came_back, v.last, v.wrong) for v in viewers]
            time.sleep(0.1)
        for viewer in viewers:
            viewer.stop.set()
        for viewer in viewers:
            viewer.join(60)
        assert [viewer.wrong for viewer in viewers] == [[]] * 3

        # Everything acknowledged is there, once; nobody wrote over anybody.
        known = {upload.id: upload for upload in store.uploads()}
        acknowledged = [line.split() for line in told if line.endswith("\n")]
        assert len(acknowledged) >= 8
        for upload, release, figure in acknowledged:
            assert known[upload].file_name == f"{figure}.csv" and known[upload].release == release
        releases = [act.details["release"] for act in acts.releasing(made)]
        assert len(releases) == len(set(releases))
        assert verify(made) == []
        newest = store.current()
        assert value(newest, "01906", "mat") == store.uploads()[0].file_name.removesuffix(".csv")
        assert {_release(copy) for copy in servers[1:]} == {newest.id}


def _release(copy) -> str:
    return httpx.get(f"{copy.address}/readyz", trust_env=False).json()["release"]
