"""The log as lines of JSON: what happened, when and how long it took; not who, from where, or with which data.

Who did what stands in the journals, which only an administrator reads.
"""

import json
import logging
import re
import sys
import traceback
from datetime import UTC, datetime
from typing import Any

from streamlit import logger as streamlit_logger

from dx_metrics.settings import settings

REQUESTS = logging.getLogger("dx.request")
CHATTY = ("uvicorn.access",)
"""Write addresses of visitors and of pages; `dx.request` says what can be said of them."""
PERSONAL = (
    (re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+\.\w+"), "[email]"),
    (re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])"), "[address]"),
    (re.compile(r"(?i)(?<![0-9a-f:])(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{0,4}(?![0-9a-f:])"), "[address]"),
    (re.compile(r"(?<!\d)(?:\+84|0)\d{9}(?!\d)"), "[phone]"),
    (re.compile(r"(?i)\b((?:dx_|__host-)\w+|password|secret|token|authorization)(\s*[=:]\s*)\S+"), r"\1\2[secret]"),
    (re.compile(r"\?[^\s\"']+"), "?[query]"),
)


class Lines(logging.Formatter):
    """One record, one object, one line."""

    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": impersonal(record.getMessage()),
        }
        said |= getattr(record, "facts", {})
        if record.exc_info and record.exc_info[1] is not None:
            # Where and what kind: the words of an error may hold somebody's data.
            error = record.exc_info[1]
            frames = traceback.extract_tb(error.__traceback__)
            said["error"] = type(error).__name__
            said["where"] = [
                f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames[-8:]
            ]
        return json.dumps(said, ensure_ascii=False)


def configure() -> None:
    """Have every logger of the process write such lines to standard error, when the settings want it."""
    if settings().log != "json":
        return
    handler: logging.Handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines())
    logging.root.handlers = [handler]
    logging.root.setLevel(logging.INFO)

    def ours(logger: logging.Logger) -> None:
        logger.handlers.clear()
        logger.propagate = False
        if logger.name not in CHATTY:
            logger.addHandler(handler)

    for logger in list(logging.root.manager.loggerDict.values()):
        if isinstance(logger, logging.Logger) and logger.handlers:
            ours(logger)
    for name in CHATTY:
        logging.getLogger(name).disabled = True
    # Streamlit makes its loggers, and their handlers, as it goes.
    streamlit_logger.setup_formatter = ours  # ty: ignore[invalid-assignment]


def request(kind: str, method: str, status: int, seconds: float) -> None:
    """One answered request, where the log is of lines: no address, neither the visitor's nor the page's."""
    if settings().log == "json":
        facts = {"kind": kind, "method": method, "status": status, "ms": round(1000 * seconds, 1)}
        REQUESTS.info("request", extra={"facts": facts})


def impersonal(text: str) -> str:
    """Text without e-mail and network addresses, telephone numbers, secrets and what stands after a `?`."""
    for pattern, instead in PERSONAL:
        text = pattern.sub(instead, text)
    return text
