"""Sums over a round of marking: by commune, by field, by criterion."""

import pandas as pd

from dx_metrics.charts.reform import Round, cause_columns


def totals(round_: Round) -> pd.DataFrame:
    """A commune a row, the best first: points, most, claimed, unmarked (criteria), before (NA where unknown), rank."""
    groups = round_.marks.groupby("unit", sort=False)
    table = groups.agg(
        short_name=("short_name", "first"),
        points=("points", "sum"),
        most=("max_points", "sum"),
        claimed=("self", "sum"),
        unmarked=("points", lambda points: int(points.isna().sum())),
    )
    before = round_.before.dropna(subset=["points"]).groupby("unit")["points"].sum()
    table["before"] = before.reindex(table.index).astype(float)
    table = table[table["unmarked"] < groups.size()]  # whom nobody marked has no points, not none
    table["rank"] = table["points"].round(2).rank(ascending=False, method="min").astype(int)
    return table.reset_index().sort_values(["rank", "short_name"], kind="stable", ignore_index=True)


def by_field(marks: pd.DataFrame) -> pd.DataFrame:
    """A field a row, in the order of the index: the average commune's most, lost and causes."""
    many = max(1, marks["unit"].nunique())
    columns = ["max_points", "lost", *cause_columns()]
    table = marks.groupby(["theme", "theme_name"], sort=False)[columns].sum() / many
    return table.rename(columns={"max_points": "most"}).reset_index()


def by_criterion(round_: Round) -> pd.DataFrame:
    """A criterion a row, the worst first: mean points, share of the full ones, share_before, losers, worst commune."""
    known = round_.marks.dropna(subset=["points"])
    first = known.drop_duplicates("code").set_index("code")
    table = first[["criterion_name", "theme_name", "max_points", "position"]].copy()
    table["mean"] = known.groupby("code")["points"].mean()
    table["share"] = table["mean"] / table["max_points"]
    before = round_.before.dropna(subset=["points"]).groupby("code")["points"].mean()
    table["share_before"] = (before / table["max_points"]).reindex(table.index)
    table["losers"] = known[known["lost"] > 0].groupby("code").size().reindex(table.index).fillna(0).astype(int)
    table["worst"] = (
        known.sort_values(["lost", "short_name"], ascending=[False, True]).groupby("code")["short_name"].first()
    )
    return table.reset_index().sort_values(["share", "position"], ignore_index=True)
