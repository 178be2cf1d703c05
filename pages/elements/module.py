"""How our own browser modules become Streamlit components."""

from typing import Any, Protocol

import streamlit as st

from pages.routes.assets import address


class Mount(Protocol):
    """What mounts a component: `mount(key=…, data=…, on_picked_change=…).picked`."""

    def __call__(self, *, key: str, data: dict[str, Any], **callbacks: Any) -> Any: ...


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


def nothing() -> None:
    """A callback that makes Streamlit report the trigger it stands for."""
