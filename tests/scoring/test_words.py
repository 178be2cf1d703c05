import pytest

from dx_metrics.scoring import criteria_rows, rule_in_words
from tests.scoring.case import framework

ROW = {"leaf": True, "unit": "%", "max_points": 10.0, "at_zero": "", "at_full": "", "table_text": "", "rule": ""}


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (
            {"rule": "linear", "at_zero": "0", "at_full": "50"},
            "0 điểm khi ≤ 0 %, đủ 10 điểm khi ≥ 50 %, giữa hai mức tính theo đường thẳng",
        ),
        (
            {"rule": "linear", "at_zero": "48", "at_full": "4.5", "unit": "giờ", "max_points": 2.5},
            "0 điểm khi ≥ 48 giờ, đủ 2,5 điểm khi ≤ 4,5 giờ, giữa hai mức tính theo đường thẳng",
        ),
        (
            {"rule": "linear:2", "at_zero": "min", "at_full": "p95", "unit": ""},
            "0 điểm khi ≤ mức thấp nhất trong kỳ, đủ 10 điểm khi ≥ phân vị 95 % trong kỳ,"
            " giữa hai mức tính theo lũy thừa 2",
        ),
        (
            {"rule": "linear", "at_zero": "max_all", "at_full": "min_all", "unit": ""},
            "0 điểm khi ≥ mức cao nhất của mọi kỳ, đủ 10 điểm khi ≤ mức thấp nhất của mọi kỳ,"
            " giữa hai mức tính theo đường thẳng",
        ),
        (
            {"rule": "bands", "table_text": ">=90:max; >=80:prop; <5:NA; else:0", "at_full": "90"},
            "≥ 90 %: 10 điểm; ≥ 80 %: theo tỷ lệ so với 90 %; < 5 %: không tính; còn lại: 0 điểm",
        ),
        ({"rule": "choice", "table_text": "co:1; khong:0.5"}, "“co”: 1 điểm; “khong”: 0,5 điểm"),
        (
            {"rule": "zscore:10:-2"},
            "10 điểm ở mức trung bình của các đơn vị, mỗi độ lệch chuẩn thêm hoặc bớt 2 điểm, càng thấp càng tốt",
        ),
        ({}, "Giá trị chính là điểm, tối đa 10 điểm"),
        ({"leaf": False, "value": "sum"}, "Cộng điểm các mục thành phần"),
    ],
)
def test_a_rule_is_said_as_an_officer_would_say_it(cells, words):
    assert rule_in_words(ROW | cells) == words


TREE = """
    code | parent | value | rule   | at_zero | at_full | max_points | weight | basis
    I    |        | mean  |        |         |         |            |        | QĐ 1
    B    | I      | b     | zscore |         |         |            |        |
    A    | I      | sum   |        |         |         |            | 3      |
    A2   | A      | a     | linear | 0       | 50      | 6          |        | QĐ 2
    A1   | A      | a / b | linear | 1       | min     | 4          |        |
    J    |        | mean  |        |         |         |            |        |
    J1   | J      | a     |        |         |         |            |        |
"""


def test_criteria_stand_in_tree_order_with_their_theme_and_full_points(tmp_path):
    rows = criteria_rows(framework(tmp_path, TREE))
    shown = [(row["position"], row["code"], row["theme"], row["depth"], row["max_points"]) for row in rows]
    assert shown == [
        (1, "I", "I", 0, None),  # a mean with a z-score in it has no maximum
        (2, "B", "B", 1, None),
        (3, "A", "A", 1, 10),
        (4, "A2", "A", 2, 6),
        (5, "A1", "A", 2, 4),
        (6, "J", "J", 0, None),  # nothing says how far a figure that is the points itself may reach
        (7, "J1", "J1", 1, None),
    ]
    assert rows[4] == {
        "framework": tmp_path.name,
        "code": "A1",
        "parent": "A",
        "theme": "A",
        "name": "Tiêu chí A1",
        "unit": "",
        "value": "a / b",
        "rule": "linear",
        "at_zero": "1",
        "at_full": "min",
        "table_text": "",
        "max_points": 4,
        "weight": 1,
        "depth": 2,
        "position": 5,
        "leaf": True,
        "basis": "",
    }
    assert [rule_in_words(row) for row in rows]
