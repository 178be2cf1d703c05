"""How large a file may be: what is beyond is refused at once, so that time and memory stay bounded."""

from dx_metrics.settings import settings


def most_bytes() -> int:
    """Of one file, as the upload page allows (`max_upload_mb`). A country's 3,321 communes times 30 figures, one a
    row, is 6 MB."""
    return settings().max_upload_mb * 2**20


ROWS = 150_000
COLUMNS = 1_000
BROKEN_QUOTES = 500
"""Lines whose quotes do not close, after which a file is not mended any more."""

CELLS = 1_000_000
BOOK_CELLS = 150_000
"""Of an .xlsx, those that are only formatted or merged among them: its library makes an object of each."""

CHARACTERS = 32_767
"""Of one cell: what Excel itself can hold."""

SHEETS = 100

UNPACKED_BYTES = 50 * 2**20
UNPACKED_RATIO = 100
MEMBERS = 2_000
"""Of a workbook's archive. A sheet of XML shrinks 5 to 20 times; a bomb, a thousand times and more."""

RATIO_FREE_BYTES = 2 * 2**20
"""Unpacked, below which the ratio is of no matter: an empty sheet of formats alone may shrink a hundredfold."""

CHILD_BYTES = 2**30
CHILD_SECONDS = 10
"""Of the process that reads the workbooks of old forms."""

REMARKS = 200
"""Of one kind in one file; the rest is counted."""
