import pandas as pd
import pytest

from pages.elements.table import rows


def test_the_twin_names_its_rows_by_the_first_column_of_words():
    twin = rows(pd.DataFrame({"_code": ["01906"], "Hạng": ["1"], "Đơn vị": ["Xã Khang Ninh"], "Điểm": [71.5]}))
    assert [column["name"] for column in twin["columns"]] == ["Hạng", "Đơn vị", "Điểm"]
    assert twin["head"] == 1
    assert twin["codes"] == ["01906"]


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ([71.5, 60.0], ["71,5", "60,0"]),
        ([71.25, 60.0], ["71,25", "60,00"]),
        ([1 / 3, 60.0], ["0,33", "60,00"]),
        ([1200.0, 60.0], ["1.200", "60"]),
        ([3, 12], ["3", "12"]),
        ([71.5, None], ["71,5", "–"]),
        ([None, None], ["–", "–"]),
    ],
)
def test_a_column_has_as_many_decimals_as_it_needs_and_no_more_than_two(values, texts):
    assert [row[0] for row in rows(pd.DataFrame({"Điểm": values}))["rows"]] == texts


@pytest.mark.parametrize(
    ("texts", "figures"),
    [
        (["71,5", "–"], True),
        (["▲ 3,2", "▼ 1,0"], True),
        (["50 %", "7 %"], True),
        (["1.234", "12"], True),
        (["01906", "01909"], False),
        (["3–5", "1"], True),
        (["Quý I/2022"], False),
        (["–", ""], False),
    ],
)
def test_texts_that_are_figures_stand_on_the_right(texts, figures):
    assert rows(pd.DataFrame({"Cột": texts}))["columns"][0]["number"] is figures


def test_a_row_without_a_unit_leads_nowhere():
    table = pd.DataFrame({"_code": ["01906", None, ""], "Đơn vị": ["Khang Ninh", "Cả huyện", "Khác"]})
    assert rows(table)["codes"] == ["01906", None, None]


def test_shared_ranks_are_figures_and_leave_the_name_to_name_the_row():
    twin = rows(pd.DataFrame({"_code": ["01906", "01909"], "Hạng": ["1", "2–3"], "Đơn vị": ["Xã A", "Xã B"]}))
    assert (twin["columns"][0]["number"], twin["head"]) == (True, 1)


def test_a_table_without_rows_is_still_a_table():
    twin = rows(pd.DataFrame({"Đơn vị": [], "Điểm": []}))
    assert (twin["rows"], len(twin["columns"])) == ([], 2)
