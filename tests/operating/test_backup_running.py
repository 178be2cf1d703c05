"""A backup made while figures are published, restored on another machine."""

import threading

from dx_metrics import store
from dx_metrics.store.backup import backup, restore
from tests.store.changes import LAN, begun, sent, value

MAT = """
    unit  | period  | variable | value
    01906 | 2022-Q1 | mat      | 12
"""


def test_a_backup_made_in_the_middle_of_publications_is_one_state_and_restores_it_to_the_last_figure(
    tmp_path, monkeypatch
):
    made = begun(tmp_path)
    published: list[str] = []

    def publish():
        for figure in range(1, 5):
            published.append(store.publish_change(sent(MAT.replace("12", str(figure))), **LAN, workspace=made).release)

    publisher = threading.Thread(target=publish)
    publisher.start()
    files = []
    while publisher.is_alive() or not files:
        files.append(tmp_path / f"sao-luu-{len(files)}.zip")
        backup(files[-1], made)
        publisher.join(0.2)
    there = {line.id: value(store.open_release(line.id, made), "01906", "mat") for line in store.history(made)}
    assert len(published) == 4

    for number, file in enumerate({0: files[0], -1: files[-1]}.values()):
        monkeypatch.setenv("DX_LOCAL", str(tmp_path / f"may-khac-{number}"))
        assert restore(file, made) == []
        here = {line.id: value(store.open_release(line.id, made), "01906", "mat") for line in store.history(made)}
        assert here.items() <= there.items() and "r1" in here
        assert store.current(made).id == store.history(made)[0].id
