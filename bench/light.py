"""The light page, and any page's HTML with what is drawn into it: bytes, requests, and when it is seen."""

import re
import urllib.request

from playwright.sync_api import Browser

from bench import servers
from bench.browser import opened, visitor
from bench.ledger import Ledger
from bench.servers import Server

PAGES = {"overview": "", "ranking": "xep-hang", "profile": "ho-so?ky=2022-Q4&xa=01906"}
ELSEWHERE = re.compile(rb'(?:src|href)="[^"#]+\.(?:js|css|woff2|png)"')
"""What a browser would fetch besides."""
ROUNDS = 3
SEEN = "() => performance.getEntriesByName('first-contentful-paint')[0].startTime"
"""A light page has its pictures in it: what is painted first is the page."""


def measure(ledger: Ledger, browser: Browser, ours: Server, floor: Server, *, short: bool = False) -> None:
    """Sizes as a browser that takes brotli gets them; times beside plain HTML with Plotly."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for name, page in PAGES.items():
        for what, address in (("light page", f"/xem/{page}"), ("page as it arrives", f"/{page}")):
            asked = urllib.request.Request(ours.address + address, headers={"Accept-Encoding": "br"})
            with direct.open(asked, timeout=60) as answer:
                ledger.add(f"{what}: bytes", name, "kB", ours=len(answer.read()) / 1000)
        with direct.open(f"{ours.address}/xem/{page}", timeout=60) as answer:
            ledger.add("light page: requests", name, "n", ours=1 + len(ELSEWHERE.findall(answer.read())))
    with servers.static() as static:
        for _ in range(1 if short else ROUNDS):
            with visitor(browser) as somebody:
                still = opened(somebody, f"{static.address}/").first_picture
            seen = _seen(browser, f"{ours.address}/xem/")
            ledger.add("light page: seen, beside static Plotly", "overview", "ms", floor=still, ours=seen)


def _seen(browser: Browser, address: str) -> float:
    with visitor(browser) as somebody:
        page = somebody.new_page()
        page.goto(address, wait_until="load")
        return float(page.evaluate(SEEN))
