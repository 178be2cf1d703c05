"""A whole index in one archive: known, read as the engine reads it, bounded, and never half taken."""

import io
import json
import zipfile

import pytest

from dx_metrics import store
from dx_metrics.__main__ import main
from dx_metrics.charts.consequences_words import headline
from dx_metrics.intake import limits
from dx_metrics.intake.framework_folder import framework_parts, is_folder, packed
from dx_metrics.intake.remark import FIXED, MUST_FIX
from dx_metrics.queries.consequences import consequences
from dx_metrics.store import Change
from tests.store.changes import LAN, begun
from tests.tiny import points

CRITERIA = """code;parent;name;value;rule;at_zero;at_full;max_points;missing;not_applicable
TONG;;Toàn bộ;sum;;;;10;stop;
MAT;TONG;Mất kết nối;mat;linear;48;0;10;skip;skip
"""
PACKAGE = {
    "name": "bo-moi",
    "title": "Bộ mới",
    "version": "1",
    "basis": "Công văn số 1",
    "scoring": {"series": "moi", "effective_from": "2020-01-01"},
}


def archive(files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name, text in files.items():
            written.writestr(name, text)
    return out.getvalue()


def folder(home: str = "bo_moi/", criteria: str = CRITERIA, **more: str) -> bytes:
    return archive({f"{home}framework.csv": criteria, f"{home}datapackage.json": json.dumps(PACKAGE)} | more)


@pytest.mark.parametrize(
    "home, id",
    [
        ("bo_moi/", "bo_moi"),
        ("frameworks/Bộ chỉ số 2025/", "bo_chi_so_2025"),
        ("", "bo_moi"),  # no folder: as its datapackage.json is called
        ("a\\b\\", "b"),  # as some programs of Windows write it
        ("../../", "bo_moi"),  # nothing leaves the workspace
    ],
)
def test_an_index_is_called_as_its_folder(home, id):
    parts, remarks = framework_parts("tai ve.zip", folder(home), ())
    assert remarks == []
    assert [part.target for part in parts] == [f"frameworks/{id}/datapackage.json", f"frameworks/{id}/framework.csv"]
    assert b"MAT,TONG" in parts[1].content  # however the office separates its columns


def test_files_dropped_one_by_one_are_one_index():
    files = {"framework.csv": CRITERIA.encode(), "datapackage.json": json.dumps(PACKAGE).encode(), "khac.csv": b"a"}
    sent = packed(files)
    assert sent is not None
    name, content = sent
    assert name == "bo_moi.zip"
    assert len(framework_parts(name, content, ())[0]) == 2
    assert packed({"framework.csv": b"x"}) is None


def test_what_the_engine_finds_is_said_with_its_file_and_row_and_nothing_is_taken():
    parts, remarks = framework_parts("x.zip", folder(criteria=CRITERIA.replace("linear", "tuyến tính")), ())
    assert parts == []
    wrong = next(remark for remark in remarks if remark.level == MUST_FIX)
    assert wrong.message.startswith("bo_moi/framework.csv: ")
    assert (wrong.row, wrong.column, wrong.value) == (3, "rule", "tuyến tính")
    parts, (remark,) = framework_parts("x.zip", archive({"a/framework.csv": CRITERIA}), ())
    assert (parts, remark.message, remark.level) == ([], "a/datapackage.json: không mở được tệp", MUST_FIX)


def test_what_is_no_part_of_an_index_is_left_out_and_said():
    parts, (remark,) = framework_parts("x.zip", folder(**{"bo_moi/đọc.docx": "x", "__MACOSX/bo_moi/._f": "x"}), ())
    assert len(parts) == 2
    assert (remark.level, remark.message.split()[0]) == (FIXED, "bo_moi/đọc.docx")


def test_bombs_and_damage_are_refused_in_words():
    bomb = folder(**{"bo_moi/inputs.csv": "0" * (limits.RATIO_FREE_BYTES + limits.UNPACKED_BYTES // 10)})
    whole = folder()
    for content in (bomb, whole[: len(whole) // 2], b"PK\x03\x04", whole[:60] + b"\0" * 40 + whole[100:]):
        parts, remarks = framework_parts("x.zip", content, ())
        assert parts == []
        assert [remark.level for remark in remarks] == [MUST_FIX]
    assert not is_folder(b"PK\x03\x04" + b"x" * 99)
    assert not is_folder(archive({"xl/workbook.xml": "<x/>"}))


def test_a_new_index_is_published_shown_beforehand_and_taken_back(tmp_path, monkeypatch):
    monkeypatch.setenv("DX_WORKSPACE", str(begun(tmp_path)))
    parts, _ = framework_parts("x.zip", folder(), ())
    change = Change(tuple(parts), "x.zip", folder())
    built = store.prepare(change)
    # The points of two communes; the index itself and its two criteria.
    assert headline(consequences(store.current(), built.release)) == "2 điểm tổng mới; 3 dòng danh mục mới"
    built.discard()
    outcome = store.publish_change(change, **LAN)
    assert outcome.problems == []
    assert store.current().about["frameworks"] == {"bo_moi": "1", "thu": "1"}
    sql = "select points from standings where series = 'moi' and unit = '01909' and code = 'MAT'"
    assert store.current().rows(sql)["points"].tolist() == [5.0]
    assert points(store.current(), "01909", "HTS01") == 5.0
    store.withdraw(outcome.upload, **LAN)
    assert list(store.current().about["frameworks"]) == ["thu"]


def test_the_command_takes_an_index_as_it_takes_figures(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DX_WORKSPACE", str(begun(tmp_path)))
    file = tmp_path / "bo moi.zip"
    file.write_bytes(folder(criteria=CRITERIA.replace(";mat;", ";khong_co;")))
    assert main(["upload", str(file), "--why", "bộ mới", "--json"]) == 1
    assert "khong_co" in json.loads(capsys.readouterr().out)["error"]
    file.write_bytes(folder())
    assert main(["upload", str(file), "--why", "bộ mới", "--json"]) == 0
    draft = json.loads(capsys.readouterr().out)["draft"]
    assert list(store.current().about["frameworks"]) == ["thu"]
    assert main(["publish", "--draft", draft]) == 0
    assert "bo_moi" in store.current().about["frameworks"]
