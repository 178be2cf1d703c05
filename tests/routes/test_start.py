import logging

from dx_metrics import store
from pages.routes import start


def test_a_first_start_publishes_the_workspace():
    assert store.current() is None
    start.prepare()
    assert store.current() is not None


def test_a_later_start_leaves_the_release_alone():
    store.publish()
    start.prepare()
    assert store.released() == ["r1"]


def test_a_workspace_with_faults_does_not_keep_the_server_from_starting(tmp_path, monkeypatch, caplog):
    monkeypatch.setenv("DX_WORKSPACE", str(tmp_path / "trong"))
    with caplog.at_level(logging.WARNING):
        start.prepare()
    assert store.current() is None
    assert caplog.records


def test_every_module_can_be_imported_before_the_first_visitor(caplog):
    start.import_all()
    assert not [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
