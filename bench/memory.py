"""What a further viewer costs the server: its memory with 0, 10, 20 and 60 sessions open on the overview."""

from contextlib import ExitStack
from itertools import pairwise

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from bench import servers
from bench.ledger import Ledger
from bench.servers import Server

STEPS = (0, 10, 20, 60)
"""Below 20, what is imported and kept once still moves the memory more than a viewer does."""
PATIENCE = 60
"""Seconds to wait for a script run's next message."""


def measure(ledger: Ledger) -> None:
    """Servers of their own, that nobody has visited before."""
    with servers.both() as (ours, floor), ExitStack() as viewers:
        held = [(ours.resident_mb(), floor.resident_mb())]
        for before, count in pairwise(STEPS):
            for server in (ours, floor):
                for _ in range(count - before):
                    viewers.enter_context(connection := _connect(server))
                    _run(connection)
                server.settle()
            held.append((ours.resident_mb(), floor.resident_mb()))
    for count, (mine, other) in zip(STEPS, held, strict=True):
        ledger.add("server memory", f"{count} viewers", "MB", ours=mine, floor=other)
    slopes = [_slope(*pair) for pair in zip(held[-2], held[-1], strict=True)]
    ledger.add(
        "server memory a further viewer", f"from {STEPS[-2]} to {STEPS[-1]}", "MB", ours=slopes[0], floor=slopes[1]
    )


def _slope(low: float | None, high: float | None) -> float | None:
    return None if low is None or high is None else (high - low) / (STEPS[-1] - STEPS[-2])


def _connect(server: Server) -> ClientConnection:
    """The WebSocket that a browser would open."""
    address = f"{server.address.replace('http', 'ws', 1)}/_stcore/stream"
    return connect(address, subprotocols=[Subprotocol("streamlit")], compression=None, max_size=None, proxy=None)


def _run(connection: ClientConnection) -> None:
    """Have the page run once, as the browser does after connecting, and read all it sends.

    Raises ValueError when the script fails.
    """
    hello = BackMsg()
    hello.rerun_script.query_string = ""
    connection.send(hello.SerializeToString())
    told = ForwardMsg()
    while told.WhichOneof("type") != "script_finished":
        told.ParseFromString(connection.recv(PATIENCE, decode=False))
        if told.delta.new_element.WhichOneof("type") == "exception":
            raise ValueError(f"the page's script failed: {told.delta.new_element.exception.message}")
