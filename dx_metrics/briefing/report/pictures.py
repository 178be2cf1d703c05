"""Charts as pictures: the very exhibits of the screen, drawn without a browser."""

from collections.abc import Callable, Mapping

from dx_metrics.briefing import picture
from dx_metrics.charts import lost, moves, ranking, targets
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.charts.look import FONT, INK
from dx_metrics.charts.svg import plot
from dx_metrics.charts.svg.block import stacked
from dx_metrics.store import Release
from dx_metrics.view import View

PICTURES: Mapping[str, Callable[[Release, View], Exhibit]] = {
    "xep-hang": ranking.ranking,
    "tang-giam": moves.moves,
    "diem-mat": lost.by_criterion,
    "diem-mat-theo-xa": lost.by_unit,
    "xa-muc-tieu": targets.farthest,
}
"""Exhibits that a heading may name."""
WIDTH, SHARP = 680, 2
TALLEST = 620
"""Pixels that still leave room for finding and caption on a page."""


def png(exhibit: Exhibit) -> bytes:
    """The picture alone. Raises ValueError where there is nothing to draw, picture.NoPicture where that fails."""
    if exhibit.figure:
        tall = min(TALLEST, int(exhibit.figure["layout"].get("height") or TALLEST))
        return picture.rastered(plot(exhibit.figure, WIDTH, tall), WIDTH * SHARP)
    if exhibit.drawing.startswith("<p>"):
        raise ValueError("nothing drawn, only said")
    drawn = stacked(picture.fitting(picture.pieces(exhibit, WIDTH), WIDTH, TALLEST))
    tall = round(drawn.height)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {tall}" width="{WIDTH}" height="{tall}" '
        f'font-family="{FONT}" fill="{INK}"><rect width="100%" height="100%" fill="#fff"/>{drawn.markup}</svg>'
    )
    return picture.rastered(svg, WIDTH * SHARP)


def of(release: Release, view: View, name: str) -> Exhibit:
    """The exhibit of a name."""
    return PICTURES[name](release, view)
