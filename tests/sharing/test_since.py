"""What a pinned page says of the time since: counted right, with before and after, and a way on."""

from dx_metrics import store
from dx_metrics.queries.consequences import consequences
from dx_metrics.sharing.since import since, strip, taken_back
from dx_metrics.view import View
from tests.store.changes import LAN, begun, sent

VIEW = View("thu", "2022-Q1")


def told(view: View = VIEW):
    before, after = store.open_release("r1"), store.current()
    assert before is not None
    assert after is not None
    return since(before, consequences(before, after), view)


def corrected(tmp_path, monkeypatch, table: str) -> None:
    monkeypatch.setenv("DX_WORKSPACE", str(begun(tmp_path)))
    store.publish_change(sent(table), **LAN)


def test_corrected_figures_and_ranks_that_moved_are_counted(tmp_path, monkeypatch):
    # Nam Mẫu goes from 2 + 5 points to 10 + 5 and passes Khang Ninh's 5 + 10; equal points share a rank.
    table = """
        unit  | period  | variable | value
        01909 | 2022-Q1 | nop      | 50
        01909 | 2022-Q1 | mat      | 0
        01906 | 2022-Q2 | nop      | 7
    """
    corrected(tmp_path, monkeypatch, table)
    found = told()
    assert found.sentence == "2 số đã sửa, 1 số mới, hạng của 2 xã đổi"
    for words in ("Hạng trước", "Biến nop", '<td class="figure">10</td>', '<td class="figure">50</td>'):
        assert words in found.changes


def test_ranks_are_counted_where_the_view_looks(tmp_path, monkeypatch):
    corrected(tmp_path, monkeypatch, "unit | period | variable | value\n01909 | 2022-Q1 | nop | 50")
    assert "hạng của 2 xã đổi" in told(View("thu", "2022-Q1", theme="DVC")).sentence
    assert told(View("thu", "2022-Q1", theme="HTS")).sentence == "1 số đã sửa"


def test_where_nothing_changed_that_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv("DX_WORKSPACE", str(begun(tmp_path)))
    store.publish()
    assert told().sentence == "không có gì đổi"
    assert told().changes == ""


def test_an_upload_taken_back_since_is_named(tmp_path, monkeypatch):
    table = "unit | period | variable | value\n01909 | 2022-Q1 | nop | 50"
    corrected(tmp_path, monkeypatch, table)
    with_it = store.current()
    upload = store.uploads()[0].id
    store.withdraw(upload, who="chi", why="gửi nhầm")
    first = store.open_release("r1")
    assert with_it is not None
    assert first is not None
    assert [words.partition(" đã rút")[0] for words in taken_back(with_it)] == [f"lần nạp {upload} “bao-cao.csv”"]
    assert taken_back(first) == []


def test_the_strip_leads_to_the_newest_and_lets_no_markup_in(tmp_path, monkeypatch):
    corrected(tmp_path, monkeypatch, "unit | period | variable | value\n01909 | 2022-Q1 | nop | 50")
    html = strip(told(), "r1", "r2", '/xep-hang?ky="><script>', ["lần nạp u3 “<b>.csv” đã rút"])
    assert "Từ đó đến nay: 1 số đã sửa" in html
    assert "<script>" not in html
    assert "<b>.csv" not in html
