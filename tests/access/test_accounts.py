import json
import os
import stat

import pytest

from dx_metrics.access import accounts, command, record, sessions
from dx_metrics.access.accounts import Account, Refused
from dx_metrics.store import durable
from tests.access.people import PASSWORD, cheap, cookies_of, someone


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    cheap(monkeypatch)


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps rights in another way")
def test_accounts_key_and_journal_are_for_the_server_alone(local_folder):
    cookies_of(someone())
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (local_folder / "access").iterdir()}
    assert {modes["accounts.json"], modes["key"], modes["journal.jsonl"]} == {0o600}
    assert stat.S_IMODE((local_folder / "access").stat().st_mode) == 0o700


def test_no_account_is_there_before_one_is_made(local_folder):
    assert accounts.book().people == {}
    assert not (local_folder / "access").exists()


@pytest.mark.parametrize("name", ["", "x", "Lan", "lan anh", "../lan", "lan\n", "lân", "x" * 41])
def test_a_name_is_a_plain_word(name):
    with pytest.raises(Refused):
        accounts.add(Account(name, "Lan", "xem"), "test")


def test_nobody_takes_the_name_or_the_address_of_another():
    accounts.add(Account("lan", "Lan", "xem", email="Lan@babe.test"), "test")
    with pytest.raises(Refused, match="Đã có tài khoản lan"):
        accounts.add(Account("lan", "Lan khác", "quan_tri"), "test")
    with pytest.raises(Refused, match=r"lan@babe\.test.*đã thuộc tài khoản lan"):
        accounts.add(Account("lan2", "Lan khác", "xem", email="lan@BABE.test"), "test")


def test_a_damaged_file_lets_nobody_in_and_is_not_written_over(local_folder):
    held = cookies_of(someone())
    path = local_folder / "access" / "accounts.json"
    path.write_text('{"people": {"lan"', "utf-8")
    assert sessions.person_in(held) is None
    with pytest.raises(Refused, match="phục hồi từ bản sao"):
        someone("hoa")
    assert path.read_text("utf-8") == '{"people": {"lan"'


def test_a_role_written_into_the_file_by_hand_gives_nothing_it_should_not(local_folder):
    held = cookies_of(someone())
    path = local_folder / "access" / "accounts.json"
    content = json.loads(path.read_text("utf-8"))
    content["people"]["lan"]["role"] = 7
    path.write_text(json.dumps(content), "utf-8")
    assert sessions.person_in(held) is None


def test_what_the_journal_cannot_hold_does_not_happen(monkeypatch):
    someone()

    def full(*args: object, **more: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dx_metrics.store.journal.append", full)
    with pytest.raises(OSError):
        accounts.change("lan", "role changed", "test", role="quan_tri")
    assert accounts.find("lan").role == "nap"


def test_a_full_disk_leaves_the_accounts_as_they_were(monkeypatch):
    someone()

    def full(*args: object, **more: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(durable, "write", full)
    with pytest.raises(OSError):
        accounts.remove("lan", "test")
    assert accounts.find("lan")


def test_the_command_line_makes_changes_and_removes_accounts(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", iter_lines(PASSWORD))
    assert command.main(["add", "lan", "--role", "nap", "--units", "01906", "--password-stdin"]) == 0
    assert command.main(["role", "lan", "cong_bo"]) == 0
    assert command.main(["units", "lan"]) == 0
    capsys.readouterr()
    assert command.main(["list", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown == [{"name": "lan", "full_name": "lan", "role": "cong_bo", "units": [], "email": "", "subject": ""}]
    assert command.main(["remove", "lan"]) == 0
    assert command.main(["remove", "lan"]) == 1
    assert "Không có tài khoản lan." in capsys.readouterr().err


def test_the_command_line_takes_no_weak_password_and_none_as_an_argument(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", iter_lines("123456789012"))
    assert command.main(["add", "lan", "--role", "nap", "--password-stdin"]) == 1
    assert "dễ đoán" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        command.main(["add", "lan", "--role", "nap", "--password", PASSWORD])
    assert accounts.book().people == {}


def test_without_a_terminal_the_password_has_to_come_from_standard_input(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", iter_lines(PASSWORD))
    assert command.main(["add", "lan", "--role", "nap"]) == 1
    assert "--password-stdin" in capsys.readouterr().err


def test_every_change_is_in_the_journal_and_no_secret_is(local_folder):
    account = someone()
    accounts.change("lan", "role changed", "quản trị\r\nlan: signed in", role="cong_bo")
    accounts.sign_out_everywhere("lan", "lan")
    accounts.remove("lan", "test")
    assert [entry.action for entry in record.entries()] == [
        "account added",
        "role changed",
        "signed out everywhere",
        "account removed",
    ]
    assert record.entries()[1].details == {"account": "lan", "role": "cong_bo"}
    written = (local_folder / "access" / "journal.jsonl").read_text("utf-8")
    assert "argon2" not in written and account.stamp not in written
    assert len(written.splitlines()) == 4, "a line break in a name makes no line"
    assert account.password not in repr(account) and account.stamp not in repr(account)


def test_refused_sign_ins_cannot_fill_the_disk(monkeypatch):
    monkeypatch.setattr(record, "MOST_REFUSALS", type(record.MOST_REFUSALS)(3, namespace="test"))
    for _ in range(10):
        record.refused("ai đó")
    assert len(record.entries()) == 3


def iter_lines(*lines: str):
    import io

    return io.StringIO("".join(f"{line}\n" for line in lines))
