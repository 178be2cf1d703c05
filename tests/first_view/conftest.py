"""What a run needs of Streamlit's server: a place where components are known, and nobody connected."""

from types import SimpleNamespace

import pytest
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.runtime import Runtime

from pages.first_view import view


@pytest.fixture(autouse=True)
def server(monkeypatch):
    known = SimpleNamespace(bidi_component_registry=BidiComponentManager(), get_client=lambda session: None)
    monkeypatch.setattr(Runtime, "_instance", known)
    view._kept.cache_clear()
