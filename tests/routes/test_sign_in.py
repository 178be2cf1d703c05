import pytest
from hypothesis import given
from hypothesis import strategies as st

from dx_metrics.access import accounts, passwords, record, sessions, throttle
from pages.routes.person import safe
from tests.access.people import PASSWORD, cheap, someone
from tests.routes.client import ask
from tests.routes.forms import Visitor


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    cheap(monkeypatch)


@pytest.fixture
def visitor() -> Visitor:
    """Somebody who has opened the form, where Lan has an account."""
    someone("lan", "nap", "01906")
    visitor = Visitor()
    visitor.get("/dang-nhap?ve=/xep-hang%3Fky%3D2022-Q1")
    return visitor


def test_the_form_works_without_a_script_and_nobody_may_keep_it(visitor):
    answer = visitor.get("/dang-nhap")
    assert "<script" not in answer.text and '<form method="post" action="/dang-nhap">' in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert "form-action 'self'" in answer.headers["content-security-policy"]


def test_the_right_password_leads_back_with_a_cookie_that_no_script_can_read(visitor):
    answer = visitor.post("/dang-nhap", ten="Lan ", mat_khau=PASSWORD, ve="/xep-hang?ky=2022-Q1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/xep-hang?ky=2022-Q1")
    text = next(text for text in answer.headers.getlist("set-cookie") if text.startswith("dx_phien=W"))
    assert "HttpOnly" in text and "SameSite=lax" in text and "Secure" not in text
    assert 0 < int(text.partition("Max-Age=")[2].partition(";")[0]) <= 12 * 3600
    assert sessions.person_in(visitor.cookies).units == ("01906",)


def test_behind_tls_the_cookie_is_for_tls_and_for_this_host_alone(visitor):
    answer = visitor.post("/dang-nhap", scheme="https", ten="lan", mat_khau=PASSWORD)
    text = next(text for text in answer.headers.getlist("set-cookie") if text.startswith("__Host-dx_phien=W"))
    assert "Secure" in text and "Path=/" in text and "Domain" not in text
    assert sessions.person_in({sessions.SECURE_COOKIE: visitor.cookies[sessions.SECURE_COOKIE]})


def test_a_wrong_password_and_an_unknown_name_are_answered_alike(visitor):
    wrong = visitor.post("/dang-nhap", ten="lan", mat_khau="sai")
    unknown = visitor.post("/dang-nhap", ten="ai", mat_khau="sai")
    assert wrong.status_code == unknown.status_code == 401
    alike = [answer.text.replace('value="lan"', "").replace('value="ai"', "") for answer in (wrong, unknown)]
    assert alike[0] == alike[1]
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in wrong.text


def test_an_account_without_a_password_is_not_opened_by_an_empty_one(visitor):
    accounts.add(accounts.Account("hoa", "Hoa", "quan_tri", email="hoa@babe.test"), "test")
    for typed in ("", " ", "hoa"):
        assert visitor.post("/dang-nhap", ten="hoa", mat_khau=typed).status_code == 401


def test_what_was_typed_comes_back_as_text(visitor):
    answer = visitor.post("/dang-nhap", ten='"><script>alert(1)</script>', mat_khau="sai", ve='/"><script>')
    assert "<script" not in answer.text


def test_a_form_of_another_page_is_refused(visitor):
    for forged in ("", "x.y", Visitor().token):
        visitor.token = forged
        assert visitor.post("/dang-nhap", ten="lan", mat_khau=PASSWORD).status_code == 403
    assert sessions.COOKIE not in visitor.cookies


def test_a_form_given_to_another_browser_is_refused(visitor):
    other = Visitor()
    other.get("/dang-nhap")
    other.token = visitor.token
    assert other.post("/dang-nhap", ten="lan", mat_khau=PASSWORD).status_code == 403


def test_a_form_sent_from_another_host_is_refused(visitor):
    answer = visitor.post("/dang-nhap", headers={"origin": "https://evil.test"}, ten="lan", mat_khau=PASSWORD)
    assert answer.status_code == 403
    answer = visitor.post("/dang-nhap", headers={"origin": "http://xa.test"}, ten="lan", mat_khau=PASSWORD)
    assert answer.status_code == 303


def test_after_five_wrong_passwords_the_right_one_has_to_wait(visitor):
    for _ in range(5):
        assert visitor.post("/dang-nhap", ten="lan", mat_khau="sai").status_code == 401
    answer = visitor.post("/dang-nhap", ten="lan", mat_khau=PASSWORD)
    assert answer.status_code == 429
    assert "Hãy thử lại sau 15 phút" in answer.text and int(answer.headers["retry-after"]) <= 900
    assert sessions.COOKIE not in visitor.cookies


def test_names_are_not_tried_one_after_another_from_one_address(visitor):
    codes = [visitor.post("/dang-nhap", ten=f"ten{n}", mat_khau="sai").status_code for n in range(21)]
    assert codes == [401] * 20 + [429]


def test_one_account_is_not_tried_from_many_addresses():
    for n in range(50):
        assert throttle.wait("lan", f"10.0.0.{n}") == 0
        throttle.failed("lan", f"10.0.0.{n}")
    assert throttle.wait("lan", "10.0.1.1") > 0
    assert throttle.wait("hoa", "10.0.1.1") == 0


def test_who_knows_the_password_is_not_kept_waiting_for_own_mistakes(visitor):
    for _ in range(3):
        visitor.post("/dang-nhap", ten="lan", mat_khau="sai")
        visitor.post("/dang-nhap", ten="lan", mat_khau="sai")
        assert visitor.post("/dang-nhap", ten="lan", mat_khau=PASSWORD).status_code == 303


def test_a_crowd_at_the_door_is_told_to_wait_and_no_password_is_tried(visitor, monkeypatch):
    def busy(*_: object) -> bool:
        raise passwords.Busy

    monkeypatch.setattr(passwords, "matches", busy)
    for _ in range(10):
        assert visitor.post("/dang-nhap", ten="lan", mat_khau=PASSWORD).status_code == 503


@pytest.mark.parametrize("body", [b"x" * 9000, b"ten=lan&" * 2000])
def test_a_form_that_is_too_large_is_not_read(body):
    assert ask("POST", "/dang-nhap", body=body).status_code == 413


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"=&=&", b"a=1&" * 50, b"%"])
def test_a_form_of_anything_is_answered(body):
    assert ask("POST", "/dang-nhap", body=body).status_code == 403


@pytest.mark.parametrize(
    "address",
    [
        "//evil.test",
        "https://evil.test",
        "/\\evil.test",
        "\\\\evil.test",
        "/\t/evil.test",
        "/\n/evil.test",
        " //evil.test",
        "javascript:alert(1)",
        "evil.test",
        "/dang-xuat",
        "/dang-nhap?ve=/dang-nhap",
        "/auth/logout",
        "/" + "x" * 3000,
        "",
        None,
    ],
)
def test_signing_in_leads_nowhere_but_to_our_pages(address):
    assert safe(address) == "/"


@given(st.text(alphabet="/\\:.@?#%evilhttps \t\r\n\x00đ", max_size=30))
def test_whatever_is_asked_for_the_way_back_stays_here(address):
    way = safe(address)
    assert way.startswith("/") and not way.startswith("//")
    assert way.isascii() and not set(way) & set("\\\r\n\t \x00")


@pytest.mark.parametrize("address", ["/xep-hang?ky=2022-Q1&xa=01906", "/tru-cot?tru_cot=Hạ tầng".replace(" ", "%20")])
def test_a_page_of_ours_with_its_choices_is_a_way_back(address):
    assert safe(address).startswith(address.split("=")[0])


def test_where_there_is_no_account_the_page_says_how_to_make_one_and_takes_none():
    visitor = Visitor()
    answer = visitor.get("/dang-nhap")
    assert "manage.py user add" in answer.text and "<form" not in answer.text
    assert visitor.post("/dang-nhap", ten="admin", mat_khau="admin").status_code == 403
    assert accounts.book().people == {}


def test_the_journal_tells_who_came_and_who_was_refused_without_a_password(visitor, local_folder):
    visitor.post("/dang-nhap", ten="lan\r\nroot", mat_khau="mật khẩu sai rồi")
    visitor.post("/dang-nhap", ten="lan", mat_khau=PASSWORD)
    said = [(entry.action, entry.who, entry.details) for entry in record.entries()][1:]
    assert said == [
        ("sign-in refused", "lan root", {"address": "127.0.0.1"}),
        ("signed in", "lan", {"address": "127.0.0.1"}),
    ]
    written = (local_folder / "access" / "journal.jsonl").read_text("utf-8")
    assert "sai rồi" not in written and PASSWORD not in written and visitor.cookies[sessions.COOKIE] not in written


def test_no_log_holds_a_password_or_a_cookie(visitor, caplog):
    caplog.set_level(0)
    visitor.post("/dang-nhap", ten="lan", mat_khau="mật khẩu sai rồi")
    visitor.post("/dang-nhap", ten="lan", mat_khau=PASSWORD)
    assert PASSWORD not in caplog.text and "sai rồi" not in caplog.text
    assert visitor.cookies[sessions.COOKIE] not in caplog.text


@pytest.fixture
def lan(visitor) -> Visitor:
    """Lan, signed in, with the sign-out form open."""
    visitor.post("/dang-nhap", ten="lan", mat_khau=PASSWORD)
    visitor.get("/dang-xuat")
    return visitor


def test_who_is_signed_in_is_told_so_instead_of_being_asked_again(lan):
    answer = lan.get("/dang-nhap?ve=/xep-hang")
    assert "Hoàng Thị Lan" in answer.text and 'href="/xep-hang"' in answer.text and "mat_khau" not in answer.text


def test_signing_out_takes_the_cookie_and_ends_its_copies(lan):
    copied = Visitor(**lan.cookies)
    assert "Đã đăng xuất" in lan.post("/dang-xuat").text
    assert sessions.COOKIE not in lan.cookies
    assert sessions.person_in(copied.cookies) is None


def test_signing_out_here_leaves_other_sessions_and_everywhere_ends_them(visitor):
    here, there = Visitor(**visitor.cookies), Visitor(**visitor.cookies)
    for each in (here, there):
        each.token = visitor.token
        each.post("/dang-nhap", ten="lan", mat_khau=PASSWORD)
    here.post("/dang-xuat")
    assert sessions.person_in(there.cookies)
    third = Visitor(**visitor.cookies)
    third.token = visitor.token
    third.post("/dang-nhap", ten="lan", mat_khau=PASSWORD)
    third.post("/dang-xuat", moi_noi="1")
    assert sessions.person_in(there.cookies) is None


def test_nobody_is_signed_out_by_a_link_or_by_another_page(lan):
    lan.get("/dang-xuat")
    lan.token = ""
    assert lan.post("/dang-xuat", moi_noi="1").status_code == 403
    assert sessions.person_in(lan.cookies)
