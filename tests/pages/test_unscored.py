"""An index with cells left to fill in: listed, chosen by `bo=`, and not scored by guess."""

from dx_metrics import store
from pages.shared import options
from tests.pages.test_frame import FIGURES, said, shown
from tests.tiny import FRAMEWORK, rows, workspace, write

__all__ = ["shown"]


def with_unknown(tmp_path):
    made = workspace(tmp_path, FIGURES)
    other = made / "frameworks" / "khac"
    write(other / "framework.csv", rows(FRAMEWORK.replace("50      | 10 ", "50      | ?  ")))
    package = (made / "frameworks" / "thu" / "datapackage.json").read_text("utf-8")
    (other / "datapackage.json").write_text(package.replace('"thu"', '"khac"'), "utf-8")
    store.publish(made)
    return made


def test_an_index_that_cannot_be_scored_says_what_is_missing(tmp_path, shown):
    test = shown(with_unknown(tmp_path), bo="khac")
    assert not test.exception
    for words in ("không được chấm điểm vì còn 1 ô", "dòng 4", "cột max\\_points", "DVC01", "Ghi số điểm"):
        assert words in said(test), said(test)


def test_the_reader_picks_among_indices_and_the_own_one_comes_first(tmp_path, shown):
    test = shown(with_unknown(tmp_path))
    assert not test.exception
    assert test.selectbox[0].options == ["Chỉ số thử", "Chỉ số thử (chưa chấm)"]
    assert test.selectbox[0].value == "thu"
    assert "dẫn đầu" in said(test)


def test_a_download_from_such_a_link_is_of_a_scored_index(tmp_path):
    release = store.current(with_unknown(tmp_path))
    assert options.view_of(release, {"bo": "khac"}).series == "thu"
