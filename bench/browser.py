"""A real browser: opens pages, chooses, and says how long it took."""

import os
import re
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

import manage

WATCH = Path(__file__).with_name("watch.js")
LAPTOP = ViewportSize(width=1366, height=768)
WEAK_LINK = {"offline": False, "latency": 300, "downloadThroughput": 125_000, "uploadThroughput": 125_000}
"""1 Mbit/s each way, 300 ms until an answer begins: in the words of the DevTools protocol, bytes a second and ms."""
LIMIT, WEAK_LIMIT = 60_000, 240_000
"""Milliseconds after which a page that is not interactive never will be."""
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]


@dataclass(slots=True)
class Opened:
    """A page that has become interactive; times in ms since navigation began, `bytes` as they crossed the wire."""

    page: Page
    interactive: float = 0
    first_picture: float = 0
    pictures: int = 0
    bytes: float = 0
    requests: int = 0


@contextmanager
def chromium() -> Generator[Browser]:
    """The browser that `manage.py` finds; raises Stop where there is none."""
    program = manage.find_browser()
    if program is None:
        raise manage.Stop("no Chromium, Chrome or Edge on this machine: `manage.py bench` tries to install one")
    # As root, as in a container, Chromium has no sandbox to offer.
    alone = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=QUIET + alone)
        yield browser
        browser.close()


@contextmanager
def visitor(browser: Browser) -> Generator[BrowserContext]:
    """Somebody who was never here: nothing cached, nothing remembered."""
    context = browser.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", viewport=LAPTOP)
    context.add_init_script(path=WATCH)
    yield context
    context.close()


def opened(context: BrowserContext, address: str, *, weak_link: bool = False) -> Opened:
    """The page at this address once it is interactive (`watch.js` says what that means).

    `bytes` are those of all answers with their headers, as compressed, plus what came through the
    session's WebSocket, as it was before any compression there.
    Raises playwright's Error when the page shows a failure or never gets that far.
    """
    page = context.new_page()
    page.add_init_script(f"window.benchLimit = {WEAK_LIMIT if weak_link else LIMIT}")
    got = Opened(page)
    wire = context.new_cdp_session(page)
    wire.on("Network.loadingFinished", lambda said: _add_answer(got, said["encodedDataLength"]))
    wire.on("Network.webSocketFrameReceived", lambda said: _add_frame(got, said["response"]))
    wire.send("Network.enable")
    if weak_link:
        wire.send("Network.emulateNetworkConditions", WEAK_LINK)
    page.goto(address, wait_until="commit")
    told = page.evaluate("() => window.bench.opened")
    got.interactive, got.first_picture, got.pictures = told["interactive"], told["first"], told["pictures"]
    wire.detach()
    return got


def _add_answer(got: Opened, size: float) -> None:
    got.bytes += size
    got.requests += size > 0  # none crossed the wire for what the browser had kept


def _add_frame(got: Opened, frame: dict[str, object]) -> None:
    text = str(frame["payloadData"])
    got.bytes += len(text) * 3 / 4 if frame["opcode"] == 2 else len(text)


def choices(page: Page, label: str, most: int) -> list[str]:
    """Up to `most` options of a select box, without the one that is chosen."""
    box = page.get_by_role("combobox", name=re.compile(label))
    chosen = box.input_value()
    box.click()
    names = page.get_by_role("option").all_inner_texts()
    box.press("Escape")
    return [name for name in names if name != chosen][:most]


def choose(page: Page, label: str, option: str) -> float:
    """Choose by keyboard, so that no pointer wakes a chart; ms from the key to the last change of a picture.

    Raises ValueError when the box then shows something else.
    """
    box = page.get_by_role("combobox", name=re.compile(label))
    box.click()
    box.fill(option)
    page.get_by_role("option", name=option, exact=True).wait_for()
    page.evaluate("() => window.bench.arm()")
    box.press("Enter")
    told = page.evaluate("() => window.bench.changed")
    if box.input_value() != option:
        raise ValueError(f"{label}: chose {option!r}, the box shows {box.input_value()!r}")
    return told["interactive"]
