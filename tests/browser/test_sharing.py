"""A link is made in a meeting, a figure is corrected afterwards, and the link still shows what was shown."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import manage
from tests.browser.conftest import serving, taken_over

VIEW = "ky=2022-Q4&xa=01909"
CORRECTION = """
from dx_metrics.store import Change, Part, publish_change
rows = b"unit,period,variable,value,status,reported_at\\n01909,2022-Q4,hs_truc_tuyen,83,,\\n"
outcome = publish_change(Change((Part("observations", "rows", rows),), "sua.csv", rows), who="lan", why="bao lai")
assert not outcome.refused, outcome.problems
"""
"""Nam Mẫu had 27 of its 83 files online; now it has them all."""
SLOW = 60_000


@pytest.fixture
def meeting(tmp_path: Path) -> Iterator[tuple[str, Callable[[], None]]]:
    """A dashboard of its own, and a way to correct a figure that it shows."""
    with serving(tmp_path) as address:

        def correct() -> None:
            env = os.environ | {"DX_LOCAL": str(tmp_path), "PYTHONUTF8": "1"}
            subprocess.run([sys.executable, "-c", CORRECTION], cwd=manage.ROOT, env=env, check=True)

        yield address, correct


def test_a_link_shows_next_month_what_it_showed_and_what_changed(chromium: Browser, meeting, barriers):
    server, correct = meeting
    page = chromium.new_page()
    page.set_default_timeout(SLOW)
    page.goto(f"{server}/xep-hang?{VIEW}")
    shown = finding(page)
    page.locator(".dx-share summary").click()
    page.get_by_role("button", name="Tạo đường dẫn ngắn, mã QR").click()
    link = page.get_by_role("textbox", name="Đường dẫn ngắn").input_value()
    assert re.fullmatch(rf"{server}/l/[2-9a-z]{{13}}", link)
    expect(page.get_by_role("img", name=re.compile("Mã QR"))).to_be_visible()

    correct()

    page.goto(f"{server}/xep-hang?{VIEW}")
    assert finding(page) != shown
    page.goto(link)
    assert finding(page) == shown
    strip = page.get_by_role("complementary", name="Bản đã ghim")
    expect(strip).to_contain_text(re.compile("Từ đó đến nay: 1 số đã sửa, hạng của \\d+ xã đổi"))
    strip.get_by_text("Trước và sau").click()
    expect(strip.get_by_role("row", name=re.compile("Hồ sơ tiếp nhận trực tuyến.*27 83"))).to_be_visible()
    assert barriers(page) == []

    page.goto(f"{link}/xem")
    expect(page.get_by_role("heading", name=shown)).to_be_visible()
    expect(page.get_by_text("Từ đó đến nay: 1 số đã sửa")).to_be_visible()
    assert barriers(page) == []
    page.get_by_role("link", name="Xem bản mới nhất").click()
    expect(page.get_by_text("Từ đó đến nay")).to_have_count(0)
    page.context.close()


def finding(page: Page) -> str:
    """The title of the ranking, once the page stands still."""
    heading = page.get_by_role("heading", name=re.compile("^Nam Mẫu đứng thứ"))
    expect(heading).to_be_visible()
    taken_over(page)
    expect(page.locator('[data-testid="stApp"][data-test-script-state="running"]')).to_have_count(0)
    return heading.inner_text()
