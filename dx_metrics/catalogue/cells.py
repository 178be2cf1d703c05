"""What is wrong inside single cells and with keys: Table Schema, asked of one table at a time.

The rows of the table at hand are in the view `raw`: file, line and its columns, all text, '' where empty.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import duckdb

from dx_metrics.catalogue.faults import Rule, ask
from dx_metrics.catalogue.model import Column, Link
from dx_metrics.catalogue.package import Resource

EXPECTED = """
create or replace temp table expected as
select unnest($field::varchar[]) as field, unnest($rule::varchar[]) as rule,
       unnest($argument::varchar[]) as argument, unnest($detail::varchar[]) as detail
"""

# Each text is judged once however often it occurs: four million observations hold few distinct ones.
SEEN = "select {name} as field, {column} as value from raw group by {column}"
WRONG = """
create or replace temp table wrong as
with seen as ({seen})
select seen.field, seen.value, expected.rule, expected.detail
from seen join expected using (field)
where case expected.rule
    when 'required' then seen.value = ''
    when 'blanks' then regexp_matches(seen.value, '^[\\s\\x{00A0}\\x{FEFF}]|[\\s\\x{00A0}\\x{FEFF}]$')
    when 'composed' then nfc_normalize(seen.value) <> seen.value
    else seen.value <> '' and case expected.rule
        when 'integer' then not regexp_full_match(seen.value, '-?[0-9]{1,18}')
        when 'number' then not regexp_full_match(seen.value, '-?[0-9]+([.][0-9]+)?([eE][-+]?[0-9]{1,3})?')
                           or not coalesce(isfinite(try_cast(seen.value as double)), false)
        when 'boolean' then seen.value not in ('true', 'false')
        when 'date' then not regexp_full_match(seen.value, '[12][0-9]{3}-[0-9]{2}-[0-9]{2}')
                         or try_cast(seen.value as date) is null
        when 'minimum' then try_cast(seen.value as double) < expected.argument::double
        when 'maximum' then try_cast(seen.value as double) > expected.argument::double
        when 'earliest' then seen.value < expected.argument
        when 'latest' then seen.value > expected.argument
        when 'minLength' then length(seen.value) < expected.argument::integer
        when 'maxLength' then length(seen.value) > expected.argument::integer
        when 'pattern' then not regexp_full_match(seen.value, expected.argument)
        when 'enum' then not list_contains(json_extract_string(expected.argument, '$[*]'), seen.value)
    end
end
"""

WHERE_WRONG = """
insert into faults
select wrong.rule, 'error', file, line, wrong.field, wrong.value, wrong.detail
from (unpivot raw on columns(* exclude (file, line)) into name field value value) as cells
join wrong using (field, value)
"""

SAME_KEY = """
with keyed as (
    select file, line, concat_ws(' · ', *columns(lambda c: list_contains($key::varchar[], c))) as value
    from raw
),
found as (
    select *, first_value(file || ', dòng ' || line) over same as earlier, row_number() over same as nth
    from keyed
    where value <> '' and value in (select value from keyed group by value having count(*) > 1)
    window same as (partition by value order by file, line)
)
select file, line, array_to_string($key::varchar[], ', '), value, earlier from found where nth > 1
"""

NOT_THERE = """
select file, line, field, value, $file
from (unpivot raw on columns(* exclude (file, line)) into name field value value)
where field = $field and value <> '' and value not in (select target from aim)
"""

DUPLICATE = Rule("duplicate", "trùng với {}", "Giữ lại một dòng.", SAME_KEY)
UNKNOWN = Rule("unknown", "mã này không có trong {}", "Sửa mã, hoặc thêm mã vào {}.", NOT_THERE)

_NUMBER = "Chỉ dùng chữ số và dấu chấm thập phân, không có dấu ngăn cách hàng nghìn, ví dụ 1234.5."
RULES = [
    Rule("required", "không được để trống", "Điền ô này."),
    Rule("blanks", "thừa khoảng trắng ở đầu hoặc cuối ô", "Xóa khoảng trắng thừa."),
    Rule("composed", "chữ có dấu ghi theo kiểu tách rời (NFD)", "Gõ lại hoặc chuyển sang Unicode dựng sẵn."),
    Rule("integer", "không phải số nguyên", "Chỉ dùng chữ số, không có dấu ngăn cách nghìn, ví dụ 1234."),
    Rule("number", "không phải số", _NUMBER),
    Rule("boolean", "phải là true hoặc false", "Ghi true (có) hoặc false (không)."),
    Rule("date", "không phải ngày", "Ghi năm-tháng-ngày, ví dụ 2022-03-31."),
    Rule("minimum", "nhỏ hơn mức thấp nhất {}", "Kiểm tra lại số."),
    Rule("maximum", "lớn hơn mức cao nhất {}", "Kiểm tra lại số."),
    Rule("earliest", "sớm hơn ngày {}", "Kiểm tra lại ngày."),
    Rule("latest", "muộn hơn ngày {}", "Kiểm tra lại ngày."),
    Rule("minLength", "ngắn hơn {} ký tự", "Kiểm tra lại ô này."),
    Rule("maxLength", "dài hơn {} ký tự", "Rút ngắn ô này."),
    Rule("pattern", "không đúng dạng đã khai ({})", "Sửa theo dạng đã khai trong datapackage.json."),
    Rule("enum", "không phải một trong: {}", "Chọn một trong: {}."),
    DUPLICATE,
    UNKNOWN,
]


def check_cells(con: duckdb.DuckDBPyConnection, resource: Resource) -> None:
    """Types and constraints of every cell of `raw`."""
    expected = [row for column in resource.columns for row in _expected(column)]
    names = ("field", "rule", "argument", "detail")
    con.execute(EXPECTED, dict(zip(names, map(list, zip(*expected, strict=True)), strict=True)))
    seen = (SEEN.format(name=_text(column.name), column=_quoted(column.name)) for column in resource.columns)
    con.execute(WRONG.replace("{seen}", " union all ".join(seen)))
    if con.execute("select count(*) from wrong").fetchall() != [(0,)]:
        con.execute(WHERE_WRONG)


def check_keys(con: duckdb.DuckDBPyConnection, resource: Resource) -> None:
    """Every key of `raw` is there once."""
    for key in resource.keys:
        columns = ", ".join(map(_quoted, key))
        if con.execute(f"select 1 from raw group by {columns} having count(*) > 1 limit 1").fetchall():
            ask(con, DUPLICATE, key=list(key))


def check_links(con: duckdb.DuckDBPyConnection, links: Sequence[Link], files: dict[str, str]) -> None:
    """Every code that `raw` refers to is there. `files`: table to the name of its file."""
    for link in links:
        con.execute(f"create or replace temp view aim as select {_quoted(link.target)} as target from raw_{link.table}")
        column = _quoted(link.field)
        unknown = f"from raw where {column} <> '' and {column} not in (select target from aim)"
        if con.execute(f"select 1 {unknown} limit 1").fetchall():
            ask(con, UNKNOWN, field=link.field, file=files[link.table])


def _expected(column: Column) -> Iterator[tuple[str, str, str, str]]:
    yield column.name, "blanks", "", ""
    yield column.name, column.type if column.type != "string" else "composed", "", ""
    for word, argument in column.rules:
        if word in ("required", "unique"):
            if argument and word == "required":
                yield column.name, word, "", ""
        elif word == "enum":
            words = [_plain(entry) for entry in argument]
            yield column.name, word, json.dumps(words), ", ".join(words)
        else:
            dated = {"minimum": "earliest", "maximum": "latest"} if column.type == "date" else {}
            yield column.name, dated.get(word, word), str(argument), str(argument)


def _plain(entry: Any) -> str:
    return str(entry).lower() if isinstance(entry, bool) else str(entry)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"
