"""What people do with the dashboard, done in a real browser on the shipped workspace."""

import csv
import io
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import taken_over

PAGES = {
    "/": "Tổng quan",
    "/chinh-quyen-so": "Chính quyền số",
    "/dich-vu-cong-truc-tuyen": "Dịch vụ công trực tuyến",
    "/ha-tang-va-ket-noi": "Hạ tầng và kết nối",
    "/xa-hoi-so": "Xã hội số",
    "/muc-do-hai-long": "Mức độ hài lòng",
    "/cai-cach-hanh-chinh": "Cải cách hành chính",
    "/xep-hang": "Xếp hạng",
    "/so-sanh": "So sánh",
    "/ho-so": "Hồ sơ",
    "/ban-do": "Bản đồ",
    "/danh-muc": "Danh mục chỉ tiêu",
    "/diem-mat": "Điểm mất",
    "/bo-chi-so": "Bộ chỉ số",
    "/chat-luong": "Chất lượng chỉ số",
    "/neu-nhu": "Nếu như",
}
STATE = "ky=2022-Q4&xa=01906"


def opened(page: Page, address: str) -> Page:
    """The page at this address, once its last exhibit has been drawn."""
    page.goto(address)
    return drawn(page)


def drawn(page: Page) -> Page:
    taken_over(page)
    expect(page.locator("figure.dx-exhibit h2").first).not_to_be_empty(timeout=20_000)
    expect(page.locator('[data-testid="stApp"][data-test-script-state="running"]')).to_have_count(0, timeout=20_000)
    return page


def choice(page: Page, name: str) -> str | None:
    return parse_qs(urlsplit(page.url).query).get(name, [None])[0]


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=re.compile(label)).click()
    page.get_by_role("option", name=option, exact=True).click()


def test_a_link_opens_on_a_server_that_nobody_has_opened(chromium, cold_server):
    page = chromium.new_page()
    page.goto(f"{cold_server}/xep-hang?{STATE}&tru_cot=DVC")
    expect(drawn(page).get_by_role("heading", level=1)).to_have_text("Xếp hạng")
    expect(page.get_by_role("heading", name="Khang Ninh đứng thứ")).to_be_visible()
    expect(page.get_by_role("link", name="Tổng quan")).to_be_visible()
    assert choice(page, "tru_cot") == "DVC"
    page.close()


@pytest.mark.parametrize("address", PAGES)
def test_every_page_opens_in_its_frame_without_a_barrier(page, sideways, barriers, address):
    opened(page, f"{address}?{STATE}")
    expect(page.get_by_role("heading", level=1)).to_have_text(PAGES[address])
    assert sideways(page) == 0
    assert barriers(page) == []


@pytest.mark.parametrize("any_width", ["phone", "projector"], indirect=True)
@pytest.mark.parametrize("address", PAGES)
def test_every_page_fits_a_phone_and_a_projector(page, any_width, sideways, address):
    opened(page, f"{address}?{STATE}")
    assert sideways(page) == 0


def test_defaults_are_written_into_the_address(page):
    opened(page, "/")
    assert {"bo", "ky", "xa"} <= set(parse_qs(urlsplit(page.url).query))


def test_the_address_follows_the_choices_and_back_and_reload_keep_them(page):
    opened(page, "/xep-hang")
    choose(page, "Kỳ", "Quý IV/2021")
    expect(page).to_have_url(re.compile("phien_ban=san_sang_2021"))
    choose(page, "Kỳ", "Quý III/2022")
    expect(page).to_have_url(re.compile("ky=2022-Q3"))
    choose(page, "Xã", "Nam Mẫu")
    expect(page).to_have_url(re.compile("xa=01909"))
    choose(page, "Trụ cột", "Hạ tầng và kết nối")
    expect(page).to_have_url(re.compile("tru_cot=HTS"))
    expect(page.get_by_role("heading", name=re.compile("^Nam Mẫu đứng thứ"))).to_be_visible()

    page.reload()
    expect(drawn(page).get_by_role("heading", name=re.compile("^Nam Mẫu đứng thứ"))).to_be_visible()
    assert [choice(page, name) for name in ("ky", "xa", "tru_cot")] == ["2022-Q3", "01909", "HTS"]

    page.go_back()
    expect(page).not_to_have_url(re.compile("tru_cot=HTS"))
    expect(page).to_have_url(re.compile("xa=01909"))
    expect(page.get_by_role("combobox", name=re.compile("Trụ cột"))).to_have_value("Toàn bộ chỉ số")

    # The version of the index follows the period, and is no step of its own on the way back.
    page.go_back()
    page.go_back()
    expect(page).to_have_url(re.compile("ky=2021-Q4.*phien_ban=san_sang_2021"))
    expect(page.get_by_text("Không có phiên bản")).to_have_count(0)


def test_the_menu_carries_the_choices_to_the_next_page(page):
    opened(page, f"/xep-hang?{STATE}")
    page.get_by_role("link", name="Hồ sơ").click()
    expect(page.get_by_role("heading", name="Xã Khang Ninh")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/ho-so\?.*ky=2022-Q4"))
    assert choice(page, "xa") == "01906"


def test_codes_that_do_not_exist_fall_back_and_are_said(page):
    opened(page, "/xep-hang?ky=1999-Q9&xa=77777&tru_cot=KHONG")
    for said in ("1999-Q9", "77777", "KHONG"):
        expect(page.get_by_text(f"“{said}”")).to_be_visible()
    assert [choice(page, name) for name in ("ky", "xa", "tru_cot")] == ["2025-Q4", "tat-ca", "tat-ca"]


def test_a_profile_leads_on_to_where_its_points_went(page):
    opened(page, f"/ho-so?{STATE}")
    page.get_by_role("link", name="Điểm mất ở đâu").click()
    expect(page.get_by_role("heading", name=re.compile("^Khang Ninh mất"))).to_be_visible()
    assert choice(page, "ky") == "2022-Q4"


def test_an_old_commune_leads_to_what_it_became(page):
    opened(page, "/ho-so?ky=2025-Q4&xa=01888")
    expect(page.get_by_text("Thị trấn Chợ Rã (mã 01888) đã nhập vào xã Chợ Rã")).to_be_visible()
    expect(page.get_by_role("heading", name="Xã Chợ Rã")).to_be_visible()
    assert choice(page, "xa") == "01912"


def test_a_commune_on_the_map_leads_to_its_page(page):
    opened(page, "/ban-do?ky=2022-Q4")
    page.get_by_role("link", name=re.compile("^Nam Mẫu:")).click()
    expect(page.get_by_role("heading", name="Xã Nam Mẫu")).to_be_visible()
    assert choice(page, "xa") == "01909"
    assert choice(page, "ky") == "2022-Q4"


def test_the_units_on_the_map_are_those_of_the_period(page):
    opened(page, "/ban-do?ky=2022-Q4")
    expect(page.locator("svg.map g[data-code]")).to_have_count(15)
    choose(page, "Kỳ", "Quý IV/2025")
    expect(page.locator("svg.map g[data-code]")).to_have_count(5)


def test_two_communes_share_an_axis_and_three_share_a_table(page):
    opened(page, f"/so-sanh?{STATE}&voi=01909")
    expect(page.locator("ul.bullets")).to_be_visible()
    opened(page, f"/so-sanh?{STATE}&voi=01909,01912")
    expect(page.locator("table.heat")).to_be_visible()


def test_the_table_twin_opens_under_the_picture(page):
    opened(page, f"/xep-hang?{STATE}")
    page.get_by_role("button", name="Bảng số liệu").first.click()
    table = page.get_by_role("region", name="Bảng số liệu").first
    expect(table.get_by_role("row")).to_have_count(1 + 15)


def test_the_file_says_what_the_screen_says(page):
    opened(page, f"/xep-hang?{STATE}")
    page.locator("#hinh-xep-hang summary").click()
    with page.expect_download() as download:
        page.locator("#hinh-xep-hang").get_by_role("link", name=re.compile("CSV")).first.click()
    text = download.value.path().read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 15
    assert "Quý IV/2022" in rows[0]["Nguồn gốc"] and "Bản công bố r" in rows[0]["Nguồn gốc"]
    assert "MINH HỌA" in rows[0]["Nguồn gốc"]
    assert re.fullmatch(r"xep-hang_2022-Q4_r\d+\.csv", download.value.suggested_filename)


def test_the_picture_can_be_saved(page):
    opened(page, f"/xep-hang?{STATE}")
    page.locator("#hinh-xep-hang summary").click()
    with page.expect_download() as download:
        page.locator("#hinh-xep-hang").get_by_role("link", name=re.compile("PNG")).click()
    assert download.value.path().read_bytes().startswith(b"\x89PNG")


def test_a_pinned_release_is_shown_and_an_unknown_one_is_said(page):
    opened(page, f"/xep-hang?{STATE}&ban=r1")
    expect(page.get_by_text("Bản công bố r1").first).to_be_visible()
    page.goto(f"/xep-hang?{STATE}&ban=r999")
    taken_over(page)
    expect(page.get_by_text("Không có bản công bố “r999”")).to_be_visible()
    expect(page.get_by_role("link", name="Xem bản mới nhất")).to_be_visible()


def test_a_commune_can_be_chosen_and_opened_with_the_keyboard_alone(page):
    opened(page, "/ban-do?ky=2022-Q4")
    box = page.get_by_role("combobox", name=re.compile("Xã"))
    box.focus()
    page.keyboard.type("Nam")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("xa=01909"))
    tile = page.get_by_role("link", name=re.compile("^Yến Dương:"))
    tile.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Xã Yến Dương")).to_be_visible()


def test_a_definition_is_one_click_away_on_a_theme_page(page):
    opened(page, f"/dich-vu-cong-truc-tuyen?{STATE}")
    page.locator("details#DVC01 summary").click()
    expect(page.locator("details#DVC01")).to_contain_text("Công thức")
    expect(page.locator("details#DVC01")).to_contain_text("Người báo cáo")


def test_a_lost_cell_of_the_heat_table_leads_to_its_action_by_keyboard(page):
    opened(page, f"/xep-hang?{STATE}&tru_cot=CQS")
    cells = page.locator("#root #hinh-bang-nhiet [data-criterion]")
    expect(cells.nth(1)).to_be_attached()
    assert page.locator("#root #hinh-bang-nhiet [data-criterion][tabindex='0']").count() == 1  # one stop of the Tab key
    cells.first.focus()
    page.keyboard.press("ArrowDown")
    unit, criterion = page.evaluate("[document.activeElement.dataset.code, document.activeElement.dataset.criterion]")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/viec-phai-lam.*xa={unit}.*tieu_chi={criterion}"))
    expect(page.get_by_role("heading", name=re.compile(r"mất [\d,]+ điểm ở"))).to_be_visible()
