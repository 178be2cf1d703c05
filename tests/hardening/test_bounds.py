"""What is sent to exhaust, to break out or to slip in: files, names, statements."""

import io
import os
import tracemalloc
import zipfile

import duckdb
import pytest

from dx_metrics import store
from dx_metrics.intake.check import check
from dx_metrics.intake.display_name import display_name
from dx_metrics.intake.known import Known
from dx_metrics.intake.reading import read
from dx_metrics.intake.remark import MUST_FIX
from dx_metrics.settings import load, settings
from dx_metrics.store import Change, Part, drafts, journal
from pages.routes.guard import may_upload
from tests.store.changes import LAN, begun, csv_of

PLACES = ["../x.csv", "../../x.csv", "/etc/x.csv", "a/../../x.csv", "C:\\x.csv", "..\\x.csv", ".ssh/x.csv", "a\0.csv"]
PLACES += ["frameworks/../../x.csv", "con/../../../x.json", "x.sh", "", "."]


@pytest.fixture
def release(tmp_path, monkeypatch) -> store.Release:
    made = begun(tmp_path)
    monkeypatch.setenv("DX_WORKSPACE", str(made))
    found = store.current()
    assert found is not None
    return found


def files_below(folder) -> set[str]:
    return {str(path) for path in folder.rglob("*") if path.is_file() and "/local/" not in str(path)}


def test_a_file_goes_nowhere_but_into_the_workspace_laid_out(release, tmp_path):
    before = files_below(tmp_path)
    for target in PLACES:
        outcome = store.publish_change(Change((Part(target, "file", b"a\n1\n"),), target, b""), **LAN)
        assert outcome.refused and store.current().id == "r1", target
    assert files_below(tmp_path) == before


NAMES = ["../../etc/passwd", "a\r\nb.csv", "\u202eexe.csv", "x" * 5000, "<b>.csv", "a/b\\c.csv", "*.csv"]


def test_the_name_of_a_file_is_a_label_and_nothing_else(release, tmp_path):
    before = files_below(tmp_path)
    for name in NAMES:
        shown = display_name(name)
        assert len(shown) <= 200 and "/" not in shown and "\n" not in shown and "\u202e" not in shown
        drafts.save("lan", shown, b"1")
        read(name, b"a;b\n1;2\n", [])
    rows = csv_of("unit | period | variable | value\n01906 | 2022-Q1 | mat | 3")
    store.publish_change(Change((Part("observations", "rows", rows),), "../\r\n\u202ex.csv"), **LAN)
    assert not set("\r\n\u202e") & set(store.uploads()[0].file_name)
    assert files_below(tmp_path) == before


SQL = "'; drop table observations; --\0 $$;copy observations to 'x'$$ ' or '1'='1"


def test_sql_in_cells_reasons_and_codes_is_text_or_refused(release):
    rows = csv_of("unit | period | variable | value\n01906 | 2022-Q1 | mat | 3").decode()
    for column in ("01906", "2022-Q1", "mat", "3"):
        change = Change((Part("observations", "rows", rows.replace(column, f'"{SQL}"', 1).encode()),), SQL)
        assert store.publish_change(change, who=SQL, why=SQL).refused, column
    assert not store.publish_change(
        Change((Part("observations", "rows", rows.encode()),), SQL), who=SQL, why=SQL
    ).refused
    newest = store.current()
    assert newest.rows("select count(*) as n from observations")["n"][0] == 6
    assert newest.rows("select name from units where code = $code", code=SQL).empty


OUT = [
    "copy (select 1) to '{out}'",
    "attach '{out}' as other",
    "select * from read_text('/etc/hostname')",
    "select * from read_csv('/etc/passwd')",
    "select * from glob('/etc/*')",
    "select * from '/etc/passwd'",
    "install httpfs",
    "load httpfs",
    "export database '{out}'",
    "set enable_external_access = true",
    "set memory_limit = '64GB'",
    "reset lock_configuration",
    "create table x (a int)",
    "delete from observations",
    "select * from os",
]


def test_a_release_reads_nothing_of_the_machine_and_writes_nothing(release, tmp_path):
    for statement in OUT:
        with release.connection.cursor() as cursor, pytest.raises(duckdb.Error):
            cursor.execute(statement.format(out=tmp_path / "out")).fetchall()
    assert not (tmp_path / "out").exists()


def test_a_release_takes_no_more_memory_and_threads_than_it_was_given(release):
    sql = "select name, value from duckdb_settings() where name in ('memory_limit', 'threads', 'lock_configuration')"
    found = release.rows(sql).set_index("name")["value"]
    assert found["threads"] == "2" and found["lock_configuration"] == "true"
    assert float(found["memory_limit"].split()[0]) < 1024


def packed(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name.replace("__", "/"), content)
    return out.getvalue()


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
    + b"".join(f'<!ENTITY a{n} "&a{n - 1 or ""};&a{n - 1 or ""};&a{n - 1 or ""};">'.encode() for n in range(1, 30))
    + b"]><worksheet>&a29;</worksheet>"
)
OUTSIDE = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><table><tr><td>&x;</td></tr></table>'
)
ZEROS = packed(**{"xl__worksheets__sheet1.xml": b"0" * (80 << 20), "[Content_Types].xml": b"<Types/>"})
BOMBS = {
    "zeros.xlsx": ZEROS,
    "zeros.ods": ZEROS,
    "nested.xlsx": packed(**{"a.xlsx": ZEROS}),
    "laughs.xlsx": packed(**{"xl__worksheets__sheet1.xml": LAUGHS, "[Content_Types].xml": b"<Types/>"}),
    "laughs.xml": LAUGHS,
    "outside.xml": OUTSIDE,
    "outside.xls": OUTSIDE,
    "many.xlsx": packed(**{f"xl__{n}.xml": b"<a/>" for n in range(5000)}),
    "columns.csv": b";" * 2_000_000 + b"\n",
    "quotes.csv": b'"' * 1_000_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_with_a_sentence_and_takes_little_memory(name):
    if name.startswith("zeros"):
        tracemalloc.start()
    reading = read(name, BOMBS[name], ["Xã Nam Mẫu"])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    if not name.startswith("outside"):
        assert any(remark.level == MUST_FIX and remark.message and remark.cure for remark in reading.remarks)
    assert "root:" not in repr(reading.sheets)[:100_000]
    assert peak < 60 << 20


def test_ten_thousand_bad_rows_are_all_found_and_told_in_few_words(release):
    lines = [f"01906;2022-Q1;mat;x{n}" for n in range(10_000)]
    content = "\n".join(["Mã xã;Kỳ;Biến;Giá trị", *lines]).encode()
    found = check("xau.csv", content, Known.of(release.connection))
    assert found.outcome == "reject" and not found.records
    assert len({remark.code for remark in found.remarks}) < 20
    assert all(len(str(remark.message)) < 1000 for remark in found.remarks)


def test_no_secret_is_in_what_is_said_of_settings(tmp_path, monkeypatch, caplog):
    secrets = {"DX_METRICS_TOKEN": "ngan-qua", "DX_OIDC_CLIENT_SECRET": "bi-mat-cua-co-quan-rat-dai"}
    for name, value in secrets.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("DX_SIGN_IN", "oidc")
    settings()
    made, problems = load(tmp_path / "khong-co.toml", dict(os.environ))
    said = f"{made!r} {[str(problem) for problem in problems]} {caplog.text}"
    assert problems and not any(value in said for value in secrets.values())


def test_nobody_uploads_where_streamlit_does_not_run():
    assert not may_upload("s")
    assert journal.entries() == []
