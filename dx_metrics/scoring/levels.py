"""From the laid-out observations to the points of every criterion, a level of the tree at a time.

A level is a few projections, and a few levels are one statement. Columns of the criterion at position i:
x value, t transformed, q points by rule, s state, f points after the policies, p rounded, m the mean
where `missing=mean`, v the value shown, bad whether the rule cannot take the value.
In x, t and q NULL means missing (for a group: no score) and NaN not applicable, as in `observed`.
"""

from collections.abc import Callable, Iterable, Iterator

import duckdb

from dx_metrics.scoring import rule_sql
from dx_metrics.scoring.formula import literal, sql
from dx_metrics.scoring.framework import Criterion, Framework
from dx_metrics.scoring.group_sql import combined, counted, either, not_positive
from dx_metrics.scoring.observed import Observed, put_away
from dx_metrics.scoring.rounding import rounded
from dx_metrics.scoring.rules import Choice, Statistic, Threshold
from dx_metrics.scoring.states import MISSING, NO_SCORE, NOT_APPLICABLE, SCORED, delicate, shows_value
from dx_metrics.scoring.tree import by_height

TOGETHER = 3
"""Levels that one statement takes: each projection stands in those above it, and too many cannot be planned."""


class Levels:
    """Makes the temporary table `self.table`: period, its number, unit, ranked, bad of the delicate, and lists over
    the criteria: value, state (a position in STATES), points, and unrounded where `self.order` says so."""

    def __init__(self, con: duckdb.DuckDBPyConnection, framework: Framework, observed: Observed) -> None:
        self.con = con
        self.framework = framework
        self.observed = observed
        self.number = {criterion.code: i for i, criterion in enumerate(framework.criteria)}
        self.by_code = {criterion.code: criterion for criterion in framework.criteria}
        self.steps: list[str] = []
        self.samples = 0
        self.table = "scoring_wide"
        self.kept = ["period", "period_number", "unit", "ranked"]
        self.order = "unrounded" if any(c.round_to is not None for c in framework.criteria) else "points"
        levels = by_height(framework)
        for height, level in enumerate(levels, start=1):
            self._level(level)
            self._keep(level)
            if height % TOGETHER == 0 and height < len(levels):
                self._store(", ".join(self.kept), f"scoring_level_{height}")
        self._store(", ".join(self._lists()), "scoring_lists")

    @property
    def _last(self) -> str:
        return f"step_{len(self.steps)}" if self.steps else self.table

    @property
    def _with(self) -> str:
        return f"with {', '.join(self.steps)}" if self.steps else ""

    def column(self, letter: str, criterion: Criterion) -> str:
        """A criterion's column; a step that changes nothing has none of its own."""
        if letter == "p" and criterion.round_to is None:
            letter = "f"
        if letter == "q" and criterion.rule is None:
            letter = "t"
        if letter == "t" and not criterion.transform:
            letter = "x"
        return f"{letter}{self.number[criterion.code]}"

    def _add(self, columns: Iterable[str]) -> None:
        added = list(columns)
        if added:
            self.steps.append(f"step_{len(self.steps) + 1} as (select *, {', '.join(added)} from {self._last})")

    def _level(self, level: list[Criterion]) -> None:
        col = self.column
        code_of = self.observed.code_of
        self._add(f"{self._value(c)} as {col('x', c)}" for c in level)
        self._add(f"{rule_sql.transformed(c, col('x', c))} as {col('t', c)}" for c in level if c.transform)
        self._sample(level)
        self._add(
            f"{rule_sql.points(c, col('t', c), self._level_of(c), code_of)} as {col('q', c)}"
            for c in level
            if c.rule is not None
        )
        self._add(f"{self._state(c)} as {col('s', c)}" for c in level)
        self._means([c for c in level if c.missing == "mean"])
        self._add(f"{self._settled(c)} as {col('f', c)}" for c in level)
        self._add(f"{rounded(col('f', c), c.round_to)} as {col('p', c)}" for c in level if c.round_to is not None)

        self._add(f"{rule_sql.shown_value(c, col('x', c), code_of)} as {col('v', c)}" for c in level if shows_value(c))
        self._add(f"{self._bad(c)} as {col('bad', c)}" for c in level if delicate(c))

    def _keep(self, level: list[Criterion]) -> None:
        for criterion in level:
            letters = ["s", "f"] + ["p"] * (criterion.round_to is not None) + ["v"] * shows_value(criterion)
            letters += ["bad"] * delicate(criterion) + ["m"] * (criterion.missing == "mean" and not criterion.leaf)
            self.kept += [f"{letter}{self.number[criterion.code]}" for letter in letters]

    def _store(self, columns: str, table: str) -> None:
        self.con.execute(f"create or replace temp table {table} as {self._with} select {columns} from {self._last}")
        if self.table == "scoring_wide":
            put_away(self.con)
        else:
            self.con.execute(f"drop table {self.table}")
        self.steps = []
        self.table = table

    def _lists(self) -> Iterator[str]:
        criteria = self.framework.criteria
        yield from ("period", "period_number", "unit", "ranked")
        yield from (self.column("bad", c) for c in criteria if delicate(c))
        values = (self.column("v", c) if shows_value(c) else "null::double" for c in criteria)
        yield f"[{', '.join(values)}] as value"
        for letter, name in {"s": "state", "p": "points", "f": "unrounded"}.items():
            if name != "unrounded" or name == self.order:
                yield f"[{', '.join(self.column(letter, c) for c in criteria)}] as {name}"

    def _bad(self, criterion: Criterion) -> str:
        x, t, q = (self.column(letter, criterion) for letter in "xtq")
        # A group's value is made infinite where its mean does not exist.
        return f"coalesce(isinf({x}), false) or ({x} is not null and ({t} is null or {q} is null))"

    def _value(self, criterion: Criterion) -> str:
        if criterion.formula is None:
            return self._combined(criterion)
        if isinstance(criterion.rule, Choice):
            return self.observed.answers[criterion.formula.variables[0]]
        columns = [self.observed.figures[variable] for variable in criterion.formula.variables]
        if criterion.formula.single:
            return columns[0]
        result = sql(criterion.formula.root, self.observed.figures)
        return (
            f"case when {either([f'isnan({column})' for column in columns])} then {rule_sql.NAN}"
            f" when {either([f'{column} is null' for column in columns])} then null"
            f" when isfinite({result}) then {result} else {rule_sql.NAN} end"
        )

    def _combined(self, group: Criterion) -> str:
        children = [self.by_code[code] for code in self.framework.children[group.code]]
        parts = [self._contribution(child) for child in children]
        weights = [child.weight for child in children]
        full = [self.framework.possible[child.code] for child in children]
        present = counted([f"{part} is not null" for part in parts])
        stops = either([condition for child in children for condition in self._stops(child)])
        # Nobody's fault: nothing arose in any of the children, so the group did not arise either.
        absent = counted([f"{self.column('s', child)} = {NOT_APPLICABLE}" for child in children])
        bad = not_positive(parts, weights) if group.combine in ("geomean", "harmean") else "false"
        return (
            f"case when {stops} then null"
            f" when {present} = 0 then case when {absent} = {len(children)} then {rule_sql.NAN} end"
            f" when {present} < {literal(group.min_share * len(children) - 1e-9)} then null"
            f" when {bad} then 'inf'::double"
            f" else {combined(group.combine, parts, weights, full)} end"
        )

    def _contribution(self, child: Criterion) -> str:
        """What a child brings to its group. A leaf's points follow its policies already; a group
        without a score shows none, whatever its parent makes of it."""
        points, state = self.column("p", child), self.column("s", child)
        if child.leaf or (child.missing in ("skip", "stop") and child.not_applicable in ("skip", "stop")):
            return points
        return (
            f"case {state} when {NO_SCORE} then {self._when_missing(child)}"
            f" when {NOT_APPLICABLE} then {self._when_not_applicable(child)} else {points} end"
        )

    def _stops(self, child: Criterion) -> Iterator[str]:
        state = self.column("s", child)
        if child.missing == "stop":
            yield f"{state} in ({MISSING}, {NO_SCORE})"
        if child.not_applicable == "stop":
            yield f"{state} = {NOT_APPLICABLE}"

    def _when_missing(self, criterion: Criterion) -> str:
        mean = f"m{self.number[criterion.code]}"
        return {"zero": "0e0", "mean": mean}.get(criterion.missing, "null::double")

    def _when_not_applicable(self, criterion: Criterion) -> str:
        most = self.framework.max_points[criterion.code]
        full = "null::double" if most is None else literal(most)
        return {"zero": "0e0", "full": full}.get(criterion.not_applicable, "null::double")

    def _state(self, criterion: Criterion) -> str:
        x, q = self.column("x", criterion), self.column("q", criterion)
        nothing = MISSING if criterion.leaf else NO_SCORE
        return f"case when {x} is null then {nothing} when isnan({q}) then {NOT_APPLICABLE} else {SCORED} end::tinyint"

    def _settled(self, criterion: Criterion) -> str:
        points, state = self.column("q", criterion), self.column("s", criterion)
        if not criterion.leaf:
            return f"case when {state} = {SCORED} then {points} end"
        return (
            f"case {state} when {MISSING} then {self._when_missing(criterion)}"
            f" when {NOT_APPLICABLE} then {self._when_not_applicable(criterion)} else {points} end"
        )

    def _level_of(self, criterion: Criterion) -> Callable[[Threshold | str], str]:
        names = list(rule_sql.statistics(criterion.rule, ""))
        number = self.number[criterion.code]

        def level(threshold: Threshold | str) -> str:
            if isinstance(threshold, float):
                return literal(threshold)
            if isinstance(threshold, Statistic):
                return f"l{number}_{names.index(threshold)}"
            return f"{threshold}{number}"

        return level

    def _sample(self, level: list[Criterion]) -> None:
        """Make the statistics of the period that the level's rules need, and join them."""
        inner, means, outer = [], [], []
        for criterion in level:
            number = self.number[criterion.code]
            needed = rule_sql.statistics(criterion.rule, self.column("t", criterion))
            for k, (what, aggregate) in enumerate(needed.items()):
                name = f"l{number}_{k}"
                inner.append(f"{aggregate} as {name}")
                if what == "list":
                    means.append(f"list_sum({name}) / len({name}) as mean{number}")
                    outer += [f"mean{number}", f"{rule_sql.deviation(name, f'mean{number}')} as sd{number}"]
                else:
                    outer.append(name)
        self._join(inner, means, outer)

    def _means(self, level: list[Criterion]) -> None:
        inner, means, outer = [], [], []
        for criterion in level:
            number, points = self.number[criterion.code], self.column("q", criterion)
            scored = f"ranked and {self.column('s', criterion)} = {SCORED}"
            inner.append(f"list_sort(list({points}) filter (where {scored})) as l{number}")
            means.append(f"list_sum(l{number}) / len(l{number}) as m{number}")
            outer.append(f"m{number}")
        self._join(inner, means, outer)

    def _join(self, inner: list[str], means: list[str], outer: list[str]) -> None:
        """Aggregate by period, draw means from the lists, then the rest from the means; join the result."""
        if not inner:
            return
        self.samples += 1
        sample = f"scoring_sample_{self.samples}"
        self.con.execute(
            f"create or replace temp table {sample} as {self._with}"
            f" select period, {', '.join(outer)} from (select {', '.join(['*', *means])} from"
            f" (select period, {', '.join(inner)} from {self._last} group by period))"
        )
        self.steps.append(
            f"step_{len(self.steps) + 1} as (select {self._last}.*, {sample}.* exclude (period)"
            f" from {self._last} join {sample} using (period))"
        )
