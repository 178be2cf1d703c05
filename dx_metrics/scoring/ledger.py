"""The ledger of points lost: every point between the maximum and the score, laid at the door of one criterion."""

from collections.abc import Iterator, Sequence

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dx_metrics.scoring.framework import Criterion, Framework
from dx_metrics.scoring.ledger_cures import WIN_BACK, add_cures
from dx_metrics.scoring.ledger_parts import Flags, Held, Numbers, Placed, Shares, dealt, shares
from dx_metrics.scoring.ledger_sql import CELLS, CRITERIA, INSERT, JUDGED, LEDGER, PERIODS, PLACED, REASONS, ROWS
from dx_metrics.scoring.rules import Choice
from dx_metrics.scoring.states import MISSING, NO_SCORE, NOT_APPLICABLE, SCORED

FINE_BELOW = 10.0
"""An index of fewer points than this is written with four decimals, others with two."""
FINEST = 10_000
BATCH = 50_000
"""Units and periods that are laid down at once, at least a period."""


def add_ledger(
    con: duckdb.DuckDBPyConnection,
    framework: Framework,
    *,
    scored: str = "scored",
    observations: str = "observations",
    assessed: str | None = None,
) -> None:
    """Append what each unit lost, which the view `ledger` shows row by row, and `win_back`; made if not there.

    `scored` holds what `score` made of `observations` by this framework. A row of `ledger` stands for one
    criterion or group within an index or a theme (`within`), in the points of that index or theme:
    maximum = got + lost, and children make up their group exactly, to the last decimal. An index or theme
    without a score, or without a maximum (z-scores), has no ledger. `assessed` is a table (unit, period, code,
    evidenced) of what people judged. `why` is one of full, below, judged (by an answer or by people),
    no_evidence (judged, and no stage names a document), not_reported, not_applicable, above; `counted` is
    false where the criterion was left out and its points moved to the rest. `win_back` has a row a criterion
    that could earn more: see `add_cures`.
    """
    begin_ledger(con)
    criteria = framework.criteria
    rows = list(_rows(framework))
    codes = {
        "within": [criteria[top].code for top, _ in rows],
        "code": [criteria[number].code for _, number in rows],
        "parent": [criteria[number].parent for _, number in rows],
        "leaf": [criteria[number].leaf for _, number in rows],
    }
    con.execute(CRITERIA, {"framework": framework.id, **codes})
    for periods in _batches(con, framework, _quoted(scored)) if rows else ():
        con.execute(PLACED.format(scored=_quoted(scored)), {"framework": framework.id, "periods": periods})
        _lay_down(con, framework, rows, _quoted(assessed) if assessed else None)
        con.execute("drop table ledger_placed")
    add_cures(con, framework, scored=_quoted(scored), observations=_quoted(observations))


def begin_ledger(con: duckdb.DuckDBPyConnection) -> None:
    """Make `ledger` and `win_back` of a release, which stay empty where nothing is scored."""
    con.execute(LEDGER)
    con.execute(WIN_BACK)


def decimals(framework: Framework, code: str) -> int:
    """Decimals that the ledger of the index holding `code` is written with."""
    return 4 if (framework.max_points[_root(framework, code)] or FINE_BELOW) < FINE_BELOW else 2


def _batches(con: duckdb.DuckDBPyConnection, framework: Framework, scored: str) -> Iterator[list[str]]:
    batch: list[str] = []
    rows = 0
    for period, units in con.execute(PERIODS.format(scored=scored), {"framework": framework.id}).fetchall():
        if batch and rows + units > BATCH:
            yield batch
            batch, rows = [], 0
        batch.append(period)
        rows += units
    if batch:
        yield batch


def _rows(framework: Framework) -> Iterator[tuple[int, int]]:
    """Positions of an index or theme and of what is in it, itself first; tops without full points have no ledger."""
    numbers = {criterion.code: number for number, criterion in enumerate(framework.criteria)}
    for top, criterion in enumerate(framework.criteria):
        if framework.depth[criterion.code] <= 1 and framework.max_points[criterion.code] is not None:
            waiting = [criterion.code]
            while waiting:
                code = waiting.pop()
                yield top, numbers[code]
                waiting.extend(reversed(framework.children[code]))


def _lay_down(
    con: duckdb.DuckDBPyConnection, framework: Framework, rows: Sequence[tuple[int, int]], assessed: str | None
) -> None:
    """Write the lists of the units and periods in `ledger_placed`."""
    criteria = framework.criteria
    units = con.execute(ROWS).fetchnumpy()
    cells = con.execute(CELLS).fetchnumpy()
    shape = (len(units["period"]), len(criteria))
    state = np.ascontiguousarray(np.asarray(cells["state"]).reshape(shape).T)
    points = np.ascontiguousarray(np.ma.filled(np.ma.asarray(cells["points"]), np.nan).reshape(shape).T)
    evidenced = np.full(state.shape, np.nan)
    if assessed:
        codes = [criterion.code for criterion in criteria]
        judged = con.execute(JUDGED.format(assessed=assessed), {"code": codes}).fetchnumpy()
        evidenced[judged["number"], judged["place"]] = judged["evidenced"]
    placed = Placed(state, _brings(framework, state, points, pd.Series(units["period"]), np.asarray(units["ranked"])))
    why = [_why(framework, criterion, *of) for criterion, *of in zip(criteria, state, points, evidenced, strict=True)]
    counted = ~np.isnan(placed.brings)
    held = _held(framework, rows, placed, points)
    columns: dict[str, NDArray[np.generic]] = {}
    for at, (top, number) in enumerate(rows):
        ten_thousandths = FINEST // 10 ** decimals(framework, criteria[top].code)
        columns[f"maximum{at}"] = held[top, number].worth_steps * ten_thousandths
        columns[f"lost{at}"] = held[top, number].lost_steps * ten_thousandths
        columns[f"why{at}"], columns[f"counted{at}"] = why[number], counted[number]
    con.register("ledger_amounts", pd.DataFrame(columns, copy=False))
    lists = (
        f"[{', '.join(f'{kind}{at}' for at in range(len(rows)))}]" for kind in ("maximum", "lost", "why", "counted")
    )
    con.execute(INSERT.format(lists=", ".join(lists)), {"framework": framework.id})
    con.unregister("ledger_amounts")


def _brings(framework: Framework, state: Numbers, points: Numbers, period: pd.Series, ranked: Flags) -> Numbers:
    brings = points.copy()
    for number, criterion in enumerate(framework.criteria):
        if criterion.leaf:
            continue
        most = framework.max_points[criterion.code]
        absent = {"zero": 0.0, "full": np.nan if most is None else most}.get(criterion.not_applicable, np.nan)
        missing = np.full(len(period), 0.0 if criterion.missing == "zero" else np.nan)
        if criterion.missing == "mean":
            sample = pd.Series(points[number]).where(ranked & (state[number] == SCORED))
            missing = sample.groupby(period).transform("mean").to_numpy()
        brings[number] = np.select(
            [state[number] == SCORED, state[number] == NOT_APPLICABLE], [points[number], absent], missing
        )
    return brings


def _why(
    framework: Framework, criterion: Criterion, state: Numbers, points: Numbers, evidenced: Numbers
) -> NDArray[np.int8]:
    most = framework.max_points[criterion.code]
    most = np.nan if most is None else most
    reasons = {
        "not_reported": (state == MISSING) | (state == NO_SCORE),
        "not_applicable": state == NOT_APPLICABLE,
        "full": np.isnan(most) | (np.abs(most - points) <= 1e-9),
        "above": points > most,
        "no_evidence": evidenced == 0,
        "judged": isinstance(criterion.rule, Choice) | (evidenced == 1),
    }
    told = [REASONS.index(reason) for reason in reasons]
    return np.select(list(reasons.values()), told, REASONS.index("below")).astype(np.int8)


def _held(
    framework: Framework, rows: Sequence[tuple[int, int]], placed: Placed, points: Numbers
) -> dict[tuple[int, int], Held]:
    """What each criterion of `rows` has of an index or theme, and lost of it."""
    criteria = framework.criteria
    numbers = {criterion.code: number for number, criterion in enumerate(criteria)}
    shared = {}
    held: dict[tuple[int, int], Held] = {}
    for top, number in rows:
        group = criteria[number]
        step = 10.0 ** -decimals(framework, group.code)
        if number == top:
            held[top, top] = _top(framework.max_points[group.code] or 0.0, points[top], step)
        below = [numbers[code] for code in framework.children[group.code]]
        if not below:
            continue
        if number not in shared:
            shared[number] = _shares(framework, number, below, placed)
        parts = dealt(shared[number], held[top, number], step)
        for at, child in enumerate(below):
            held[top, child] = Held(parts.worth[at], parts.lost[at], parts.worth_steps[at], parts.lost_steps[at])
    return held


def _top(most: float, points: Numbers, step: float) -> Held:
    """An index, or a theme seen by itself, in its own points; `step` is the last decimal shown."""
    scored = ~np.isnan(points)
    worth = np.where(scored, np.rint(np.round(most / step, 6)), np.nan)
    lost = worth - np.floor(np.round(points / step, 6) + 0.5)
    return Held(np.where(scored, most, np.nan), np.round(most - points, 10), worth, lost)


def _shares(framework: Framework, number: int, below: list[int], placed: Placed) -> Shares:
    criteria = framework.criteria
    group, children = criteria[number], [criteria[at] for at in below]
    possible = np.array([framework.possible[child.code] for child in children])
    most = framework.max_points[group.code]
    whole = framework.possible[group.code] if most is None else most
    own, theirs = (Placed(placed.state[at], placed.brings[at]) for at in ([number], below))
    return shares(group, children, possible, whole, own, theirs)


def _root(framework: Framework, code: str) -> str:
    parents = {c.code: c.parent for c in framework.criteria}
    while (parent := parents[code]) is not None:
        code = parent
    return code


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
