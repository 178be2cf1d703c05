"""The annexes: complete, equal to what the screen shows, their totals the sums of what is printed."""

import re

import pytest

from dx_metrics.briefing import picture
from dx_metrics.charts import lost, ranking
from dx_metrics.wording import number
from tests.briefing.report.papers import adds, cells, matter, written
from tests.briefing.report.test_form import DOT


@pytest.fixture(scope="module")
def made(release, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(picture, "rastered", lambda svg, width: DOT)
        folder = adds(tmp_path_factory.mktemp("annex"))
        found = matter(release, folder)
        return found, written(found, folder)[0]


def value(text):
    return float(text.split(" ")[0].replace(".", "").replace(",", "."))


def test_points_are_those_of_the_ranking_on_the_screen(made, release):
    found, paper = made
    rows = cells(paper, "Tổng điểm")
    shown = ranking.ranking(release, found.view).table
    assert [(row[0], row[1], row[-2]) for row in rows[1:-1]] == [
        (place, name, number(points, 2))
        for place, name, points in zip(shown["Hạng"], shown["Đơn vị"], shown["Điểm"], strict=True)
    ]


def test_counts_add_up_to_the_totals_printed(made):
    _, paper = made
    rows = cells(paper, "Biến hs")
    body, total = rows[2:-1], rows[-1]
    assert [row[1] for row in body] == ["Xã Khang Ninh", "Xã Nam Mẫu", "Xã Thượng Giáo"]
    for column in (2, 3):
        assert value(total[column]) == sum(value(row[column]) for row in body if row[column] != "–")
    assert body[1][2:5] == ["–", "–", "chưa có"]
    assert total[4] == f"{number(280 / 760 * 100, 2)} (2)"


def test_losses_are_those_of_the_ledger_and_add_up_both_ways(made, release):
    found, paper = made
    rows = cells(paper, "Cộng")
    body, total = rows[1:-1], rows[-1]
    shown = lost.by_unit(release, found.view).table.set_index("Đơn vị")["Điểm mất"]
    assert {row[1].removeprefix("Xã "): row[-1] for row in body} == {
        name: number(points, 2) for name, points in shown.items()
    }
    for row in [*body, total]:
        assert sum(map(value, row[2:-1])) == pytest.approx(value(row[-1]))
    assert sum(value(row[-1]) for row in body) == pytest.approx(value(total[-1]))


def test_who_owed_what_adds_up(made):
    _, paper = made
    rows = cells(paper, "Phải báo cáo")
    for row in rows[1:]:
        assert int(row[2]) == sum(map(int, row[3:7]))
    for column in range(2, 7):
        assert int(rows[-1][column]) == sum(int(row[column]) for row in rows[1:-1])


def test_every_code_in_the_text_leads_to_one_row_with_the_figure_beside_it(made, release):
    _, paper = made
    listed = {row[0]: row for row in cells(paper, "Bảng số và khóa")[1:]}
    said = {}
    for line in paper.paragraphs:
        for before, code in re.findall(r"([\d.,]+)\[(KB-\d+)\]", line.text):
            said[code] = before
    assert said.keys() == listed.keys()
    assert len(said) > 20
    for code, before in said.items():
        assert before.lstrip(",.") == listed[code][4].split(" ")[0].lstrip("-")
        assert listed[code][-1] == release.id


def test_a_figure_of_the_text_is_that_of_the_annex(made):
    _, paper = made
    text = "\n".join(line.text for line in paper.paragraphs)
    shown = re.search(r"Trực tuyến: ([\d,]+)\[KB-\d+\] % \((\d+)\[KB-\d+\]/(\d+)\[KB-\d+\]", text)
    assert shown
    assert shown.groups() == (number(280 / 760 * 100, 1), "280", "760")


def test_each_annex_is_named_and_says_what_it_belongs_to(made):
    _, paper = made
    lines = [line.text for line in paper.paragraphs]
    heads = [at for at, line in enumerate(lines) if line.startswith("Phụ lục ")]
    assert [lines[at] for at in heads][:3] == ["Phụ lục I", "Phụ lục II", "Phụ lục III"]
    for at in heads:
        assert lines[at + 1].isupper()
        assert lines[at + 2].startswith("(Kèm theo Báo cáo số ")
