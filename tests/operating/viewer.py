"""A viewer without a browser: the web socket that a page opens, and what the script sends over it."""

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection

PATIENCE = 60


def run(connection: ClientConnection, query: str = "", page: str = "") -> str:
    """Have the page run once; all texts that it sent, one below the other. Raises ValueError when the script fails."""
    asked = BackMsg()
    asked.rerun_script.query_string = query
    asked.rerun_script.page_name = page
    connection.send(asked.SerializeToString())
    said: list[str] = []
    told = ForwardMsg()
    while told.WhichOneof("type") != "script_finished":
        told.ParseFromString(connection.recv(PATIENCE, decode=False))
        element = told.delta.new_element
        if element.WhichOneof("type") in ("exception", "alert") and "gặp lỗi" in str(element):
            raise ValueError(str(element))
        if told.WhichOneof("type") == "delta":
            said.append(str(told.delta.new_element))
    return "\n".join(said)
