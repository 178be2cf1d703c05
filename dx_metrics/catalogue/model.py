"""What the program needs of each table, in the words of Table Schema.

A workspace's own schemas may ask for more; they cannot ask for less.
"""

from dataclasses import dataclass
from typing import Any

from dx_metrics.catalogue.registers import registers
from dx_metrics.periods import KINDS


@dataclass(frozen=True, slots=True)
class Link:
    """Every value of `field` stands in `target` of `table`."""

    field: str
    table: str
    target: str


@dataclass(frozen=True, slots=True)
class Table:
    """`fields`: name to type and constraints. `needed`: the workspace is nothing without it."""

    fields: dict[str, dict[str, Any]]
    key: tuple[str, ...]
    links: tuple[Link, ...] = ()
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One column as it is checked: `rules` are names of Table Schema constraints with their argument."""

    name: str
    type: str
    rules: tuple[tuple[str, Any], ...] = ()


def _f(type: str = "string", **constraints: Any) -> dict[str, Any]:
    return {"type": type, "constraints": constraints}


NAMED: dict[str, Any] = {"required": True, "maxLength": 300}
CODE: dict[str, Any] = {"required": True, "maxLength": 60, "pattern": r"[^\s,;]+"}
VARIABLE: dict[str, Any] = CODE | {"pattern": r"[A-Za-z_][A-Za-z0-9_.]*"}
WHOLE: dict[str, Any] = {"minimum": 0, "maximum": 1_000_000_000_000}
HEX: dict[str, Any] = {"minimum": -10_000, "maximum": 10_000}

MODEL = {
    "units": Table(
        {
            "code": _f(**CODE),
            "valid_from": _f("date", required=True),
            "valid_to": _f("date"),
            "name": _f(**NAMED),
            "short_name": _f(),
            "kind": _f(),
            "level": _f(),
            "parent": _f(),
            "population": _f("integer", **WHOLE),
            "households": _f("integer", **WHOLE),
            "area_km2": _f("number", minimum=0),
            "lon": _f("number", minimum=-180, maximum=180),
            "lat": _f("number", minimum=-90, maximum=90),
            "hex_q": _f("integer", **HEX),
            "hex_r": _f("integer", **HEX),
            "compared": _f("boolean"),
            "source": _f(),
        },
        ("code", "valid_from"),
        (Link("parent", "units", "code"),),
        needed=True,
    ),
    "successions": Table(
        {
            "from_code": _f(required=True),
            "to_code": _f(required=True),
            "effective": _f("date", required=True),
            "kind": _f(required=True, enum=["whole", "part"]),
            "share": _f("number", minimum=0.000001, maximum=1),
            "basis": _f(),
        },
        ("from_code", "to_code", "effective"),
        (Link("from_code", "units", "code"), Link("to_code", "units", "code")),
    ),
    "neighbours": Table(
        {
            "code": _f(required=True),
            "neighbour": _f(required=True),
            "valid_from": _f("date", required=True),
        },
        ("code", "neighbour", "valid_from"),
        (Link("code", "units", "code"), Link("neighbour", "units", "code")),
    ),
    "variables": Table(
        {
            "code": _f(**VARIABLE),
            "name": _f(**NAMED),
            "unit": _f(),
            "decimals": _f("integer", minimum=0, maximum=10),
            "kind": _f(required=True, enum=["count", "rate", "answer"]),
            "better": _f(enum=["higher", "lower", "none"]),
            "comparable": _f("boolean"),
            "frequency": _f(required=True, enum=list(KINDS)),
            "due_days": _f("integer", minimum=0, maximum=3660),
            "owner": _f(),
            "min": _f("number"),
            "max": _f("number"),
            "over_units": _f(pattern=r"sum|none|weighted by \S+"),
            "definition": _f(),
            "caveat": _f(),
            "source": _f(),
        },
        ("code",),
        needed=True,
    ),
    "targets": Table(
        {
            "code": _f(required=True),
            "valid_from": _f("date", required=True),
            "valid_to": _f("date"),
            "value": _f("number", required=True),
            "basis": _f(),
            "source": _f(),
        },
        ("code", "valid_from"),
    ),
    "events": Table(
        {
            "date": _f("date", required=True),
            "name": _f(**NAMED),
            "kind": _f(),
            "basis": _f(),
        },
        ("date", "name"),
    ),
    "observations": Table(
        {
            "unit": _f(required=True),
            "period": _f(required=True),
            "variable": _f(required=True),
            "value": _f(maxLength=300),
            "status": _f(enum=["missing", "not_applicable"]),
            "reported_at": _f("date"),
        },
        ("unit", "period", "variable"),
        (Link("unit", "units", "code"), Link("variable", "variables", "code")),
    ),
}
MODEL |= registers(_f, Link, Table, CODE, NAMED)
