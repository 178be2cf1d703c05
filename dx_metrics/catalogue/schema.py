"""Table Schema of one resource, laid over what the program needs anyway."""

import re
from functools import cache
from typing import Any

import duckdb

from dx_metrics.catalogue.model import MODEL, Column, Link
from dx_metrics.problems import Problem

FILE = "datapackage.json"
TYPES = ("string", "integer", "number", "boolean", "date")
_CURE = "Sửa theo chuẩn Table Schema; xem mẫu data/ba_be/datapackage.json."
_Read = tuple[tuple[Column, ...], frozenset[str], list[tuple[str, ...]], list[Link], list[Problem]]


def read_schema(table: str, schema: Any) -> _Read:
    """Columns (the model's, then the workspace's own), names declared, keys, links and problems."""
    problems: list[Problem] = []
    columns = {
        name: Column(name, field["type"], tuple(field["constraints"].items()))
        for name, field in MODEL[table].fields.items()
    }
    if schema is None:
        return tuple(columns.values()), frozenset(), [], [], problems
    if not isinstance(schema, dict) or not isinstance(schema.get("fields"), list):
        problems.append(_fault(table, "“schema” phải là một đối tượng có danh sách “fields”"))
        return tuple(columns.values()), frozenset(), [], [], problems
    declared = []
    for field in schema["fields"]:
        if not isinstance(field, dict) or not isinstance(field.get("name"), str) or not field["name"]:
            problems.append(_fault(table, "mỗi cột phải có “name”"))
            continue
        name, type = field["name"], field.get("type", "string")
        known = columns.get(name)
        if name in declared or name in ("file", "line"):
            problems.append(_fault(table, "tên cột khai hai lần hoặc là tên dành riêng", name))
            continue
        if type not in (TYPES if known is None else (known.type,)):
            wanted = ", ".join(TYPES) if known is None else known.type
            problems.append(_fault(table, f"kiểu của cột phải là {wanted}", f"{name}: {type}"))
            continue
        declared.append(name)
        rules = _rules(table, name, type, field.get("constraints", {}), problems)
        columns[name] = Column(name, type, (*(known.rules if known else ()), *rules))
    if schema.get("missingValues", [""]) != [""]:
        problems.append(_fault(table, "“missingValues” chỉ được là ô trống"))
    keys = _keys(table, schema, declared, problems)
    keys += [(c.name,) for c in columns.values() for word, on in c.rules if word == "unique" and on]
    return (
        tuple(columns.values()),
        frozenset(declared),
        keys,
        _links(table, schema, declared, problems),
        problems,
    )


def _fault(table: str, message: str, value: str = "") -> Problem:
    return Problem(message, _CURE, FILE, column=f"{table}.schema", value=value)


def _rules(table: str, name: str, type: str, constraints: Any, problems: list[Problem]) -> list[tuple[str, Any]]:
    if not isinstance(constraints, dict):
        problems.append(_fault(table, "“constraints” phải là một đối tượng", name))
        return []
    rules = []
    for word, argument in constraints.items():
        if not _sound(word, argument, type):
            problems.append(_fault(table, f"ràng buộc “{word}” không dùng được", f"{name}: {argument}"))
        else:
            rules.append((word, argument))
    return rules


def _sound(word: str, argument: Any, type: str) -> bool:
    match word:
        case "required" | "unique":
            return isinstance(argument, bool)
        case "minLength" | "maxLength":
            return isinstance(argument, int)
        case "minimum" | "maximum" if type == "date":
            return isinstance(argument, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", argument) is not None
        case "minimum" | "maximum":
            return isinstance(argument, int | float) and type in ("number", "integer")
        case "enum":
            return isinstance(argument, list) and all(isinstance(word, str | int | float) for word in argument)
        case "pattern":
            return isinstance(argument, str) and _is_pattern(argument)
    return False


@cache
def _is_pattern(text: str) -> bool:
    """Whether DuckDB takes it: its expressions lack look-around and back references."""
    try:
        with duckdb.connect() as con:
            con.execute("select regexp_full_match('', $text)", {"text": text}).fetchall()
    except duckdb.Error:
        return False
    return True


def _names(value: Any) -> list[str]:
    names = value if isinstance(value, list) else [value]
    return names if all(isinstance(name, str) for name in names) else []


def _keys(table: str, schema: dict[str, Any], declared: list[str], problems: list[Problem]) -> list[tuple[str, ...]]:
    if "primaryKey" not in schema:
        return []
    names = _names(schema["primaryKey"])
    if not names or not set(names) <= set(declared):
        problems.append(_fault(table, "“primaryKey” phải nêu các cột đã khai", str(schema["primaryKey"])))
        return []
    return [] if set(names) == set(MODEL[table].key) else [tuple(names)]


def _links(table: str, schema: dict[str, Any], declared: list[str], problems: list[Problem]) -> list[Link]:
    links = []
    entries = schema.get("foreignKeys", [])
    for entry in entries if isinstance(entries, list) else [entries]:
        reference = entry.get("reference") if isinstance(entry, dict) else None
        fields = _names(entry.get("fields")) if isinstance(entry, dict) else []
        targets = _names(reference.get("fields")) if isinstance(reference, dict) else []
        target = (reference.get("resource") or table) if isinstance(reference, dict) else None
        if len(fields) != 1 or len(targets) != 1 or fields[0] not in declared or target not in MODEL:
            problems.append(
                _fault(table, "khóa ngoại phải nối một cột đã khai với một cột của bảng khác", str(entry)[:80])
            )
            continue
        link = Link(fields[0], target, targets[0])
        if link.target not in MODEL[target].fields:
            problems.append(_fault(table, "khóa ngoại trỏ tới cột không có", f"{target}.{link.target}"))
        elif link not in MODEL[table].links:
            links.append(link)
    return links
