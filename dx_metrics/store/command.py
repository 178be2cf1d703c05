"""The words that publish: the same as on the screen, for a scheduled job or a terminal.

Answers go to stdout (one JSON object with `--json`), progress and refusals to stderr. Exit codes: 0 done,
1 the data or the disk refuse and nothing changed, 2 the line was not understood.
"""

import argparse
import getpass
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from dx_metrics.store import acts, backup, export, release, verifying
from dx_metrics.store.answering import answer, listed, outcome, progress, refuse
from dx_metrics.store.journal import Outdated
from dx_metrics.store.publish import publish, rollback, withdraw
from dx_metrics.store.sending import publish_draft, upload

WORDS = {
    "upload": "kiểm tra một tệp, nêu thay đổi, và công bố khi có --publish",
    "publish": "công bố bộ dữ liệu, hoặc một bản nháp, thành bản mới",
    "withdraw": "rút một lần nạp",
    "rollback": "quay lại một bản công bố cũ",
    "releases": "liệt kê các bản công bố: ai, lúc nào, vì sao",
    "export": "ghi một bản công bố thành gói dữ liệu (thư mục hoặc tệp .zip)",
    "verify": "đối chiếu nhật ký, tệp đã lưu và các bản công bố với mã kiểm tra",
    "backup": "sao lưu tất cả vào một tệp .zip, trong khi máy chủ vẫn chạy",
    "restore": "khôi phục từ tệp sao lưu, ở nơi chưa công bố gì",
}


def main(argv: list[str]) -> int:
    """Carry out one word; returns the exit code."""
    asked = _parser().parse_args(argv)
    try:
        return asked.act(asked)
    except Outdated as error:
        return refuse(asked, str(error))
    except OSError as error:
        return refuse(asked, f"Đĩa hoặc thư mục không cho ghi: {error}. Không có gì bị thay đổi.")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="manage.py", description=(__doc__ or "").partition("\n\n")[2])
    words = parser.add_subparsers(required=True, metavar="lệnh")

    def word(name: str, act: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        made = words.add_parser(name, help=WORDS[name], description=WORDS[name])
        made.set_defaults(act=act)
        made.add_argument("--json", action="store_true", help="trả lời bằng một đối tượng JSON")
        return made

    def signed(made: argparse.ArgumentParser, *, why: bool) -> None:
        made.add_argument("--who", default=f"{getpass.getuser()} (dòng lệnh)", help="người thực hiện")
        made.add_argument("--why", required=why, default="", help="lý do, ghi vào nhật ký")

    sending = word("upload", upload)
    sending.add_argument("file", type=Path)
    sending.add_argument("--period", help="kỳ của số liệu, khi tệp không ghi")
    sending.add_argument("--answers", type=Path, help="tệp JSON trả lời các câu hỏi: mã câu hỏi -> câu trả lời")
    sending.add_argument("--publish", action="store_true", help="công bố ngay; không có thì lưu thành bản nháp")
    signed(sending, why=True)
    publishing = word("publish", _publish)
    publishing.add_argument("--if-changed", action="store_true", help="chỉ khi tệp đã thay đổi")
    publishing.add_argument("--draft", help="mã bản nháp do `upload` lưu")
    signed(publishing, why=False)
    withdrawing = word("withdraw", _withdraw)
    withdrawing.add_argument("upload")
    signed(withdrawing, why=True)
    rolling = word("rollback", _rollback)
    rolling.add_argument("release")
    signed(rolling, why=True)
    word("releases", _releases)
    exporting = word("export", _export)
    exporting.add_argument("names", nargs="+", metavar="[bản] nơi-ghi")
    word("verify", _verify)
    saving = word("backup", _backup)
    saving.add_argument("file", type=Path)
    restoring = word("restore", _restore)
    restoring.add_argument("file", type=Path)
    return parser


def _publish(asked: argparse.Namespace) -> int:
    if asked.draft:
        return publish_draft(asked)
    return outcome(asked, publish(if_changed=asked.if_changed, who=asked.who, why=asked.why))


def _withdraw(asked: argparse.Namespace) -> int:
    return outcome(asked, withdraw(asked.upload, who=asked.who, why=asked.why))


def _rollback(asked: argparse.Namespace) -> int:
    return outcome(asked, rollback(asked.release, who=asked.who, why=asked.why))


def _releases(asked: argparse.Namespace) -> int:
    lines = acts.history()
    shown = release.current()
    text = "\n".join(
        f"{line.id}  {line.at}  {line.who}  {line.action}  {line.why}{'  (đang hiển thị)' if line.shown else ''}"
        for line in lines
    )
    if not lines and shown:  # made before there was a journal
        text = f"{shown.id}  (đang hiển thị)"
    return answer(asked, text, {"shown": shown and shown.id, "releases": [asdict(line) for line in lines]})


def _export(asked: argparse.Namespace) -> int:
    if len(asked.names) > 2:
        return refuse(asked, "Ghi: export [bản] nơi-ghi", code=2)
    *ids, place = asked.names
    found = release.open_release(ids[0]) if ids else release.current()
    if found is None:
        return refuse(asked, "Không có bản công bố này.")
    target = Path(place)
    progress(f"Ghi bản {found.id} …")
    write = export.write_zip if target.suffix == ".zip" else export.write_folder
    names = write(found, target)
    return answer(asked, f"Đã ghi bản {found.id}: {len(names)} tệp.", {"release": found.id, "files": names})


def _verify(asked: argparse.Namespace) -> int:
    problems = verifying.verify()
    told = {"problems": listed(problems)}
    if problems:
        return refuse(asked, "\n".join(map(str, problems)), told)
    return answer(asked, "Nhật ký, tệp đã lưu và các bản công bố đều nguyên vẹn.", told)


def _backup(asked: argparse.Namespace) -> int:
    count = backup.backup(asked.file)
    return answer(asked, f"Đã sao lưu {count} tệp vào {asked.file.name}.", {"files": count})


def _restore(asked: argparse.Namespace) -> int:
    problems = backup.restore(asked.file)
    shown = release.current() if not problems else None
    told = {"problems": listed(problems), "release": shown and shown.id}
    if problems:
        return refuse(asked, "\n".join(map(str, problems)), told)
    return answer(asked, f"Đã khôi phục; đang hiển thị bản {shown.id if shown else '?'}.", told)
