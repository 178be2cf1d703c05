"""The journal as a file for whoever audits."""

import csv
import io
import json
from collections.abc import Iterable

from dx_metrics.briefing.tables import safe
from dx_metrics.store.journal import Entry

COLUMNS = ("Số", "Lúc (UTC)", "Ai", "Việc", "Lý do", "Chi tiết")


def journal_csv(entries: Iterable[Entry]) -> bytes:
    """UTF-8 with byte-order mark, oldest first; nothing in it runs in a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for entry in entries:
        details = json.dumps(entry.details, ensure_ascii=False, sort_keys=True) if entry.details else ""
        writer.writerow([entry.seq, entry.at, *map(safe, (entry.who, entry.action, entry.why, details))])
    return out.getvalue().encode("utf-8-sig")
