"""What publishing would change: two releases side by side, told as consequences and not as cells.

Groups of rows are compared by their fingerprint first, so that a country with one changed commune costs
little more than a district.
"""

from dataclasses import dataclass

import pandas as pd

from dx_metrics.catalogue.model import MODEL
from dx_metrics.catalogue.titles import title
from dx_metrics.follow_up.flips import flips
from dx_metrics.queries.follow_up import today
from dx_metrics.store import Release
from dx_metrics.wording import folded

FINEST = 1e-9

FIGURE_GROUPS = """
select variable || ' ' || period as key, count(*) || ' ' || sum(hash(unit, value, status)::hugeint) as mark
from observations group by key
"""
FIGURE_ROWS = """
select observations.variable, observations.period, observations.unit,
       case when status is null then value end as value, status, try_cast(value as double) as number,
       coalesce(units.short_name, observations.unit) as short_name, calendar.name as period_name, calendar.ends,
       coalesce(variables.name, observations.variable) as name, variables.unit as measure
from observations
left join calendar on calendar.code = observations.period
left join units on units.code = observations.unit
 and calendar.ends between units.valid_from and coalesce(units.valid_to, date '9999-12-31')
left join variables on variables.code = observations.variable
where observations.variable || ' ' || observations.period in (select unnest($keys::varchar[]))
  and coalesce(status, '') <> 'missing'
"""
SCORE_GROUPS = """
select series || ' ' || standings.period as key,
       count(*) || ' ' || sum(hash(unit, code, standings.value, points, rank, target_in_period.value)::hugeint) as mark
from standings
left join target_in_period using (period, code)
group by key
"""
SCORE_ROWS = """
select standings.series, standings.period, standings.unit, standings.code,
       standings.points, standings.rank, standings.value, standings.depth, standings.leaf,
       standings.criterion_position, standings.position, criteria.name, criteria.unit as measure,
       unit_in_period.short_name, calendar.name as period_name, frameworks.title,
       target_in_period.value as target,
       coalesce(try_cast(criteria.at_zero as double) > try_cast(criteria.at_full as double), false) as lower_is_better
from standings
join criteria using (framework, code)
join frameworks on frameworks.id = standings.framework
join calendar on calendar.code = standings.period
join unit_in_period on unit_in_period.code = standings.unit and unit_in_period.period = standings.period
left join target_in_period on target_in_period.period = standings.period and target_in_period.code = standings.code
where standings.series || ' ' || standings.period in (select unnest($keys::varchar[]))
"""
TABLES = "select table_name from information_schema.tables order by table_name"
MARK = "select '{table}' as name, count(*) || ' ' || sum(hash(row)::hugeint) as mark from \"{table}\" as row"
COLUMNS = """
select column_name from information_schema.columns where table_name = $table order by ordinal_position
"""
KEYS = {name: table.key for name, table in MODEL.items() if name != "observations"} | {
    "frameworks": ("id",),
    "criteria": ("framework", "code"),
    "outlines": ("file", "unit"),
}
"""Tables of a workspace with their keys, and those of a release that tell of a framework or a boundary."""


@dataclass(frozen=True, slots=True, eq=False)
class Consequences:
    """What becomes different from one release to the next; each table empty where nothing does.

    `figures`    a figure a row: variable, name, measure, period, period_name, unit, short_name, kind (new,
                 corrected, removed), before, after: the values as they were sent, a status where there is none.
                 A figure marked missing counts as one that is not there.
    `scores`     of indices and themes whose points or rank move: series, title, period, period_name, unit,
                 short_name, code, name, depth, points_before, points_after, rank_before, rank_after
    `targets`    indicators of a commune that begin or cease to reach their target: as `scores`, with
                 value_before, value_after, target, reached (bool, afterwards)
    `registers`  rows of every other table: table, kind (new, changed, removed), key, told (what of the row)
    `actions`    actions whose state or confirmed points flip: see `follow_up.flips`
    """

    figures: pd.DataFrame
    scores: pd.DataFrame
    targets: pd.DataFrame
    registers: pd.DataFrame
    actions: pd.DataFrame

    @property
    def nothing(self) -> bool:
        """Whether everything stays as it is."""
        return all(table.empty for table in (self.figures, self.scores, self.targets, self.registers, self.actions))


def consequences(before: Release, after: Release) -> Consequences:
    """From what is shown to what would be; `after` may be a candidate that nobody sees yet."""
    scores, targets = _scores(before, after)
    flipped = flips(before, after, today())
    return Consequences(figures(before, after), scores, targets, registers(before, after), flipped)


def figures(before: Release, after: Release) -> pd.DataFrame:
    """New, corrected and removed figures; `12` and `12.0` are the same figure."""
    keys = _differing(before, after, FIGURE_GROUPS)
    own = ["variable", "period", "unit"]
    table = _beside(before.rows(FIGURE_ROWS, keys=keys), after.rows(FIGURE_ROWS, keys=keys), own)
    was, now = table["_merge"] != "right_only", table["_merge"] != "left_only"
    same = _same(table, "value") & _same(table, "status")
    table["kind"] = "corrected"
    table.loc[~was, "kind"] = "new"
    table.loc[~now, "kind"] = "removed"
    equal = (table["number_before"] - table["number_after"]).abs() < FINEST
    said_alike = table["status_before"].isna() & table["status_after"].isna()
    table = table[~(was & now & (same | (equal & said_alike)))]
    for side in ("before", "after"):
        table[side] = table[f"value_{side}"].fillna(table[f"status_{side}"])
    for word in ("name", "measure", "short_name", "period_name", "ends"):
        table[word] = table[f"{word}_after"].fillna(table[f"{word}_before"])
    table["_name"] = table["short_name"].map(folded)
    table = table.sort_values(["name", "variable", "ends", "period", "_name", "unit"], ignore_index=True)
    shown = ["name", "measure", "period_name", "short_name", "kind", "before", "after"]
    return pd.DataFrame(table[own + shown])


def registers(before: Release, after: Release) -> pd.DataFrame:
    """Rows of the other tables (register, targets, follow-up, criteria, boundaries) that are not what they were."""
    marks = [_marks(release) for release in (before, after)]
    found = []
    for table, key in KEYS.items():
        if marks[0].get(table) != marks[1].get(table):
            sides = [_table(r, table, key) if table in m else None for r, m in zip((before, after), marks, strict=True)]
            found += _changed_rows(table, key, *sides)
    return pd.DataFrame(found, columns=["table", "kind", "key", "told"])


def _scores(before: Release, after: Release) -> tuple[pd.DataFrame, pd.DataFrame]:
    keys = _differing(before, after, SCORE_GROUPS)
    own = ["series", "period", "unit", "code"]
    table = _beside(before.rows(SCORE_ROWS, keys=keys), after.rows(SCORE_ROWS, keys=keys), own)
    for word in (
        "title",
        "period_name",
        "short_name",
        "name",
        "measure",
        "depth",
        "leaf",
        "position",
        "lower_is_better",
    ):
        table[word] = table[f"{word}_after"].where(table[f"{word}_after"].notna(), table[f"{word}_before"])
    table["criterion_position"] = table["criterion_position_after"].fillna(table["criterion_position_before"])
    order = ["series", "position", "depth", "criterion_position", "rank_after", "unit"]
    table = table.sort_values(order, ascending=[True, False, True, True, True, True], ignore_index=True)
    shown = [*own, "title", "period_name", "short_name", "name", "measure", "depth"]
    moved = ~(_same(table, "points") & _same(table, "rank"))
    pairs = [f"{word}_{side}" for word in ("points", "rank") for side in ("before", "after")]
    scores = pd.DataFrame(table.loc[moved & (table["depth"] <= 1), shown + pairs])
    was, now = (_reached(table, side) for side in ("before", "after"))
    # `reached` first: a column given to a table without rows would bring its rows along.
    crossed = pd.DataFrame(table.assign(reached=now)[table["leaf"].astype(bool) & (was != now)])
    crossed["target"] = crossed["target_after"].fillna(crossed["target_before"])
    kept = [*shown, "value_before", "value_after", "target", "reached"]
    return scores.reset_index(drop=True), pd.DataFrame(crossed[kept]).reset_index(drop=True)


def _reached(table: pd.DataFrame, side: str) -> pd.Series:
    value, target = table[f"value_{side}"].astype(float), table[f"target_{side}"].astype(float)
    fewer = table["lower_is_better"].astype(bool)
    return ((value >= target - FINEST) & ~fewer) | ((value <= target + FINEST) & fewer)


def _differing(before: Release, after: Release, groups: str) -> list[str]:
    """Keys of the groups whose rows are not all the same."""
    marks = [release.rows(groups).set_index("key")["mark"] for release in (before, after)]
    both = pd.concat(marks, axis=1, keys=["before", "after"])
    return sorted(both.index[both["before"].fillna("") != both["after"].fillna("")])


def _beside(before: pd.DataFrame, after: pd.DataFrame, own: list[str]) -> pd.DataFrame:
    return before.merge(after, on=own, how="outer", suffixes=("_before", "_after"), indicator=True)


def _same(table: pd.DataFrame, word: str) -> pd.Series:
    before, after = table[f"{word}_before"], table[f"{word}_after"]
    return (before == after).fillna(False).astype(bool) | (before.isna() & after.isna())


def _marks(release: Release) -> dict[str, str]:
    """A fingerprint of every table of `KEYS` that the release has, asked for in one go."""
    there = [table for table in release.rows(TABLES)["table_name"] if table in KEYS]
    asked = (MARK.format(table=table) for table in there)
    found = release.rows(" union all ".join(asked))
    return dict(zip(found["name"], found["mark"].fillna(""), strict=True))


def _table(release: Release, table: str, key: tuple[str, ...]) -> pd.DataFrame:
    """All rows as texts, by key; the position of a criterion is no content of its own."""
    columns = [c for c in release.rows(COLUMNS, table=table)["column_name"] if c != "position"]
    listed = ", ".join(f'"{column}"::varchar as "{column}"' for column in columns)
    rows = release.rows(f'select {listed} from "{table}"')
    return rows.astype(object).where(rows.notna(), None).set_index(list(key))


def _changed_rows(
    table: str, key: tuple[str, ...], before: pd.DataFrame | None, after: pd.DataFrame | None
) -> list[tuple[str, str, str, str]]:
    old, new = ({} if side is None else side.to_dict("index") for side in (before, after))
    found = []
    for at in [*old, *(at for at in new if at not in old)]:
        was, now = old.get(at), new.get(at)
        if was == now:
            continue
        kind = "new" if was is None else "removed" if now is None else "changed"
        named = " ".join(str(part) for part in (at if len(key) > 1 else (at,)))
        found.append((table, kind, named, _told(table, was or {}, now or {})))
    return found


def _told(table: str, was: dict[str, str | None], now: dict[str, str | None]) -> str:
    """What of a row is different, each column with its old and new content; long contents are only named."""
    parts = []
    for column in dict.fromkeys([*was, *now]):
        old, new = was.get(column), now.get(column)
        if old != new:
            name = title(table, column)
            brief = max(len(old or ""), len(new or "")) <= 80
            parts.append(f"{name}: {old or '–'} → {new or '–'}" if brief else name)
    return "; ".join(parts)
