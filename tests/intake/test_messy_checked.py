"""The ten messy files beside the project, checked against the shipped workspace: as their manifest says."""

import json
from pathlib import Path

import pytest

from dx_metrics.intake.check import Checked, check
from dx_metrics.intake.known import Known

MESSY = Path(__file__).parents[3] / "shared" / "data" / "messy"
BA_BE = Path(__file__).parents[2] / "data" / "ba_be"
pytestmark = pytest.mark.skipif(not MESSY.is_dir(), reason="../shared/data/messy is not beside the project")
VARIABLES = {"tong": "hs_tiep_nhan", "tt": "hs_truc_tuyen", "cq": "ho_cap_quang"}  # ty_le is the rate of the first two


@pytest.fixture(scope="module")
def known() -> Known:
    return Known.of_folder(BA_BE)


def checked(number: str, known: Known) -> Checked:
    (file,) = MESSY.glob(f"{number}_*")
    return check(file.name, file.read_bytes(), known)


def expected() -> dict[tuple[str, str, str], str]:
    told = json.loads((MESSY / "expected.json").read_text("utf-8"))
    return {
        (unit, told["period"], VARIABLES[column]): str(value)
        for unit, values in told["expected"].items()
        for column, value in zip(told["columns"], values, strict=True)
        if column in VARIABLES
    }


@pytest.mark.parametrize("number", ["01", "02", "03", "05", "08", "12", "15", "19"])
def test_the_same_figures_come_of_every_file(number, known):
    found = checked(number, known)
    assert found.outcome == "accept", (found.questions, found.remarks)
    assert {record.key: record.value for record in found.records} == expected()


def test_missing_marks_nothing_to_report_and_a_true_zero_stay_apart(known):
    found = {record.unit: record for record in checked("18", known).records if record.variable == "hs_truc_tuyen"}
    missing = ("01888", "01891", "01897", "01900", "01906", "01909")
    assert {found[unit].status for unit in missing} == {"missing"}
    assert found["01894"].status == "not_applicable"
    assert (found["01912"].value, found["01912"].status) == ("0", "")


def test_every_faulty_row_is_named_with_its_column(known):
    found = checked("20", known)
    named = {(remark.row, remark.column) for remark in found.remarks if remark.level == "must_fix"}
    assert found.outcome == "reject"
    assert named >= {
        (6, "Hồ sơ trực tuyến"),
        (7, "Tỷ lệ trực tuyến (%)"),
        (8, "Tổng số hồ sơ tiếp nhận"),
        (17, "Mã xã"),
        (18, "Mã xã"),
        (19, "Tên xã"),
        (20, "Mã xã"),
    }
    assert {row for row, _ in named} == {6, 7, 8, 17, 18, 19, 20}
