from types import SimpleNamespace as Its

import anyio
import pytest
from streamlit import config

from pages.routes import guard
from tests.access.people import cheap, cookies_of, someone
from tests.routes.client import ask


@pytest.mark.parametrize(
    "address",
    [
        "/_stcore/metrics",
        "/_stcore/agent/interact",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/mcp",
        "/_stcore/script-health-check",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_doors_of_streamlit_that_nobody_needs_are_shut(method, address):
    assert ask(method, address).status_code == 404


def test_an_upload_of_a_stranger_is_refused():
    assert ask("PUT", "/_stcore/upload_file/ai-do/1").status_code == 403


@pytest.mark.parametrize(("role", "status"), [("xem", 403), ("nap", 404)])
def test_an_upload_takes_somebody_who_may_upload(monkeypatch, role, status):
    """404: let through to Streamlit, which is not there."""
    cheap(monkeypatch)
    monkeypatch.setattr(guard, "may_upload", lambda session: True)
    held = "; ".join(f"{name}={value}" for name, value in cookies_of(someone("lan", role)).items())
    assert ask("PUT", "/_stcore/upload_file/s/1", {"cookie": held}).status_code == status
    assert ask("PUT", "/_stcore/upload_file/s/1").status_code == 403


def test_an_upload_that_never_ends_is_cut_off(monkeypatch):
    monkeypatch.setattr(guard, "SLOWEST", 0.01)
    monkeypatch.setattr(guard, "_has_the_right", lambda scope: True)
    monkeypatch.setattr(guard, "may_upload", lambda session: True)

    async def waits_for_ever(scope, receive, send):
        await anyio.sleep_forever()

    assert ask("PUT", "/_stcore/upload_file/s/1", app=guard.Guard(waits_for_ever)).status_code == 408


def test_how_much_may_be_uploaded_is_what_the_settings_say_now(monkeypatch):
    monkeypatch.setattr(guard, "_has_the_right", lambda scope: True)
    monkeypatch.setattr(guard, "may_upload", lambda session: True)
    for most in (7, 20):
        monkeypatch.setenv("DX_MAX_UPLOAD_MB", str(most))
        ask("PUT", "/_stcore/upload_file/s/1")
        assert config.get_option("server.maxUploadSize") == most


def serving(monkeypatch, *, widgets: list[str], files: int = 0):
    """Streamlit's runtime with one session, `s`, whose page shows these widgets and holds so many files."""
    kinds = {str(n): Its(value_type=kind) for n, kind in enumerate(widgets)}
    state = Its(_new_widget_state=Its(widget_metadata=kinds))
    sessions = {"s": Its(session=Its(session_state=state))}
    runtime = Its(
        _session_mgr=Its(get_session_info=sessions.get),
        uploaded_file_mgr=Its(file_storage={"s": dict.fromkeys(range(files))}),
    )
    monkeypatch.setattr(guard, "Runtime", Its(instance=lambda: runtime))


def test_an_upload_to_a_page_with_an_uploader_is_let_through(monkeypatch):
    serving(monkeypatch, widgets=["string_value", "file_uploader_state_value"])
    assert guard.may_upload("s")


def test_an_upload_to_a_page_without_an_uploader_is_refused(monkeypatch):
    serving(monkeypatch, widgets=["string_value"])
    assert not guard.may_upload("s")


def test_a_session_cannot_fill_the_memory_with_files(monkeypatch):
    serving(monkeypatch, widgets=["file_uploader_state_value"], files=guard.MOST_FILES)
    assert not guard.may_upload("s")


def test_an_unknown_session_is_refused(monkeypatch):
    serving(monkeypatch, widgets=["file_uploader_state_value"])
    assert not guard.may_upload("khac")


def test_uploads_stop_when_streamlit_changes_its_insides(monkeypatch):
    monkeypatch.setattr(guard, "Runtime", Its(instance=Its))
    assert not guard.may_upload("s")
