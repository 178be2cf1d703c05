"""A room of viewers, each changing what it looks at every two seconds, until answers take long."""

import asyncio
import random
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from statistics import median, quantiles

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from bench.ledger import Ledger
from bench.servers import Server

STEPS = (2, 20, 50, 100, 150, 200, 250)
SHORT = (2, 20)
TOLD = 200
"""Viewers whose answers are measured whether or not fewer were already too many."""
EVERY, STEP_SECONDS, SHORT_SECONDS = 2.0, 12.0, 6.0
LIMIT = 1.0
"""Seconds within which nineteen of twenty changes must be answered."""
PERIODS = ("2022-Q4", "2022-Q3", "2022-Q2", "2022-Q1", "2021-Q4", "2021-Q3", "2021-Q2", "2021-Q1")
SMALL = 200
"""Bytes: the message that a run has finished is shorter; longer ones need not be looked into."""
PATIENCE = 30


@dataclass(slots=True)
class Step:
    """What happened while so many looked on."""

    took: list[float] = field(default_factory=list)
    cpu_ms: float | None = None

    @property
    def median(self) -> float:
        return median(self.took) if self.took else float("inf")

    @property
    def p95(self) -> float:
        return quantiles(self.took, n=20)[-1] if len(self.took) > 1 else float("inf")


def measure(ledger: Ledger, ours: Server, floor: Server, *, short: bool = False) -> None:
    """How many viewers our overview and the floor page bear, and what a change costs the server."""
    borne = {}
    steps = SHORT if short else STEPS
    # In another thread: in this one the browser of other parts has a loop of its own.
    with ThreadPoolExecutor(1) as apart:
        for side, server in (("ours", ours), ("floor", floor)):
            borne[side] = apart.submit(asyncio.run, _room(ledger, server, side, steps, short=short)).result()
    if not short:
        ledger.add("viewers changing every 2 s, p95 within 1 s", "overview", "n", **borne)


async def _room(ledger: Ledger, server: Server, side: str, steps: tuple[int, ...], *, short: bool) -> float:
    """The most viewers whose answers came in time; puts down every step."""
    borne, viewers, late = 0, [], False
    try:
        for count in steps:
            if late and (count != TOLD or side == "floor"):
                continue
            viewers += [await _enter(server) for _ in range(count - len(viewers))]
            if count == steps[0]:
                for period in PERIODS:  # what was never asked before costs its questions, whoever asks; see `change`
                    await _ask(viewers[0], f"ky={period}")
            step = await _step(server, viewers, SHORT_SECONDS if short else STEP_SECONDS)
            of = f"{count} viewers"
            ledger.add("change at the server, median", of, "ms", **{side: step.median * 1000})
            ledger.add("change at the server, p95", of, "ms", **{side: step.p95 * 1000})
            ledger.add("server CPU a change, many viewers", of, "ms", **{side: step.cpu_ms})
            late = late or step.p95 > LIMIT
            borne = borne if late else count
    finally:
        await asyncio.gather(*(viewer.close() for viewer in viewers), return_exceptions=True)
    return borne


async def _enter(server: Server) -> ClientConnection:
    address = f"{server.address.replace('http', 'ws', 1)}/_stcore/stream"
    viewer = await connect(address, subprotocols=[Subprotocol("streamlit")], max_size=None, proxy=None)
    await _ask(viewer, "")
    return viewer


async def _step(server: Server, viewers: list[ClientConnection], seconds: float) -> Step:
    step, before, end = Step(), server.cpu_ms(), time.perf_counter() + seconds

    async def look(viewer: ClientConnection) -> None:
        await asyncio.sleep(random.random() * EVERY)
        while (began := time.perf_counter()) < end:
            await _ask(viewer, f"ky={random.choice(PERIODS)}")
            step.took.append(time.perf_counter() - began)
            await asyncio.sleep(max(0.0, EVERY - (time.perf_counter() - began)))

    await asyncio.gather(*(look(viewer) for viewer in viewers))
    after = server.cpu_ms()
    step.cpu_ms = None if before is None or after is None else (after - before) / max(1, len(step.took))
    return step


async def _ask(viewer: ClientConnection, query: str) -> None:
    """Have the page run for an address, as a browser does, and read all it sends."""
    asked = BackMsg()
    asked.rerun_script.query_string = query
    await viewer.send(asked.SerializeToString())
    told = ForwardMsg()
    while True:
        got = await asyncio.wait_for(viewer.recv(decode=False), PATIENCE)
        if len(got) > SMALL:
            continue
        told.ParseFromString(got)
        if told.WhichOneof("type") == "script_finished":
            return
