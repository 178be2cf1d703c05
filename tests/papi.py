"""A workspace of 63 provinces from the published PAPI figures: what "point it at other data" takes."""

import csv
import json
from pathlib import Path

from tests.tiny import write

SPANS = (
    # Sub-indices that were not asked in every year, by the years that a version of the index covers.
    ("papi_2011", "2011-01-01", "2017-12-31", {"SC24", "SC71", "SC72", "SC73", "SC81", "SC82", "SC83"}),
    ("papi_2018", "2018-01-01", "2018-12-31", {"SC83"}),
    ("papi_2019", "2019-01-01", "2020-12-31", set()),
    ("papi_2021", "2021-01-01", "2024-12-31", {"SC52"}),
)

DIMENSION = 10
"""Each dimension of PAPI counts up to ten points, shared evenly by the sub-indices asked that year."""


def read(path: Path) -> list[dict[str, str]]:
    """Rows of a published file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def workspace(published: Path, folder: Path, *, versions: tuple = SPANS) -> Path:
    """Write the data package into `folder` and return it. `published` is the folder of yearly CSV files."""
    provinces = read(published / "codebook_provinces.csv")
    subs = read(published / "codebook_subcriteria.csv")
    themes = {row["Criteria_Code"]: row["Criteria_Name"] for row in subs}
    write(folder / "units.csv", [_unit(at, row) for at, row in enumerate(provinces)])
    write(
        folder / "variables.csv",
        [
            {"code": row["Variable_Code"], "name": row["Variable_Name"], "kind": "rate", "frequency": "year"}
            | {"better": "higher", "owner": "PAPI", "source": "papi.org.vn"}
            for row in subs
        ],
    )
    for year in range(2011, 2025):
        write(folder / "observations" / f"{year}.csv", _figures(published / f"{year}.csv", year))
    for id, starts, ends, left_out in versions:
        kept = [row for row in subs if row["Variable_Code"] not in left_out]
        write(folder / "frameworks" / id / "framework.csv", _framework(kept, themes))
        scoring = {"series": "papi", "effective_from": starts, "effective_to": ends}
        about = {"name": id, "title": "Chỉ số PAPI", "version": starts[:4], "basis": "papi.org.vn", "scoring": scoring}
        (folder / "frameworks" / id / "datapackage.json").write_text(json.dumps(about), "utf-8")
    dx = {"place": "Việt Nam", "unit_word": "tỉnh", "period": "year", "series": "papi"}
    dx |= {"illustrative": False, "office": "PAPI (CECODES, VFF-CRT, RTA, UNDP)"}
    (folder / "datapackage.json").write_text(json.dumps({"name": "papi", "title": "PAPI", "dx": dx}), "utf-8")
    return folder


def _unit(at: int, row: dict[str, str]) -> dict[str, str]:
    """A province; its place on the tile map is only its place in the list, eight in a row."""
    q, r = at % 8 - at // 16, at // 8
    name = {"name": row["Variable_Name"], "short_name": row["Variable_Name"], "kind": "tỉnh"}
    dates = {"code": row["Variable_Code"], "valid_from": "2008-08-01", "valid_to": "2025-06-30"}
    return dates | name | {"hex_q": str(q), "hex_r": str(r), "compared": "true", "source": "PAPI"}


def _figures(path: Path, year: int) -> list[dict[str, str]]:
    return [
        {"unit": row["Province"], "period": str(year), "variable": code, "value": value}
        for row in read(path)
        for code, value in row.items()
        if code != "Province" and value
    ]


def _framework(subs: list[dict[str, str]], themes: dict[str, str]) -> list[dict[str, str]]:
    def row(code: str, parent: str, name: str, value: str, most: float | None = None) -> dict[str, str]:
        points = {"max_points": "" if most is None else str(most)}
        return {
            "code": code,
            "parent": parent,
            "name": name,
            "value": value,
            "missing": "stop",
            "round_to": "",
        } | points

    index = [row("PAPI", "", "Chỉ số PAPI tổng hợp", "sum")]
    for theme in dict.fromkeys(sub["Criteria_Code"] for sub in subs):
        own = [sub for sub in subs if sub["Criteria_Code"] == theme]
        index.append(row(theme, "PAPI", themes[theme], "sum", DIMENSION))
        each = DIMENSION / len(own)
        index += [row(sub["Variable_Code"], theme, sub["Variable_Name"], sub["Variable_Code"], each) for sub in own]
    return index
