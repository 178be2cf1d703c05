"""The ten messy files beside the project: every row there, every name readable."""

from pathlib import Path

import pytest

from tests.intake.office import NAMES, reading

MESSY = Path(__file__).parents[3] / "shared" / "data" / "messy"
pytestmark = pytest.mark.skipif(not MESSY.is_dir(), reason="../shared/data/messy is not beside the project")
ROWS = {"15_report_layout.csv": 30, "20_dup_unknown_retired_impossible.csv": 20}


def test_all_ten_files_are_read_whole():
    files = sorted(MESSY.glob("[0-9]*"))
    assert len(files) == 10
    for file in files:
        found = reading(file.read_bytes(), NAMES)
        (sheet,) = found.sheets
        assert len(sheet.rows) == ROWS.get(file.name, 16), file.name
        assert any("Bành Trạch" in cell for row in sheet.rows for cell in row), file.name
        assert not [remark for remark in found.remarks if remark.level == "must_fix"], file.name
