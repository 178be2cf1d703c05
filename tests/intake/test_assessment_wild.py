"""Whatever stands in a sheet of marks: no traceback, and nothing beyond the full points is ever taken."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from dx_metrics.intake.assessment_marks import Criterion
from dx_metrics.intake.assessment_sheet import read_assessments
from tests.intake.of import known

INDEX = (
    Criterion("CC1", "Chỉ đạo", 10, leaf=False),
    Criterion("CC1.1", "Kế hoạch", 4, leaf=True, parent="CC1"),
    Criterion("CC1.2", "Báo cáo", 6, leaf=True, parent="CC1"),
)
KNOWN = known()
CELL = st.one_of(
    st.sampled_from(["", "1.1", "1.2", "1", "Kế hoạch", "Báo cáo", "Chỉ đạo", "Tổng cộng", "4", "6", "10", "-", "x"]),
    st.sampled_from(["2,5", "2.5", "1.500", "-1", "7", "50%", "1e9", "NaN", "Thiếu hồ sơ", "35 phiếu", "Điểm tối đa"]),
    st.text(max_size=8),
)
HEAD = [
    ["Phiếu chấm xã Khang Ninh năm 2022"],
    ["STT", "Tiêu chí", "Điểm tối đa", "Tự đánh giá", "SNV đánh giá", "Điều tra XHH", "Điểm đạt được", "Ghi chú"],
]


@given(st.lists(st.lists(CELL, max_size=9), max_size=6))
def test_a_wild_sheet_is_read_or_refused_and_no_mark_passes_its_full_points(body):
    out = io.StringIO()
    csv.writer(out).writerows([*HEAD, *body])
    found = read_assessments(
        "phieu.csv", out.getvalue().encode(), KNOWN, lambda _: INDEX, series="thu", judge="Phòng", at="2023-01-01"
    )
    most = {criterion.code: criterion.most for criterion in INDEX if criterion.leaf}
    assert not (found.refused and found.rows)
    keys = [(row["unit"], row["code"], row["stage"]) for row in found.rows]
    assert len(keys) == len(set(keys))
    assert all(0 <= float(row["points"]) <= most[row["code"]] for row in found.rows)
