"""The table `standings`: scores with places, spread and the period before, made whole or for some periods anew."""

import duckdb

from dx_metrics.store.tables import STANDINGS

# The period after one that is scored anew shows that one as its past.
TO_MAKE = """
create or replace temp table standings_to_make as
with anew as (
    select series, position from framework_in_period join rescored using (framework, period)
    union
    select series, position from standings
    where (framework, period) not in (select (framework, period) from framework_in_period)
)
select series, position from anew union select series, position + 1 from anew
"""
AWAY = """
delete from standings
where (series, position) in (select (series, position) from standings_to_make)
   or (framework, period) not in (select (framework, period) from framework_in_period)
"""
NEAR = """
semi join (select framework, period from framework_in_period
           where (series, position) in (from standings_to_make)
              or (series, position + 1) in (from standings_to_make)) as near using (framework, period)
"""
HERE = "where (placed.series, placed.position) in (select (series, position) from standings_to_make)"


def make_standings(con: duckdb.DuckDBPyConnection) -> None:
    """Make the table of all scores."""
    con.execute(STANDINGS.format(into="create table standings as", near="", here=""))


def renew_standings(con: duckdb.DuckDBPyConnection) -> None:
    """Bring the table up to date after what is in `rescored` (framework, period) was scored anew."""
    con.execute(TO_MAKE)
    con.execute(AWAY)
    con.execute(STANDINGS.format(into="insert into standings", near=NEAR, here=HERE))
    con.execute("drop table standings_to_make")
