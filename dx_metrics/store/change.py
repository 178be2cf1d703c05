"""What somebody wants to change: parts laid over the workspace, with the officer's own file beside them."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Part:
    """One table's rows, or one file.

    mode "rows": `target` is a table of the model ("observations", "targets", "follow_up/actions" …), `content`
    a CSV of its columns. A row replaces the one with the table's key; a row of which only the key and
    `removed` = true are filled takes it away. A column `row`, where there is one, holds the number that
    the row has in the officer's file.
    mode "file": `target` is a path inside the workspace ("units.csv", "frameworks/x/framework.csv",
    "map/x.geojson"), `content` the whole file.
    """

    target: str
    mode: Literal["rows", "file"]
    content: bytes


@dataclass(frozen=True, slots=True)
class Change:
    """`file_name` and `file` are the officer's own, kept for ever beside what was understood of it."""

    parts: tuple[Part, ...]
    file_name: str = ""
    file: bytes | None = None
    note: str = ""
