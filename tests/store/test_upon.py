"""Rows laid upon the release before make the release that the whole workspace makes with them, to the last cell."""

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dx_metrics import store
from dx_metrics.store import Change, Part, candidate
from tests.store import merged
from tests.store.changes import sent
from tests.store.same import assert_same
from tests.tiny import rows, write

FIGURES = (
    merged.FIGURES.rstrip()
    + """
    01906 | 2022-Q2 | mat | 3
    01909 | 2022-Q3 | hs  | 9
    01906 | 2021    | nam | 2
    01909 | 2022    | nam | 4
"""
)
ACROSS = """
    code | parent | name    | value          | rule   | at_zero | at_full | max_points | missing | not_applicable | min_share
    T    |        | Toàn bộ | sum            |        |         |         | 10         | skip    | skip           | 0
    T1   | T      | Hồ sơ   | nop / hs * 100 | linear | min_all | max_all | 6          | mean    | skip           |
    T2   | T      | Năm     | nam            | linear | 0       | p90     | 4          | zero    | zero           |
"""
"""An index whose scale comes from all periods."""
MARKED = """
    code | parent | name     | value | max_points | missing | not_applicable | min_share | rule
    CC   |        | Chỉ số   | sum   |            | skip    |                |           |
    CC1  | CC     | Niêm yết | CC1   | 4          | skip    | skip           |           |
"""
MARKS = """
    series | unit  | period | code | stage    | points | reason      | evidence | by           | at
    cchc   | 01906 | 2021   | CC1  | self     | 4      |             | Ảnh      | UBND xã      | 2022-01-20
    cchc   | 01906 | 2021   | CC1  | verified | 1      | Bảng bản cũ |          | Phòng Nội vụ | 2022-02-18
"""
ACTIONS = """
    code | unit  | series | criterion | period  | title    | owner   | due        | opened_at
    V1   | 01906 | thu    | DVC01     | 2022-Q1 | Tập huấn | UBND xã | 2022-06-30 | 2022-04-10
    V2   | 01909 | thu    | HTS01     | 2022-Q1 | Sửa cáp  | UBND xã | 2022-06-30 | 2022-04-10
"""
ASKED = """
    action | asked_at   | asked_by | until      | reason
    V1     | 2022-06-01 | UBND xã  | 2022-07-31 | Chưa có máy
"""
TARGETS = "code | valid_from | value\nDVC01 | 2022-01-01 | 40"

SENT = {
    "observations": (
        "unit,period,variable,value,status,removed",
        st.tuples(
            st.sampled_from(["01906", "01909", "01912"]),
            st.sampled_from(["2021-Q4", "2022-Q1", "2022-Q2", "2022-Q3", "2025-Q3", "2021", "2022"]),
            st.sampled_from(["nop", "hs", "mat", "nam"]),
            st.sampled_from(["0,,", "7,,", "50,,", ",missing,", ",not_applicable,", ",,true"]),
        ),
    ),
    "targets": (
        "code,valid_from,value,removed",
        st.tuples(
            st.sampled_from(["DVC01", "HTS01", "T1"]), st.just("2022-01-01"), st.sampled_from(["40,", "9,", ",true"])
        ),
    ),
    "extensions": (
        "action,asked_at,asked_by,until,reason,removed",
        st.tuples(
            st.sampled_from(["V1", "V2", "V3"]),
            st.just("2022-06-01"),
            st.sampled_from(["UBND xã,2022-07-31,Mưa,", "UBND xã,2022-05-31,Mưa,", ",,,true"]),
        ),
    ),
    "actions": ("code,removed", st.tuples(st.sampled_from(["V1", "V2", "V3"]), st.just("true"))),
    "assessments": (
        "series,unit,period,code,stage,points,reason,evidence,removed",
        st.tuples(
            st.just("cchc"),
            st.sampled_from(["01906", "01909"]),
            st.sampled_from(["2021", "2022"]),
            st.just("CC1"),
            st.sampled_from(["self", "verified"]),
            st.sampled_from(["4,,Ảnh,", "1,Thiếu,,", "9,,,", ",,,true"]),
        ),
    ),
    "units": (
        "code,valid_from,valid_to,name,compared",
        st.tuples(
            st.just("01909"), st.just("2020-02-01"), st.just("2025-06-30"), st.just("Xã Nam Mẫu"), st.just("true")
        ),
    ),
}
PARTS = st.sampled_from(list(SENT)).flatmap(
    lambda table: st.tuples(st.just(table), st.lists(SENT[table][1].map(",".join), min_size=1, max_size=4, unique=True))
)


def begun(folder: Path) -> Path:
    """Communes that were merged, figures of quarters and years, an index scaled by all periods, one of marks, registers."""
    over = merged.SUMS
    merged.release_of(folder, figures=FIGURES, frequencies={"nam": "year"}, over_units=over)
    made = folder / "thu"
    for name, index, more in (("ca", ACROSS, {}), ("cchc", MARKED, {"assessed": True})):
        write(made / "frameworks" / name / "framework.csv", rows(index))
        scoring = {"series": name, "effective_from": "2020-01-01", **more}
        described = {"name": name, "title": name, "version": "1", "scoring": scoring}
        (made / "frameworks" / name / "datapackage.json").write_text(json.dumps(described), "utf-8")
    for name, table in (("assessments", MARKS), ("actions", ACTIONS), ("extensions", ASKED), ("targets", TARGETS)):
        write(made / f"{name}.csv", rows(table))
    outcome = store.publish(made)
    assert not outcome.refused, [str(problem) for problem in outcome.problems]
    return made


@pytest.fixture(scope="module")
def made():
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("DX_LOCAL", f"{folder}/local")
        yield begun(Path(folder))


@settings(max_examples=5, deadline=None)
@given(parts=st.lists(PARTS, min_size=1, max_size=3))
def test_whatever_rows_are_sent_the_release_equals_one_built_whole(made, parts):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DX_LOCAL", str(made.parent / "local"))
        change = Change(
            tuple(Part(table, "rows", "\n".join([SENT[table][0], *lines, ""]).encode()) for table, lines in parts),
            "a.csv",
        )
        assert_same(change, made)


@pytest.mark.parametrize(
    ("target", "table"),
    [
        ("observations", "unit | period | variable | value\n01909 | 2022-Q1 | nop | 1"),
        ("observations", "unit | period | variable | value\n01912 | 2025-Q4 | nop | 1"),
        ("observations", "unit | period | variable | removed\n01912 | 2025-Q3 | nop | true"),
        ("assessments", "series | unit | period | code | stage | points | evidence\ncchc | 01906 | 2021 | CC1 | survey | 1 | Biên bản"),
        ("targets", "code | valid_from | value\nDVC01 | 2022-01-01 | 41"),
        ("actions", "code | removed\nV2 | true"),
    ],
)  # fmt: skip
def test_usual_uploads_are_laid_upon_the_release_before_and_nothing_is_built_whole(made, monkeypatch, target, table):
    monkeypatch.setenv("DX_LOCAL", str(made.parent / "local"))

    def never(*_, **__):
        raise AssertionError("built whole")

    monkeypatch.setattr(candidate, "build", never)
    found = store.prepare(sent(table, target=target), made)
    assert found.release is not None
    found.release.connection.close()
    found.discard()


def test_a_part_above_its_whole_is_warned_of_where_it_was_sent(made, monkeypatch):
    monkeypatch.setenv("DX_LOCAL", str(made.parent / "local"))
    found = store.prepare(sent("unit | period | variable | value\n01906 | 2022-Q1 | nop | 101"), made)
    assert [(p.file, p.row) for p in found.problems if p.level == "warning" and "tử số" in p.message] == [
        ("bao-cao.csv", 2)
    ]
    assert found.release is not None
    found.release.connection.close()
    found.discard()
