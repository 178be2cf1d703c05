"""What publishing would change, told before it is done."""

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dx_metrics import store
from dx_metrics.catalogue.tables import TABLES
from dx_metrics.charts.consequences import exhibits
from dx_metrics.charts.consequences_words import NOTHING, headline
from dx_metrics.queries.consequences import Consequences, consequences, figures
from dx_metrics.store.tables import CALENDAR
from tests.tiny import workspace

BEFORE = """
    unit  | period  | variable | value
    01906 | 2022-Q1 | nop      | 20
    01906 | 2022-Q1 | hs       | 100
    01906 | 2022-Q1 | mat      | 0
    01909 | 2022-Q1 | nop      | 30
    01909 | 2022-Q1 | hs       | 100
    01909 | 2022-Q1 | mat      | 0
"""
TARGET = """
    code  | valid_from | value | basis
    DVC01 | 2020-01-01 | 40    | Kế hoạch
"""


@pytest.fixture
def changing(tmp_path):
    """Consequences of other observations, and the release they start from."""

    def from_to(after: str, **more: object) -> tuple[Consequences, store.Release]:
        for text in (BEFORE, after):
            made = workspace(tmp_path, text, targets=TARGET, **more)
            outcome = store.publish(made)
            assert not outcome.refused, [str(problem) for problem in outcome.problems]
        before, now = (store.open_release(id, made) for id in ("r1", "r2"))
        assert before is not None and now is not None
        return consequences(before, now), before

    return from_to


def test_a_corrected_figure_moves_points_and_ranks_and_reaches_its_target(changing):
    found, before = changing(BEFORE.replace("nop      | 20", "nop      | 50"))
    (figure,) = found.figures.itertuples()
    assert (figure.unit, figure.variable, figure.kind, figure.before, figure.after) == (
        "01906",
        "nop",
        "corrected",
        "20",
        "50",
    )
    whole = found.scores[found.scores["depth"] == 0].set_index("unit")
    # 20 % of 50 % are 4 of 10 points, and 10 for no hour lost; 50 % are all 10
    assert list(whole.loc["01906", ["points_before", "points_after", "rank_before", "rank_after"]]) == [14, 20, 2, 1]
    assert list(whole.loc["01909", ["points_before", "points_after", "rank_before", "rank_after"]]) == [16, 16, 1, 2]
    (crossed,) = found.targets.itertuples()
    assert (crossed.unit, crossed.code, crossed.reached) == ("01906", "DVC01", True)
    told = {exhibit.name: exhibit for exhibit in exhibits(found, before, "bản mới")}
    assert "Đường dẫn đã gửi tới Quý I/2022 sẽ hiện số mới" in told["diem-hang-doi"].notes[0]
    assert headline(found) == (
        "1 số sửa; Quý I/2022: Khang Ninh từ hạng 2 lên 1 và Nam Mẫu từ hạng 1 xuống 2; 1 lượt chỉ tiêu đạt mục tiêu"
    )


def test_what_was_sent_again_changes_nothing(changing):
    found, before = changing(BEFORE.replace("| 20\n", "| 20.0\n"))
    assert found.nothing
    assert headline(found) == NOTHING
    assert exhibits(found, before, "bản mới") == []


def test_new_and_removed_figures_are_told_apart(changing):
    found, _ = changing(
        BEFORE.replace("01909 | 2022-Q1 | mat      | 0\n", "").replace("2022-Q1 | mat", "2022-Q2 | mat")
    )
    told = {(row.unit, row.period, row.kind) for row in found.figures.itertuples()}
    assert told == {("01906", "2022-Q1", "removed"), ("01906", "2022-Q2", "new"), ("01909", "2022-Q1", "removed")}


def test_a_changed_target_is_a_row_of_a_register_and_may_be_reached_by_that(changing, tmp_path):
    made = workspace(tmp_path, BEFORE, targets=TARGET)
    store.publish(made)
    workspace(tmp_path, BEFORE, targets=TARGET.replace("40    |", "25    |"))
    store.publish(made)
    found = consequences(store.open_release("r1", made), store.open_release("r2", made))
    (row,) = found.registers.itertuples()
    assert (row.table, row.kind, row.key) == ("targets", "changed", "DVC01 2020-01-01")
    assert row.told == "Mức cần đạt: 40.0 → 25.0"
    assert [(row.unit, row.reached) for row in found.targets.itertuples()] == [("01909", True)]


def test_the_same_fault_in_many_communes_is_one_group_and_names_are_no_markup(changing):
    units = """
        code  | valid_from | valid_to | name | short_name | hex_q | hex_r | compared
        01906 | 2020-02-01 |          | Xã <script>alert(1)</script> | <script>alert(1)</script> | 0 | 0 | true
        01909 | 2020-02-01 |          | Xã Nam Mẫu | Nam Mẫu | 1 | 0 | true
    """
    found, before = changing(BEFORE.replace("| 100", "| 200"), units=units)
    shown = exhibits(found, before, "bản mới")
    assert [exhibit.name for exhibit in shown] == ["so-lieu-doi", "diem-hang-doi"]
    assert shown[0].drawing.count("<summary>") == 1
    assert "<b>2 sửa</b>" in shown[0].drawing
    assert "<script>" not in shown[0].drawing + shown[1].drawing
    assert "&lt;script&gt;" in shown[0].drawing


# A figure is a text or a status; None is one that was not sent.
CELLS = st.dictionaries(
    st.tuples(st.sampled_from(["01", "02", "03"]), st.sampled_from(["a", "b"]), st.sampled_from(["2022", "2023"])),
    st.sampled_from(
        [("1", None), ("1.0", None), ("2", None), ("co", None), (None, "missing"), (None, "not_applicable")]
    ),
)


def release_with(cells: dict) -> store.Release:
    con = duckdb.connect()
    con.execute(TABLES)
    con.execute(CALENDAR)
    for (unit, variable, period), (value, status) in cells.items():
        con.execute("insert into observations values (?, ?, ?, ?, ?, null)", [unit, period, variable, value, status])
    return store.Release("r0", {}, con)


def number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def naive(before: dict, after: dict) -> set[tuple]:
    """Cell by cell, without a database."""
    found = set()
    for at in before.keys() | after.keys():
        was, now = (None if cell is None or cell[1] == "missing" else cell for cell in (before.get(at), after.get(at)))
        if was is None and now is not None:
            found.add((*at, "new"))
        elif was is not None and now is None:
            found.add((*at, "removed"))
        elif was is not None and was != now:
            numbers = [number(cell[0]) if cell[0] else None for cell in (was, now)]
            if None in numbers or numbers[0] != numbers[1]:
                found.add((*at, "corrected"))
    return found


@given(CELLS, CELLS)
def test_every_changed_figure_is_told_and_no_other(before, after):
    table = figures(release_with(before), release_with(after))
    told = set(table[["unit", "variable", "period", "kind"]].itertuples(index=False, name=None))
    assert told == naive(before, after)
