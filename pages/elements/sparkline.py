"""A line the size of a word."""

from collections.abc import Sequence

WIDTH, HEIGHT, EDGE = 96.0, 36.0, 4.0


def sparkline(values: Sequence[float | None]) -> str:
    """An SVG of the values in order; a gap where one is missing, a dot on the last one that is there.

    Empty with fewer than two values. Decoration: the numbers stand beside it.
    """
    known = [(at, float(value)) for at, value in enumerate(values) if value is not None and value == value]
    if len(known) < 2:
        return ""
    low, high = min(value for _, value in known), max(value for _, value in known)
    step = (WIDTH - 2 * EDGE) / (len(values) - 1)

    def place(at: int, value: float) -> tuple[float, float]:
        share = (value - low) / (high - low) if high > low else 0.5
        return EDGE + at * step, HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE)

    path, before = "", None
    for at, value in known:
        x, y = place(at, value)
        path += f"{'L' if before == at - 1 else 'M'}{x:.1f},{y:.1f}"
        before = at
    x, y = place(*known[-1])
    return (
        f'<svg class="dx-tile-trend" viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" aria-hidden="true">'
        f'<path d="{path}" fill="none" stroke="#6F8FAF" stroke-width="2" stroke-linecap="round" '
        f'stroke-linejoin="round"/><circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="#12436D"/></svg>'
    )
