"""An officer's whole way with a file, in a real browser: from a messy report to figures that can be taken back."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import manage
from tests.browser.conftest import serving, taken_over
from tests.operating.proxied import copies, start, wait_for

PASSWORD = "Con trâu đi ăn cỏ 7"
REPORT = """BÁO CÁO TIẾP NHẬN HỒ SƠ;;;
Quý IV năm 2022;;;
TT;Tên đơn vị;Hồ sơ TTHC tiếp nhận;Trực tuyến
1;TT. Chợ Rã;271;150
2;Xã Khang Ninh;145;71
3;Xa Nam Mau;83;83
TỔNG CỘNG;;499;304
"""
"""Nam Mẫu had 27 of its 83 files online; now it has them all. The last heading may be several things."""
SLOW = 30_000


@pytest.fixture
def office(tmp_path: Path) -> Iterator[str]:
    """A dashboard where Bình may publish."""
    with serving(tmp_path) as address:
        binh(tmp_path)
        yield address


def binh(local: Path) -> None:
    """An account that may publish."""
    line = [sys.executable, "-m", "dx_metrics", "user", "add", "binh", "--role", "cong_bo", "--password-stdin"]
    env = os.environ | {"DX_LOCAL": str(local), "PYTHONUTF8": "1"}
    subprocess.run(line, cwd=manage.ROOT, env=env, input=PASSWORD, encoding="utf-8", check=True)


def signed_in(page: Page, address: str) -> None:
    """At the upload page, as Bình."""
    page.goto(f"{address}/dang-nhap?ve=/nap-so-lieu")
    page.get_by_label("Tên đăng nhập").fill("binh")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/nap-so-lieu*")
    taken_over(page)


def rank_of_nam_mau(page: Page, office: str) -> str:
    page.goto(f"{office}/xep-hang?ky=2022-Q4&xa=01909")
    taken_over(page)
    heading = page.get_by_role("heading", name=re.compile("^Nam Mẫu đứng thứ"))
    expect(heading).to_be_visible(timeout=SLOW)
    return heading.inner_text()


def test_a_messy_report_is_published_and_taken_back(chromium: Browser, office: str, sideways, barriers):
    context = chromium.new_context(
        locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", viewport={"width": 1366, "height": 900}
    )
    page = context.new_page()
    page.set_default_timeout(SLOW)
    before = rank_of_nam_mau(page, office)

    signed_in(page, office)
    uploader = page.get_by_test_id("stFileUploader")
    expect(uploader).to_contain_text("Chọn tệp")
    expect(uploader).to_contain_text("Mỗi tệp tối đa")
    report = {"name": "báo cáo quý 4.csv", "mimeType": "text/csv", "buffer": REPORT.encode("utf-16")}
    page.locator("input[type=file]").set_input_files([report])

    # What was understood, and the one thing that only the officer knows.
    expect(page.get_by_text("Cột “Trực tuyến” không rõ là biến nào")).to_be_visible(timeout=SLOW)
    page.reload()
    taken_over(page)
    expect(page.get_by_text("Cột “Trực tuyến” không rõ là biến nào")).to_be_visible(timeout=SLOW)
    page.get_by_role("combobox", name="Trả lời").click()
    page.get_by_role("option", name="Hồ sơ tiếp nhận trực tuyến", exact=True).click()
    expect(page.get_by_text("Hiểu được 6 số: 3 xã, Quý IV/2022, 2 biến.")).to_be_visible(timeout=SLOW)

    # What would change, a reason, and it is done; F5 on the way loses nothing.
    expect(page.get_by_text(re.compile(r"^1 số sửa; .*Nam Mẫu từ hạng 10 lên"))).to_be_visible(timeout=SLOW)
    page.get_by_label(re.compile("^Lý do")).fill("Báo cáo quý IV")
    page.get_by_label(re.compile("^Lý do")).press("Enter")
    expect(page.get_by_text("Hãy xác nhận để bấm được nút.")).to_be_visible(timeout=SLOW)
    page.reload()
    taken_over(page)
    expect(page.get_by_label(re.compile("^Lý do"))).to_have_value("Báo cáo quý IV", timeout=SLOW)
    page.get_by_text(re.compile("^Tôi đã xem")).click()
    expect(page.get_by_role("button", name="Công bố", exact=True)).to_be_enabled(timeout=SLOW)
    assert sideways(page) == 0
    assert barriers(page) == []
    page.get_by_role("button", name="Công bố", exact=True).click()
    expect(page.get_by_text("Đã công bố bản r2")).to_be_visible(timeout=SLOW)
    assert rank_of_nam_mau(page, office) != before

    # The list of releases: withdraw the upload, then go back to the release with it.
    page.goto(f"{office}/ban-cong-bo")
    taken_over(page)
    expect(page.get_by_text("Nạp “báo cáo quý 4.csv”")).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="Rút lần nạp này").click()
    expect(page.get_by_role("heading", name=re.compile("^Rút lần nạp"))).to_be_visible(timeout=SLOW)
    expect(page.get_by_text(re.compile(r"^1 số sửa; .*Nam Mẫu từ hạng 9 xuống 10"))).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="Rút lần nạp này").first.click()
    expect(page.get_by_text("đang hiển thị bản r3")).to_be_visible(timeout=SLOW)
    assert rank_of_nam_mau(page, office) == before
    page.goto(f"{office}/ban-cong-bo?ve_ban=r2")
    taken_over(page)
    page.get_by_role("button", name="Quay lại bản này").first.click()
    expect(page.get_by_text("đang hiển thị bản r2")).to_be_visible(timeout=SLOW)
    assert rank_of_nam_mau(page, office) != before
    context.close()


@pytest.mark.slow
def test_a_server_killed_in_the_middle_of_an_upload_still_has_the_draft_and_nothing_half(chromium, tmp_path):
    asked = "Cột “Trực tuyến” không rõ là biến nào"
    store, local = manage.ROOT / "data" / "ba_be", tmp_path / "local"
    with copies(1, local, store) as (first,):
        binh(local)
        page = chromium.new_page(locale="vi-VN", viewport={"width": 1366, "height": 900})
        page.set_default_timeout(SLOW)
        signed_in(page, first.address)
        chooser = page.locator("input[type=file]")
        chooser.set_input_files([{"name": "giữ lại.csv", "mimeType": "text/csv", "buffer": REPORT.encode()}])
        expect(page.get_by_text(asked)).to_be_visible(timeout=SLOW)

        page.get_by_role("button", name="Về danh sách").click()
        expect(page.get_by_text("Bản nháp của tôi")).to_be_visible(timeout=SLOW)
        large = REPORT.encode() + b"\n" * 4_000_000
        chooser.set_input_files([{"name": "dở dang.csv", "mimeType": "text/csv", "buffer": large}])
        first.process.kill()
        first.process.wait()
        again = start(local, store, port=first.port)
        try:
            wait_for([again])
            page.goto(f"{again.address}/nap-so-lieu")
            taken_over(page)
            expect(page.get_by_text("giữ lại.csv")).to_be_visible(timeout=SLOW)
            assert page.get_by_text("dở dang.csv").count() <= 1  # whole, or not at all
            page.get_by_role("button", name="Làm tiếp").last.click()
            expect(page.get_by_text(asked)).to_be_visible(timeout=SLOW)
        finally:
            again.process.kill()
            again.process.wait()
            page.close()
