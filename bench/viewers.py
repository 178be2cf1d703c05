"""A room of viewers, each changing what it looks at every two seconds, until answers take long."""

import asyncio
import random
import time
from dataclasses import dataclass, field
from statistics import quantiles

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from bench import servers
from bench.ledger import Ledger
from bench.servers import Server

STEPS = (20, 50, 100, 150, 200, 250)
SHORT = (20,)
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
    def p95(self) -> float:
        return quantiles(self.took, n=20)[-1] if len(self.took) > 1 else float("inf")


def measure(ledger: Ledger, *, short: bool = False) -> None:
    """How many viewers our overview and the floor page bear, and what a change costs the server."""
    with servers.both() as (ours, floor):
        borne = {}
        for side, server in (("ours", ours), ("floor", floor)):
            borne[side] = asyncio.run(_room(ledger, server, side, SHORT if short else STEPS, short=short))
    if not short:
        ledger.add("viewers changing every 2 s, p95 within 1 s", "overview", "n", **borne)


async def _room(ledger: Ledger, server: Server, side: str, steps: tuple[int, ...], *, short: bool) -> float:
    """The most viewers whose answers came in time; puts down every step."""
    borne, viewers = 0, []
    try:
        for count in steps:
            viewers += [await _enter(server) for _ in range(count - len(viewers))]
            if count == steps[0]:
                for period in PERIODS:  # what was never asked before costs its questions, whoever asks; see `change`
                    await _ask(viewers[0], f"ky={period}")
            step = await _step(server, viewers, SHORT_SECONDS if short else STEP_SECONDS)
            of = f"{count} viewers"
            ledger.add("change at the server, p95", of, "ms", **{side: step.p95 * 1000})
            ledger.add("server CPU a change, many viewers", of, "ms", **{side: step.cpu_ms})
            if step.p95 > LIMIT:
                break
            borne = count
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
