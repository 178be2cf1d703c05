"""Points lost and why an index changed, on a few rows: the finding, the words and the parts agree."""

import json

import pytest

from dx_metrics import store
from dx_metrics.charts import change, lost, lost_unit
from dx_metrics.queries import change as asked
from dx_metrics.view import ALL, View
from tests.tiny import FRAMEWORK, UNITS, release_of, rows, workspace, write

FIGURES = """
    unit  | period  | variable | value
    01906 | 2022-Q1 | nop      | 20
    01906 | 2022-Q1 | hs       | 125
    01906 | 2022-Q1 | mat      | 0
    01909 | 2022-Q1 | nop      | 25
    01909 | 2022-Q1 | hs       | 100
    01909 | 2022-Q1 | mat      | 24
    01906 | 2022-Q2 | nop      | 50
    01906 | 2022-Q2 | hs       | 125
    01906 | 2022-Q2 | mat      | 12
    01909 | 2022-Q2 | nop      | 25
    01909 | 2022-Q2 | hs       | 100
    01909 | 2022-Q2 | mat      | 24
"""
Q1, Q2 = View("thu", "2022-Q1"), View("thu", "2022-Q2")
KHANG_NINH = View("thu", "2022-Q1", "01906")
EXHIBITS = (lost.by_criterion, lost.by_unit, lost_unit.waterfall, lost_unit.ledger, change.change)
STRICTER = FRAMEWORK.replace("| 50      | 10", "| 100     | 10")


@pytest.fixture
def release(tmp_path):
    return release_of(tmp_path, FIGURES)


def versions(folder, observations, later, *, starts="2022-04-01", **more):
    """A workspace whose index has a second version, in force from `starts`."""
    made = workspace(folder, observations, **more)
    first = made / "frameworks" / "thu" / "datapackage.json"
    package = json.loads(first.read_text("utf-8"))
    package["scoring"]["effective_to"] = "2022-03-31"
    first.write_text(json.dumps(package), "utf-8")
    write(made / "frameworks" / "thu_2" / "framework.csv", rows(later))
    package["scoring"] = {"series": "thu", "effective_from": starts}
    (made / "frameworks" / "thu_2" / "datapackage.json").write_text(json.dumps(package | {"version": "2"}), "utf-8")
    outcome = store.publish(made)
    assert not outcome.refused, [str(problem) for problem in outcome.problems]
    return store.current(made)


def kinds(release, view, before=None):
    """Sums by unit and kind, checked to make up the change of every unit exactly."""
    found = asked.change(before or release, release, view.series, view.period, "TONG")
    sums = found.parts.groupby(["unit", "kind"])["points"].sum().round(4)
    moved = (found.units["after"] - found.units["before"]).round(4)
    made_up = sums.groupby("unit").sum().reindex(moved.index, fill_value=0).round(4)
    assert made_up.to_dict() == moved.to_dict()
    return sums.to_dict()


@pytest.mark.parametrize("ask", EXHIBITS)
@pytest.mark.parametrize(
    "view",
    [Q1, Q2, KHANG_NINH, View("thu", "2022-Q2", "01909", "DVC"), View("thu", "2022-Q1", "01912")],
    ids=["all", "later", "one", "one theme", "without figures"],
)
def test_every_exhibit_has_a_finding_words_a_caption_and_something_to_see(release, ask, view):
    exhibit = ask(release, view)
    assert exhibit.title and exhibit.words and exhibit.drawing
    assert "Bản công bố r1" in exhibit.caption and "Quý" in exhibit.caption


def test_the_criterion_that_costs_most_is_named_with_what_it_costs_a_commune(release):
    exhibit = lost.by_criterion(release, Q1)
    assert exhibit.title == "Dịch vụ mất nhiều nhất: 5,90 điểm mỗi xã"
    costs = exhibit.table.set_index("Mã")["Điểm mất bình quân mỗi xã"]
    assert costs.to_dict() == {"DVC01": 5.9, "HTS01": 2.5}  # (6.8 + 5) / 2 and (0 + 5) / 2


def test_communes_stand_by_what_they_could_win_back(release):
    exhibit = lost.by_unit(release, Q1)
    assert exhibit.title == "Nam Mẫu mất nhiều nhất: 10,00 điểm"
    assert list(exhibit.table["_code"]) == ["01909", "01906"]
    assert list(exhibit.table["Lấy lại được"]) == [10, 6.8]


def test_one_commune_is_led_from_the_maximum_to_its_score(release):
    exhibit = lost_unit.waterfall(release, KHANG_NINH)
    assert exhibit.title == "Khang Ninh mất 6,80 điểm, nhiều nhất ở Dịch vụ"
    assert exhibit.words == "Khang Ninh được 13,20 trên 20,00 điểm. Dịch vụ: mất 6,80 điểm."


def test_the_ledger_counts_the_cases_that_win_the_points_back(release):
    exhibit = lost_unit.ledger(release, KHANG_NINH)
    assert exhibit.title == "1 tiêu chí còn lấy lại được 6,80 điểm"
    cure = exhibit.table.set_index("Mã")["Lấy lại bằng cách"]
    assert cure["DVC01"] == "cần thêm 43 biến nop để đạt 50 %"
    assert cure["HTS01"] == ""


def test_what_was_not_reported_is_said_and_its_points_move_to_the_rest(tmp_path):
    figures = FIGURES.replace("    01906 | 2022-Q1 | mat      | 0\n", "")
    release = release_of(tmp_path, figures, framework=FRAMEWORK.replace("stop", "skip").replace("0.5", "   "))
    table = lost_unit.ledger(release, KHANG_NINH).table.set_index("Mã")
    assert table.loc["HTS01", "Vì sao"] == "chưa báo cáo, điểm chia lại cho tiêu chí khác"
    assert table.loc["HTS01", "Lấy lại bằng cách"] == "báo cáo số liệu; đủ điểm khi còn không quá 0 giờ"
    assert table.loc["DVC01", "Mất"] == 13.6  # 20 points ride on it now


def test_a_theme_is_seen_in_its_own_points(release):
    exhibit = lost_unit.waterfall(release, View("thu", "2022-Q1", "01909", "HTS"))
    assert exhibit.words == "Nam Mẫu được 5,00 trên 10,00 điểm. Mất kết nối: mất 5,00 điểm."


def test_nobody_is_told_what_a_commune_without_a_score_lost(release):
    assert lost_unit.waterfall(release, View("thu", "2022-Q1", "01912")).title == "Chưa có điểm để tính điểm mất"


def test_a_change_under_the_same_rules_is_a_change_of_figures(release):
    assert kinds(release, Q2) == {("01906", "real"): 2.3}  # 4.8 more online, 2.5 fewer for twelve hours
    exhibit = change.change(release, View("thu", "2022-Q2", "01906"))
    assert exhibit.title == "Khang Ninh tăng 2,30 điểm, chủ yếu do số liệu kỳ này"
    assert exhibit.table[["Mã", "Thay đổi"]].values.tolist() == [["DVC01", 4.8], ["HTS01", -2.5]]


def test_the_first_period_has_nothing_to_be_compared_with(release):
    assert change.change(release, Q1).title == "Chưa có kỳ trước để so"


def test_new_rules_have_their_own_part_of_the_change(tmp_path):
    release = versions(tmp_path, FIGURES, STRICTER)
    # Under the new rules the first quarter's 16 % and 25 % were worth 1.6 and 2.5 points instead of 3.2 and 5.
    assert kinds(release, Q2) == {
        ("01906", "rules"): -1.6,
        ("01906", "real"): -0.1,
        ("01909", "rules"): -2.5,
    }
    assert change.change(release, Q2).words.startswith("0 xã tăng điểm, 2 giảm. Bộ chỉ số đổi: bình quân − 2,05 điểm.")


def test_figures_that_the_new_rules_cannot_score_leave_a_change_that_cannot_be_split(tmp_path):
    asks_more = STRICTER + "    MOI | HTS | Mới | | moi | linear | 0 | 100 | 10 | stop | |\n"
    figures = FIGURES + "    01906 | 2022-Q2 | moi | 50\n"
    release = versions(
        tmp_path, figures, asks_more.replace("stop    |                | 0.5\n    HTS01", "stop | | \n    HTS01")
    )
    assert {kind for _, kind in kinds(release, Q2)} == {"mixed"}


def test_a_corrected_figure_is_a_correction_between_two_releases(tmp_path):
    before = release_of(tmp_path, FIGURES)
    after = release_of(tmp_path, FIGURES.replace("2022-Q1 | nop      | 25", "2022-Q1 | nop      | 50"))
    assert kinds(after, Q1, before) == {("01909", "corrected"): 5}
    exhibit = change.between(before, after, View("thu", "2022-Q1", "01909"))
    assert exhibit.title == "Nam Mẫu tăng 5,00 điểm, chủ yếu do sửa số liệu"
    assert "từ bản công bố r1 đến bản công bố r2" in exhibit.caption


def test_corrections_and_new_rules_between_two_releases_are_told_apart(tmp_path):
    before = release_of(tmp_path, FIGURES)
    corrected = FIGURES.replace("2022-Q1 | nop      | 25", "2022-Q1 | nop      | 50")
    after = release_of(tmp_path, corrected, framework=STRICTER)
    assert kinds(after, Q1, before) == {
        ("01906", "rules"): -1.6,
        ("01909", "corrected"): 5,
        ("01909", "rules"): -5,
    }


def test_an_unchanged_release_has_no_parts(tmp_path):
    before, after = release_of(tmp_path, FIGURES), release_of(tmp_path, FIGURES)
    assert kinds(after, Q1, before) == {}
    assert change.between(before, after, Q1).title == "0 xã tăng điểm, 0 giảm"


MERGED = """
    unit  | period  | variable | value
    01906 | 2025-Q2 | nop      | 50
    01906 | 2025-Q2 | hs       | 100
    01906 | 2025-Q2 | mat      | 0
    01909 | 2025-Q2 | nop      | 0
    01909 | 2025-Q2 | hs       | 100
    01909 | 2025-Q2 | mat      | 0
    01906 | 2025-Q3 | nop      | 80
    01906 | 2025-Q3 | hs       | 200
    01906 | 2025-Q3 | mat      | 0
"""


def test_a_merger_has_its_own_part_of_the_change(tmp_path):
    made = workspace(tmp_path, MERGED)
    write(
        made / "successions.csv",
        rows("""
            from_code | to_code | effective  | kind  | share | basis
            01906     | 01906   | 2025-07-01 | whole | 1     | Nghị quyết thử
            01909     | 01906   | 2025-07-01 | whole | 1     | Nghị quyết thử
        """),
    )
    table = made / "variables.csv"
    lines = table.read_text("utf-8").splitlines()
    table.write_text("\n".join([lines[0] + ",over_units", *(line + ",sum" for line in lines[1:])]) + "\n", "utf-8")
    outcome = store.publish(made)
    assert not outcome.refused, [str(problem) for problem in outcome.problems]
    # 50 % alone, 25 % with the commune that joined, 40 % now: 10, 5 and 8 points.
    release = store.current(made)
    assert kinds(release, View("thu", "2025-Q3")) == {("01906", "merged"): -5, ("01906", "real"): 3}
    exhibit = change.change(release, View("thu", "2025-Q3", "01906"))
    assert exhibit.title == "Ba Bể giảm 2,00 điểm, chủ yếu do sáp nhập" and exhibit.notes


def test_names_from_the_register_cannot_become_markup(tmp_path):
    evil = UNITS.replace("Nam Mẫu    |", "<img src=x onerror=alert(1)> |", 1)
    index = FRAMEWORK.replace("Trực tuyến ", "<img src=y>")
    release = release_of(tmp_path, FIGURES, units=evil, framework=index)
    for ask in EXHIBITS:
        for view in (Q2, View("thu", "2022-Q2", "01909", ALL)):
            assert "<img" not in ask(release, view).drawing
