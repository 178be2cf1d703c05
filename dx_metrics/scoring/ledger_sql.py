"""How the ledger is kept, and what it is made from."""

REASONS = ("full", "below", "judged", "no_evidence", "not_reported", "not_applicable", "above")

# Lists in the order of `ledger_criteria`, as scores are kept: a row of the view for each amount that is there.
# `maximum` and `lost` count ten-thousandths of a point; `why` is a position in REASONS.
LEDGER = f"""
create table if not exists ledger_criteria (
    framework varchar primary key,
    within varchar[] not null,           -- the index or theme in whose points the row is written
    code varchar[] not null, parent varchar[] not null, leaf boolean[] not null
);
create table if not exists ledger_lists (
    framework varchar not null, period varchar not null, unit varchar not null,
    maximum bigint[] not null, lost bigint[] not null, why tinyint[] not null, counted boolean[] not null
);
create or replace view ledger as
select framework, period, unit, within, code, parent, leaf,
       (maximum / 1e4)::decimal(18, 4) as maximum, ((maximum - lost) / 1e4)::decimal(18, 4) as got,
       (lost / 1e4)::decimal(18, 4) as lost, {list(REASONS)}[why + 1] as why, counted
from (select framework, period, unit, unnest(within) as within, unnest(code) as code, unnest(parent) as parent,
             unnest(leaf) as leaf, unnest(maximum) as maximum, unnest(lost) as lost, unnest(why) as why,
             unnest(counted) as counted
      from ledger_lists join ledger_criteria using (framework))
where maximum is not null;
"""
CRITERIA = "insert or replace into ledger_criteria values ($framework, $within, $code, $parent, $leaf)"

PERIODS = "select period, count(*) from {scored} where framework = $framework group by period order by period"
PLACED = """
create or replace temp table ledger_placed as
select period, unit, ranked, value, state, points, (row_number() over (order by period, unit) - 1)::integer as place
from {scored} where framework = $framework and period in (select unnest($periods::varchar[]))
order by period, unit
"""
ROWS = "select period, ranked from ledger_placed order by place"
CELLS = "select unnest(state) as state, unnest(points) as points from ledger_placed order by place"
JUDGED = """
select place, list_position($code::varchar[], code) - 1 as number, evidenced
from {assessed} join ledger_placed using (unit, period)
where list_contains($code::varchar[], code)
"""
INSERT = """
insert into ledger_lists
select $framework, period, unit, {lists}
from (from ledger_placed order by place) positional join ledger_amounts
"""
