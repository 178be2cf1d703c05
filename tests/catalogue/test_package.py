"""datapackage.json: refused with a reason, never with a traceback."""

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dx_metrics.catalogue import check
from dx_metrics.catalogue.model import MODEL
from dx_metrics.catalogue.titles import title
from tests.catalogue.folder import DX, found, only, package, write_json


def described(folder: Path, **changes: object) -> Path:
    """The workspace with other entries in its datapackage.json."""
    path = folder / "datapackage.json"
    write_json(path, json.loads(path.read_text("utf-8")) | changes)
    return folder


def test_a_folder_that_is_not_there_is_said(tmp_path):
    assert ("datapackage.json", "không có tệp này") in [(p.file, p.message) for p in check(tmp_path / "khong_co")]


@pytest.mark.parametrize(
    ("content", "row", "message"),
    [
        (b'{\n"name": "goi",,\n}', 2, "sai cú pháp JSON"),
        (b"[1, 2]", None, "phải là một đối tượng"),
        ('{"name": "Ba Bể"}'.encode("utf-16"), None, "không phải mã UTF-8"),
        (b"[" * 100_000, None, "không đọc được JSON"),
    ],
)
def test_a_description_that_cannot_be_read_is_said(tmp_path, content, row, message):
    folder = package(tmp_path)
    (folder / "datapackage.json").write_bytes(content)
    problem = only(folder)
    assert (problem.file, problem.row) == ("datapackage.json", row)
    assert message in problem.message


def test_a_file_that_is_listed_but_not_there_is_said(tmp_path):
    folder = described(package(tmp_path), resources=[{"name": "targets", "path": "muc_tieu.csv"}])
    assert found(folder) == [("muc_tieu.csv", None, "", "")]


@pytest.mark.parametrize("path", ["../units.csv", "/etc/hostname", "a/../../b.csv", "C:\\b.csv", "", 7])
def test_no_path_leads_out_of_the_workspace(tmp_path, path):
    folder = described(package(tmp_path), resources=[{"name": "events", "path": path}])
    assert found(folder) == [("datapackage.json", None, "events.path", str(path))]


def test_observations_are_read_whether_listed_or_not(tmp_path):
    folder = package(tmp_path)
    (folder / "observations").mkdir()
    (folder / "observations" / "moi.csv").write_text("unit,period,variable,value\n01909,2022-Q2,hs,x\n", "utf-8")
    assert found(folder) == [("observations/moi.csv", 2, "value", "x")]


@pytest.mark.parametrize(
    ("word", "value", "column"),
    [
        ("place", "", "dx.place"),
        ("unit_word", None, "dx.unit_word"),
        ("period", "week", "dx.period"),
        ("illustrative", "yes", "dx.illustrative"),
        ("illustrative", True, "dx.illustrative_note"),
        ("series", "khac", "dx.series"),
        ("paper", "UBND", "dx.paper"),
        ("paper", {"agency": 7}, "dx.paper.agency"),
        ("paper", {"recipients": "UBND huyện"}, "dx.paper.recipients"),
        ("paper", {"ky_ten": "A"}, "dx.paper.ky_ten"),
    ],
)
def test_what_the_pages_need_to_know_is_asked_for(tmp_path, word, value, column):
    assert only(package(tmp_path, dx=DX | {word: value})).column == column


@pytest.mark.parametrize(
    "schema",
    [
        [],
        {"fields": "code"},
        {"fields": [{"type": "string"}]},
        {"fields": [{"name": "name"}, {"name": "name"}]},
        {"fields": [{"name": "date", "type": "string"}]},
        {"fields": [{"name": "name", "constraints": []}]},
        {"fields": [{"name": "name", "constraints": {"pattern": "(["}}]},
        {"fields": [{"name": "name", "constraints": {"minimum": 3}}]},
        {"fields": [{"name": "name", "constraints": {"lạ": 3}}]},
        {"fields": [{"name": "name"}], "missingValues": ["", "-"]},
        {"fields": [{"name": "name"}], "primaryKey": "code"},
        {"fields": [{"name": "name"}], "foreignKeys": [{"fields": ["name"]}]},
        {
            "fields": [{"name": "name"}],
            "foreignKeys": [{"fields": "name", "reference": {"resource": "units", "fields": "la"}}],
        },
    ],
)
def test_a_schema_that_cannot_be_used_is_said(tmp_path, schema):
    problem = only(package(tmp_path, schemas={"events": schema}))
    assert (problem.file, problem.column, problem.level) == ("datapackage.json", "events.schema", "error")


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
FIELD = st.fixed_dictionaries(
    {"name": ANYTHING},
    optional={
        "type": ANYTHING,
        "constraints": st.dictionaries(st.sampled_from(["enum", "pattern", "minimum", "required"]), ANYTHING),
    },
)
RESOURCE = st.fixed_dictionaries(
    {"name": st.sampled_from(["units", "events", "observations"])},
    optional={
        "path": ANYTHING,
        "encoding": ANYTHING,
        "dialect": ANYTHING,
        "schema": ANYTHING
        | st.fixed_dictionaries(
            {"fields": st.lists(FIELD | ANYTHING, max_size=3)},
            optional={"primaryKey": ANYTHING, "foreignKeys": ANYTHING},
        ),
    },
)


@given(st.fixed_dictionaries({}, optional={"dx": ANYTHING, "resources": ANYTHING | st.lists(RESOURCE, max_size=3)}))
def test_no_description_raises(content):
    with tempfile.TemporaryDirectory() as folder:
        check(described(package(Path(folder)), **content))


def test_every_column_of_the_tables_has_a_name_that_people_see():
    bare = [(name, column) for name, table in MODEL.items() for column in table.fields if title(name, column) == column]
    assert not bare
