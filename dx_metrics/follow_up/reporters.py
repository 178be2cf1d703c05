"""By which account a thing was reported: the journal knows, the registers name offices only."""

import csv
import io
from pathlib import Path

from dx_metrics.store import objects, uploads
from dx_metrics.store.state import table_of


def account(table: str, key: dict[str, str], column: str, workspace: Path | None = None) -> str:
    """Who sent what now stands in `column` of a row; empty where it came with the workspace or is not there.

    A row that is sent again for another reason keeps who first sent this content of the column.
    Raises objects.Damaged when a kept file is.
    """
    said, who = "", ""
    for upload in reversed(uploads(workspace)):
        if upload.withdrawn:
            continue
        for target, mode, sha in upload.parts:
            if mode != "rows" or table_of(target) != table:
                continue
            for row in csv.DictReader(io.StringIO(objects.fetch(sha, workspace).decode("utf-8-sig"))):
                if all(row.get(name) == value for name, value in key.items()) and (row.get(column) or "") != said:
                    said = row.get(column) or ""
                    who = upload.who if said else ""
    return who
