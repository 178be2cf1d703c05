"""How every chart looks: colours, type, and the parts all layouts share."""

from typing import Any

INK, MUTED, LINE, PAPER = "#1B2733", "#5B6875", "#D9DFE5", "#FFFFFF"
CHOSEN, OTHERS, PALE = "#12436D", "#A9B4BE", "#DDE3E8"
SECOND = "#E08214"
WORSE_TO_BETTER = ("#7F3B08", "#E08214", "#F7F7F7", "#74ADD1", "#12436D")
ON_SHADE = ("#FFFFFF", "#1B2733", "#1B2733", "#1B2733", "#FFFFFF")
"""Letters that can be read on each of `WORSE_TO_BETTER`."""
FONT = "Be Vietnam Pro, Noto Sans, Arial, sans-serif"


def layout(height: int, **more: Any) -> dict[str, Any]:
    """A layout with the house's type and margins; `more` overrides by key."""
    base: dict[str, Any] = {
        "height": height,
        "separators": ",.",
        "font": {"family": FONT, "size": 13, "color": INK},
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "margin": {"l": 8, "r": 16, "t": 8, "b": 8},
        "showlegend": False,
        "hoverlabel": {"bgcolor": PAPER, "bordercolor": LINE, "font": {"family": FONT, "size": 13, "color": INK}},
        "xaxis": axis(),
        "yaxis": axis(),
        "dragmode": False,
        "modebar": {"remove": ["all"]},
    }
    return base | more


def axis(**more: Any) -> dict[str, Any]:
    """An axis that stays out of the way."""
    quiet: dict[str, Any] = {
        "gridcolor": "#EDF0F3",
        "zeroline": False,
        "fixedrange": True,
        "automargin": True,
        "tickfont": {"color": MUTED, "size": 12},
        "ticks": "",
    }
    return quiet | more


def shade(share: float | None) -> int | None:
    """0 (worst) to 4 (best) for a share of full points; None when there is none."""
    if share is None or share != share:
        return None
    return min(4, max(0, int(share * 5)))


HATCH = (
    '<defs><pattern id="chua-co" width="7" height="7" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="7" height="7" fill="#fff"/>'
    f'<path d="M0,0V7" stroke="{OTHERS}" stroke-width="2"/></pattern></defs>'
)
"""What an SVG needs to fill a shape without figures: `url(#chua-co)`."""
