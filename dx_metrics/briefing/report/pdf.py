"""A `.docx` as PDF by LibreOffice, where it is installed on the server."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

NAMES = ("soffice", "libreoffice")
LONGEST = 180
"""Seconds that one conversion may take."""
HOW = (
    "Máy chủ chưa có LibreOffice nên chưa xuất được PDF. Người quản trị cài bằng "
    "`apt-get install libreoffice-writer fonts-liberation`; hoặc mở tệp .docx rồi chọn Lưu thành PDF."
)


class NoPdf(Exception):
    """It cannot be made here; the text says why and what to do, in Vietnamese."""


def program() -> str | None:
    """The path of LibreOffice; None where it is not installed."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def pdf(content: bytes) -> bytes:
    """The paper as PDF. Raises NoPdf."""
    office = program()
    if office is None:
        raise NoPdf(HOW)
    with tempfile.TemporaryDirectory() as aside:
        folder = Path(aside)
        (folder / "paper.docx").write_bytes(content)
        # A profile of its own: two conversions at once would refuse each other.
        line = [office, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
        line += ["--convert-to", "pdf", "--outdir", str(folder), str(folder / "paper.docx")]
        try:
            subprocess.run(
                line, capture_output=True, timeout=LONGEST, check=True, env=dict(os.environ) | {"HOME": str(folder)}
            )
            return (folder / "paper.pdf").read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise NoPdf(f"LibreOffice không chuyển được sang PDF ({type(error).__name__}). Tải tệp .docx.") from error
