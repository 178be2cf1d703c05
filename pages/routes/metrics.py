"""`/metrics` for Prometheus, and what counts for it. No label is anything that a person typed or is."""

import hmac
import time
from collections.abc import Collection, Generator, Iterable
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.registry import Collector
from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime import Runtime
from streamlit.runtime.scriptrunner import RerunException, StopException

from dx_metrics import store
from dx_metrics.intake.remark import Remark
from dx_metrics.settings import settings
from dx_metrics.store import acts, journal
from dx_metrics.store.places import workspace_folder
from pages.routes import log

ADDRESS = "/metrics"
HERE = ("127.0.0.1", "::1")
PASSED_ON = ("x-forwarded-for", "x-real-ip", "forwarded")
"""Headers of a proxy: who comes through one is not on this machine, whatever the address."""
KINDS = {
    "/static/": "file",
    "/app/static/": "file",
    "/_stcore/upload_file/": "upload",
    "/_stcore/": "streamlit",
    "/media/": "file",
    "/component/": "file",
    "/xem/": "light page",
    "/tai/": "download",
    "/api/": "data",
    "/dang-": "sign-in",
    "/healthz": "health",
    "/readyz": "health",
    ADDRESS: "health",
}
"""Beginnings of addresses, and what they are counted as; whatever is left is a page."""
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

REGISTRY = CollectorRegistry()
REQUESTS = Counter("dx_requests", "HTTP requests answered", ["kind", "method", "status"], registry=REGISTRY)
ANSWERED = Histogram("dx_request_seconds", "From request to last byte", ["kind"], buckets=SECONDS, registry=REGISTRY)
CONNECTIONS = Gauge("dx_connections", "Open web sockets, one an open page", registry=REGISTRY)
RUNS = Counter("dx_script_runs", "Runs of the pages' script, by how they ended", ["end"], registry=REGISTRY)
RUNNING = Histogram("dx_script_run_seconds", "Time of a run of the script", buckets=SECONDS, registry=REGISTRY)
REMARKS = Counter("dx_upload_remarks", "What intake remarked on files, by level", ["level"], registry=REGISTRY)
ProcessCollector(registry=REGISTRY)


async def metrics(request: Request) -> Response:
    """The figures, for this machine itself or with the token of the settings; 404 for all others."""
    if not _may_look(request):
        return PlainTextResponse("Not Found", 404)
    text = await run_in_threadpool(generate_latest, REGISTRY)
    return Response(text, media_type=CONTENT_TYPE_PLAIN_0_0_4, headers={"Cache-Control": "no-store"})


@contextmanager
def script_run() -> Generator[None]:
    """Count one run of the script and its time, however it ends."""
    began, end = time.perf_counter(), "failed"
    try:
        yield
        end = "whole"
    except (StopException, RerunException):
        end = "stopped"
        raise
    finally:
        RUNS.labels(end).inc()
        RUNNING.observe(time.perf_counter() - began)


def remarked(remarks: Iterable[Remark]) -> None:
    """Count what intake remarked on a file."""
    for remark in remarks:
        REMARKS.labels(remark.level).inc()


class Watched:
    """Counts every request and its time, and writes it into the log."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            with CONNECTIONS.track_inprogress():
                return await self.app(scope, receive, send)
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        kind, began, status = kind_of(scope["path"]), time.perf_counter(), 500
        method = scope["method"] if scope["method"] in METHODS else "other"

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, answer)
        finally:
            took = time.perf_counter() - began
            REQUESTS.labels(kind, method, status).inc()
            ANSWERED.labels(kind).observe(took)
            log.request(kind, method, status, took)


def kind_of(path: str) -> str:
    """What an address is counted as: one of a few words, whatever people ask for."""
    return next((kind for beginning, kind in KINDS.items() if path.startswith(beginning)), "page")


class Published(Collector):
    """What the store and Streamlit hold, asked when somebody looks."""

    def collect(self) -> Collection[Metric]:
        workspace = workspace_folder()
        done = CounterMetricFamily("dx_acts", "Acts that changed what is shown, by the journal", labels=["action"])
        known = acts.releasing(workspace)
        for action in acts.RELEASING:
            done.add_metric([action], sum(act.action == action for act in known))
        shown = known[-1].details["release"].removeprefix("r") if known else "0"
        return [
            done,
            GaugeMetricFamily("dx_releases", "Releases that can be opened", len(store.released(workspace))),
            GaugeMetricFamily("dx_release_shown", "Number of the release shown", float(shown)),
            GaugeMetricFamily("dx_journal_entries", "Lines of the journal", len(journal.entries(workspace))),
            GaugeMetricFamily("dx_sessions", "Sessions in memory, those of closed pages among them", _sessions()),
        ]


REGISTRY.register(Published())


def _sessions() -> float:
    """NaN where Streamlit cannot be asked."""
    try:
        return float(Runtime.instance()._session_mgr.num_sessions())
    except (AttributeError, RuntimeError):
        return float("nan")


def _may_look(request: HTTPConnection) -> bool:
    token = settings().metrics_token
    given = request.headers.get("authorization", "").encode()
    if token and hmac.compare_digest(given, f"Bearer {token}".encode()):
        return True
    passed_on = any(name in request.headers for name in PASSED_ON)
    return not passed_on and request.client is not None and request.client.host in HERE
