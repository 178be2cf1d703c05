"""Signing in through a real identity provider, from the link to the way out."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import free_port, serving, taken_over

HERE = Path(__file__).parent
pytestmark = pytest.mark.slow
SLOW = 20_000
"""Milliseconds for the first page of a server, which nobody has opened before."""


@pytest.fixture(scope="module")
def provider_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the npm package `oidc-provider`."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("needs node and npm for a real identity provider")
    folder = tmp_path_factory.mktemp("provider")
    (folder / "package.json").write_text('{"private": true}', "utf-8")
    line = [npm, "install", "oidc-provider@9", "--no-audit", "--no-fund", "--ignore-scripts"]
    done = subprocess.run(line, cwd=folder, capture_output=True, text=True, timeout=180)
    if done.returncode:
        pytest.skip(f"npm cannot install oidc-provider here: {done.stderr.strip().splitlines()[-1:]}")
    return folder


@pytest.fixture(scope="module")
def office(provider_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A dashboard that takes sign-ins of a provider for everything; Lan has an account that uploads for one commune."""
    port, theirs = free_port(), free_port()
    address, local = f"http://127.0.0.1:{port}", tmp_path_factory.mktemp("office")
    (local / "settings.toml").write_text(
        f"""
        reading = "sign-in"
        sign_in = "oidc"
        [oidc]
        prompt = "login"
        server_metadata_url = "http://127.0.0.1:{theirs}/.well-known/openid-configuration"
        client_id = "bang-theo-doi"
        client_secret = "bi-mat-cua-phep-thu"
        redirect_uri = "{address}/oauth2callback"
        """,
        "utf-8",
    )
    line = ["node", str(HERE / "provider.mjs"), str(theirs), address]
    with subprocess.Popen(line, cwd=provider_folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as provider:
        try:
            assert provider.stdout.readline() == b"ready\n"
            with serving(local, port) as served:
                user(local, "add", "lan", "--role", "nap", "--units", "01906", "--email", "lan@babe.test")
                yield served
        finally:
            provider.terminate()


def user(local: Path, *words: str) -> None:
    """`python -m dx_metrics user …` on the office's server."""
    env = os.environ | {"DX_LOCAL": str(local), "PYTHONUTF8": "1"}
    subprocess.run([sys.executable, "-m", "dx_metrics", "user", *words], env=env, check=True, capture_output=True)


def sign_in(page: Page, who: str) -> None:
    """From the sign-in page through the provider's own pages and back."""
    page.get_by_role("link", name="Đăng nhập bằng tài khoản cơ quan").click()
    page.get_by_placeholder("Enter any login").fill(who)
    page.get_by_placeholder("and password").fill("bất kỳ")
    page.get_by_role("button", name="Sign-in").click()
    page.get_by_role("button", name="Continue").click()


def test_a_person_of_the_provider_comes_in_with_the_rights_of_the_account_and_leaves_for_good(
    chromium: Browser, office: str
):
    page = chromium.new_page(base_url=office, locale="vi-VN")
    page.goto("/tai-khoan?ky=2022-Q4")
    expect(page).to_have_url(re.compile("/dang-nhap"))
    sign_in(page, "lan")
    expect(page).to_have_url(re.compile(r"/tai-khoan\?ky=2022-Q4"))
    taken_over(page)
    expect(page.get_by_text("Vai trò: Nạp số liệu")).to_be_visible(timeout=SLOW)
    expect(page.get_by_text("Đơn vị: 01906")).to_be_visible()

    cookies = page.context.cookies(office)
    lasting = {"dx_phien", "_streamlit_user", "_streamlit_user_tokens"}
    assert {cookie["name"] for cookie in cookies if time.time() < cookie["expires"] < time.time() + 43200} >= lasting
    elsewhere = chromium.new_context(base_url=office)
    elsewhere.add_cookies(cookies)
    copied = elsewhere.new_page()
    copied.goto("/xep-hang")
    expect(copied.get_by_role("heading", name="Xếp hạng", level=1)).to_be_visible(timeout=SLOW)

    page.goto("/dang-xuat")
    page.get_by_role("button", name="Đăng xuất khỏi máy này").click()
    page.get_by_role("button", name="Yes, sign me out").click()
    expect(page).to_have_url(re.compile("/dang-nhap"))

    copied.get_by_role("link", name="So sánh").click()
    expect(copied.get_by_text("Cần đăng nhập")).to_be_visible()
    copied.get_by_role("link", name="Đăng nhập").click()
    expect(copied).to_have_url(re.compile(r"/dang-nhap\?ve=%2F[a-z]"))
    assert elsewhere.request.get("/tai/xep-hang.csv").status == 401


def test_somebody_without_an_account_may_read_only(chromium: Browser, office: str):
    page = chromium.new_page(base_url=office, locale="vi-VN")
    page.goto("/dang-nhap?ve=/tai-khoan")
    sign_in(page, "khach")
    expect(page).to_have_url(re.compile("/tai-khoan"))
    taken_over(page)
    expect(page.get_by_text("Vai trò: Xem")).to_be_visible(timeout=SLOW)
    expect(page.get_by_text("Được quyền: xem số liệu", exact=True)).to_be_visible()
