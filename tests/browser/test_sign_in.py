"""Signing in with a local account, in a real browser."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import manage
from tests.access.people import PASSWORD
from tests.browser.conftest import SIZES, taken_over


@pytest.fixture
def lan(server: str, local: Path) -> Iterator[Callable[..., None]]:
    """Lan's account on the shared server, made and changed on its command line; gone at the end."""

    def user(*words: str) -> None:
        env = os.environ | {"DX_LOCAL": str(local), "PYTHONUTF8": "1"}
        line = [sys.executable, "-m", "dx_metrics", "user", *words]
        subprocess.run(
            line, cwd=manage.ROOT, env=env, input=PASSWORD, encoding="utf-8", check=True, capture_output=True
        )

    user("add", "lan", "--role", "nap", "--full-name", "Hoàng Thị Lan", "--password-stdin")
    yield user
    user("remove", "lan")


def test_lan_signs_in_by_keyboard_on_a_phone_and_is_out_at_the_next_click(
    page: Page, lan: Callable[..., None], faults: list[str], barriers, sideways
):
    page.set_viewport_size(SIZES["phone"])
    page.goto("/dang-nhap?ve=%2Ftai-khoan%3Fky%3D2022-Q4")
    assert barriers(page) == [] and sideways(page) == 0
    page.keyboard.type("lan")
    page.keyboard.press("Tab")
    page.keyboard.type("sai")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("Tên đăng nhập hoặc mật khẩu không đúng.")
    assert barriers(page) == [] and sideways(page) == 0
    faults.clear()  # the browser calls the 401 an error
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/tai-khoan\?ky=2022-Q4"))
    taken_over(page)
    expect(page.get_by_text("Tên đăng nhập: lan")).to_be_visible()
    assert "dx_phien" not in page.evaluate("document.cookie")

    lan("sign-out", "lan")
    page.get_by_role("combobox", name="Kỳ").click()
    page.get_by_role("option", name="Quý III/2022").click()
    expect(page.get_by_text("Ai cũng xem được số liệu đã công bố.")).to_be_visible()


def test_the_form_needs_no_script(chromium: Browser, server: str, lan: Callable[..., None]):
    page = chromium.new_page(base_url=server, java_script_enabled=False)
    page.goto("/dang-nhap?ve=/healthz")
    page.fill("#ten", "lan")
    page.fill("#mat_khau", PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.locator("body")).to_contain_text('"ok":true')
    page.goto("/dang-xuat")
    page.get_by_role("button", name="Đăng xuất ở mọi nơi").click()
    expect(page.get_by_role("heading", name="Đã đăng xuất")).to_be_visible()
    page.close()
