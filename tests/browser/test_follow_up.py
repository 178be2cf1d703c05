"""From 14 points lost to points won back, in a real browser: assigned, replied to, inspected, confirmed."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from dx_metrics import store
from dx_metrics.access import passwords
from dx_metrics.access.accounts import Account, add
from dx_metrics.queries.follow_up import today
from tests.access.people import PASSWORD
from tests.browser.conftest import SIZES, serving, taken_over
from tests.store.changes import sent
from tests.tiny import rows, workspace, write

INDEX = """
    code | parent | name                | value | max_points | missing
    TONG |        | Cải cách hành chính | sum   | 20         | skip
    CC1  | TONG   | Niêm yết thủ tục    | CC1   | 5          | skip
    CC2  | TONG   | Báo cáo đúng hạn    | CC2   | 5          | skip
    CC3  | TONG   | Hồ sơ trực tuyến    | CC3   | 5          | skip
    CC4  | TONG   | Thư xin lỗi         | CC4   | 5          | skip
"""
UNITS = """
    code  | valid_from | name          | short_name | hex_q | hex_r | compared
    01906 | 2020-02-01 | Xã Khang Ninh | Khang Ninh | 0     | 0     | true
    01909 | 2020-02-01 | Xã Nam Mẫu    | Nam Mẫu    | 1     | 0     | true
"""
# Six of twenty points in 2021: fourteen were lost.
MARKS = """
    series | unit  | period | code | stage    | points | reason   | evidence
    thu    | 01906 | 2021   | CC1  | verified | 0      | Bảng cũ  | Ảnh
    thu    | 01906 | 2021   | CC2  | verified | 1      | Gửi muộn | Sổ
    thu    | 01906 | 2021   | CC3  | verified | 1      | Ít hồ sơ | Sổ
    thu    | 01906 | 2021   | CC4  | verified | 4      |          | Sổ
    thu    | 01909 | 2021   | CC1  | verified | 5      |          | Ảnh
"""
NEXT = """
    series | unit  | period  | code | stage    | points | reason | evidence
    thu    | 01906 | 2022-Q1 | CC1  | verified | 4      |        | Ảnh
    thu    | 01906 | 2022-Q1 | CC2  | verified | 1      |        | Sổ
    thu    | 01906 | 2022-Q1 | CC3  | verified | 2      |        | Sổ
    thu    | 01906 | 2022-Q1 | CC4  | verified | 4      |        | Sổ
"""
RED = "rgb(179, 38, 30)"
STATE = "ky=2021-Q4&xa=01906"


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A district of two communes with its reform index of 2021, and people who may write."""
    figures = "unit | period | variable | value\n01906 | 2021-Q4 | mat | 0\n01909 | 2021-Q4 | mat | 0"
    folder = workspace(tmp_path, figures, framework=INDEX, units=UNITS)
    about = json.loads((folder / "frameworks/thu/datapackage.json").read_text("utf-8"))
    about["scoring"]["assessed"] = True
    (folder / "frameworks/thu/datapackage.json").write_text(json.dumps(about), "utf-8")
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    package["resources"] = [{"name": "assessments", "path": "follow_up/assessments.csv"}]
    (folder / "datapackage.json").write_text(json.dumps(package), "utf-8")
    write(folder / "follow_up/assessments.csv", rows(MARKS))
    people = (("lan", "cong_bo", ()), ("binh", "cong_bo", ()), ("xa", "nap", ("01906",)))
    for name, role, units in people:
        add(Account(name, name, role, units, passwords.hashed(PASSWORD)), "test")
    return folder


@pytest.fixture
def signed_in(made: Path, tmp_path: Path, chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Opens the dashboard as one of them."""
    with serving(tmp_path / "local", workspace=made) as address:
        opened = []

        def as_(name: str, size: str = "laptop") -> Page:
            context = chromium.new_context(base_url=address, locale="vi-VN", viewport=SIZES[size])
            opened.append(context)
            page = context.new_page()
            page.goto("/dang-nhap")
            page.fill("#ten", name)
            page.fill("#mat_khau", PASSWORD)
            page.get_by_role("button", name="Đăng nhập", exact=True).click()
            return page

        yield as_
        for context in opened:
            context.close()


def at(page: Page, address: str) -> Page:
    page.goto(address)
    taken_over(page)
    expect(page.locator("figure.dx-exhibit h2").first).not_to_be_empty(timeout=30_000)
    return settled(page)


def settled(page: Page) -> Page:
    page.wait_for_timeout(150)  # what was typed sets the script going a moment later, and the page may move
    expect(page.locator('[data-testid="stApp"][data-test-script-state="running"]')).to_have_count(0, timeout=30_000)
    return page


def press(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).last.click()
    settled(page)


def written(page: Page, what: str) -> None:
    expect(page.get_by_text(f"{what}")).to_be_visible(timeout=30_000)
    settled(page)


def unfold(page: Page, label: str) -> None:
    page.locator("summary").filter(has_text=re.compile(f"{label}$")).click()


def fill(page: Page, label: str, words: str) -> None:
    box = page.get_by_label(label, exact=False).last
    box.fill(words)
    box.press("Tab")
    settled(page)


def day(page: Page, label: str, value) -> None:
    """Type a day into a date field, as on a keyboard."""
    box = page.get_by_test_id("stDateInput").filter(has_text=label).last
    first = box.get_by_role("spinbutton").first
    first.click()
    page.keyboard.type(f"{value:%d%m%Y}")
    page.keyboard.press("Tab")
    settled(page)


@pytest.mark.slow
def test_fourteen_points_lost_become_actions_and_some_are_won_back(signed_in, made):
    office = signed_in("lan")
    at(office, f"/diem-mat?{STATE}")
    expect(office.get_by_role("heading", name="14,00 điểm").first).to_be_visible()
    office.get_by_role("link", name="Niêm yết thủ tục").click()  # one click from the ledger
    expect(office.get_by_text("Khang Ninh mất 5,00 điểm ở Niêm yết thủ tục")).to_be_visible(timeout=30_000)
    press(office, "Giao việc")
    written(office, "Giao việc V01")
    at(office, f"/viec-phai-lam?{STATE}&tieu_chi=CC2")
    fill(office, "Việc phải làm", "Cử người làm báo cáo")
    day(office, "Ngày giao", today() - timedelta(40))
    day(office, "Hạn (giữ mãi", today() - timedelta(3))
    press(office, "Giao việc")
    written(office, "Giao việc V02: Cử người làm báo cáo")
    at(office, f"/viec-phai-lam?{STATE}&tieu_chi=CC3")
    press(office, "Giao việc")
    written(office, "Giao việc V03")

    at(office, f"/phan-cong?{STATE}")
    unfold(office, "Thêm thành viên Ban Chỉ đạo")
    fill(office, "Chức danh", "Trưởng phòng Nội vụ")
    press(office, "Thêm thành viên")
    written(office, "Thêm thành viên TV1")
    unfold(office, "Phân công")
    box = office.get_by_test_id("stMultiSelect").get_by_role("combobox")
    box.click()
    box.press_sequentially("Khang", delay=60)
    office.get_by_role("option", name="Khang Ninh").click()
    box.press("Escape")  # the list hides the rest of the page
    settled(office)
    press(office, "Phân công")
    written(office, "Phân công TV1: 01906")

    commune = signed_in("xa", "phone")
    at(commune, "/viec-phai-lam?ky=2021-Q4&tieu_chi=CC3&xa=01906")
    expect(commune.get_by_role("button", name="Giao việc", exact=True)).to_have_count(0)
    fill(commune, "Giải trình", "Ba thôn mất mạng suốt tháng 10")
    press(commune, "Gửi giải trình")
    written(commune, "Giải trình G01 về CC3")

    inspector = signed_in("binh")
    at(inspector, f"/kiem-tra?{STATE}")
    unfold(inspector, "Lập lịch kiểm tra")
    fill(inspector, "Đoàn (các cơ quan)", "Phòng Nội vụ")
    press(inspector, "Lập lịch")
    written(inspector, "Lập lịch kiểm tra K01")
    inspector.get_by_role("link", name="K01. Khang Ninh").click()
    fill(inspector, "Thấy gì", "Bảng niêm yết đủ, bản mới")
    inspector.get_by_text("đóng một việc").click()
    inspector.get_by_role("combobox", name=re.compile("Việc được đóng")).click()
    inspector.get_by_role("option", name=re.compile("^V01")).click()
    settled(inspector)
    press(inspector, "Thêm phát hiện")
    press(inspector, "Ghi kết quả kiểm tra")
    written(inspector, "Kết quả kiểm tra K01")
    sheet = at_paper(inspector, "/in/phieu-kiem-tra?xa=01906&ky=2021-Q4")
    assert "Điểm mất: 14,00 điểm" in sheet
    assert "V02 Cử người làm báo cáo" in sheet
    assert "V01" not in sheet  # closed

    store.publish_change(sent(NEXT, target="assessments"), who="lan", why="quý I", workspace=made)
    member = signed_in("lan", "phone")
    at(member, "/phu-trach?thanh_vien=TV1")
    assert "ky=2022-Q1" in member.url
    card = member.locator("ul.follow-cards > li", has_text=re.compile(r"V01\. "))
    expect(card).to_contain_text("đã xong")
    expect(card).to_contain_text("nhận 5,00 điểm")
    expect(card).to_contain_text("Số liệu Quý I/2022 xác nhận 4,00 điểm")
    late = member.locator("ul.follow-cards > li", has_text=re.compile(r"V02\. "))
    expect(late.locator(".state b")).to_have_text(re.compile("quá hạn 3 ngày"))
    expect(late.locator(".state b")).to_have_css("color", RED)
    expect(card.locator(".state b")).not_to_have_css("color", RED)
    expect(member.get_by_text("Việc V02 “Cử người làm báo cáo”")).to_be_visible()  # the first question
    assert member.evaluate("document.documentElement.scrollWidth - window.innerWidth") == 0
    at(office, "/viec-phai-lam?ky=2022-Q1")
    expect(office.get_by_role("heading", name="Nhận lấy lại 13,00 điểm, kỳ sau xác nhận 5,00")).to_be_visible()


def at_paper(page: Page, address: str) -> str:
    page.goto(address)
    return page.locator("body").inner_text()
