"""A meeting: presented with keys in one browser, followed in another, and taken along to a room without network."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import manage
from dx_metrics import store
from dx_metrics.meeting import saved
from dx_metrics.meeting.proposed import proposed
from dx_metrics.meeting.sequence import Sequence
from pages.shared.options import parameters_of, view_of
from tests.access.people import PASSWORD
from tests.browser.conftest import SIZES

SCROLLED = """() => [document.documentElement.scrollHeight - innerHeight, document.documentElement.scrollWidth - innerWidth]
  .concat([...document.querySelectorAll(".mt-fit, .mt-body")].map((own) =>
    Math.max(own.scrollHeight - own.clientHeight, own.scrollWidth - own.clientWidth)))"""


@pytest.fixture
def base(server: str, local: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a saved sequence on the shared server, and Lan of the office, who may present it."""
    monkeypatch.setenv("DX_LOCAL", str(local))
    release = store.current()
    assert release is not None
    view = parameters_of(view_of(release, {}))
    meeting = Sequence("hpqrst23", "Họp quý", date(2026, 11, 27), release.id, view, proposed(view))
    saved.save(meeting, who="thử")

    def user(*words: str) -> None:
        line = [sys.executable, "-m", "dx_metrics", "user", *words]
        env = os.environ | {"PYTHONUTF8": "1"}
        subprocess.run(line, cwd=manage.ROOT, env=env, input=PASSWORD, encoding="utf-8", check=True)

    user("add", "lan", "--role", "cong_bo", "--password-stdin")
    yield f"/hop/{meeting.code}"
    user("remove", "lan")
    saved.remove(meeting.code, who="thử")


def test_a_meeting_is_presented_with_keys_and_followed_from_another_seat(
    page: Page, chromium: Browser, server: str, base: str, barriers: Callable[[Page], list[str]], tmp_path: Path
):
    page.goto(f"/dang-nhap?ve={base}")
    page.fill("#ten", "lan")
    page.fill("#mat_khau", PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Trình bày").click()

    phone = chromium.new_context(base_url=server, locale="vi-VN", viewport=SIZES["phone"], has_touch=True)
    seat = phone.new_page()
    seat.goto(base)
    following = seat.get_by_role("button", name="Theo người trình bày")
    expect(following).to_have_attribute("aria-pressed", "true")
    for _ in range(4):
        page.keyboard.press("PageDown")
    expect(page.locator("#mt-number")).to_have_text("5")
    finding = page.locator("h1").inner_text()
    expect(seat.locator("h1")).to_have_text(finding)
    page.keyboard.press("b")
    expect(seat.locator("#mt-blank")).to_be_visible()
    page.keyboard.press("b")
    expect(seat.locator("#mt-blank")).to_be_hidden()

    # Walking on one's own, and back to the presenter.
    seat.get_by_role("link", name="Phần sau").click()
    expect(seat.locator("#mt-number")).to_have_text("6")
    page.keyboard.press("ArrowLeft")
    expect(following).to_have_attribute("aria-pressed", "false")
    expect(seat.locator("#mt-number")).to_have_text("6")
    following.click()
    expect(seat.locator("#mt-number")).to_have_text("4")
    assert seat.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    phone.close()

    # Nothing scrolls in the room, on the slide with the form neither.
    page.keyboard.press("Home")
    for size in ("laptop", "projector"):
        page.set_viewport_size(SIZES[size])
        for number in range(1, len(proposed({})) + 1):
            expect(page.locator("#mt-number")).to_have_text(str(number))
            page.wait_for_timeout(50)
            assert max(page.evaluate(SCROLLED)) <= 1, (size, number)
            page.keyboard.press("ArrowRight")
        assert barriers(page) == []
        page.keyboard.press("Home")
    in_a_room_without_network(chromium, page, base, tmp_path / "goi-hop.html")
    page.goto("about:blank")  # else the page goes on to say that it presents, while Lan's account goes


def in_a_room_without_network(chromium: Browser, page: Page, base: str, file: Path) -> None:
    """The same slides out of one file, with words for its marks, its tables and keys, and not one request."""
    file.write_bytes(page.request.get(f"{base}/goi-hop.html").body())
    room = chromium.new_context(viewport=SIZES["laptop"], offline=True)
    alone = room.new_page()
    asked: list[str] = []
    alone.on("request", lambda request: asked.append(request.url))
    alone.on("console", lambda said: asked.append(said.text))
    alone.goto(file.as_uri())
    for _ in range(4):
        alone.keyboard.press("PageDown")
    expect(alone.locator("#mt-number")).to_have_text("5")
    alone.locator(".mt-wide [data-told]").first.hover()
    expect(alone.locator("#mt-tip")).to_contain_text("điểm")
    alone.keyboard.press("t")
    expect(alone.locator(".mt-table table")).to_be_visible()
    assert [one for one in asked if not one.startswith(("file:", "data:"))] == []
    assert max(alone.evaluate(SCROLLED)) <= 1
    room.close()
