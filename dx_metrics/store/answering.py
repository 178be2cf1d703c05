"""How the words that publish answer: text or one JSON object to stdout, progress and refusals to stderr."""

import argparse
import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from dx_metrics.problems import Problem
from dx_metrics.store.publish import Outcome

WARNINGS = 3
"""Warnings of a publication that are said one by one."""


def answer(asked: argparse.Namespace, text: str, told: Mapping[str, Any]) -> int:
    """Done: exit code 0."""
    print(json.dumps(dict(told), ensure_ascii=False) if asked.json else text)
    return 0


def refuse(asked: argparse.Namespace, text: str, told: Mapping[str, Any] | None = None, code: int = 1) -> int:
    """Nothing changed: the exit code, 1 or another."""
    if asked.json:
        print(json.dumps({"error": text, **(told or {})}, ensure_ascii=False))
    print(text, file=sys.stderr)
    return code


def outcome(asked: argparse.Namespace, found: Outcome, told: Mapping[str, Any] | None = None) -> int:
    """What came of a publication, `told` with it."""
    full = {
        **(told or {}),
        "release": found.release,
        "built": found.built,
        "upload": found.upload,
        "problems": listed(found.problems),
    }
    said = "\n".join(_worded(found.problems))
    if found.refused:
        kept = f"vẫn dùng bản {found.release}" if found.release else "chưa có bản nào để dùng"
        return refuse(asked, f"{said}\nKhông công bố được, {kept}.", full)
    if said:
        progress(said)
    done = "Đã công bố" if found.built else "Không có gì thay đổi,"
    return answer(asked, f"{done} bản {found.release}.", full)


def progress(text: str) -> None:
    """A line for whoever watches."""
    print(text, file=sys.stderr, flush=True)


def listed(problems: list[Problem]) -> list[dict[str, Any]]:
    """Problems as JSON has them."""
    return [asdict(problem) for problem in problems]


def _worded(problems: list[Problem]) -> list[str]:
    """Every error; of many warnings the first, for they come back with each publication."""
    errors = [f"LỖI: {problem}" for problem in problems if problem.level == "error"]
    warnings = [f"Cảnh báo: {problem}" for problem in problems if problem.level != "error"]
    more = len(warnings) - WARNINGS
    if more > 0:
        warnings = [*warnings[:WARNINGS], f"… và {more} cảnh báo nữa, xem hết bằng `manage.py check-data`."]
    return warnings + errors
