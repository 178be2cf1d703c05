"""The server and the elements in a real browser: `tests/elements/screen.py` holds one of each."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import answer

ROOT = Path(__file__).parents[2]
MOST_BYTES = 1_300_000
"""Of a first visit with Plotly. Streamlit's own bundles make up two fifths of it."""


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the page of elements."""
    folder = tmp_path_factory.mktemp("screen")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    line = [sys.executable, "-m", "uvicorn", "tests.elements.served:app", "--port", str(port)]
    env = os.environ | {"DX_LOCAL": str(folder), "PYTHONUTF8": "1"}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(line, cwd=ROOT, env=env, stdout=log, stderr=subprocess.STDOUT)
    try:
        answer(f"http://127.0.0.1:{port}/healthz", process, folder / "log")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


@pytest.fixture
def opened(page: Page, screen: str) -> Page:
    """The page of elements, its chart drawn."""
    page.goto(screen)
    page.wait_for_selector("#hinh-xep-hang .main-svg")
    page.wait_for_selector(".dx-tile")
    return page


def test_a_first_visit_is_light(page, screen):
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(screen)
    page.wait_for_selector("#hinh-xep-hang .main-svg")
    page.wait_for_load_state("networkidle")
    assert 200_000 < sum(sizes) < MOST_BYTES


def test_a_deep_link_asks_for_nothing_that_is_not_there(page, screen):
    missing = []
    page.on("response", lambda answer: missing.append(answer.url) if answer.status >= 400 else None)
    page.goto(f"{screen}/xa?xa=01909")
    expect(page.get_by_role("heading", level=1)).to_have_text("Xã 01909")
    assert not missing


def test_the_page_is_vietnamese_before_and_after_streamlit_takes_over(page, screen):
    page.goto(screen, wait_until="commit")
    assert page.locator("html").get_attribute("lang") == "vi"
    page.wait_for_selector("#hinh-xep-hang .main-svg")
    assert page.locator("html").get_attribute("lang") == "vi"


def test_a_page_that_is_not_there_says_so_in_vietnamese(page, screen, faults):
    page.goto(f"{screen}/khong-co")
    expect(page.get_by_role("dialog")).to_contain_text("Không có trang này")
    faults.clear()  # Streamlit says it on the console too


def test_text_is_set_in_our_own_font(opened):
    used = opened.evaluate(
        "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family.replaceAll('\"', ''))"
    )
    assert "Be Vietnam Pro" in used
    assert not {"Source Sans", "Source Serif"} & set(used)


def test_elements_fit_and_can_be_used_by_everyone(any_width, screen, sideways, barriers):
    any_width.goto(screen)
    any_width.wait_for_selector("#hinh-xep-hang .main-svg")
    any_width.get_by_role("button", name="Bảng số liệu").first.click()
    any_width.locator("#hinh-xep-hang summary").click()
    assert sideways(any_width) <= 0
    ours = [barrier for barrier in barriers(any_width) if "dx-" in barrier]
    assert not ours, "\n".join(ours)


def test_headline_numbers_stand_two_a_row_on_a_phone(page, screen):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(screen)
    page.wait_for_selector(".dx-tile")
    tops = page.locator(".dx-tile").evaluate_all("tiles => tiles.map(t => Math.round(t.getBoundingClientRect().top))")
    assert (tops[0], tops[2]) == (tops[1], tops[3]) and tops[0] < tops[2]


def test_a_picture_says_what_it_shows(opened):
    expect(opened.get_by_role("img", name="Ba xã")).to_be_visible()
    expect(opened.get_by_role("group", name="Bản đồ").first).to_be_visible()


def test_a_click_on_a_bar_leads_to_its_commune(opened):
    bar = opened.locator("#hinh-xep-hang .barlayer .point path").nth(1).bounding_box()
    opened.mouse.click(bar["x"] + 20, bar["y"] + bar["height"] / 2)
    expect(opened.get_by_role("heading", level=1)).to_have_text("Xã 01909")


def test_a_change_redraws_the_same_picture(opened):
    opened.evaluate("window.before = document.querySelector('#hinh-xep-hang .main-svg')")
    opened.get_by_label("Thêm điểm").fill("20")
    opened.keyboard.press("Enter")
    for _ in range(100):  # not wait_for_function: it makes a script from text, which the policy forbids
        if opened.evaluate("document.querySelector('#hinh-xep-hang .dx-picture').data[0].x[0]") == 91.5:
            break
        opened.wait_for_timeout(100)
    else:
        pytest.fail("the new figures were never drawn")
    assert opened.evaluate("window.before === document.querySelector('#hinh-xep-hang .main-svg')")


def test_the_table_twin_opens_and_its_rows_can_be_chosen_by_keyboard(opened):
    opened.locator("#hinh-xep-hang").get_by_role("button", name="Bảng số liệu").click()
    table = opened.locator("#hinh-xep-hang").get_by_role("table", name="Khang Ninh dẫn đầu")
    assert table.locator("th[scope=row]").all_inner_texts() == ["Khang Ninh", "Nam Mẫu", "Đồng Phúc"]
    assert table.locator("td.dx-number").all_inner_texts() == ["71,5", "60,0", "–"]
    table.get_by_role("link", name="Đồng Phúc").press("Enter")
    expect(opened.get_by_role("heading", level=1)).to_have_text("Xã 01912")


def test_a_link_in_a_table_goes_there_without_loading_the_page_anew_and_back_returns(opened):
    opened.evaluate("window.same = true")
    opened.locator("#hinh-ban-do").get_by_role("button", name="Bảng số liệu").click()
    opened.locator("#hinh-ban-do").get_by_role("link", name="Đồng Phúc").click()
    expect(opened.get_by_role("heading", level=1)).to_have_text("Xã 01912")
    assert opened.url.endswith("/xa?xa=01912")
    assert opened.evaluate("window.same") is True
    opened.go_back()
    expect(opened.get_by_role("heading", level=1)).to_have_text("Thử")


@pytest.mark.parametrize("drawing", [".dx-drawn", "#hinh-ban-do"])
def test_a_drawn_shape_is_followed_with_enter(opened, drawing):
    opened.locator(drawing).get_by_role("button", name="Nam Mẫu").press("Enter")
    expect(opened.get_by_role("heading", level=1)).to_have_text("Xã 01909")


@pytest.mark.parametrize("name", ["xep-hang", "ban-do"])
def test_a_picture_can_be_taken_away_with_its_title_and_source(opened, name):
    opened.locator(f"#hinh-{name} summary").click()
    with opened.expect_download() as waiting:
        opened.locator(f"#hinh-{name}").get_by_role("button", name=re.compile("Ảnh biểu đồ")).click()
    assert waiting.value.suggested_filename == f"{name}.png"
    assert Path(waiting.value.path()).read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"


def test_downloads_carry_the_state_of_the_page(opened):
    opened.locator("#hinh-xep-hang summary").click()
    links = opened.locator("#hinh-xep-hang .dx-menu a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert links == ["/tai/xep-hang.xlsx?ky=2022-Q1", "/tai/xep-hang.csv?ky=2022-Q1"]
    opened.keyboard.press("Escape")
    expect(opened.locator("#hinh-xep-hang .dx-menu a").first).to_be_hidden()


def test_a_lost_chart_library_leaves_the_figures(page, screen, faults):
    page.route(re.compile("plotly-basic"), lambda route: route.abort())
    page.goto(screen)
    expect(page.get_by_text("Không tải được biểu đồ")).to_be_visible()
    expect(page.get_by_role("table", name="Khang Ninh dẫn đầu")).to_be_visible()
    faults.clear()


def test_a_file_is_taken_from_nobody_who_may_not_send_one(opened, screen, faults):
    opened.goto(f"{screen}/xa?xa=01906")
    opened.get_by_text("Nhận tệp").click()
    expect(opened.get_by_text("Chọn tệp")).to_be_visible()
    told = opened.expect_console_message(lambda said: "upload - AxiosError" in said.text)
    with told, opened.expect_response(re.compile("upload_file")) as refused:
        opened.set_input_files("input[type=file]", {"name": "a.csv", "mimeType": "text/csv", "buffer": b"a,b"})
    assert refused.value.status == 403  # the page shows an uploader; whoever looks at it has no account
    faults.clear()


def test_spelling_out_a_choice_does_not_trap_the_back_button(opened):
    length = opened.evaluate("history.length")
    opened.evaluate("history.pushState({}, '', '?ky=2022-Q1')")
    opened.evaluate("history.pushState({}, '', '?ky=2022-Q1&xa=01906')")
    assert opened.evaluate("history.length") == length
    opened.evaluate("history.pushState({}, '', '?ky=2022-Q2&xa=01906')")
    assert opened.evaluate("history.length") == length + 1


def test_a_page_cannot_run_what_is_written_into_it(opened, faults):
    opened.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x: onerror=\"window.owned = 1\">')")
    opened.wait_for_timeout(200)
    assert opened.evaluate("window.owned") is None
    # In a timer, for what the test itself evaluates is exempt.
    opened.evaluate("setTimeout(() => { try { new Function('1')() } catch (e) { window.refused = e.name } })")
    opened.wait_for_timeout(200)
    assert opened.evaluate("window.refused") == "EvalError"
    faults.clear()
