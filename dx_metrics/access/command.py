"""`user`: accounts, made and changed on the command line and nowhere else."""

import argparse
import getpass
import json
import sys
from collections.abc import Callable

from dx_metrics.access import accounts, passwords
from dx_metrics.access.accounts import Account, Refused
from dx_metrics.access.changing import give_password
from dx_metrics.access.people import ROLES
from dx_metrics.settings import settings
from dx_metrics.store import current

Act = Callable[[argparse.Namespace, str], int]


def main(argv: list[str]) -> int:
    """0 when done, 1 when refused."""
    asked = _parser().parse_args(argv)
    by = f"{getpass.getuser()} (dòng lệnh)"
    try:
        return asked.act(asked, by)
    except Refused as error:
        print(error, file=sys.stderr)
    except passwords.Busy:
        print("Máy chủ đang bận. Hãy thử lại sau ít giây.", file=sys.stderr)
    except OSError as error:
        print(f"Đĩa hoặc thư mục không cho ghi: {error}. Không có gì bị thay đổi.", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="manage.py user", description="Tài khoản của bảng theo dõi")
    acts = parser.add_subparsers(required=True, metavar="việc")

    def act(name: str, what: Act, help: str, *, one: bool = True) -> argparse.ArgumentParser:
        made = acts.add_parser(name, help=help, description=help)
        made.set_defaults(act=what)
        if one:
            made.add_argument("name", metavar="TEN", help="tên đăng nhập")
        return made

    adding = act("add", _add, "tạo tài khoản; mật khẩu được hỏi, không hiện ra")
    adding.add_argument("--full-name", default="", help="họ và tên")
    adding.add_argument("--role", required=True, choices=ROLES, help="; ".join(f"{k}: {v}" for k, v in ROLES.items()))
    adding.add_argument("--units", nargs="*", default=[], metavar="MA", help="mã các xã; bỏ trống: tất cả")
    adding.add_argument("--email", default="", help="thư điện tử ở nơi cấp tài khoản (OIDC)")
    adding.add_argument("--subject", default="", help="mã định danh (sub) ở nơi cấp tài khoản (OIDC)")
    _from_stdin(adding)
    _from_stdin(act("password", _password, "đặt mật khẩu mới; mọi phiên kết thúc"))
    act("role", _role, "đổi vai trò; có ngay ở lần bấm sau").add_argument("role", choices=ROLES)
    act("units", _units, "đổi các xã được giao; có ngay ở lần bấm sau").add_argument("units", nargs="*", metavar="MA")
    act("remove", _remove, "xóa tài khoản; mọi phiên kết thúc")
    act("sign-out", _sign_out, "kết thúc mọi phiên của tài khoản")
    act("list", _list, "liệt kê tài khoản", one=False).add_argument("--json", action="store_true")
    return parser


def _from_stdin(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--password-stdin", action="store_true", help="đọc mật khẩu từ đầu vào chuẩn")


def _add(asked: argparse.Namespace, by: str) -> int:
    accounts.check_new(asked.name)
    units = _known(asked.units)
    hash = ""
    if settings().sign_in == "local":
        hash = passwords.hashed(_asked_password(asked))
    elif not asked.email and not asked.subject:
        raise Refused("Đăng nhập qua OIDC: cần --email hoặc --subject để nhận ra người này.")
    full_name = asked.full_name.strip() or asked.name
    accounts.add(Account(asked.name, full_name, asked.role, units, hash, email=asked.email, subject=asked.subject), by)
    return _say(f"Đã tạo tài khoản {asked.name}, vai trò {ROLES[asked.role]}.")


def _password(asked: argparse.Namespace, by: str) -> int:
    if accounts.find(asked.name) is None:
        raise Refused(f"Không có tài khoản {asked.name}.")
    give_password(asked.name, _asked_password(asked), by=by)
    return _say(f"Đã đổi mật khẩu của {asked.name}.")


def _role(asked: argparse.Namespace, by: str) -> int:
    accounts.change(asked.name, "role changed", by, role=asked.role)
    return _say(f"{asked.name} nay có vai trò {ROLES[asked.role]}.")


def _units(asked: argparse.Namespace, by: str) -> int:
    accounts.change(asked.name, "units changed", by, units=_known(asked.units))
    return _say(f"{asked.name} nay phụ trách {', '.join(asked.units) or 'tất cả các xã'}.")


def _remove(asked: argparse.Namespace, by: str) -> int:
    accounts.remove(asked.name, by)
    return _say(f"Đã xóa tài khoản {asked.name}.")


def _sign_out(asked: argparse.Namespace, by: str) -> int:
    accounts.sign_out_everywhere(asked.name, by)
    return _say(f"Đã kết thúc mọi phiên của {asked.name}.")


def _list(asked: argparse.Namespace, by: str) -> int:
    people = sorted(accounts.book().people.values(), key=lambda account: account.name)
    if asked.json:
        shown = ("name", "full_name", "role", "units", "email", "subject")
        print(json.dumps([{key: getattr(each, key) for key in shown} for each in people], ensure_ascii=False, indent=1))
        return 0
    for each in people:
        print(f"{each.name}\t{ROLES.get(each.role, each.role)}\t{' '.join(each.units) or 'tất cả'}\t{each.full_name}")
    return 0 if people else _say("Chưa có tài khoản nào: tạo bằng `user add TEN --role quan_tri`.")


def _asked_password(asked: argparse.Namespace) -> str:
    """The new password, typed twice without being seen, or a line of standard input. Raises Refused."""
    if asked.password_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    elif sys.stdin.isatty():
        password = getpass.getpass("Mật khẩu mới: ")
        if getpass.getpass("Nhập lại: ") != password:
            raise Refused("Hai lần nhập không giống nhau.")
    else:
        raise Refused("Không có màn hình để hỏi mật khẩu: dùng --password-stdin.")
    if weak := passwords.weakness(password, asked.name):
        raise Refused(weak)
    return password


def _known(units: list[str]) -> tuple[str, ...]:
    """The codes, if the register of the shown release has them. Raises Refused."""
    release = current()
    known = set(release.rows("select distinct code from units")["code"]) if release and units else set(units)
    strange = [unit for unit in units if unit not in known]
    if strange:
        raise Refused(f"Danh mục không có mã {', '.join(strange)}.")
    return tuple(dict.fromkeys(units))


def _say(sentence: str) -> int:
    print(sentence)
    return 0
