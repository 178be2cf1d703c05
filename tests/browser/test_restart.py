"""A server that ends under an open page, behind a proxy and below a folder: the page comes back by itself."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import manage
from tests.operating.proxied import behind_nginx, copies, start, wait_for

SLOW = 60_000


def test_an_open_page_below_a_folder_comes_back_after_its_server_was_killed(chromium, tmp_path):
    store = manage.ROOT / "data" / "ba_be"
    with (
        copies(1, tmp_path / "local", store) as servers,
        behind_nginx(tmp_path / "etc", servers, sub_path=True) as site,
    ):
        context = chromium.new_context(
            locale="vi-VN", ignore_https_errors=True, viewport={"width": 1366, "height": 900}
        )
        page = context.new_page()
        page.set_default_timeout(SLOW)
        page.goto(f"{site.address}/dx/xep-hang?ky=2022-Q4&xa=01909")
        heading = page.get_by_role("heading", name=re.compile("^Nam Mẫu đứng thứ"))
        expect(heading).to_be_visible(timeout=SLOW)

        page.locator("#hinh-xep-hang").get_by_role("button", name="Bảng số liệu").click()
        page.locator("#hinh-xep-hang").get_by_role("link", name="Khang Ninh").first.click()
        expect(page.get_by_role("heading", name=re.compile("Khang Ninh")).first).to_be_visible(timeout=SLOW)
        assert "/dx/" in page.url

        servers[0].process.kill()
        servers[0].process.wait()
        again = start(tmp_path / "local", store, port=servers[0].port)
        try:
            wait_for([again])
            # Nobody reloads: the page connects again, and its next choice is answered.
            before = page.url
            page.evaluate("window.same = true")
            page.get_by_role("link", name="Điểm mất").first.click()
            expect(page.get_by_role("heading", level=1)).to_have_text("Điểm mất", timeout=SLOW)
            assert page.evaluate("window.same") is True
            assert page.url != before and "/dx/diem-mat" in page.url and "xa=" in page.url
        finally:
            again.process.kill()
            again.process.wait()
            context.close()
