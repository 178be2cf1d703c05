"""A browser that keeps cookies and sends the forms it was given."""

import re
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from pages.routes import csrf
from tests.routes.client import Answer, ask


class Visitor:
    """Cookies in, cookies out; `csrf` is the token of the last form seen."""

    def __init__(self, **cookies: str) -> None:
        self.cookies = dict(cookies)
        self.token = ""

    def get(self, address: str, **headers: str) -> Answer:
        return self._took(ask("GET", address, self._headers(headers)))

    def post(self, address: str, scheme: str = "http", headers: dict[str, str] | None = None, **fields: str) -> Answer:
        form = urlencode({csrf.FIELD: self.token, **fields}).encode()
        return self._took(ask("POST", address, self._headers(headers or {}), body=form, scheme=scheme))

    def _headers(self, more: dict[str, str]) -> dict[str, str]:
        held = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return ({"cookie": held} if held else {}) | more

    def _took(self, answer: Answer) -> Answer:
        for text in answer.headers.getlist("set-cookie"):
            for name, given in SimpleCookie(text).items():
                if given["max-age"] == "0":
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = given.value
        found = re.search(rf'name="{csrf.FIELD}" value="([^"]+)"', answer.text)
        self.token = found[1] if found else self.token
        return answer
