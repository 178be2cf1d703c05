"""A tiny workspace without a fault, for tests that put one in."""

import json
from pathlib import Path
from typing import Any

from dx_metrics.catalogue import check
from dx_metrics.problems import Problem

TABLES = {
    "units": """
code,valid_from,valid_to,name
01906,2020-02-01,2025-06-30,Xã Khang Ninh
01909,2020-02-01,2025-06-30,Xã Nam Mẫu
01906,2025-07-01,,Xã Ba Bể
""",
    "variables": """
code,name,kind,frequency,min,max
nop,Hồ sơ nộp trực tuyến,count,quarter,0,
hs,Hồ sơ tiếp nhận,count,quarter,0,5000
trang,Trang thông tin,answer,quarter,,
""",
    "observations": """
unit,period,variable,value,status,reported_at
01906,2022-Q1,nop,25,,2022-04-05
01906,2022-Q1,hs,100,,2022-04-05
01906,2022-Q1,trang,co,,
01909,2022-Q1,hs,,missing,
""",
}
FRAMEWORK = """
code,parent,name,value,rule,at_zero,at_full,table,max_points,missing
TONG,,Toàn bộ,sum,,,,,,skip
DVC01,TONG,Nộp trực tuyến,nop / hs * 100,linear,0,50,,10,skip
CQS01,TONG,Trang thông tin,trang,choice,,,co:5; khong:0,5,skip
"""
DX = {"place": "Thử", "unit_word": "xã", "period": "quarter", "series": "thu", "illustrative": False}


def package(
    folder: Path,
    *,
    framework: str = FRAMEWORK,
    scoring: dict[str, Any] | None = None,
    dx: dict[str, Any] | None = None,
    schemas: dict[str, Any] | None = None,
    **tables: str | bytes | None,
) -> Path:
    """`folder`/goi: the faultless workspace with some tables written otherwise; None leaves one out."""
    folder = folder / "goi"
    folder.mkdir(parents=True)
    for name, text in (TABLES | tables).items():
        if text is not None:
            content = text if isinstance(text, bytes) else text.lstrip().encode()
            (folder / f"{name}.csv").write_bytes(content)
    resources = [{"name": name, "schema": schema} for name, schema in (schemas or {}).items()]
    write_json(folder / "datapackage.json", {"name": "goi", "resources": resources, "dx": dx or DX})
    add_framework(folder, "thu", framework, scoring or {"series": "thu", "effective_from": "2020-01-01"})
    return folder


def add_framework(folder: Path, id: str, framework: str, scoring: dict[str, Any]) -> None:
    """One more version of an index."""
    home = folder / "frameworks" / id
    home.mkdir(parents=True)
    (home / "framework.csv").write_text(framework.lstrip(), "utf-8")
    write_json(home / "datapackage.json", {"name": id, "title": "Thử", "version": "1", "scoring": scoring})


def write_json(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False), "utf-8")


def found(folder: Path) -> list[tuple[str, int | None, str, str]]:
    """Problems as file, row, column, value."""
    return [(p.file, p.row, p.column, p.value) for p in check(folder)]


def only(folder: Path) -> Problem:
    """The one problem of a workspace."""
    problems = check(folder)
    assert len(problems) == 1, [str(problem) for problem in problems]
    return problems[0]
