"""The ledger with what was done about each loss: nothing is lost on the way, nothing is counted twice."""

from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dx_metrics.follow_up.lost_points import lost_points
from dx_metrics.follow_up.plan import plan
from dx_metrics.follow_up.sheet import sheet
from dx_metrics.view import View
from tests.follow_up.doing import AGREED, Office
from tests.tiny import points

DAY = date(2022, 7, 15)
shares = st.lists(st.tuples(st.integers(0, 100), st.integers(0, 60)), min_size=2, max_size=2)


def figures(of: list[tuple[int, int]]) -> str:
    lines = ["unit | period | variable | value"]
    for unit, (nop, mat) in zip(("01906", "01909"), of, strict=True):
        lines += [f"{unit} | 2022-Q1 | {name} | {value}" for name, value in (("nop", nop), ("hs", 100), ("mat", mat))]
    return "\n".join(lines)


# Each example is a release of its own: a few, and no hunt for the smallest.
@settings(max_examples=4, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(of=shares)
def test_what_a_commune_lost_and_what_it_has_make_up_the_maximum(tmp_path_factory, of):
    office = Office(tmp_path_factory.mktemp("so"), figures(of))
    lost = lost_points(office.release, "thu", "2022-Q1", DAY)
    for unit in ("01906", "01909"):
        own = lost[lost["unit"] == unit]
        assert own["lost"].sum() + points(office.release, unit, "TONG") == pytest.approx(
            20, abs=0.006
        )  # points are rounded
    table = plan(office.release, "2022-Q1", DAY)
    for row in table.itertuples():
        still = lost[(lost["unit"] == row.unit) & (lost["code"] == row.criterion)]["lost"].sum()
        assert row.recoverable <= min(row.points_claimed, still) + 1e-6


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("xa")
        patch.setenv("DX_LOCAL", str(folder / "local"))
        made = Office(folder, figures([(20, 24), (50, 0)]), AGREED.replace("V02  | 01909", "V02  | 01912"))
        yield made.release


def test_each_loss_stands_beside_its_actions(office):
    table = lost_points(office, "thu", "2022-Q1", DAY).set_index(["unit", "code"])
    assert table.loc[("01906", "DVC01"), "open_actions"] == ("V01",)
    assert table.loc[("01906", "HTS01"), "open_actions"] == ()
    assert "01909" not in table.index  # lost nothing


def test_the_sheet_of_an_inspection_is_made_of_losses_and_open_actions(office):
    found = sheet(office, View("thu", "2022-Q1", "01906", day=DAY.isoformat()))
    assert [(row.code, row.lost) for row in found.lost] == [("DVC01", 6.0), ("HTS01", 5.0)]
    assert [(row.code, row.status) for row in found.actions] == [("V01", "quá hạn")]
    assert (found.unit_name, found.visit, found.last_visit) == ("Xã Khang Ninh", "", None)
    with pytest.raises(KeyError):
        sheet(office, View("thu", "2022-Q1", "99999"))
