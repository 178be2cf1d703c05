"""The ledger of points lost: every point between the maximum and the score, laid at the door of one criterion."""

import duckdb

from dx_metrics.scoring.framework import Framework
from dx_metrics.scoring.ledger_cures import WIN_BACK, add_cures
from dx_metrics.scoring.ledger_sql import EDGES, INSERT, LEDGER, LEVEL, NOBODY, PLACED, TOPS
from dx_metrics.scoring.rules import Choice

FINE_BELOW = 10.0
"""An index of fewer points than this is written with four decimals, others with two."""

NODES = """
create or replace temp table ledger_nodes as
select unnest(range(len($code::varchar[]))) as number, unnest($code::varchar[]) as code,
       unnest($parent::varchar[]) as parent, unnest($above::integer[]) as above,
       unnest($leaf::boolean[]) as leaf, unnest($judged::boolean[]) as judged,
       unnest($top::boolean[]) as top, unnest($step::double[]) as step, unnest($combine::varchar[]) as combine,
       unnest($weight::double[]) as weight, unnest($most::double[]) as most, unnest($possible::double[]) as possible,
       unnest($missing::varchar[]) as missing, unnest($not_applicable::varchar[]) as not_applicable
"""


def add_ledger(
    con: duckdb.DuckDBPyConnection,
    framework: Framework,
    *,
    scores: str = "scores",
    observations: str = "observations",
    assessed: str | None = None,
) -> None:
    """Append what each unit lost to the tables `ledger` and `win_back`, made if they are not there.

    `scores` holds what `score` made of `observations` by this framework. A row of `ledger` stands for one
    criterion or group within an index or a theme (`within`), in the points of that index or theme:
    maximum = got + lost, and children make up their group exactly, to the last decimal. An index or theme
    without a score, or without a maximum (z-scores), has no ledger. `assessed` is a table (unit, period, code,
    evidenced) of what people judged. `why` is one of full, below, judged (by an answer or by people),
    no_evidence (judged, and no stage names a document), not_reported, not_applicable, above; `counted` is
    false where the criterion was left out and its points moved to the rest. `win_back` has a row a criterion
    that could earn more: see `add_cures`.
    """
    con.execute(LEDGER)
    con.execute(NODES, _columns(framework))
    con.execute(PLACED.format(scores=_quoted(scores)), {"framework": framework.id})
    con.execute(EDGES)
    con.execute(TOPS)
    deepest = max(framework.depth.values())
    for level in range(1, deepest + 1):
        con.execute(LEVEL.format(level=level, held=f"ledger_level_{level - 1}"))
    columns = "spot, within, number, step, worth_steps, lost_steps"
    levels = " union all ".join(f"select {columns} from ledger_level_{level}" for level in range(deepest + 1))
    con.execute(
        INSERT.format(levels=levels, assessed=_quoted(assessed) if assessed else NOBODY), {"framework": framework.id}
    )
    add_cures(con, framework, observations=_quoted(observations))
    for name in ("nodes", "placed", "edges", *(f"level_{level}" for level in range(deepest + 1))):
        con.execute(f"drop table ledger_{name}")


def begin_ledger(con: duckdb.DuckDBPyConnection) -> None:
    """Make the tables `ledger` and `win_back` of a release, which stay empty where nothing is scored."""
    con.execute(LEDGER)
    con.execute(WIN_BACK)


def decimals(framework: Framework, code: str) -> int:
    """Decimals that the ledger of the index holding `code` is written with."""
    return 4 if (framework.max_points[_root(framework, code)] or FINE_BELOW) < FINE_BELOW else 2


def _columns(framework: Framework) -> dict[str, list[object]]:
    criteria = framework.criteria
    number = {c.code: at for at, c in enumerate(criteria)}
    most = {c.code: framework.max_points[c.code] for c in criteria}
    return {
        "code": [c.code for c in criteria],
        "parent": [c.parent for c in criteria],
        "above": [None if c.parent is None else number[c.parent] for c in criteria],
        "leaf": [c.leaf for c in criteria],
        "judged": [isinstance(c.rule, Choice) for c in criteria],
        "top": [framework.depth[c.code] <= 1 for c in criteria],
        "step": [10.0 ** -decimals(framework, c.code) for c in criteria],
        "combine": [c.combine for c in criteria],
        "weight": [c.weight for c in criteria],
        "most": list(most.values()),
        "possible": [framework.possible[c.code] for c in criteria],
        "missing": [c.missing for c in criteria],
        "not_applicable": [c.not_applicable for c in criteria],
    }


def _root(framework: Framework, code: str) -> str:
    parents = {c.code: c.parent for c in framework.criteria}
    while (parent := parents[code]) is not None:
        code = parent
    return code


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
