"""Which points of a release people gave, and whether any document was named: what the ledger tells apart."""

import duckdb

from dx_metrics.scoring import Framework

TABLE = "judged_points"
# A round of marking stands for later periods, as any figure reported less often does.
JUDGED = f"""
create or replace temp table {TABLE} as
select figures.unit, figures.period, criteria.code, bool_or(coalesce(evidence, '') <> '') as evidenced
from criteria
join frameworks on frameworks.id = criteria.framework
join assessments on assessments.series = frameworks.series and assessments.code = criteria.code
join figures on figures.unit = assessments.unit and figures.own_period = assessments.period
 and figures.variable = criteria.value
where criteria.framework = $framework
group by all
"""


def judged(con: duckdb.DuckDBPyConnection, framework: Framework) -> str | None:
    """Name of the table (unit, period, code, evidenced) for `add_ledger`; None where nobody gives points."""
    if not framework.settings.assessed:
        return None
    con.execute(JUDGED, {"framework": framework.id})
    return TABLE
