"""A line whose quotes do not close: the reading of it that has the usual number of cells and bends least."""

from heapq import heappop, heappush

from dx_metrics.intake.dialects import Dialect

_LITERAL = 3
"""What it costs to take an opening quote for a letter of the text; a lone quote inside a quoted cell costs 1."""

_LONGEST = 20_000
_MOST_QUOTES = 100


def mended(line: str, dialect: Dialect, width: int) -> list[str]:
    """The cells of one line. With too many quotes to weigh, it is cut at every separator."""
    if not dialect.separator:
        return [line]
    if len(line) > _LONGEST or line.count(dialect.quote) > _MOST_QUOTES:
        return line.split(dialect.separator)
    return _cheapest(line, dialect, width)


def _cheapest(line: str, dialect: Dialect, width: int) -> list[str]:
    """The cheapest way through the line for each number of cells; the usual number wins, else the nearest."""
    # Position -> number of cells so far -> (cost, the cell that ended here, where it came from).
    reached: dict[int, dict[int, tuple[int, str, int]]] = {0: {0: (0, "", -1)}}
    ahead, end = [0], len(line) + 1
    while ahead:
        at = heappop(ahead)
        if at == end:
            break
        for stop, cell, price in _cells(line, at, dialect):
            if stop not in reached:
                heappush(ahead, stop)
            ways = reached.setdefault(stop, {})
            for count, (cost, _, _) in reached[at].items():
                if count + 1 not in ways or ways[count + 1][0] > cost + price:
                    ways[count + 1] = (cost + price, cell, at)
    count = min(reached[end], key=lambda cells: (abs(cells - width), reached[end][cells][0]))
    cells, at = [], end
    while count:
        _, cell, at = reached[at][count]
        cells.append(cell)
        count -= 1
    return cells[::-1]


def _cells(line: str, at: int, dialect: Dialect) -> list[tuple[int, str, int]]:
    """What the cell that starts here may be: (where the next one starts, its text, what it costs to believe it)."""
    start = at + (dialect.padded and line[at : at + 1] == " ")
    cut = line.find(dialect.separator, start)
    bare = len(line) if cut < 0 else cut
    if not line.startswith(dialect.quote, start):
        return [(bare + 1, line[start:bare], 0)]
    found = [(bare + 1, line[start:bare], _LITERAL)]
    doubled = dialect.quote * 2
    close = line.find(dialect.quote, start + 1)
    while close >= 0:
        if close + 1 == len(line) or line.startswith(dialect.separator, close + 1):
            inside = line[start + 1 : close]
            lone = inside.replace(doubled, "").count(dialect.quote)
            found.append((close + 2, inside.replace(doubled, dialect.quote), lone))
        close = line.find(dialect.quote, close + 1)
    return found
