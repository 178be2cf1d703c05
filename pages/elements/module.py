"""How our own browser modules become Streamlit components."""

import json
from typing import Any, Protocol

import streamlit as st

from pages.routes.assets import address


class Mount(Protocol):
    """What mounts a component: `mount(key=…, data=as_sent(…))`."""

    def __call__(self, *, key: str, data: bytes, **look: Any) -> Any: ...


def component(name: str, html: str) -> Mount:
    """A component whose script is `pages/static/elements/<name>.js`.

    Streamlit sends a component's script with every element of every run, so it gets
    two lines that fetch the real one, which the browser keeps. Its styles are those of
    the page (`pages/static/elements.css`), not a copy for each element.
    """
    loader = (
        f'const module = await import(new URL("{address(f"elements/{name}.js")}", document.baseURI));\n'
        "export default module.default;\n"
    )
    return st.components.v2.component(f"dx_{name}", html=html, js=loader, isolate_styles=False)


def as_sent(data: Any) -> bytes:
    """What a component is given, as JSON; `told` in `dom.js` reads it.

    Streamlit passes bytes on as they are. In anything else it looks for tables, and writes it twice.
    """
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
