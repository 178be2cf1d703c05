"""A synthetic workspace of the size of the country: `python -m bench.country <folder> [--units 3321 …]`.

Provinces, communes and figures are invented; only their numbers are those of Vietnam: 63 provinces and
10,598 communes until a merger, 34 and 3,321 from then on. Nobody is to take it for data: its title, its
sources and every screen say so. The same sizes give the same files.
"""

import argparse
import csv
import json
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb

from bench import country_words as words
from bench.country_register import Unit, communes, provinces, row, successions
from dx_metrics import periods

LAST = "2026-Q3"
"""The quarters end with this one."""

PERIODS = """
create table periods as select unnest($code) as period, unnest($at)::int as at, unnest($ends)::date as ends
"""
UNITS = """
create table units as
select unnest($code) as code, unnest($at)::int as unit_at, unnest($place)::int as place,
       unnest($starts)::date as valid_from, unnest($ends)::date as valid_to
"""
OBSERVATIONS = """
copy (
    with figures as (
        select code as unit, periods.period, periods.at, criteria.c, unit_at, place,
               hash(code, periods.at, criteria.c) % 1000 as dice,
               55 + 18 * sin(place * 1.7 + criteria.c) + 14 * sin(unit_at * 2.3 + criteria.c // 10)
               + 0.9 * periods.at - (criteria.c % 7) * 4
               + (hash(code, criteria.c) % 240) / 10 - 12 + (hash(code, periods.at, criteria.c, 'now') % 60) / 10 - 3
                   as figure
        from units
        join periods on periods.ends between valid_from and valid_to
        cross join (select unnest(range($criteria))::int as c) as criteria
    )
    select unit, period, 'v' || lpad((c + 1)::varchar, 3, '0') as variable,
           case when dice >= 25 then printf('%.1f', least(100, greatest(0, figure))) end as value,
           case when dice < 10 then 'not_applicable' when dice < 25 then 'missing' end as status,
           null::varchar as reported_at
    from figures where dice >= 5            -- of the rest, nobody said anything
    union all
    select code, periods.period, 'ho', (900 + hash(code) % 3000)::varchar, null, null
    from units join periods on periods.ends between valid_from and valid_to
) to '{path}' (header)
"""


@dataclass(frozen=True, slots=True)
class Size:
    """How much of a country. Of the `quarters`, the first `older_quarters` belong to the communes before."""

    units: int = 3321
    older: int = 10598
    provinces: int = 34
    older_provinces: int = 63
    criteria: int = 100
    quarters: int = 20
    older_quarters: int = 15


def write(folder: Path, size: Size) -> Path:
    """Write the data package into a folder, which is made, and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    merged, begins = _merged_on(size), date(2010, 1, 1)
    eve = merged - timedelta(1)
    older = communes(size.older, size.older_provinces, begins, eve) if size.older_quarters else []
    taken = [unit.code for unit in older]
    newer = communes(size.units, size.provinces, merged, None, taken) if size.older_quarters < size.quarters else []
    above = provinces(size.older_provinces, begins, eve) if older else []
    above += provinces(size.provinces, merged, None) if newer else []
    _csv(folder / "units.csv", [*above, *(row(unit) for unit in (*older, *newer))])
    if older and newer:
        _csv(folder / "successions.csv", successions(older, newer, merged))
    _csv(folder / "variables.csv", _variables(size.criteria))
    _csv(folder / "targets.csv", _targets(size.criteria))
    _csv(folder / "events.csv", [{"date": merged.isoformat(), "name": "Sắp xếp đơn vị (tổng hợp)", "kind": "minh hoạ"}])
    _framework(folder / "frameworks" / "tong_hop", size.criteria)
    (folder / "datapackage.json").write_text(json.dumps(words.PACKAGE, ensure_ascii=False, indent=1), "utf-8")
    (folder / "observations").mkdir(exist_ok=True)
    _observations(folder / "observations" / "tat_ca.csv", [*older, *newer], size)
    return folder


def quarters(count: int) -> list[periods.Period]:
    """So many quarters, the last of them `LAST`."""
    last = periods.parse(LAST).starts
    months = (last.year * 12 + last.month - 1 - 3 * back for back in reversed(range(count)))
    return [periods.parse(f"{month // 12}-Q{month % 12 // 3 + 1}") for month in months]


def _merged_on(size: Size) -> date:
    shown = quarters(size.quarters)
    if size.older_quarters < len(shown):
        return shown[size.older_quarters].starts
    return shown[-1].ends + timedelta(1)


def _variables(criteria: int) -> list[dict[str, Any]]:
    rate = {"unit": "%", "decimals": 1, "kind": "rate", "better": "higher", "frequency": "quarter", "due_days": 10}
    rate |= {"owner": "UBND xã", "min": 0, "max": 100, "over_units": "weighted by ho", "source": words.SOURCE}
    homes = {"code": "ho", "name": "Số hộ", "unit": "hộ", "decimals": 0, "kind": "count", "better": "none"}
    homes |= {"frequency": "quarter", "due_days": 10, "owner": "UBND xã", "min": 0, "max": "", "over_units": "sum"}
    rates = [{"code": f"v{c + 1:03d}", "name": words.criterion(c)} | rate for c in range(criteria)]
    return [homes | {"source": words.SOURCE}, *rates]


def _targets(criteria: int) -> list[dict[str, Any]]:
    dated = {"valid_from": "2010-01-01", "valid_to": "", "value": 80, "basis": words.SOURCE, "source": words.SOURCE}
    return [{"code": f"C{c + 1:03d}"} | dated for c in range(0, criteria, 5)]


def _framework(folder: Path, criteria: int) -> None:
    """Themes of ten linear criteria each, a point for each criterion."""
    folder.mkdir(parents=True, exist_ok=True)
    same = {"missing": "skip", "not_applicable": "skip", "basis": words.SOURCE}
    group = same | {"value": "sum", "missing": "stop", "min_share": 0.5}
    blank = dict.fromkeys(("parent", "unit", "rule", "at_zero", "at_full", "min_share"), "")
    rows = [blank | group | {"code": "TONG", "name": words.INDEX, "max_points": criteria, "round_to": 0.01}]
    for c in range(criteria):
        theme = f"T{c // 10 + 1:02d}"
        if c % 10 == 0:
            own = {"code": theme, "parent": "TONG", "name": words.THEMES[c // 10 % len(words.THEMES)]}
            rows.append(blank | group | own | {"max_points": min(10, criteria - c), "round_to": ""})
        leaf: dict[str, Any] = {"code": f"C{c + 1:03d}", "parent": theme, "name": words.criterion(c), "unit": "%"}
        leaf |= {"value": f"v{c + 1:03d}", "rule": "linear", "at_zero": 0, "at_full": 80, "max_points": 1}
        rows.append(blank | same | leaf | {"round_to": ""})
    _csv(folder / "framework.csv", rows)
    (folder / "datapackage.json").write_text(json.dumps(words.FRAMEWORK, ensure_ascii=False, indent=1), "utf-8")


def _observations(path: Path, units: list[Unit], size: Size) -> None:
    shown = quarters(size.quarters)
    with duckdb.connect() as con:
        con.execute(
            PERIODS,
            {
                "code": [each.code for each in shown],
                "at": list(range(len(shown))),
                "ends": [each.ends for each in shown],
            },
        )
        con.execute(
            UNITS,
            {
                "code": [unit.code for unit in units],
                "at": [unit.at for unit in units],
                "place": [unit.province for unit in units],
                "starts": [unit.valid_from for unit in units],
                "ends": [unit.valid_to or date.max for unit in units],
            },
        )
        con.execute(OBSERVATIONS.format(path=str(path).replace("'", "''")), {"criteria": size.criteria})


def _csv(path: Path, rows: list[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    usual = Size()
    parser = argparse.ArgumentParser(prog="python -m bench.country", description=__doc__)
    parser.add_argument("folder", type=Path)
    for name in Size.__dataclass_fields__:
        parser.add_argument(f"--{name.replace('_', '-')}", type=int, default=getattr(usual, name))
    given = vars(parser.parse_args())
    print(write(given.pop("folder"), Size(**given)))


if __name__ == "__main__":
    main()
