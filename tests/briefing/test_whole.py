"""Everything behind a picture: registers, marks, counts, every row of every unit and round."""

import pandas as pd
import pytest

from dx_metrics import store
from dx_metrics.briefing import whole
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.view import View
from pages.shared.exhibits import EXHIBITS
from tests.charts.judged import judged_workspace
from tests.tiny import rows, write

ACTIONS = """
    code | unit  | series | criterion | period  | title   | points_claimed | owner   | due        | opened_at
    V01  | 01906 | thu    | CC1.1     | 2022-Q2 | Kế hoạch | 3             | UBND xã | 2022-09-30 | 2022-07-20
    V02  | 01909 | thu    | CC2.1     | 2022-Q2 | Phiếu   | 5              | UBND xã | 2022-09-30 | 2022-07-21
"""
VIEW = View("thu", "2022-Q2", "01906", day="2022-07-20")


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    folder = tmp_path_factory.mktemp("toan-bo")
    made = judged_workspace(folder)
    write(made / "actions.csv", rows(ACTIONS))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DX_LOCAL", str(folder / "local"))
        outcome = store.publish(made)
        assert not outcome.refused, [str(problem) for problem in outcome.problems]
        yield store.current(made)


def asked(release, name, view=VIEW, **more):
    return whole.whole_of(release, view, Exhibit(name, "", "", "", pd.DataFrame()), **more).table


def test_a_register_is_whole_up_to_its_day_whichever_commune_is_looked_at(release):
    assert list(asked(release, "viec-phai-lam")["Mã việc"]) == ["V01"]
    later = View("thu", "2022-Q2", "01906", day="2022-12-01")
    table = asked(release, "viec-phai-lam", later)
    assert list(table["Mã việc"]) == ["V02", "V01"]
    assert table.iloc[0]["Tiêu chí"] == "Hài lòng"
    assert list(asked(release, "viec-phai-lam", later, units=("01906",))["Mã việc"]) == ["V01"]


def test_marks_are_told_stage_by_stage_with_reason_and_evidence(release):
    table = asked(release, "cchc-ket-qua")
    assert len(table) == 12
    row = table[(table["Kỳ chấm"] == "6 tháng đầu năm 2022") & (table["_code"] == "01906")].iloc[1]
    assert (row["Bước"], row["Điểm"], row["Lý do"]) == ("thẩm định", 1, "Báo cáo gửi chậm")


def test_every_whole_table_can_be_asked_of_a_release_that_has_nothing_of_it(release):
    for name in whole.QUESTIONS:
        assert name in EXHIBITS
        assert "_state" not in asked(release, name).columns, name
