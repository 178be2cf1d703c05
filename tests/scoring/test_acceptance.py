"""Published indices that the engine must reproduce within their stated tolerance, ranks included."""

from pathlib import Path

import duckdb
import pytest

from dx_metrics.scoring import read_framework, score
from dx_metrics.scoring.expected import compare
from dx_metrics.scoring.inputs import load_inputs

FOLDER = Path(__file__).parents[2] / "../shared/acceptance"
INDICES = sorted(path.parent.name for path in FOLDER.glob("*/expected.csv"))


@pytest.mark.skipif(not INDICES, reason="needs ../shared/acceptance, published indices beside the repository")
@pytest.mark.parametrize("index", INDICES or ["none"])
def test_a_published_index_is_reproduced(index):
    framework, problems = read_framework(FOLDER / index)
    assert framework is not None, problems
    with duckdb.connect() as con:
        assert load_inputs(con, FOLDER / index, framework) == []
        score(con, framework)
        result, problems = compare(con, framework, FOLDER / index)
    assert problems == []
    assert result.cells
    assert result.wrong == []
    assert len(result.misplaced) <= result.known, result.misplaced
