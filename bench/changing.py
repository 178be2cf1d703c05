"""A changed filter on the overview, beside the floor page's own box that swaps constants."""

from dataclasses import dataclass

from playwright.sync_api import Browser, Page

from bench.browser import choices, choose, opened, visitor
from bench.ledger import Ledger
from bench.servers import Server

BOXES = {"period": "Kỳ", "unit": "Xã"}
FLOOR_BOX = "Figures"
CHANGES, SHORT = 6, 3
PASSES = ("asked first", "asked again", "asked again")
"""The first time a choice is made on a server its answers are worked out, from then on they are kept."""


@dataclass(frozen=True, slots=True)
class Box:
    """A select box on an open page, and the options to go through."""

    server: Server
    page: Page
    label: str
    options: list[str]


def measure(ledger: Ledger, browser: Browser, ours: Server, floor: Server, *, short: bool = False) -> None:
    """Each of our changes is followed by one of the floor's."""
    with visitor(browser) as here, visitor(browser) as there:
        overview = opened(here, f"{ours.address}/").page
        constants = opened(there, f"{floor.address}/").page
        other = Box(floor, constants, FLOOR_BOX, choices(constants, FLOOR_BOX, SHORT if short else CHANGES))
        for what, label in list(BOXES.items())[: 1 if short else None]:
            mine = Box(ours, overview, label, choices(overview, label, SHORT if short else CHANGES))
            for known in PASSES[: 2 if short else None]:
                _pass(ledger, f"{what}, {known}", mine, other)


def _pass(ledger: Ledger, of: str, mine: Box, other: Box) -> None:
    spent: dict[str, list[float | None]] = {"ours": [], "floor": []}
    for options in zip(mine.options, other.options, strict=False):
        took = {}
        for side, box, option in zip(("ours", "floor"), (mine, other), options, strict=True):
            before = box.server.cpu_ms()
            took[side] = choose(box.page, box.label, option)
            after = box.server.cpu_ms()
            spent[side].append(None if before is None or after is None else after - before)
        ledger.add("changed filter: new pictures", of, "ms", **took)
    # The system counts in ticks as long as a change: only the mean over several says something.
    ledger.add("changed filter: server CPU a change", of, "ms", **{side: _mean(all_) for side, all_ in spent.items()})


def _mean(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None
