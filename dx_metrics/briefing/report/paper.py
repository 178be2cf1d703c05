"""Whose paper it is: agencies, number, place, signature and recipients, as the workspace's `datapackage.json` says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

BLANK = "…………"


@dataclass(frozen=True, slots=True)
class Paper:
    """`parent`: cơ quan chủ quản; `agency`: cơ quan ban hành; `code`: its letters after the number;
    `place`: địa danh; `signer`: chức vụ; `recipients` and `keeper`: nơi nhận, nơi lưu."""

    parent: str
    agency: str
    code: str
    place: str
    signer: str
    recipients: tuple[str, ...]
    keeper: str


def paper_of(about: Mapping[str, Any]) -> Paper:
    """The paper of a release; what the workspace does not say is left to fill in."""
    told = about.get("paper")
    told = told if isinstance(told, dict) else {}
    recipients = told.get("recipients")
    listed = [str(each) for each in recipients] if isinstance(recipients, list) else [BLANK]
    code = str(told.get("code") or "")
    return Paper(
        parent=str(told.get("parent") or BLANK).upper(),
        agency=str(told.get("agency") or about.get("office") or BLANK).upper(),
        code=f"BC-{code}" if code else "BC-……",
        place=str(told.get("place") or about.get("place") or BLANK),
        signer=str(told.get("signer") or BLANK).upper(),
        recipients=tuple(listed),
        keeper=str(told.get("keeper") or (f"VT, {code}" if code else "VT")),
    )
