"""Frameworks against variables and against each other."""

from dx_metrics.catalogue import check
from tests.catalogue.folder import DX, FRAMEWORK, TABLES, add_framework, only, package


def test_a_formula_names_variables_that_exist(tmp_path):
    problem = only(package(tmp_path, framework=FRAMEWORK.replace("nop / hs", "nop / tong")))
    assert (problem.file, problem.row, problem.column) == ("frameworks/thu/framework.csv", 3, "value")
    assert "“tong”" in problem.message


def test_an_answer_is_not_reckoned_with_and_a_number_is_no_answer(tmp_path):
    swapped = TABLES["variables"].replace("hs,Hồ sơ tiếp nhận,count", "hs,Hồ sơ tiếp nhận,answer")
    assert only(package(tmp_path, variables=swapped)).row == 3


def test_versions_of_one_index_do_not_overlap_in_time(tmp_path):
    folder = package(tmp_path, scoring={"series": "thu", "effective_from": "2020-01-01", "effective_to": "2022-07-01"})
    add_framework(folder, "thu_2", FRAMEWORK, {"series": "thu", "effective_from": "2022-07-01"})
    problem = only(folder)
    assert (problem.file, problem.value) == ("frameworks/thu_2/datapackage.json", "2022-07-01")


def test_versions_that_follow_each_other_and_other_indices_are_right(tmp_path):
    folder = package(tmp_path, scoring={"series": "thu", "effective_from": "2020-01-01", "effective_to": "2022-06-30"})
    add_framework(folder, "thu_2", FRAMEWORK, {"series": "thu", "effective_from": "2022-07-01"})
    add_framework(folder, "khac", FRAMEWORK, {"series": "khac", "effective_from": "2020-01-01"})
    assert check(folder) == []


def test_an_index_says_from_when_it_holds(tmp_path):
    problem = only(package(tmp_path, scoring={"series": "thu"}))
    assert problem.column == "scoring.effective_from"


def test_a_workspace_has_an_index(tmp_path):
    folder = package(tmp_path)
    for file in (folder / "frameworks" / "thu").iterdir():
        file.unlink()
    (folder / "frameworks" / "thu").rmdir()
    assert only(folder).file == "frameworks"


def test_faults_of_a_framework_are_named_with_its_folder(tmp_path):
    problems = check(package(tmp_path, framework=FRAMEWORK.replace("10,skip", "mười,skip")))
    assert {p.file for p in problems} == {"frameworks/thu/framework.csv"}


def test_the_index_shown_first_is_one_of_them(tmp_path):
    assert only(package(tmp_path, dx=DX | {"series": "la"})).column == "dx.series"
