"""Streamlit's elements as still HTML: what is read is drawn, what can only be used is outlined."""

from collections.abc import Callable
from html import escape
from typing import Any

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.Markdown_pb2 import Markdown

from pages.first_view import words
from pages.first_view.exhibit import component

ARROW = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="m6 9 6 6 6-6"/></svg>'
TONES = {Alert.INFO: "info", Alert.WARNING: "warning", Alert.ERROR: "error", Alert.SUCCESS: "success"}


def element(it: Element) -> str:
    """The element as HTML; empty for what cannot be seen or is not known."""
    kind = it.WhichOneof("type")
    draw = DRAWN.get(kind or "")
    return draw(getattr(it, kind)) if draw and kind else ""


def _heading(it: Any) -> str:
    return f'<{it.tag} class="first-{it.tag}">{words.inline(it.body)}</{it.tag}>'


def _markdown(it: Any) -> str:
    look = " first-caption" if it.element_type == Markdown.Type.CAPTION else ""
    return f'<div class="first-words{look}">{words.blocks(it.body)}</div>'


def _alert(it: Any) -> str:
    return f'<div class="first-alert first-{TONES.get(it.format, "info")}">{words.blocks(it.body)}</div>'


def _page_link(it: Any) -> str:
    query = f"?{it.query_string}" if it.query_string else ""
    return f'<a class="first-link" href="/{escape(it.page + query)}">{words.inline(it.label)}</a>'


def _select(it: Any) -> str:
    chosen = it.raw_value if it.HasField("raw_value") else it.options[it.default] if it.options else ""
    return _box(it, f"<span>{escape(chosen)}</span>{ARROW}", "stSelectbox")


def _several(it: Any) -> str:
    chosen = list(it.raw_values) or [it.options[at] for at in it.default]
    pills = "".join(f"<i>{escape(name)}</i>" for name in chosen) or f"<span>{escape(it.placeholder)}</span>"
    return _box(it, f"{pills}{ARROW}")


def _typed(it: Any) -> str:
    value = getattr(it, "value", "") or getattr(it, "default", "")
    shown = value if isinstance(value, str) else f"{value:g}" if isinstance(value, float) else ""
    return _box(it, f"<span>{escape(shown or getattr(it, 'placeholder', ''))}</span>")


def _day(it: Any) -> str:
    return _box(it, f"<span>{escape(' – '.join(it.default))}</span>")


def _choices(it: Any) -> str:
    options = [getattr(option, "content", option) for option in it.options]
    marked = set(it.default) if hasattr(it.default, "__iter__") else {it.default}
    said = "".join(
        f"<i{' class=first-on' if at in marked else ''}>{words.inline(o)}</i>" for at, o in enumerate(options)
    )
    return f"<div>{_label(it)}<div class='first-choices'>{said}</div></div>"


def _button(it: Any) -> str:
    return f'<button class="first-button" type="button" disabled>{words.inline(it.label)}</button>'


def _checked(it: Any) -> str:
    return f'<div class="first-words"><p>{words.inline(it.label)}</p></div>'


def _html(it: Any) -> str:
    return "" if it.unsafe_allow_javascript else f"<div>{it.body}</div>"


def _box(it: Any, inside: str, look: str = "") -> str:
    return f'<div class="{look}">{_label(it)}<div class="first-box">{inside}</div></div>'


def _label(it: Any) -> str:
    if not it.label or it.label_visibility.value:  # 0 is shown; else kept for those who hear the page
        return ""
    return f'<span class="first-label">{words.inline(it.label)}</span>'


DRAWN: dict[str, Callable[[Any], str]] = {
    "heading": _heading,
    "markdown": _markdown,
    "alert": _alert,
    "page_link": _page_link,
    "selectbox": _select,
    "multiselect": _several,
    "text_input": _typed,
    "text_area": _typed,
    "number_input": _typed,
    "date_input": _day,
    "radio": _choices,
    "button_group": _choices,
    "button": _button,
    "checkbox": _checked,
    "html": _html,
    "bidi_component": lambda it: component(it.component_name, it.bytes),
}
