"""The typed tables of a workspace: the second wall behind the checks."""

from dx_metrics.catalogue.model import MODEL
from dx_metrics.catalogue.registers import NAMES

TABLES = """
create table units (
    code varchar not null,
    valid_from date not null,
    valid_to date check (valid_to >= valid_from),
    name varchar not null,
    short_name varchar not null,
    kind varchar,
    level varchar,
    parent varchar,
    population bigint check (population >= 0),
    households bigint check (households >= 0),
    area_km2 double check (area_km2 >= 0),
    lon double check (lon between -180 and 180),
    lat double check (lat between -90 and 90),
    hex_q integer,
    hex_r integer,
    compared boolean not null,       -- false for totals and parents: shown, never ranked
    source varchar,
    primary key (code, valid_from)
);
create table successions (
    from_code varchar not null,
    to_code varchar not null,
    effective date not null,
    kind varchar not null check (kind in ('whole', 'part')),
    share double not null check (share > 0 and share <= 1),
    basis varchar,
    primary key (from_code, to_code, effective)
);
create table neighbours (
    code varchar not null,
    neighbour varchar not null check (neighbour <> code),
    valid_from date not null,        -- of `code`: tells apart two units that shared a code
    primary key (code, neighbour, valid_from)
);
create table variables (
    code varchar primary key,
    name varchar not null,
    unit varchar,
    decimals integer check (decimals between 0 and 10),
    kind varchar not null check (kind in ('count', 'rate', 'answer')),
    better varchar not null check (better in ('higher', 'lower', 'none')),
    comparable boolean not null,     -- whether the bare figure may be set side by side between units
    frequency varchar not null check (frequency in ('month', 'quarter', 'half', 'year')),
    due_days integer check (due_days >= 0),
    owner varchar,
    min double,
    max double check (max >= min),
    over_units varchar not null,     -- sum, none, or weighted by <variable>
    definition varchar,
    caveat varchar,
    source varchar
);
create table targets (
    code varchar not null,
    valid_from date not null,
    valid_to date check (valid_to >= valid_from),
    value double not null,
    basis varchar,
    source varchar,
    primary key (code, valid_from)
);
create table events (
    date date not null,
    name varchar not null,
    kind varchar,
    basis varchar
);
create table observations (
    unit varchar not null,
    period varchar not null,
    variable varchar not null,
    value varchar,                   -- a number, or an answer
    status varchar check (status in ('missing', 'not_applicable')),
    reported_at date,
    check ((value is null) <> (status is null)),
    primary key (unit, period, variable)
);
"""

_TYPES = {"string": "varchar", "date": "date", "number": "double", "integer": "bigint", "boolean": "boolean"}


def _typed(name: str) -> str:
    """The table of a register, as its model says; what is more than types and keys stands in the rules."""
    model = MODEL[name]
    columns = [
        f'"{field}" {_TYPES[told["type"]]}{" not null" if told["constraints"].get("required") else ""}'
        for field, told in model.fields.items()
    ]
    key = ", ".join(f'"{field}"' for field in model.key)
    return f"create table {name} ({', '.join(columns)}, primary key ({key}));\n"


TABLES += "".join(map(_typed, NAMES))

# `good` holds the rows of the table at hand that have no error, '' turned to NULL.
FILL = {
    "units": """
        insert into units by name
        select * replace (coalesce(short_name, name) as short_name, coalesce(compared, 'true') as compared)
        from good
    """,
    "successions": """
        insert into successions by name
        select * replace (coalesce(share, '1') as share) from good
    """,
    "neighbours": "insert into neighbours by name from good",
    "variables": """
        insert into variables by name
        select * replace (coalesce(better, 'none') as better, coalesce(comparable, 'true') as comparable,
                          coalesce(over_units, 'none') as over_units) from good
    """,
    "targets": "insert into targets by name from good",
    "events": "insert into events by name from good",
    "observations": "insert into observations by name from good",
    **{name: f"insert into {name} by name from good" for name in NAMES},
}
