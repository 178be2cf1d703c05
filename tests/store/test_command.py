"""The words that publish, as a scheduled job uses them."""

import json
import zipfile

import pytest

from dx_metrics import store
from dx_metrics.__main__ import main
from dx_metrics.intake.known import Known
from dx_metrics.store import drafts, journal, objects
from tests.store.changes import LAN, begun, csv_of, sent, value
from tests.tiny import points, write

MAT = """
    unit  | period  | variable | value
    01906 | 2022-Q1 | mat      | 12
"""


@pytest.fixture
def made(tmp_path, monkeypatch):
    folder = begun(tmp_path)
    monkeypatch.setenv("DX_WORKSPACE", str(folder))
    return folder


def told(capsys):
    return json.loads(capsys.readouterr().out)


def test_publishing_withdrawing_and_going_back_by_word(made, capsys):
    store.publish_change(sent(MAT), **LAN)
    assert main(["withdraw", "u2", "--why", "nhầm kỳ", "--who", "minh", "--json"]) == 0
    assert told(capsys)["release"] == "r3"
    assert main(["rollback", "r2", "--why", "số đúng", "--json"]) == 0
    assert told(capsys) == {"release": "r2", "built": True, "upload": None, "problems": []}
    assert main(["releases", "--json"]) == 0
    lines = told(capsys)["releases"]
    assert [(line["id"], line["action"], line["shown"]) for line in lines] == [
        ("r2", "rollback", True),
        ("r3", "withdraw", False),
        ("r2", "upload", False),
        ("r1", "workspace", False),
    ]
    assert lines[1]["who"] == "minh" and lines[1]["why"] == "nhầm kỳ"


def test_a_draft_is_published_by_its_id_and_is_gone_then(made, capsys):
    id = drafts.save("lan", "bao-cao.csv", csv_of(MAT), {"why": "phiếu báo"})
    assert main(["publish", "--draft", id, "--who", "minh", "--json"]) == 0
    assert told(capsys)["upload"] == "u2"
    assert value(store.current(), "01906", "mat") == "12"
    assert journal.entries()[-1].why == "phiếu báo"
    assert main(["publish", "--draft", id, "--json"]) == 1


@pytest.mark.parametrize(
    "line",
    [["withdraw", "u9", "--why", "x"], ["rollback", "r9", "--why", "x"], ["export", "r9", "gone"], ["restore", "gone"]],
)
def test_what_cannot_be_done_exits_with_one_and_says_why(made, capsys, line):
    assert main([*line, "--json"]) == 1
    out = capsys.readouterr()
    assert json.loads(out.out) and out.err.strip()
    assert store.current().id == "r1"


@pytest.mark.parametrize("line", [["withdraw", "u2"], ["rollback"], ["upload", "x.csv"], ["publsh"]])
def test_a_line_that_is_not_understood_exits_with_two(made, line):
    with pytest.raises(SystemExit) as left:
        main(line)
    assert left.value.code == 2


def test_the_export_of_a_release_is_the_same_bytes_also_after_it_was_built_again(made, tmp_path):
    store.publish_change(sent(MAT), **LAN)
    first, second = tmp_path / "a.zip", tmp_path / "b.zip"
    assert main(["export", "r1", str(first)]) == 0
    from dx_metrics.store.release import forget, release_file

    forget(release_file("r1", made))
    release_file("r1", made).unlink()
    assert main(["export", "r1", str(second)]) == 0
    assert first.read_bytes() == second.read_bytes()


def test_the_export_is_a_data_package_whose_text_no_spreadsheet_runs(made, tmp_path):
    events = """
        date       | name
        2022-01-05 | =cmd|x
    """.replace("=cmd|x", "=HYPERLINK(1)")
    store.publish_change(sent(events, target="events"), **LAN)
    assert main(["export", str(tmp_path / "goi")]) == 0
    package = json.loads((tmp_path / "goi" / "datapackage.json").read_text())
    assert package["name"] == "r2"
    for resource in package["resources"]:
        header = (tmp_path / "goi" / resource["path"]).read_text().splitlines()[0]
        assert header.split(",") == [field["name"] for field in resource["schema"]["fields"]]
    assert "2022-01-05,'=HYPERLINK(1)" in (tmp_path / "goi" / "events.csv").read_text()
    assert main(["export", str(tmp_path / "goi")]) == 1  # never over what lies there


def test_a_backup_restored_elsewhere_has_the_same_releases_uploads_and_figures(made, tmp_path, monkeypatch, capsys):
    store.publish_change(sent(MAT), **LAN)
    draft = drafts.save("lan", "nháp", b"1")
    file = tmp_path / "sao-luu.zip"
    assert main(["backup", str(file)]) == 0
    monkeypatch.setenv("DX_LOCAL", str(tmp_path / "noi-khac"))
    assert main(["restore", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["release"] == "r2"
    assert [line.id for line in store.history()] == ["r2", "r1"]
    assert [upload.id for upload in store.uploads()] == ["u2"]
    assert points(store.current(), "01906", "HTS01") == 7.5  # 12 of 48 hours lost
    assert points(store.open_release("r1"), "01906", "HTS01") == 10
    assert drafts.load(draft).payload == b"1"
    assert main(["verify"]) == 0
    assert main(["restore", str(file)]) == 1  # not over a journal that is there


def test_what_is_no_backup_or_leads_outside_is_refused(made, tmp_path, monkeypatch):
    monkeypatch.setenv("DX_LOCAL", str(tmp_path / "noi-khac"))
    (tmp_path / "a.zip").write_bytes(b"PK")
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as package:
        package.writestr("local/journal.jsonl", "")
        package.writestr("local/../../x.csv", "x")
    for name in ("a.zip", "b.zip"):
        assert main(["restore", str(tmp_path / name)]) == 1
    assert not (tmp_path / "x.csv").exists() and store.current() is None


def test_damage_is_named_and_exits_with_one(made, local_folder, capsys):
    assert main(["verify", "--json"]) == 0
    (local_folder / "thu" / "journal.jsonl").write_bytes(b"{}\n{}\n")
    assert main(["verify", "--json"]) == 1
    assert "nhật ký dòng 1" in json.loads(capsys.readouterr().out.splitlines()[-1])["error"]


def test_of_many_warnings_the_first_are_said_and_the_rest_counted(made, capsys):
    more_than_whole = [
        {"unit": unit, "period": period, "variable": variable, "value": value}
        for period in ("2022-Q1", "2022-Q2")
        for unit in ("01906", "01909", "01912")
        for variable, value in (("nop", "9"), ("hs", "5"))
    ]
    write(made / "observations" / "tat_ca.csv", more_than_whole)
    assert main(["publish"]) == 0
    said = capsys.readouterr().err.splitlines()
    assert [line.split(":")[0] for line in said] == [
        *["Cảnh báo"] * 3,
        "… và 3 cảnh báo nữa, xem hết bằng `manage.py check-data`.",
    ]


def test_a_file_is_uploaded_checked_kept_as_a_draft_or_published(made, tmp_path, capsys):
    file = tmp_path / "bao-cao.csv"
    file.write_text("Mã xã;Kỳ;mat\n01906;2022-Q1;12\n01909;2022-Q1;6\n", "utf-8")
    assert main(["upload", str(file), "--why", "phiếu báo", "--who", "lan", "--json"]) == 0
    draft = told(capsys)["draft"]
    assert store.released() == ["r1"]
    assert main(["publish", "--draft", draft, "--json"]) == 0
    assert value(store.current(), "01906", "mat") == "12"
    file.write_text("Mã xã;Kỳ;mat\n01906;2022-Q1;13\n", "utf-8")
    capsys.readouterr()
    assert main(["upload", str(file), "--why", "sửa", "--publish", "--json"]) == 0
    assert told(capsys)["upload"] == "u3"
    assert value(store.current(), "01906", "mat") == "13"


def test_a_draft_is_the_officers_own_file_and_is_checked_again_when_it_is_published(made, tmp_path, capsys):
    file = tmp_path / "bao-cao.csv"
    file.write_text("Mã xã;Kỳ;mat\n01906;2022-Q1;12\n01909;2022-Q1;6\n", "utf-8")
    assert main(["upload", str(file), "--why", "phiếu báo", "--who", "lan", "--json"]) == 0
    draft = told(capsys)["draft"]
    assert drafts.load(draft).payload == file.read_bytes()
    assert main(["publish", "--draft", draft, "--json"]) == 0
    capsys.readouterr()
    (sent_in,) = store.uploads()
    assert (sent_in.file_name, sent_in.why) == ("bao-cao.csv", "phiếu báo")
    assert objects.fetch(sent_in.file_sha) == file.read_bytes()
    assert drafts.load(draft) is None
    broken = drafts.save("lan", "cu.csv", b"unit,period\n", {"why": "x"})
    assert main(["publish", "--draft", broken, "--json"]) == 1
    assert told(capsys)["outcome"] == "reject" and drafts.load(broken) is not None


def test_under_the_rule_of_two_who_sends_a_file_does_not_publish_it(made, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DX_TWO_PERSONS", "true")
    file = tmp_path / "bao-cao.csv"
    file.write_text("Mã xã;Kỳ;mat\n01906;2022-Q1;12\n01909;2022-Q1;6\n", "utf-8")
    assert main(["upload", str(file), "--why", "phiếu báo", "--who", "lan", "--publish", "--json"]) == 1
    assert "không tự công bố" in told(capsys)["error"]
    assert main(["upload", str(file), "--why", "phiếu báo", "--who", "lan", "--json"]) == 0
    draft = told(capsys)["draft"]
    assert main(["publish", "--draft", draft, "--who", "lan", "--json"]) == 1
    assert "không tự công bố" in told(capsys)["error"] and store.released() == ["r1"]
    assert main(["publish", "--draft", draft, "--who", "minh", "--json"]) == 0


def test_a_file_is_checked_by_the_release_that_shows_a_named_folder_until_the_folder_changes(
    made, tmp_path, monkeypatch, capsys
):
    file = tmp_path / "bao-cao.csv"
    file.write_text("Mã xã;Kỳ;mat\n01906;2022-Q1;12\n01909;2022-Q1;6\n", "utf-8")
    staged = []
    of_folder = Known.of_folder
    monkeypatch.setattr(Known, "of_folder", lambda *given: staged.append(given) or of_folder(*given))
    assert main(["check", str(file), "--workspace", str(made), "--json"]) == 0
    assert not staged
    (made / "them.md").write_text("mới", "utf-8")
    assert main(["check", str(file), "--workspace", str(made), "--json"]) == 0
    assert staged


def test_a_file_that_cannot_be_understood_is_refused_with_its_remarks(made, tmp_path, capsys):
    file = tmp_path / "anh.csv"
    file.write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    assert main(["upload", str(file), "--why", "x", "--publish", "--json"]) == 1
    assert told(capsys)["outcome"] == "reject"
    assert store.released() == ["r1"]
