"""Long plain files are read by DuckDB itself, and only when nothing in them could be read in two ways."""

import duckdb
import pytest

from dx_metrics import store
from dx_metrics.catalogue import plain
from dx_metrics.catalogue.plain import load_plain
from dx_metrics.store import Change, Part
from tests.store.changes import LAN, begun, csv_of, value

HEADER = ["unit", "value"]


@pytest.fixture
def con(monkeypatch):
    monkeypatch.setattr(plain, "LONG", 1)
    with duckdb.connect() as con:
        yield con


def test_rows_keep_their_text_and_their_line(con):
    content = "unit,value\n01906,1.50\n01909,\nĐồng Phúc, x \n".encode()
    assert load_plain(con, content, HEADER, "t")
    assert con.execute("select line, unit, value from t").fetchall() == [
        (2, "01906", "1.50"),
        (3, "01909", ""),
        (4, "Đồng Phúc", " x "),
    ]


@pytest.mark.parametrize(
    "content",
    [
        b'unit,value\n"a",1\n',
        b"unit,value\na,1,2\n",
        b"unit,value\na\n",
        b"unit,value\n\na,1\n",
        b"unit,value\r\na,1\r\n",
        b"unit,value\na,1",
        b"unit,value\n\xff,1\n",
        b"unit,value\na,\x00\n",
        b"\xef\xbb\xbfunit,value\na,1\n",
    ],
)
def test_what_is_not_plain_is_left_to_the_careful_reader(con, content):
    assert not load_plain(con, content, HEADER, "t")


def test_short_files_go_to_the_careful_reader():
    with duckdb.connect() as con:
        assert not load_plain(con, b"unit,value\na,1\n", HEADER, "t")


def test_lines_stay_in_order_over_many_threads(con):
    content = b"unit,value\n" + b"".join(b"u%d,%d\n" % (n, n) for n in range(300_000))
    assert load_plain(con, content, HEADER, "t")
    wrong = con.execute("select count(*) from t where line <> value::integer + 2 or unit <> 'u' || value").fetchall()
    assert wrong == [(0,)]


def test_a_long_upload_is_laid_over_like_a_short_one(tmp_path, monkeypatch):
    monkeypatch.setattr(plain, "LONG", 1)
    made = begun(tmp_path)
    table = """
        unit  | period  | variable | value
        01906 | 2022-Q1 | nop      | 50
        01912 | 2022-Q1 | nop      | 7
    """
    store.publish_change(Change((Part("observations", "rows", csv_of(table)),), "dai.csv"), **LAN, workspace=made)
    assert value(store.current(made), "01906", "nop") == "50"
    assert value(store.current(made), "01912", "nop") == "7"
    assert value(store.current(made), "01909", "nop") == "10"
    wrong = csv_of(table.replace("01912", "99999"))
    outcome = store.publish_change(Change((Part("observations", "rows", wrong),), "dai.csv"), **LAN, workspace=made)
    assert ("dai.csv", 3, "unit") in {(p.file, p.row, p.column) for p in outcome.problems}
