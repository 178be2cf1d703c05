"""Another password: given by an administrator, or by the person who knows the old one."""

from dx_metrics.access import accounts, passwords, throttle
from dx_metrics.access.accounts import Refused


def own_password(name: str, old: str, new: str, address: str) -> None:
    """Change one's own password; all sessions of the account end.

    Raises Refused, in a sentence, for a wrong old password, a weak new one, too many tries or a full disk.
    """
    if throttle.wait(name, address):
        raise Refused("Đã thử sai quá nhiều lần. Hãy thử lại sau ít phút.")
    account = accounts.find(name)
    try:
        if account is None or not passwords.matches(account.password or None, old):
            throttle.failed(name, address)
            raise Refused("Mật khẩu đang dùng không đúng.")
        throttle.succeeded(name, address)
        give_password(name, new, by=name)
    except passwords.Busy:
        raise Refused("Máy chủ đang bận. Hãy thử lại sau ít giây.") from None
    except OSError:
        raise Refused("Đĩa của máy chủ không cho ghi. Mật khẩu chưa đổi.") from None


def give_password(name: str, new: str, *, by: str) -> None:
    """Give an account a password; all its sessions end. Raises Refused, passwords.Busy or OSError."""
    if weak := passwords.weakness(new, name):
        raise Refused(weak)
    accounts.change(name, "password changed", by, password=passwords.hashed(new))
