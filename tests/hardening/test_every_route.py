"""What holds of every address that this program answers, also of one that is added later."""

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.routing import Route

import dashboard
from dx_metrics import store
from dx_metrics.access import accounts, sessions
from dx_metrics.store import drafts, journal
from pages.routes import csrf
from tests.access.people import cheap, cookies_of, someone
from tests.hardening.markup import active
from tests.routes.client import Answer, ask, get
from tests.store.changes import LAN, begun, sent

CHANGING = {"POST", "PUT", "PATCH", "DELETE"}
FILLED = {"name": "xep-hang", "format": "csv", "page": "xep-hang", "what": "goc", "before": "r1", "after": "r2"}
FILLED |= {"upload": "u2", "rest": "a/b", "extension": "svg", "file": "hop.html"}
MAT = "unit | period | variable | value\n01906 | 2022-Q1 | mat | 12"
XML = ("http://www.w3.org/", "http://schemas.")
"""Names that are not addresses."""


def address(route: Route) -> str:
    """The route with something in each of its places."""
    found = route.path
    for name, kind in route.param_convertors.items():
        what = "1" if type(kind).__name__ == "IntegerConvertor" else FILLED.get(name, "x")
        found = re.sub(rf"\{{{name}(?::\w+)?\}}", what, found)
    return found


ROUTES = [route for route in dashboard.ROUTES if isinstance(route, Route)]
READ = sorted({address(route) for route in ROUTES if "GET" in (route.methods or ())})
CHANGED = sorted({(method, address(r)) for r in ROUTES for method in (r.methods or ()) if method in CHANGING})


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> tuple[Path, Path, dict[str, str]]:
    """Local folder, workspace and an administrator's cookies, shared: no test here may change anything."""
    home = tmp_path_factory.mktemp("routes")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DX_LOCAL", str(home / "local"))
        cheap(patch)
        made = begun(home)
        store.publish_change(sent(MAT), **LAN, workspace=made)
        return home / "local", made, cookies_of(someone("an", "quan_tri"))


@pytest.fixture(autouse=True)
def administrator(published, monkeypatch) -> dict[str, str]:
    """The cookies of somebody with every right."""
    local, made, cookies = published
    cheap(monkeypatch)
    monkeypatch.setenv("DX_LOCAL", str(local))
    monkeypatch.setenv("DX_WORKSPACE", str(made))
    return cookies


def cookie(held: dict[str, str]) -> dict[str, str]:
    return {"cookie": "; ".join(f"{name}={value}" for name, value in held.items())}


def kept() -> tuple[object, ...]:
    """All that an act could change."""
    known = [(draft.id, draft.at) for draft in drafts.drafts()]
    access = (accounts.book().people, accounts.book().ended)
    return journal.entries(), known, access, store.current()


def test_every_route_is_one_that_these_tests_know_how_to_ask():
    assert [route for route in dashboard.ROUTES if not isinstance(route, Route)] == []
    assert len(READ) > 10 and len(CHANGED) >= 2


@pytest.mark.parametrize("where", READ)
def test_every_answer_is_guarded_and_names_no_other_host(where, administrator):
    for held in ({}, cookie(administrator)):
        answer = get(where, held)
        assert answer.status_code < 500
        guarded(answer)
        if "html" in answer.headers.get("content-type", ""):
            assert foreign(answer.text) == []
            assert active(answer.text, ours=True) == []
        assert "Traceback" not in repr(answer.content[:20_000])


def guarded(answer: Answer) -> None:
    """The headers that every answer has."""
    headers = answer.headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    rules = dict(rule.partition(" ")[::2] for rule in headers["content-security-policy"].split("; "))
    assert rules["default-src"] in ("'self'", "'none'")
    scripts = rules.get("script-src", rules["default-src"])
    assert "unsafe" not in scripts and "http" not in scripts and "*" not in scripts
    assert "access-control-allow-origin" not in headers


def foreign(html: str) -> list[str]:
    """Whatever an HTML page would load or lead to on another host."""
    found: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            for name, value in attrs:
                if name in ("src", "href", "action", "srcset", "poster", "data") and urlsplit(value or "").netloc:
                    found.append(f"{tag} {name}={value}")

    Reader().feed(html)
    return [each for each in found if "xa.test" not in each and not any(name in each for name in XML)]


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("where", [*READ, "/dang-nhap"])
def test_every_cookie_is_kept_from_scripts_and_from_other_sites_and_behind_tls_from_the_open_line(
    where, scheme, administrator
):
    for held in ({}, cookie(administrator)):
        for given_ in ask("GET", where, held, scheme=scheme).headers.getlist("set-cookie"):
            flags = given_.lower()
            assert "httponly" in flags and "samesite=lax" in flags
            assert ("secure" in flags) == (scheme == "https")


@pytest.mark.parametrize("where", READ)
def test_nothing_is_changed_by_looking(where, administrator):
    before = kept()
    get(where, cookie(administrator))
    assert kept() == before


@pytest.mark.parametrize(("method", "where"), CHANGED)
@pytest.mark.parametrize("origin", ["http://evil.test", "null", "http://xa.test:3000"])
def test_no_form_of_another_page_changes_anything_even_with_a_stolen_token(method, where, origin, administrator):
    before = kept()
    seed = "a" * 43
    body = urlencode({csrf.FIELD: csrf.token(seed), "ten": "an", "dia_chi": "/", "phan": "1"}).encode()
    held = cookie(administrator | {csrf.COOKIE: seed})
    for kind in ("application/x-www-form-urlencoded", "application/json", "text/plain"):
        answer = ask(method, where, held | {"origin": origin, "content-type": kind}, body=body)
        assert answer.status_code == 403, (where, answer.status_code)
    assert kept() == before


@pytest.mark.parametrize(("method", "where"), CHANGED)
def test_no_form_without_proof_of_where_it_is_from_changes_anything(method, where, administrator):
    """Neither a token nor an origin: what an old browser sends for another page's form."""
    before = kept()
    answer = ask(
        method, where, cookie(administrator) | {"content-type": "application/x-www-form-urlencoded"}, body=b"ten=an"
    )
    assert answer.status_code == 403, (where, answer.status_code)
    assert kept() == before


@pytest.mark.parametrize("where", READ)
def test_a_method_that_a_route_does_not_have_is_refused(where):
    known = {method for route in ROUTES if address(route) == where for method in (route.methods or ())}
    for method in sorted(CHANGING - known):
        assert ask(method, where).status_code in (404, 405)


WILD = st.text(st.characters(codec="utf-8"), max_size=40)
PAYLOADS = st.sampled_from(
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "' or 1=1 --",
        "'; drop table observations; --",
        "../../../../etc/passwd",
        "..%2f..%2fetc%2fpasswd",
        "{{7*7}}",
        "\x00\r\nSet-Cookie: a=b",
        "r1/../../r1",
        "r" + "9" * 400,
        "=cmd|' /C calc'!A0",
        "![x](http://evil.test/x.png)",
    ]
)
ASKED = ("ban", "bo", "ky", "xa", "tru_cot", "chi_tieu", "so", "ve", "loi", "ngay", "cap", "ky_cham", "manh")


@pytest.mark.parametrize(
    "where", ["/", *[each for each in READ if each.startswith(("/xem", "/tai", "/in", "/dang", "/api"))]]
)
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(choices=st.dictionaries(st.sampled_from(ASKED), WILD | PAYLOADS, max_size=4), more=WILD | PAYLOADS)
def test_whatever_stands_in_an_address_is_answered_without_running_or_breaking(where, choices, more):
    query = urlencode({**choices, "x": more})
    answer = get(f"{where}?{query}")
    assert answer.status_code < 500
    guarded(answer)
    assert answer.headers.getlist("set-cookie") == [
        each for each in answer.headers.getlist("set-cookie") if each.startswith((csrf.COOKIE, sessions.COOKIE))
    ]
    if "html" in answer.headers.get("content-type", ""):
        assert active(answer.text, ours=True) == [] and foreign(answer.text) == []


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pieces=st.lists(
        WILD | PAYLOADS | st.sampled_from(["tai", "xem", "l", "hop", "static", "app", "..", "."]), max_size=5
    )
)
def test_whatever_is_asked_for_is_answered_and_no_file_of_the_machine_comes_back(pieces):
    from urllib.parse import quote

    answer = get("/" + "/".join(quote(piece, safe="") for piece in pieces))
    assert answer.status_code < 500
    assert b"root:x:0" not in answer.content
