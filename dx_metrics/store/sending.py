"""A file sent by the command line: checked, kept as a draft, published, by the same rules as on the screen."""

import argparse
import json
import time
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from dx_metrics.settings import settings
from dx_metrics.store import drafts, release
from dx_metrics.store.answering import answer, listed, outcome, progress, refuse
from dx_metrics.store.candidate import prepare
from dx_metrics.store.change import Change, Part
from dx_metrics.store.places import local_folder, workspace_folder
from dx_metrics.store.publish import publish_change
from dx_metrics.store.release import Release

OBSERVATIONS = "observations"
SAVED = "Đã lưu bản nháp {id}. Công bố bằng `publish --draft {id}`."
TWO_PERSONS = "Người nạp không tự công bố (cài đặt two_persons): {cure}"


def upload(asked: argparse.Namespace) -> int:
    """The word `upload`: the draft that it leaves holds the officer's own file, and what was answered about it."""
    from dx_metrics.intake.framework_folder import is_folder  # reading files takes libraries that no other word needs

    if asked.publish and settings().two_persons:
        return refuse(asked, TWO_PERSONS.format(cure="bỏ --publish, người khác công bố bản nháp."))
    answers = json.loads(asked.answers.read_text("utf-8")) if asked.answers else {}
    content = asked.file.read_bytes()
    shown = release.current()
    if shown is None:
        return refuse(asked, "Chưa có bản công bố nào: chạy `manage.py publish` trước.")
    progress(f"Đọc {asked.file.name} …")
    meta = {"why": asked.why, "period": asked.period or "", "answers": answers}
    if is_folder(content):
        change, told = _framework(asked.file.name, content)
    else:
        change, told = _figures(asked.file.name, content, meta, date.today().isoformat(), shown)
    return _sent(asked, change, told, None if asked.publish else meta)


def publish_draft(asked: argparse.Namespace) -> int:
    """The word `publish --draft`: the file is checked once more, beside what is published now."""
    from dx_metrics.intake.framework_folder import is_folder

    draft, shown = drafts.load(asked.draft), release.current()
    if draft is None or shown is None:
        return refuse(asked, "Không có bản nháp này.")
    if settings().two_persons and draft.owner == asked.who:
        return refuse(asked, TWO_PERSONS.format(cure="để người khác chạy lệnh này, ghi tên ở --who."))
    if draft.meta.get("target", "") not in ("", OBSERVATIONS):
        return refuse(asked, "Bản nháp này không phải tệp số liệu: mở ở trang Nạp số liệu để công bố.")
    if is_folder(draft.payload):
        change, told = _framework(draft.name, draft.payload)
    else:
        change, told = _figures(draft.name, draft.payload, draft.meta, draft.at[:10], shown)
    asked.why = asked.why or draft.meta.get("why", "")
    code = _sent(asked, change, told, None)
    if code == 0:
        drafts.discard(asked.draft)
    return code


def _figures(
    name: str, content: bytes, meta: Mapping[str, Any], reported_at: str, shown: Release
) -> tuple[Change | None, dict[str, Any]]:
    """What a file of figures comes to: None where it is not accepted, with the lines that say why under `said`."""
    from dx_metrics.intake.answers import aliases
    from dx_metrics.intake.check import check
    from dx_metrics.intake.known import Known

    known = Known.of(shown.connection, aliases(local_folder(workspace_folder())))
    checked = check(name, content, known, period=meta.get("period") or None, answers=meta.get("answers") or {})
    told: dict[str, Any] = {
        "outcome": checked.outcome,
        "questions": [asdict(question) for question in checked.questions],
        "remarks": [asdict(remark) for remark in checked.remarks],
        "records": len(checked.records),
    }
    if checked.outcome != "accept":
        told["said"] = [f"{remark.code}: {remark.message} {remark.cure}" for remark in checked.remarks]
        told["said"] += [f"Cần trả lời {q.id}: {q.text} {q.options}" for q in checked.questions]
        return None, told
    return Change((Part(OBSERVATIONS, "rows", checked.csv(reported_at)),), name, content), told


def _framework(name: str, content: bytes) -> tuple[Change | None, dict[str, Any]]:
    """A whole index in an archive, new or not; None where it cannot be read."""
    from dx_metrics.intake.framework_folder import framework_parts

    parts, remarks = framework_parts(name, content, ())
    told: dict[str, Any] = {"remarks": [asdict(remark) for remark in remarks]}
    if not parts:
        told["said"] = [f"{r.message}{f' (dòng {r.row})' if r.row else ''}. {r.cure}" for r in remarks]
        return None, told
    return Change(tuple(parts), name, content), told


def _sent(
    asked: argparse.Namespace, change: Change | None, told: dict[str, Any], draft: Mapping[str, Any] | None
) -> int:
    """Build what the change would publish; publish it, or keep the file as a draft of this meta."""
    said = told.pop("said", [])
    if change is None:
        return refuse(asked, "\n".join([*said, "Chưa công bố gì."]), told)
    began = time.monotonic()
    progress("Dựng thử bản công bố …")
    candidate = prepare(change)
    progress(f"Xong sau {time.monotonic() - began:.1f} giây.")
    if candidate.refused or draft is not None:
        candidate.discard()
    told |= {"problems": listed(candidate.problems)}
    if candidate.refused:
        return refuse(asked, "\n".join([*map(str, candidate.problems), "Chưa công bố gì."]), told)
    if draft is None:
        found = publish_change(change, who=asked.who, why=asked.why, candidate=candidate, expect=candidate.base_seq)
        return outcome(asked, found, told)
    id = drafts.save(asked.who, change.file_name, change.file or b"", draft)
    return answer(asked, SAVED.format(id=id), told | {"draft": id})
