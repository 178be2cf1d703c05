"""`python -m dx_metrics <word>`: what can be done without the screen."""

import argparse
import os
import sys

from dx_metrics.access import command as access
from dx_metrics.catalogue import check
from dx_metrics.problems import Problem
from dx_metrics.scoring import command as scoring
from dx_metrics.store import command as store
from dx_metrics.store.places import workspace_folder


def main(argv: list[str]) -> int:
    """0 when the word was carried out, 1 when the data are at fault, 2 when the word is unknown."""
    if argv[:1] == ["score"]:
        return scoring.main(argv[1:])
    if argv[:1] == ["user"]:
        return access.main(argv[1:])
    if argv[:1] == ["check"]:
        from dx_metrics.intake import command as intake  # reading files takes libraries that no other word needs

        return intake.main(argv[1:])
    if argv[:1] == ["report"]:
        from dx_metrics.briefing.report import command as report  # papers take libraries that no other word needs

        return report.main(argv[1:])
    if argv[:1] and argv[0] in store.WORDS:
        return store.main(argv)
    parser = argparse.ArgumentParser(prog="manage.py", description="Lệnh của bảng theo dõi chuyển đổi số cấp xã")
    words = parser.add_subparsers(dest="word", required=True, metavar="lệnh")
    words.add_parser("check-data", help="kiểm tra bộ dữ liệu và nêu mọi lỗi")
    words.add_parser("check", help="kiểm tra một tệp số liệu, không công bố gì")
    for word, help in store.WORDS.items():
        words.add_parser(word, help=help)
    words.add_parser("score", help="chấm điểm một thư mục có framework.csv và inputs.csv")
    words.add_parser("report", help="lập báo cáo, tóm tắt, phiếu kiểm tra (.docx, .pdf)")
    words.add_parser("user", help="tạo, đổi, xóa tài khoản và kết thúc phiên")
    parser.parse_args(argv)
    try:
        return _check()
    except OSError as error:
        print(f"Đĩa hoặc thư mục không cho ghi: {error}. Không có gì bị thay đổi.", file=sys.stderr)
        return 1


def _check() -> int:
    problems = check(workspace_folder())
    _say(problems)
    errors = sum(problem.level == "error" for problem in problems)
    print(f"{workspace_folder().name}: {errors} lỗi, {len(problems) - errors} cảnh báo.")
    return 1 if errors else 0


def _say(problems: list[Problem]) -> None:
    for problem in problems:
        mark = "LỖI" if problem.level == "error" else "Cảnh báo"
        print(f"{mark}: {problem}", file=sys.stderr if problem.level == "error" else sys.stdout)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except BrokenPipeError:  # the reader of a pipe, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
