"""Opening a link: by somebody who was never here, by somebody who was, and over a weak link."""

from contextlib import ExitStack

from playwright.sync_api import Browser

from bench import servers
from bench.browser import Opened, opened, visitor
from bench.ledger import Ledger
from bench.servers import Server

PAGES = {"overview": "/", "theme page": "/dich-vu-cong-truc-tuyen", "ranking": "/xep-hang"}
ROUNDS = 3


def measure(ledger: Ledger, browser: Browser, ours: Server, floor: Server, *, short: bool = False) -> None:
    """Cold and warm, page by page beside the floor pages, round after round."""
    with ExitStack() as stack:
        subjects = _subjects(ours, floor, stack, short=short)
        for address in (ours.address, floor.address) if short else subjects.values():
            # What only the very first visitor waits for is another matter.
            with visitor(browser) as first:
                opened(first, address)
        for _ in range(1 if short else ROUNDS):
            cold, warm = {}, {}
            for name, address in subjects.items():
                with visitor(browser) as somebody:
                    cold[name] = opened(somebody, address)
                    cold[name].page.close()
                    if not short:
                        warm[name] = opened(somebody, address)
            _put_down(ledger, "cold open", cold)
            if warm:
                _put_down(ledger, "warm open", warm)


def measure_weak_link(ledger: Ledger, browser: Browser, ours: Server, floor: Server, *, short: bool = False) -> None:
    """Cold over 1 Mbit/s and 300 ms, once each: the time is the link's, and varies little."""
    with ExitStack() as stack:
        got = {}
        for name, address in _subjects(ours, floor, stack, short=short).items():
            with visitor(browser) as somebody:
                got[name] = opened(somebody, address, weak_link=True)
    _put_down(ledger, "cold open at 1 Mbit/s, 300 ms", got)


def _subjects(ours: Server, floor: Server, stack: ExitStack, *, short: bool) -> dict[str, str]:
    """Floor pages and ours, by name; the short form opens the overview alone."""
    static = stack.enter_context(servers.static())
    pages = dict(list(PAGES.items())[: 1 if short else None])
    empty = stack.enter_context(servers.empty())
    floors = {"floor": f"{floor.address}/", "static": f"{static.address}/", "empty": f"{empty.address}/"}
    return floors | {name: ours.address + path for name, path in pages.items()}


def _put_down(ledger: Ledger, what: str, got: dict[str, Opened]) -> None:
    floor, static = got["floor"], got["static"]
    pages = {name: page for name, page in got.items() if name in PAGES}
    for name, page in pages.items():
        ledger.add(f"{what}: interactive", name, "ms", floor=floor.interactive, ours=page.interactive)
        told = f"{what}: interactive, beside an empty page"
        ledger.add(told, name, "ms", floor=got["empty"].interactive, ours=page.interactive)
    for name, page in pages.items():
        ledger.add(f"{what}: first picture", name, "ms", floor=floor.first_picture, ours=page.first_picture)
        told = f"{what}: first picture, beside static Plotly"
        ledger.add(told, name, "ms", floor=static.first_picture, ours=page.first_picture)
    for name, page in pages.items():
        ledger.add(f"{what}: over the wire", name, "kB", floor=floor.bytes / 1000, ours=page.bytes / 1000)
        ledger.add(f"{what}: requests", name, "n", floor=floor.requests, ours=page.requests)
