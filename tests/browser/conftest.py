"""A real server and a real browser for the journeys, and what no journey may leave behind."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, ViewportSize, WebSocket, expect, sync_playwright

import manage

HERE = Path(__file__).parent
expect.set_options(timeout=20_000)  # a page on a busy machine; what is there is not waited for
SCREENSHOTS = manage.ROOT / "data" / "local" / "screenshots"
SIZES = {
    "phone": ViewportSize(width=360, height=740),
    "laptop": ViewportSize(width=1366, height=768),
    "projector": ViewportSize(width=1920, height=1080),
}
QUIET = [
    # Without these the browser itself calls other hosts as it starts.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what stands in this folder, so that `-m "not browser"` leaves it out, and put it last.

    While Playwright's synchronous interface is open, no other test can run an event loop.
    """
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: HERE in item.path.parents)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember for the `page` fixture whether its test failed."""
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


FAILED = pytest.StashKey[bool]()


@contextmanager
def serving(folder: Path, port: int | None = None, workspace: Path | None = None) -> Generator[str]:
    """A dashboard with a workspace (the shipped one) published, its releases in this folder; yields its address.

    It finds a port of its own unless somebody else has to know the port before.
    """
    env = {key: value for key, value in os.environ.items() if key != "DX_WORKSPACE"}
    env |= {"DX_LOCAL": str(folder), "PYTHONUTF8": "1"} | ({"DX_WORKSPACE": str(workspace)} if workspace else {})
    publish = [sys.executable, "-m", "dx_metrics", "publish", "--if-changed"]
    published = subprocess.run(publish, cwd=manage.ROOT, env=env, capture_output=True, encoding="utf-8")
    assert published.returncode == 0, f"publishing failed:\n{published.stdout}{published.stderr}"
    port = port or free_port()
    log = folder / "server.log"
    with log.open("wb") as out:
        line = [
            sys.executable,
            "-m",
            "uvicorn",
            "dashboard:app",
            "--port",
            str(port),
            "--log-level",
            "warning",
        ]
        process = subprocess.Popen(line, cwd=manage.ROOT, env=env, stdout=out, stderr=subprocess.STDOUT)
    try:
        answer(f"http://127.0.0.1:{port}/healthz", process, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    """A port of this machine that nobody listens on at this moment."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def answer(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return when the server answers there; fails with its log when it ended or never does."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    give_up = time.monotonic() + 90
    while time.monotonic() < give_up and process.poll() is None:
        try:
            with direct.open(url, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the server did not start:\n{log.read_text('utf-8', 'replace')}")


def taken_over(page: Page) -> None:
    """Once the page that the server drew has given way to the live one; until then some texts are there twice."""
    expect(page.locator("#dx-first")).to_have_count(0, timeout=30_000)


@pytest.fixture(scope="session")
def local(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the servers of this run keep their releases."""
    return tmp_path_factory.mktemp("server")


@pytest.fixture(scope="session")
def server(local: Path) -> Iterator[str]:
    """The address of the dashboard that all journeys share."""
    with serving(local) as address:
        yield address


@pytest.fixture
def cold_server(local: Path) -> Iterator[str]:
    """The address of a dashboard that nobody has opened yet: `page.goto(f"{cold_server}/ban-do")`."""
    with serving(local) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser that `manage.py` finds; a machine without one fails here and says so."""
    program = manage.find_browser()
    if program is None:
        pytest.fail("no Chromium, Chrome or Edge on this machine: `manage.py test` tries to install one")
    # As root, as in a container, Chromium has no sandbox to offer.
    alone = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=QUIET + alone)
        yield browser
        browser.close()


@pytest.fixture
def faults() -> list[str]:
    """Console errors and requests to other hosts so far; a test that provokes one on purpose clears it."""
    return []


@pytest.fixture
def page(chromium: Browser, server: str, faults: list[str], request: pytest.FixtureRequest) -> Iterator[Page]:
    """A fresh browser page at laptop size, `page.goto("/xep-hang")` going to the server.

    At the end the test fails for every console error and every request to another host.
    """
    context = chromium.new_context(
        base_url=server, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", viewport=SIZES["laptop"]
    )

    def foreign(asked: Request | WebSocket) -> None:
        if urlsplit(asked.url).hostname not in (None, "127.0.0.1"):
            faults.append(f"asked another host: {asked.url}")

    page = context.new_page()
    page.on("console", lambda said: faults.append(f"console: {said.text}") if said.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.on("websocket", foreign)
    context.on("request", foreign)
    yield page
    if request.node.stash.get(FAILED, True):
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SCREENSHOTS / f"{request.node.name}.png", full_page=True)
    context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture(params=SIZES, ids=str)
def any_width(page: Page, request: pytest.FixtureRequest) -> Page:
    """The page at phone, laptop and projector size: the test runs once at each."""
    page.set_viewport_size(SIZES[request.param])
    return page


@pytest.fixture
def sideways() -> Callable[[Page], int]:
    """How many pixels a page is wider than its window; 0 when nothing scrolls sideways."""
    return lambda page: page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


@pytest.fixture
def barriers() -> Callable[[Page], list[str]]:
    """What axe calls serious or critical on a page, one line each."""

    def found(page: Page) -> list[str]:
        violations = Axe().run(page).response["violations"]
        return [
            f"{fault['id']}: {fault['help']} at {node['target']}"
            for fault in violations
            if fault["impact"] in ("serious", "critical")
            for node in fault["nodes"]
        ]

    return found
