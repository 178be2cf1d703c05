"""The light page, and any page's HTML with what is drawn into it: bytes as they cross the wire, and requests."""

import re
import urllib.request

from bench import servers
from bench.ledger import Ledger

PAGES = {"overview": "", "ranking": "xep-hang", "profile": "ho-so?ky=2022-Q4&xa=01906"}
ELSEWHERE = re.compile(rb'(?:src|href)="[^"#]+\.(?:js|css|woff2|png)"')
"""What a browser would fetch besides."""


def measure(ledger: Ledger) -> None:
    """Sizes as a browser that takes brotli gets them."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with servers.dashboard() as server:
        for name, page in PAGES.items():
            for what, address in (("light page", f"/xem/{page}"), ("page as it arrives", f"/{page}")):
                asked = urllib.request.Request(server.address + address, headers={"Accept-Encoding": "br"})
                with direct.open(asked, timeout=60) as answer:
                    ledger.add(f"{what}: bytes", name, "kB", ours=len(answer.read()) / 1000)
            with direct.open(f"{server.address}/xem/{page}", timeout=60) as answer:
                ledger.add("light page: requests", name, "n", ours=1 + len(ELSEWHERE.findall(answer.read())))
