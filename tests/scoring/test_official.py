"""Official frameworks as files: what is known is scored, what is not is left to fill in and never guessed."""

import csv
import json
import shutil
from pathlib import Path

import duckdb
import pytest

from dx_metrics import store
from dx_metrics.scoring import ScoringError, criteria_rows, read_framework, rule_in_words, score
from dx_metrics.scoring.command import main
from dx_metrics.scoring.to_fill import to_fill
from tests.scoring.case import Scored, framework, read
from tests.tiny import FRAMEWORK, points, rows, workspace, write

DATA = Path(__file__).parents[2] / "data"
COMMUNE_766 = DATA / "ba_be" / "frameworks" / "qd766_xa"
LIBRARY = sorted(home for home in (DATA / "frameworks").iterdir() if home.is_dir())
OFFICIAL = [COMMUNE_766, *LIBRARY]

UNKNOWN = """
    code | parent | name | value       | rule   | at_zero | at_full | max_points | basis
    I    |        | Toàn | sum         |        |         |         | 22         |
    A    | I      | Một  | a           | linear | 0       | 80      | 6          | QĐ 1
    B    | I      | Hai  | b           | linear | 0       | 80      | ?          | QĐ 1, 3.1
    C    | I      | Ba   | ?           | linear | 0       | 50      | ?          |
"""
FIGURES = """
    unit | variable | value
    x    | a        | 40
    x    | b        | 40
"""


def cells(folder: Path) -> list[dict[str, str]]:
    with (folder / "framework.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_question_mark_is_no_fault_of_the_file_but_is_named_with_its_row(tmp_path):
    found, problems = read(tmp_path, UNKNOWN)
    assert problems == []
    assert found is not None and not found.complete
    said = to_fill(found)
    assert [(p.row, p.column, p.value, p.level) for p in said] == [
        (None, "", "", "warning"),
        (4, "max_points", "?", "warning"),
        (5, "max_points", "?", "warning"),
        (5, "value", "?", "warning"),
    ]
    assert "còn 3 ô ghi “?”" in said[0].message
    assert said[1].cure == "Ghi số điểm. Nhóm I còn 16 điểm cho 2 mục chưa biết. Căn cứ: QĐ 1, 3.1."


def test_an_unknown_maximum_is_none_everywhere_above_unless_it_is_declared(tmp_path):
    assert framework(tmp_path / "a", UNKNOWN).max_points == {"I": 22, "A": 6, "B": None, "C": None}
    assert framework(tmp_path / "b", UNKNOWN.replace("22", "  ")).max_points["I"] is None


def test_nothing_is_scored_while_a_cell_is_unknown(tmp_path):
    with pytest.raises(ScoringError, match="dòng 4, cột max_points") as refused:
        Scored(tmp_path, UNKNOWN, FIGURES)
    assert {problem.level for problem in refused.value.problems} == {"error"}


def test_it_is_scored_once_everything_is_filled_in(tmp_path):
    filled = UNKNOWN.replace("80      | ?", "80      | 8").replace("50      | ?", "50      | 8").replace("| ? ", "| a ")
    scored = Scored(tmp_path, filled, FIGURES)
    assert scored.points("x", "I") == 3 + 4 + 6.4  # half of 6, half of 8, four fifths of 8


def test_what_is_unknown_stays_unknown_in_words(tmp_path):
    said = {row["code"]: rule_in_words(row) for row in criteria_rows(framework(tmp_path, UNKNOWN))}
    assert "đủ 6 điểm khi ≥ 80" in said["A"]
    assert "đủ điểm (chưa ghi điểm tối đa) khi ≥ 80" in said["B"]


@pytest.mark.parametrize("column", ["weight", "at_full", "missing", "code"])
def test_a_question_mark_elsewhere_is_a_fault(tmp_path, column):
    write(tmp_path / "framework.csv", [{"missing": "skip"} | row for row in rows(UNKNOWN)])
    table = cells(tmp_path)
    table[1] = {"weight": ""} | table[1] | {column: "?"}
    write(tmp_path / "framework.csv", [{"weight": ""} | row for row in table])
    (tmp_path / "datapackage.json").write_text("{}", "utf-8")
    found, problems = read_framework(tmp_path)
    assert found is None
    assert (3, column) in [(problem.row, problem.column) for problem in problems]


def test_a_group_says_how_it_combines(tmp_path):
    found, problems = read(tmp_path, UNKNOWN.replace("sum", "?  "))
    assert found is None
    assert [(problem.row, problem.column) for problem in problems] == [(2, "value")]


@pytest.mark.parametrize("home", OFFICIAL, ids=lambda home: home.name)
def test_every_official_framework_reads_whole_with_dates_and_legal_basis(home):
    found, problems = read_framework(home)
    assert [str(problem) for problem in problems] == []
    assert found is not None
    assert found.id == home.name
    assert found.effective_from is not None
    assert "QĐ-" in found.basis and "QĐ-" in found.version
    assert all(criterion.basis for criterion in found.criteria)
    assert json.loads((home / "datapackage.json").read_text("utf-8"))["sources"]


def test_766_has_the_published_groups_and_thresholds():
    found = {row["code"]: row for row in cells(COMMUNE_766)}
    assert {code: found[code]["max_points"] for code in ("G2", "G3", "G4", "G5")} == {
        "G2": "20",
        "G3": "22",
        "G4": "22",
        "G5": "18",
    }
    below_100 = {code: row["at_full"] for code, row in found.items() if row["at_full"] not in ("", "100")}
    assert below_100 == {"3.1": "80", "3.3": "50", "3.5": "80", "4.2": "80", "4.3": "80", "5.4": "90"}
    assert {code for code, row in found.items() if row["max_points"] not in ("", "?") and row["rule"]} == {"2.1", "5.4"}


def test_a_commune_is_not_asked_for_what_only_a_province_does():
    province = {row["code"] for row in cells(DATA / "frameworks" / "qd766_tinh")}
    assert province - {row["code"] for row in cells(COMMUNE_766)} == {"1.1", "1.2", "1.3"}


def test_766_agrees_with_the_published_table(shared):
    with (shared / "data/frameworks/qd766_indicators.csv").open(encoding="utf-8", newline="") as file:
        published = {row["code"]: row for row in csv.DictReader(file)}
    scored = {code: row for code, row in published.items() if row["scoring"] != "info"}
    province = {row["code"]: row for row in cells(DATA / "frameworks" / "qd766_tinh") if row["rule"]}
    assert set(province) == set(scored)
    assert {row["code"] for row in cells(COMMUNE_766) if row["rule"]} == {
        code for code, row in scored.items() if row["applies_to_commune"] == "yes"
    }
    for code, row in scored.items():
        assert province[code]["max_points"] == (row["max_points"] or "?")
        assert province[code]["at_full"] == (row["full_score_at_pct"] or "100")


def test_dti_922_gives_the_published_index_of_2022(shared):
    found, _ = read_framework(DATA / "frameworks" / "dti_922_tinh")
    assert found is not None and found.complete
    names = dict(zip(("NT", "TC", "HT", "NL", "AT", "CQS", "KTS", "XHS"), found.variables, strict=True))
    columns = ("nhan_thuc", "the_che", "ha_tang", "nhan_luc", "attt", "cqs", "kts", "xhs")
    with (shared / "data/frameworks/dti2022_top5_testvectors.csv").open(encoding="utf-8", newline="") as file:
        provinces = list(csv.DictReader(file))
    with duckdb.connect() as con:
        con.execute("create table observations (unit varchar, period varchar, variable varchar, value double)")
        con.execute("alter table observations add column status varchar")
        for row in provinces:
            for column, variable in zip(columns, names.values(), strict=True):
                con.execute(
                    "insert into observations values (?, '2022', ?, ?, null)", [row["tinh"], variable, row[column]]
                )
        assert score(con, found) == []
        total = dict(con.execute("select unit, points / 1000 from scores where code = 'DTI'").fetchall())
        ranks = dict(con.execute("select unit, rank from scores where code = 'DTI'").fetchall())
    for row in provinces:
        assert total[row["tinh"]] == pytest.approx(float(row["pdti"]), abs=1.5e-4)  # inputs have four decimals too
        assert ranks[row["tinh"]] == int(row["hang"])


def test_the_reform_index_adds_up_to_a_hundred_and_keeps_a_place_for_every_stage():
    home = DATA / "frameworks" / "cchc_876_tinh"
    found, _ = read_framework(home)
    assert found is not None
    judged = {code: found.max_points[code] for code in ("TD", "SIPAS", "KSLD", "KTXH")}
    assert judged == {"TD": 61.5, "SIPAS": 10, "KSLD": 22, "KTXH": 6.5}
    assert sum(judged.values()) == 100
    package = json.loads((home / "datapackage.json").read_text("utf-8"))
    fields = {field["name"]: field for field in package["resources"][1]["schema"]["fields"]}
    assert fields["stage"]["constraints"]["enum"] == ["self", "verified", "survey", "appeal", "final"]
    header = (home / "assessments.csv").read_text("utf-8").strip()
    assert header.split(",") == list(fields)


def with_unknown(folder: Path, framework: str) -> Path:
    """The tiny workspace with a second index beside its own."""
    made = workspace(
        folder,
        """
        unit  | period  | variable | value
        01906 | 2022-Q1 | nop      | 25
        01906 | 2022-Q1 | hs       | 100
        01906 | 2022-Q1 | mat      | 0
        """,
    )
    write(made / "frameworks" / "khac" / "framework.csv", rows(framework))
    package = (made / "frameworks" / "thu" / "datapackage.json").read_text("utf-8")
    (made / "frameworks" / "khac" / "datapackage.json").write_text(package.replace('"thu"', '"khac"'), "utf-8")
    return made


def test_an_index_with_unknown_cells_is_published_as_a_list_without_scores(tmp_path):
    made = with_unknown(tmp_path, FRAMEWORK.replace("50      | 10 ", "50      | ?  "))
    outcome = store.publish(made)
    assert not outcome.refused
    assert [(p.file, p.row, p.column) for p in outcome.problems] == [
        ("frameworks/khac/framework.csv", None, ""),
        ("frameworks/khac/framework.csv", 4, "max_points"),
    ]
    release = store.current(made)
    assert release is not None
    assert points(release, "01906", "TONG") == 15  # the other index is scored as ever
    assert set(release.rows("select distinct framework from standings")["framework"]) == {"thu"}
    assert len(release.rows("select * from criteria where framework = 'khac'")) == 5
    assert list(release.about["unscored"]) == ["khac"]
    assert "dòng 4, cột max_points" in release.about["unscored"]["khac"][1]


def test_two_complete_indices_are_scored_side_by_side(tmp_path):
    made = with_unknown(tmp_path, FRAMEWORK.replace("| 50 ", "| 100"))
    assert not store.publish(made).refused
    release = store.current(made)
    assert release is not None
    found = release.rows("select series, points from standings where code = 'DVC01' and unit = '01906' order by 1")
    assert list(found.itertuples(index=False, name=None)) == [("khac", 2.5), ("thu", 5.0)]
    assert release.about["unscored"] == {}


def test_the_command_refuses_too(tmp_path, capsys):
    shutil.copytree(COMMUNE_766, tmp_path / "xa")
    (tmp_path / "xa" / "inputs.csv").write_text("unit,period,variable,value\nx,2022,hs_tiep_nhan,1\n", "utf-8")
    assert main([str(tmp_path / "xa")]) == 1
    printed = capsys.readouterr()
    assert "cột max_points: chưa biết điểm tối đa của 1.4" in printed.err
    assert printed.out == ""
