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


def test_a_variable_without_any_figure_is_said_but_scored(folder, capsys):
    (folder / "inputs.csv").write_text("unit,period,variable,value\nx,2022,b,1\n", "utf-8")
    assert main([str(folder)]) == 0
    printed = capsys.readouterr()
    assert "không có số liệu nào của biến a" in printed.err
    assert "x,2022,I,,\n" in printed.out


def test_a_folder_that_is_not_there_is_said(tmp_path, capsys):
    assert main([str(tmp_path / "khong_co")]) == 1
    assert "framework.csv: không mở được tệp" in capsys.readouterr().err
