import csv
import json

import pytest

from dx_metrics.scoring.command import main

FILES = {
    "framework.csv": "code,parent,name,value,missing\nI,,Chỉ số,sum,stop\nA,I,Tiêu chí,a,skip\n",
    "inputs.csv": "unit,period,variable,value\nXã Nam Mẫu,2022,a,2.5\nXã Khang Ninh,2022,a,3\n",
    "datapackage.json": json.dumps({"title": "Chỉ số thử", "scoring": {"tolerance": 0.01}}),
}


@pytest.fixture
def folder(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_a_folder_is_scored_and_printed_as_csv(folder, capsys):
    assert main([str(folder)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "unit,period,code,score,rank",
        "Xã Khang Ninh,2022,I,3.0,1",
        "Xã Khang Ninh,2022,A,3.0,1",
        "Xã Nam Mẫu,2022,I,2.5,2",
        "Xã Nam Mẫu,2022,A,2.5,2",
    ]


def test_agreement_with_published_results_is_said(folder, capsys):
    (folder / "expected.csv").write_text(
        "unit,period,code,score,rank\nXã Nam Mẫu,2022,I,2.505,2\nXã Khang Ninh,2022,I,3,1\n", "utf-8"
    )
    assert main([str(folder), "--expected"]) == 0
    assert (
        capsys.readouterr().out
        == "Chỉ số thử: 2 ô, lệch nhiều nhất 0.005, 0 ô sai; 2 hạng, 0 hạng khác (biết trước 0)\n"
    )


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Xã Nam Mẫu,2022,I,2.6,2", "2.5, công bố 2.6"),
        ("Xã Nam Mẫu,2022,I,,2", "2.5, công bố None"),
        ("Xã Nam Mẫu,2022,I,2.5,1", "hạng 2, công bố 1"),
        ("Xã Khác,2022,I,,", "None, công bố None"),
    ],
)
def test_a_difference_from_the_published_result_fails(folder, capsys, row, said):
    (folder / "expected.csv").write_text(f"unit,period,code,score,rank\n{row}\n", "utf-8")
    assert main([str(folder), "--expected"]) == 1
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("framework.csv", "code,name\n", "framework.csv, dòng 1, cột missing: thiếu cột"),
        ("inputs.csv", "unit,period,variable,value\nx,2022,a,nhiều\n", "biến a: không phải là số"),
        ("inputs.csv", "unit,period,variable,value\n,2022,a,1\n", "inputs.csv, dòng 2, cột unit"),
        ("inputs.csv", "unit,period,variable,value,status\nx,2022,a,,NA\n", "không có trạng thái này"),
        ("inputs.csv", "unit,period\nx,2022\n", "inputs.csv, dòng 1, cột variable: thiếu cột"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_printed(folder, capsys, file, text, said):
    (folder / file).write_text(text, "utf-8")
    assert main([str(folder)]) == 1
    printed = capsys.readouterr()
    assert said in printed.err
    assert printed.out == ""


def test_a_formula_over_an_unknown_variable_is_refused_with_its_row(folder, capsys):
    (folder / "inputs.csv").write_text("unit,period,variable,value\nx,2022,ho_so_som,1\n", "utf-8")
    (folder / "framework.csv").write_text("code,parent,name,value,missing\nI,,Chỉ số,ho_so_som / ho_so,stop\n", "utf-8")
    assert main([str(folder)]) == 1
    printed = capsys.readouterr()
    assert "framework.csv, dòng 2, cột value: biến “ho_so” không có trong inputs.csv" in printed.err
    assert "Có phải là ho_so_som?" in printed.err
    assert printed.out == ""


def test_a_variable_that_is_missing_everywhere_is_scored(folder, capsys):
    (folder / "inputs.csv").write_text("unit,period,variable,value,status\nx,2022,a,,missing\n", "utf-8")
    assert main([str(folder)]) == 0
    assert "x,2022,I,,\n" in capsys.readouterr().out


def test_every_problem_of_a_framework_is_said_at_once(folder, capsys):
    (folder / "framework.csv").write_text(
        "code,parent,name,value,rule,at_zero,at_full,table,weight,missing\n"
        "I,,Chỉ số,mean,,,,,,stop\n"
        "A,I,Không có công thức,a /,,,,,0,skip\n"
        "B,I,Hai mức bằng nhau,a,linear,5,5,,0,skip\n"
        "I,,Trùng mã,mean,,,,,,skip\n"
        "C,D,Vòng,mean,,,,,,skip\n"
        "D,C,Vòng,mean,,,,,,skip\n"
        "E,I,Bảng sai,a,bands,,,>=80:1; >=90:2; else:0,0,skip\n",
        "utf-8",
    )
    assert main([str(folder)]) == 1
    said = capsys.readouterr().err
    for place in (
        "dòng 3, cột value",
        "dòng 4, cột at_full",
        "dòng 5, cột code",
        "dòng 6, cột parent",
        "dòng 7, cột parent",
        "dòng 8, cột table",
        "cột weight: trọng số của các tiêu chí con cộng lại bằng 0",
    ):
        assert place in said
    assert ">=90:2; >=80:1; else:0" in said


def test_a_folder_that_is_not_there_is_said(tmp_path, capsys):
    assert main([str(tmp_path / "khong_co")]) == 1
    assert "framework.csv: không mở được tệp" in capsys.readouterr().err


JUDGED = """unit,period,code,stage,points,reason,evidence
01906,2021,A,self,5,,
01906,2021,A,verified,2.5,thiếu minh chứng,
01906,2021,B,self,10,,12/BC-UBND
01906,2021,B,final,8,một mục chưa đủ,
01888,2021,C,verified,1,,
"""
CRITERIA = """code,parent,name,value,rule,table,max_points,missing
I,,Chỉ số,sum,,,,stop
A,I,Chỉ đạo,diem_a,,,5,zero
B,I,Thể chế,,,,10,zero
C,I,Hiện đại hóa,co,choice,co:2; khong:0,2,zero
"""


@pytest.fixture
def judged(folder):
    (folder / "framework.csv").write_text(CRITERIA, "utf-8")
    (folder / "inputs.csv").write_text(
        "unit,period,variable,value\n01906,2021,diem_a,4\n01906,2021,co,co\n01888,2021,diem_a,3\n", "utf-8"
    )
    (folder / "assessments.csv").write_text(JUDGED, "utf-8")
    return folder


def scored(folder, capsys, *options):
    assert main([str(folder), *options]) == 0
    return list(csv.DictReader(capsys.readouterr().out.splitlines()))


def test_the_last_stage_of_an_assessment_is_official(judged, capsys):
    points = {(row["unit"], row["code"]): row["score"] for row in scored(judged, capsys)}
    assert points["01906", "A"] == "2.5"  # what was verified overrules the figure and the self-assessment
    assert points["01906", "B"] == "8.0"  # has no figure at all
    assert points["01888", "A"] == "3.0"  # nobody judged it: the figure stands
    assert (points["01888", "C"], points["01906", "C"]) == ("1.0", "2.0")  # judged, and by the rule
    assert points["01906", "I"] == "12.5"


def test_the_ledger_tells_what_was_judged_down_and_what_lacked_evidence(judged, capsys):
    why = {(row["unit"], row["code"]): row["why"] for row in scored(judged, capsys, "--ledger")}
    assert why["01906", "A"] == "no_evidence"
    assert why["01906", "B"] == "judged"
    assert why["01888", "B"] == "not_reported"


def test_each_criterion_stands_once_in_the_ledger_in_points_of_the_index(judged, capsys):
    rows = scored(judged, capsys, "--ledger")
    assert [row["code"] for row in rows if row["unit"] == "01906"] == ["I", "A", "B", "C"]
    assert {row["within"] for row in rows} == {"I"}


def test_a_folder_of_assessments_alone_is_scored(judged, capsys):
    (judged / "inputs.csv").unlink()
    assert {row["unit"] for row in scored(judged, capsys)} == {"01888", "01906"}


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ("01906,2021,I,final,3,,", "code", "không có tiêu chí mang mã này"),
        ("01906,2021,A,thẩm định,3,,", "stage", "không có bước chấm này"),
        ("01906,2021,A,final,5.5,,", "points", "nhiều hơn điểm tối đa"),
        ("01906,2021,A,final,nhiều,,", "points", "không phải là số điểm"),
        (",2021,A,final,3,,", "unit", "không được để trống"),
        ("01906,2021,A,self,3,,", "stage", "có hai lần"),
    ],
)
def test_an_assessment_that_cannot_stand_is_refused(judged, capsys, row, column, said):
    (judged / "assessments.csv").write_text(f"{JUDGED}{row}\n", "utf-8")
    assert main([str(judged)]) == 1
    printed = capsys.readouterr()
    assert f"assessments.csv, dòng 7, cột {column}: " in printed.err
    assert said in printed.err
    assert printed.out == ""


def test_files_as_spreadsheets_save_them_are_read(folder, capsys):
    (folder / "framework.csv").write_text(
        "\ufeff\r\ncode , parent,name,value,missing,ghi chú,ghi chú,,\r\n"
        'I,,"Chỉ\r\nsố",,stop,,,,\r\nA,I,Tiêu chí, a1 ,skip\r\n\r\n',
        "utf-8",
    )
    (folder / "inputs.csv").write_text(
        '\ufeffvariable,unit,period,value,status\r\na1,00123,Q1/2022, 5 \r\n,,,,,\r\na1,"x, y",Q1/2022,1e-1,,\r\n',
        "utf-8",
    )
    (folder / "datapackage.json").write_text('\ufeff{"scoring": {"reference_units": []}}', "utf-8")
    rows = scored(folder, capsys)
    assert [(row["unit"], row["score"], row["rank"]) for row in rows if row["code"] == "I"] == [
        ("00123", "5.0", "1"),
        ("x, y", "0.1", "2"),
    ]


def test_a_row_that_lacks_what_is_needed_is_said(folder, capsys):
    (folder / "inputs.csv").write_text("unit,period,variable,value\nx,2022,a\n", "utf-8")
    assert main([str(folder)]) == 1
    assert "inputs.csv, dòng 2: có 3 ô nhưng hàng tiêu đề có 4 cột" in capsys.readouterr().err
