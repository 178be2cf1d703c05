"""One run of the pages' script for an address, without a browser: what it would send, kept as a tree."""

import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import CodeType

from streamlit.proto.ClientState_pb2 import ContextInfo
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Navigation_pb2 import Navigation
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import RerunException, StopException
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequests, ScriptRequestType
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext, add_script_run_ctx
from streamlit.runtime.state import SafeSessionState, SessionState

from pages.shared import who

SCRIPT = Path(__file__).parents[1] / "frame.py"
MAIN = 0
"""The container of the page's body; others are the side bar and what docks at the bottom."""


class NotDrawn(Exception):
    """The run did not come to an end of its own: it asks to be run again, or leads elsewhere."""


@dataclass(slots=True)
class Node:
    """A block with its children, or an element without."""

    delta: Delta = field(default_factory=Delta)
    children: dict[int, "Node"] = field(default_factory=dict)


@dataclass(slots=True)
class Ran:
    """What one run sent: the page's body, the menu, and the elements in all."""

    body: Node = field(default_factory=Node)
    menu: Navigation = field(default_factory=Navigation)
    title: str = ""

    def take(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "navigation":
            self.menu = message.navigation
        elif kind == "page_config_changed":
            self.title = message.page_config_changed.title
        elif kind == "page_not_found":
            raise NotDrawn("no such page")
        elif kind == "delta":
            self._put(message)

    def _put(self, message: ForwardMsg) -> None:
        path = list(message.metadata.delta_path)
        if path[0] != MAIN:
            return
        node = self.body
        for at in path[1:]:
            node = node.children.setdefault(at, Node())
        node.delta = message.delta
        if message.delta.WhichOneof("type") == "new_element":
            node.children = {}


def run(page: str, query: str, cookies: Mapping[str, str], url: str) -> Ran:
    """The run of a fresh session that opens `/page?query`.

    Raises NotDrawn where the page asks for another run, and whatever the page itself raises.
    """
    ran, failed = Ran(), []

    def work() -> None:
        try:
            _work(ran, page, query, cookies, url)
        except BaseException as error:  # handed to whoever waits
            failed.append(error)

    # A thread of its own, as every run has: the context hangs on it, and ends with it.
    thread = threading.Thread(target=work, name="first view")
    thread.start()
    thread.join()
    if failed:
        if isinstance(failed[0], RerunException):
            raise NotDrawn("asks for another run") from failed[0]
        raise failed[0]
    return ran


def _work(ran: Ran, page: str, query: str, cookies: Mapping[str, str], url: str) -> None:
    requests = ScriptRequests()

    def send(message: ForwardMsg) -> None:
        # st.stop() and st.rerun() only leave word; a run ends with the next thing it sends.
        if asked := requests.on_scriptrunner_yield():
            raise StopException if asked.type == ScriptRequestType.STOP else RerunException(asked.rerun_data)
        ran.take(message)

    manager = PagesManager(str(SCRIPT))
    manager.set_script_intent("", page)
    context = ScriptRunContext(
        session_id="first view",
        _enqueue=send,
        query_string=query,
        session_state=SafeSessionState(SessionState(), lambda: None),
        uploaded_file_mgr=MemoryUploadedFileManager(""),
        main_script_path=str(SCRIPT),
        user_info={},
        fragment_storage=MemoryFragmentStorage(),
        pages_manager=manager,
        script_requests=requests,
    )
    add_script_run_ctx(threading.current_thread(), context)
    context.reset(query_string=query, context_info=ContextInfo(url=url, locale="vi-VN"))
    context.on_script_start()
    with who.carried(cookies), suppress(StopException):  # stopped by itself, the page is whole as it is
        exec(_code(), {"__name__": "__main__", "__file__": str(SCRIPT)})


@lru_cache(maxsize=1)
def _code() -> CodeType:
    return compile(SCRIPT.read_text("utf-8"), str(SCRIPT), "exec")
