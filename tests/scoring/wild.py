"""Hypothesis strategies: valid frameworks of every kind, and observations with gaps, zeros and negatives."""

from typing import Any

from hypothesis import strategies as st

UNITS, PERIODS = ("u", "v", "x", "y"), ("2021", "2022")
VARIABLES, ANSWERS = ("a", "b", "c"), ("co", "khong", "1")
GROUPS = (*("sum", "mean") * 3, "geomean", "harmean", "min", "max", "median")
NUMBERS = (-3.0, 0.0, 0.5, 1.0, 2.0, 7.25, 40.0, 100.0)
LEVELS = ("min", "max", "min_all", "max_all", "p25", "p90", "0", "10", "50.5")

Row = dict[str, str]


def _choose(*options: str) -> st.SearchStrategy[str]:
    return st.sampled_from(options)


@st.composite
def leaf_rules(draw: st.DrawFn) -> Row:
    """The cells of a leaf's value and rule."""
    kind = draw(_choose("", "linear", "linear:2", "linear:0.5", "bands", "choice", "zscore", "zscore:10:-2"))
    if kind == "choice":
        points = draw(st.lists(_choose("0", "2", "max", "NA"), min_size=3, max_size=3))
        table = "; ".join(f"{answer}:{p}" for answer, p in zip(ANSWERS, points, strict=True))
        return {"value": "answer", "rule": kind, "table": table, "max_points": "2"}
    row = {
        "rule": kind,
        "value": draw(_choose("a", "b", "a / b", "a / (b - c) * 100", "-a + 2 * c", "c - 1e-3")),
    }
    row["transform"] = draw(_choose(*[""] * 20, "sqrt", "ln", "log10"))
    if kind.startswith("linear"):
        row["at_zero"], row["at_full"] = draw(st.permutations(LEVELS))[:2]
        row["clip"] = draw(_choose("", "both", "top", "bottom", "none"))
        row["min_points"] = draw(_choose("", "", "1"))
        row["max_points"] = draw(_choose("5", "10"))
    if kind == "bands":
        row["table"] = draw(_choose(">=40:max; >=1:prop; else:0", "<0:NA; <=1:0; <50:1; >=50:3", "=2:3; >2:prop"))
        row["at_full"] = draw(_choose("40", "max", "p90"))
        row["max_points"] = "3"
    return row


@st.composite
def frameworks(draw: st.DrawFn) -> tuple[list[Row], dict[str, Any]]:
    """Rows of framework.csv and the `scoring` settings."""
    parents: list[str] = [""]
    for number in range(draw(st.integers(1, 9))):
        parents.append(draw(_choose("", *(f"N{k}" for k in range(number + 1)))))
    table = []
    for number, parent in enumerate(parents):
        group = f"N{number}" in parents
        row = {"value": draw(_choose(*GROUPS))} if group else draw(leaf_rules())
        zscore = row.get("rule", "").startswith("zscore")
        row |= {
            "code": f"N{number}",
            "name": f"Mục {number}",
            "parent": parent,
            "weight": draw(_choose("", "1", "2.5", "0.1")),
            "missing": draw(_choose("zero", "skip", "stop", "mean")),
            "not_applicable": draw(_choose("skip", "zero", "stop", *([] if group or zscore else ["full"]))),
            "min_share": draw(_choose("", "", "0.5", "1")) if group else "",
            "round_to": draw(_choose("", "", "", "0.01", "0.5")),
        }
        table.append(row)
    settings: dict[str, Any] = {}
    if draw(st.booleans()):
        settings["unranked_units"] = ["y"]
    if draw(st.booleans()):
        settings["reference_units"] = ["u", "v", "y"]
    return table, settings


@st.composite
def observations(draw: st.DrawFn) -> list[Row]:
    """Rows of observations; some absent, some blank, some with a status."""
    table = []
    for unit in UNITS:
        for period in PERIODS:
            for variable in (*VARIABLES, "answer"):
                figure = _choose(*ANSWERS) if variable == "answer" else st.sampled_from(NUMBERS).map(repr)
                value = draw(st.one_of(figure, figure, figure, _choose("", "missing", "not_applicable", "absent")))
                if value != "absent":
                    status = value if value in ("missing", "not_applicable") else ""
                    row = {"unit": unit, "period": period, "variable": variable, "status": status}
                    table.append(row | {"value": "" if status else value})
    return table
