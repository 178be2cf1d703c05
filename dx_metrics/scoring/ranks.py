"""Places among the units of a period: 1 is best, equal scores share the better one and the next is skipped."""

import duckdb
import numpy as np
from numpy.typing import NDArray

from dx_metrics.scoring.rounding import DECIMALS

Numbers = NDArray[np.float64]
Places = NDArray[np.int32]

ROWS = "select period_number, ranked from {table}"
POINTS = "select unnest({column}) as points from {table} where period_number = $period"


def places(found: Numbers) -> Places:
    """Of each row of numbers, S x U: the place of each, the greatest first; 0 for NaN."""
    found = -np.ascontiguousarray(found)
    order = np.argsort(found, axis=1)
    found = np.take_along_axis(found, order, axis=1)
    placed = np.tile(np.arange(1, found.shape[1] + 1, dtype=np.int32), (len(found), 1))
    placed[:, 1:][found[:, 1:] == found[:, :-1]] = 0
    np.maximum.accumulate(placed, axis=1, out=placed)
    placed[np.isnan(found)] = 0
    result = np.empty_like(placed)
    np.put_along_axis(result, order, placed, axis=1)
    return result


def ranked(con: duckdb.DuckDBPyConnection, table: str, column: str, count: int, rank_of: str | float) -> Places:
    """Ranks of the lists of `count` points in `column`, a row a criterion, a column a row of `table`; 0 for none.

    `table` has period_number and ranked. `rank_of`: see `Settings`.
    """
    rows = con.execute(ROWS.format(table=table)).fetchnumpy()
    number, takes_part = np.asarray(rows["period_number"]), np.asarray(rows["ranked"])
    result = np.empty((count, len(number)), dtype=np.int32)
    sql = POINTS.format(table=table, column=column)
    for period in np.unique(number):
        fellows = np.flatnonzero(number == period)
        flat = con.execute(sql, {"period": int(period)}).fetchnumpy()["points"]
        points = np.ma.filled(np.ma.asarray(flat), np.nan).reshape(len(fellows), count)
        points = np.where(takes_part[fellows, None], points, np.nan)
        result[:, fellows] = places(_ordering(points.T, rank_of))
    return result


def _ordering(points: Numbers, rank_of: str | float) -> Numbers:
    """What is compared: without binary noise, or rounded to a step as `rounding.rounded` does it."""
    match rank_of:
        case "full":
            return np.round(points, DECIMALS)
        case "rounded":
            return points
        case _:
            step = float(rank_of)
            return np.round(np.floor(np.round(points / step, DECIMALS) + 0.5) * step, DECIMALS)
