"""What whoever runs the server sees of it: figures, log and reasons; none of it about a person."""

import json
import logging
import re

import pytest
from streamlit.runtime.scriptrunner import StopException

from dx_metrics import store
from dx_metrics.access import accounts
from dx_metrics.intake.remark import CONFIRM, Remark
from dx_metrics.store import condition
from pages.routes import log, metrics
from tests.access.people import cheap, someone
from tests.routes.client import ask, get
from tests.store.changes import LAN, begun, sent

MAT = """
    unit  | period  | variable | value
    01906 | 2022-Q1 | mat      | 12
"""
TOKEN = "mot-ma-dai-va-ngau-nhien"


@pytest.fixture
def made(tmp_path, monkeypatch):
    folder = begun(tmp_path)
    monkeypatch.setenv("DX_WORKSPACE", str(folder))
    return folder


def figure(name: str) -> float:
    """A figure as Prometheus reads it; 0 for one that nothing was counted of yet."""
    found = re.search(rf"^{re.escape(name)} (\S+)$", get("/metrics").text, re.MULTILINE)
    return float(found[1]) if found else 0


def test_requests_are_counted_by_kind_whatever_people_ask_for(made):
    pages = 'dx_requests_total{kind="page",method="GET",status="200"}'
    light = 'dx_requests_total{kind="light page",method="GET",status="200"}'
    before = figure(pages), figure(light)
    get("/xep-hang?xa=01906")
    get("/khong-co-trang-nay")
    get("/xem/xep-hang")
    assert (figure(pages), figure(light)) == (before[0] + 2, before[1] + 1)
    ask("TRACE" * 9, "/xep-hang")
    assert "TRACETRACE" not in get("/metrics").text and "khong-co" not in get("/metrics").text


def test_releases_and_acts_are_those_of_the_journal(made):
    store.publish_change(sent(MAT), **LAN)
    assert figure("dx_releases") == 2 and figure("dx_release_shown") == 2
    assert figure('dx_acts_total{action="upload"}') == 1
    store.rollback("r1", **LAN)
    assert figure("dx_release_shown") == 1 and figure("dx_journal_entries") == 3


def test_runs_of_the_script_are_counted_by_how_they_ended():
    ends = {end: f'dx_script_runs_total{{end="{end}"}}' for end in ("whole", "stopped", "failed")}
    before = {end: figure(name) for end, name in ends.items()}
    with metrics.script_run():
        pass
    for error in (StopException, ValueError):
        with pytest.raises(error), metrics.script_run():
            raise error
    assert {end: figure(name) - before[end] for end, name in ends.items()} == {"whole": 1, "stopped": 1, "failed": 1}


def test_remarks_on_uploads_are_counted_by_level():
    name = f'dx_upload_remarks_total{{level="{CONFIRM}"}}'
    before = figure(name)
    metrics.remarked([Remark(CONFIRM, "jump", "tăng gấp mười", "xem lại")] * 2)
    assert figure(name) == before + 2


@pytest.mark.parametrize("passed_on", [{"x-forwarded-for": "10.0.0.7"}, {"forwarded": "for=10.0.0.7"}])
def test_figures_are_closed_to_whoever_comes_through_a_proxy_and_open_by_token(monkeypatch, passed_on):
    assert get("/metrics", passed_on).status_code == 404
    monkeypatch.setenv("DX_METRICS_TOKEN", TOKEN)
    assert get("/metrics", passed_on | {"authorization": f"Bearer {TOKEN}"}).status_code == 200
    for wrong in ("Bearer ", f"Bearer {TOKEN}x", TOKEN, "Bearer \xe1"):
        assert get("/metrics", passed_on | {"authorization": wrong}).status_code == 404


def test_a_short_token_opens_nothing(monkeypatch):
    monkeypatch.setenv("DX_METRICS_TOKEN", "abc")
    assert get("/metrics", {"x-real-ip": "10.0.0.7", "authorization": "Bearer abc"}).status_code == 404


def lines_of(caplog) -> list[dict]:
    return [json.loads(log.Lines().format(record)) for record in caplog.records]


def test_a_line_of_the_log_is_an_object_that_tells_what_happened_and_not_who_it_was(monkeypatch, caplog):
    monkeypatch.setenv("DX_LOG", "json")
    caplog.set_level(logging.INFO)
    get("/xep-hang?xa=01906", {"cookie": "dx_phien=bi-mat"})
    (line,) = [line for line in lines_of(caplog) if line["message"] == "request"]
    assert line.keys() == {"at", "level", "logger", "message", "kind", "method", "status", "ms"}
    assert (line["kind"], line["method"], line["status"]) == ("page", "GET", 200)


@pytest.mark.parametrize(
    "personal", ["10.0.0.7", "lan@babe.gov.vn", "0912345678", "+84912345678", "dx_phien=W10.AAAA", "fe80:1:2:3:4:5:6:7"]
)
def test_what_slipped_into_a_sentence_is_taken_out(caplog, personal):
    logging.getLogger("dx_metrics.x").warning("refused %s at once", personal)
    (line,) = lines_of(caplog)
    assert personal not in line["message"]
    assert line["message"].startswith("refused ") and line["message"].endswith(" at once")


@pytest.mark.parametrize("plain", ["bản r12 lúc 10:20:30", "2022-Q1, 12.5 %", "2026-11-27T10:20:30+00:00"])
def test_what_is_about_nobody_stays(plain):
    assert log.impersonal(plain) == plain


def test_of_an_error_kind_and_place_are_told_and_its_words_are_not(caplog):
    try:
        int("bí mật của Lan")
    except ValueError:
        logging.getLogger("dx_metrics.x").exception("page failed, abc123")
    (line,) = lines_of(caplog)
    assert line["error"] == "ValueError" and line["where"][0].startswith("test_watching.py:")
    assert "Lan" not in json.dumps(line, ensure_ascii=False)


def test_many_refused_sign_ins_name_nobody_in_the_log(monkeypatch, caplog):
    from dx_metrics.access import record

    monkeypatch.setattr(record._refusals, "hit", lambda *_: False)
    record.refused("hoang.thi.lan", address="10.0.0.7")
    assert caplog.records and "lan" not in caplog.text and "10.0.0.7" not in caplog.text


def why() -> dict[str, bool]:
    return {each["code"]: each["blocks"] for each in get("/readyz").json()["why"]}


def test_a_sound_server_has_no_reason_to_name(made):
    assert why() == {} and get("/readyz").json()["publishing"] is None


def test_each_reason_for_not_being_ready_is_named_with_its_cure(made, local_folder, monkeypatch):
    folder = local_folder / "thu"
    (folder / "releases" / "r1.duckdb").write_bytes(b"x")
    for path in (folder / "objects").glob("??/*"):
        path.unlink()
    answer = get("/readyz")
    assert answer.status_code == 503
    (reason,) = answer.json()["why"]
    assert reason["code"] == "release_unreadable" and reason["blocks"] and "verify" in reason["cure"]
    monkeypatch.setenv("DX_WORKSPACE", str(made / "khong-co"))
    assert why() == {"no_workspace": True}


def test_what_does_not_block_is_named_too(made, local_folder, monkeypatch):
    with (local_folder / "thu" / "journal.jsonl").open("ab") as file:
        file.write(b"{}\n{}\n")
    (local_folder / "thu" / "faults.json").write_text('["lỗi"]', "utf-8")
    monkeypatch.setenv("DX_KEEP_RELEASES", "nhiều")
    monkeypatch.setattr(condition, "LEAST_FREE_MB", 1 << 40)
    answer = get("/readyz")
    assert answer.status_code == 200
    codes = ["disk_almost_full", "journal_damaged", "last_publication_failed", "settings_wrong"]
    assert [each["code"] for each in answer.json()["why"]] == codes


def test_accounts_that_cannot_be_read_are_a_reason(made, local_folder, monkeypatch):
    cheap(monkeypatch)
    someone()
    (local_folder / "access" / accounts.FILE).write_text("{", "utf-8")
    assert why() == {"accounts_unreadable": False}
