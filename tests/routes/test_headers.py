import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

import dashboard
from pages.routes.headers import policy
from tests.routes.client import get


@pytest.mark.parametrize("address", ["/", "/healthz", "/app/static/vi.js", "/_stcore/metrics", "/static/khong-co.js"])
def test_every_answer_is_guarded(address):
    headers = get(address).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "frame-ancestors 'self'" in headers["content-security-policy"]


def test_the_policy_lets_no_script_be_made_from_text():
    rules = dict(rule.split(" ", 1) for rule in policy("xa.test", ("'sha256-abc'",)).split("; "))
    assert rules["script-src"] == "'self' blob: 'sha256-abc'"
    assert rules["default-src"] == "'self'"
    assert rules["object-src"] == "'none'"


def test_the_policy_names_no_host_but_the_one_asked():
    assert policy("10.0.0.5:8501", ()).count("10.0.0.5:8501") == 2
    assert "//" not in policy("", ())


@pytest.mark.parametrize("host", ["evil.test; script-src *", "a b", "x'", "ác.vn", "*"])
def test_a_strange_host_header_cannot_write_the_policy(host):
    assert policy(host, ()) == policy("", ())


def test_a_route_with_a_policy_of_its_own_keeps_it():
    own = {"Content-Security-Policy": "default-src 'none'"}
    route = Route("/xem", lambda request: PlainTextResponse("", headers=own))
    app = Starlette(routes=[route], middleware=dashboard.MIDDLEWARE)
    assert get("/xem", app=app).headers["content-security-policy"] == "default-src 'none'"
