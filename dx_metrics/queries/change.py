"""Why an index changed: every point between two scores laid to figures, corrections, rules or mergers.

The earlier score is led to the later one in steps, one thing changed at a time, each step scored by the
engine itself; what a step adds is that thing's part. The parts therefore make up the change exactly.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import duckdb
import pandas as pd

from dx_metrics.queries import choices, lost, quality
from dx_metrics.scoring import Framework, ScoringError, score
from dx_metrics.scoring.ledger import add_ledger
from dx_metrics.scoring.merging import additive, carried
from dx_metrics.scoring.rules import Statistic
from dx_metrics.store import Release

KINDS = ("corrected", "rules", "merged", "real", "mixed")
"""Corrected figures, changed rules, merged units, real change; mixed where the last two cannot be told apart."""
FINEST = 10_000

READ = "create table observations as select unit, period, variable, value, status from given"
GOT = """
select unit, code, (got * 10000)::bigint as got from ledger
where period = $period and within = $within and leaf
"""
MERGED = """
select merged_figures.unit, variable, merged_figures.value::varchar as value, status
from merged_figures
join unit_in_period as now on now.code = merged_figures.unit and now.valid_from = merged_figures.valid_from
 and now.period = $period
where merged_figures.period = $earlier
"""
MARK = "ghép "
ADDITIVE = "select code from variables where kind <> 'answer' and over_units <> 'none'"


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """`parts` (unit, code, kind, points): what each leaf adds to each kind of change, in points of the index.

    `units` (by code: before, after, merged): the scores, whose difference is the sum of the unit's parts.
    """

    earlier: str
    parts: pd.DataFrame
    units: pd.DataFrame


def change(before: Release, after: Release, series: str, period: str, within: str) -> Change | None:
    """From one score to another, for every commune of `period` that has both.

    With one release twice: from the index's period before, else from the same period of the release before.
    `within` is an index or a theme of the rules in force in `period`. None when there is nothing to compare.
    """
    earlier = _earlier(after, series, period) if before is after else period
    if earlier is None:
        return None
    then, now = lost.got(before, series, earlier, within), lost.got(after, series, period, within)
    units = sorted(set(then["unit"]) & set(now["unit"]))
    if not units:
        return None
    register = then.drop_duplicates("unit").set_index("unit")["valid_from"].loc[units]
    other = pd.Series(register != now.drop_duplicates("unit").set_index("unit")["valid_from"].loc[units])
    merged = other if before is after else other & False

    everyone = pd.Series(True, index=units)
    steps = [(k, everyone, frame) for k, frame in _scored_again(before, after, series, earlier, period, within)]
    if merged.any():
        steps.append(("merged", merged, _merged(after, series, earlier, period, within)))
    first = state = _wide(then).reindex(units)
    told, parts = ~(other & ~merged), []
    for kind, wanted, frame in [*steps, ("real", everyone, now)]:
        step = state.iloc[:0] if frame is None else _wide(frame)
        reached = wanted & wanted.index.isin(step.index)
        told &= reached | ~wanted
        codes = state.columns.union(step.columns, sort=False)
        state = state.reindex(columns=codes, fill_value=0)
        new = step.reindex(index=units, columns=codes).fillna(0).where(reached, state, axis=0)
        parts.append(_long(new - state, kind))
        state = new
    found = pd.concat(parts, ignore_index=True)
    found["kind"] = found["kind"].where((found["kind"] != "real") | found["unit"].map(told).astype(bool), "mixed")
    table = pd.DataFrame(
        {"before": first.sum(axis=1) / FINEST, "after": state.sum(axis=1) / FINEST, "merged": merged}, index=units
    )
    return Change(earlier, found, table)


def _earlier(release: Release, series: str, period: str) -> str | None:
    """The index's scored period before this one."""
    codes = list(choices.periods(release, series)["code"])
    at = codes.index(period) + 1
    return codes[at] if at < len(codes) else None


def _wide(got: pd.DataFrame) -> pd.DataFrame:
    """A row a unit, a column a leaf; 0 for a leaf that brought a unit nothing."""
    return got.pivot(index="unit", columns="code", values="got").fillna(0)


def _long(wide: pd.DataFrame, kind: str) -> pd.DataFrame:
    rows = wide.rename_axis(index="unit", columns="code").stack().rename("points").reset_index()
    rows = rows[rows["points"] != 0]
    return rows.assign(kind=kind, points=rows["points"] / FINEST)[["unit", "code", "kind", "points"]]


def _scored_again(
    before: Release, after: Release, series: str, earlier: str, period: str, within: str
) -> Iterator[tuple[str, pd.DataFrame | None]]:
    """The steps between two releases and two versions of the rules; none where nothing of the kind changed.

    The corrected figures are scored by the rules of the release before, then by those of `period`.
    """
    old, new = quality.in_force(before, series, earlier), quality.in_force(after, series, period)
    ruled = lost.files(before, old) != lost.files(after, new)
    if before is not after:
        if not ruled and earlier == period:
            yield "corrected", lost.got(after, series, period, within)
            return
        yield "corrected", _score(before, old, after, earlier, within)
    if ruled:
        same_period = earlier == period
        yield (
            "rules",
            lost.got(after, series, period, within) if same_period else _score(after, new, after, earlier, within),
        )


def _score(rules: Release, id: str, figures: Release, period: str, within: str) -> pd.DataFrame | None:
    """What the figures of a period bring by the rules of a framework; None where they cannot be scored by them."""
    framework = quality.framework_of(rules, id)
    if framework is None:
        return None
    table = quality.figures(figures, _sampled(figures, framework, period), tuple(framework.variables))
    return _engine(framework, table, period, within)


def _sampled(release: Release, framework: Framework, period: str) -> tuple[str, ...]:
    """The period alone, or with all that the rules take their scale from."""
    levels = [getattr(c.rule, end, None) for c in framework.criteria for end in ("at_zero", "at_full")]
    if any(isinstance(level, Statistic) and level.word.endswith("_all") for level in levels):
        return tuple(sorted({period, *quality.periods_of(release, framework.id)}))
    return (period,)


def _engine(framework: Framework, table: pd.DataFrame, period: str, within: str) -> pd.DataFrame | None:
    with duckdb.connect() as con:
        con.register("given", table.astype(object).where(table.notna(), None))
        con.execute(READ)
        try:
            score(con, framework)
        except ScoringError:
            return None
        add_ledger(con, framework)
        return con.execute(GOT, {"period": period, "within": within}).df()


def _merged(release: Release, series: str, earlier: str, period: str, within: str) -> pd.DataFrame | None:
    """What the communes of `period`, put together from their parts, would have brought in `earlier` by its rules.

    They stand beside the communes of the time, whose sample counts, and take no part in it themselves.
    """
    framework = quality.framework_of(release, quality.in_force(release, series, period))
    put_together = release.rows(MERGED, earlier=earlier, period=period)
    if framework is None or put_together.empty:
        return None
    known = additive(framework, release.rows(ADDITIVE)["code"])
    reduced, _ = carried(framework, known)
    marked = put_together.assign(unit=MARK + put_together["unit"], period=earlier)
    marked = marked[marked["variable"].isin(known)]
    unknown = [name for name in framework.variables if name not in known]
    absent = pd.MultiIndex.from_product([marked["unit"].unique(), unknown], names=["unit", "variable"])
    absent = absent.to_frame(index=False).assign(period=earlier, value=None, status="not_applicable")
    real = quality.figures(release, _sampled(release, framework, earlier), tuple(framework.variables))
    comparators = (*framework.settings.unranked_units, *marked["unit"].unique())
    settings = replace(framework.settings, unranked_units=comparators)
    got = _engine(replace(reduced, settings=settings), pd.concat([real, marked, absent]), earlier, within)
    if got is None:
        return None
    own = got[got["unit"].str.startswith(MARK)]
    return own.assign(unit=own["unit"].str.removeprefix(MARK))
