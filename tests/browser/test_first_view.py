"""What the server drew and what Streamlit puts in its place, looked at by a real browser."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import taken_over

PLACES = """elements => elements.map(e => [e.textContent.trim(), e.getBoundingClientRect()])
    .map(([words, place]) => [words, Math.round(place.left), Math.round(place.top + document.scrollingElement.scrollTop)])"""
NEAR = 6
"""Pixels that nobody sees as a jump."""


def places(page: Page, root: str) -> list[tuple[str, int, int]]:
    page.evaluate("document.fonts.ready")
    found = page.locator(f"{root} :is(h1, .dx-tile-label, .dx-exhibit h2)").evaluate_all(PLACES)
    return [(words, left, top) for words, left, top in found]


def test_the_page_arrives_drawn_and_is_taken_over_in_place(any_width, sideways):
    any_width.route_web_socket("**/_stcore/stream", lambda held: None)  # it is never answered: nothing takes over
    any_width.goto("/?ky=2022-Q4&xa=01906")
    expect(any_width.locator("#dx-first h1")).to_have_text("Tổng quan")
    expect(any_width.locator("#root")).to_have_attribute("aria-hidden", "true")
    drawn = places(any_width, "#dx-first")
    assert sideways(any_width) == 0
    any_width.unroute_all()
    page = any_width.context.new_page()
    page.set_viewport_size(any_width.viewport_size)
    page.goto("/?ky=2022-Q4&xa=01906")
    taken_over(page)
    expect(page.locator("#root")).not_to_have_attribute("aria-hidden", "true")
    live = places(page, "#root")
    assert [words for words, *_ in drawn] == [words for words, *_ in live]
    moved = [(a, b) for a, b in zip(drawn, live, strict=True) if abs(a[1] - b[1]) > NEAR or abs(a[2] - b[2]) > NEAR]
    assert not moved
    page.close()


def test_a_page_that_cannot_connect_can_still_be_read(page):
    page.route_web_socket("**/_stcore/stream", lambda held: None)
    page.goto("/xep-hang?ky=2022-Q4&xa=01906")
    expect(page.get_by_role("heading", name="Khang Ninh đứng thứ")).to_be_visible()
    expect(page.get_by_role("link", name="Bản đồ")).to_be_visible()


def test_what_a_reader_has_opened_meanwhile_stays_open(page):
    opening = "document.querySelectorAll('#dx-first dl')[1].parentElement.open = true"
    page.add_init_script(f"addEventListener('DOMContentLoaded', () => {opening})")
    page.goto("/danh-muc?ky=2022-Q4")
    taken_over(page)
    expect(page.locator("#root dl").nth(1)).to_be_visible()
    expect(page.locator("#root dl").nth(0)).to_be_hidden()
