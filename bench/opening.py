"""Opening a link: by somebody who was never here, by somebody who was, and over a weak link."""

from playwright.sync_api import Browser

from bench.browser import Opened, opened, visitor
from bench.ledger import Ledger
from bench.servers import Server

PAGES = {"overview": "/", "theme page": "/dich-vu-cong-truc-tuyen", "ranking": "/xep-hang"}
ROUNDS = 3


def measure(ledger: Ledger, browser: Browser, ours: Server, floor: Server) -> None:
    """Cold and warm, page by page beside the floor page, round after round."""
    subjects = _subjects(ours, floor)
    for address in subjects.values():
        # What only the very first visitor waits for is another matter.
        with visitor(browser) as first:
            opened(first, address)
    for _ in range(ROUNDS):
        cold, warm = {}, {}
        for name, address in subjects.items():
            with visitor(browser) as somebody:
                cold[name] = opened(somebody, address)
                cold[name].page.close()
                warm[name] = opened(somebody, address)
        _put_down(ledger, "cold open", cold)
        _put_down(ledger, "warm open", warm)


def measure_weak_link(ledger: Ledger, browser: Browser, ours: Server, floor: Server) -> None:
    """Cold over 1 Mbit/s and 300 ms, once each: the time is the link's, and varies little."""
    got = {}
    for name, address in _subjects(ours, floor).items():
        with visitor(browser) as somebody:
            got[name] = opened(somebody, address, weak_link=True)
    _put_down(ledger, "cold open at 1 Mbit/s, 300 ms", got)


def _subjects(ours: Server, floor: Server) -> dict[str, str]:
    return {"floor": f"{floor.address}/"} | {name: ours.address + path for name, path in PAGES.items()}


def _put_down(ledger: Ledger, what: str, got: dict[str, Opened]) -> None:
    floor = got["floor"]
    for name in PAGES:
        page = got[name]
        ledger.add(f"{what}: interactive", name, "ms", floor=floor.interactive, ours=page.interactive)
    for name in PAGES:
        page = got[name]
        ledger.add(f"{what}: first picture", name, "ms", floor=floor.first_picture, ours=page.first_picture)
    for name in PAGES:
        page = got[name]
        ledger.add(f"{what}: over the wire", name, "kB", floor=floor.bytes / 1000, ours=page.bytes / 1000)
        ledger.add(f"{what}: requests", name, "n", floor=floor.requests, ours=page.requests)
