"""A choice that lives in the URL."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from pages.shared import options as opt

WIDTH = 240
"""Pixels of a select box; on a phone it shrinks with the screen."""


Became = Callable[[str], tuple[str, list[str]]]
"""What an old code became: a sentence without its full stop, and the codes; `("", [])` for one that never was."""


def nothing(code: str) -> tuple[str, list[str]]:
    """The `Became` of what is never replaced."""
    return "", []


def choose(label: str, name: str, options: Mapping[str, str], became: Became = nothing) -> str:
    """A select box whose code stands in the URL under `name`, the default too.

    What the URL says wins whenever it differs from what was last written there: a fresh link,
    Back, F5. Otherwise the box wins. A code that is not an option falls back to the first, and
    the page says so; one that became a single option by now falls back to that.
    """
    settled(label, name, options, became)
    # `format_func` would have to be kept per run; the mapping itself is asked for each name.
    code = st.selectbox(
        label, list(options), format_func=options.__getitem__, key=f"_w_{name}", persist_state="session", width=WIDTH
    )
    write(name, code)
    return code


def choose_several(
    label: str, name: str, options: Mapping[str, str], most: int, first: Sequence[str] = ()
) -> tuple[str, ...]:
    """A multiple choice in the URL as codes joined by commas; `first` where neither the URL nor the visitor chose."""
    settled_several(label, name, options, most, first)
    codes = st.multiselect(
        label,
        list(options),
        format_func=options.__getitem__,
        key=f"_w_{name}",
        max_selections=most,
        placeholder="Chọn thêm",
        persist_state="session",
        width=2 * WIDTH,
    )
    write(name, ",".join(codes))
    return tuple(codes)


def settled(label: str, name: str, options: Mapping[str, str], became: Became = nothing) -> str:
    """The code that holds now, kept where the box of `choose` finds it: what the URL says anew, else the box."""
    box, seen = f"_w_{name}", f"_seen_{name}"
    state, raw = st.session_state, st.query_params.get(name)
    if raw is not None and raw != state.get(seen):
        state[box] = settle_and_say(label, raw, options, became)
    elif state.get(box) not in options:
        state[box] = next(iter(options))
    return state[box]


def settled_several(
    label: str, name: str, options: Mapping[str, str], most: int, first: Sequence[str] = ()
) -> tuple[str, ...]:
    """The same of several codes."""
    box, seen = f"_w_{name}", f"_seen_{name}"
    state, raw = st.session_state, st.query_params.get(name)
    if raw is not None and raw != state.get(seen):
        asked = [code for code in raw.split(",") if code]
        for code in asked:
            settle_and_say(label, code, options)
        state[box] = [code for code in dict.fromkeys(asked) if code in options][:most]
    else:
        state[box] = [code for code in state.get(box, first) if code in options]
    return tuple(state[box])


def write(name: str, value: str) -> None:
    """Put a value into the URL and remember that it was we who did."""
    if st.query_params.get(name) != value:
        st.query_params[name] = value
    st.session_state[f"_seen_{name}"] = value


def settle_and_say(label: str, raw: str, options: Mapping[str, str], became: Became = nothing) -> str:
    """The code to use for `raw`, with a word on the page when it is another."""
    if raw in options:
        return raw
    sentence, heirs = became(raw)
    code = heirs[0] if len(heirs) == 1 and heirs[0] in options else opt.settle(raw, options)
    why = sentence or f"Không có {label.lower()} mang mã “{raw[:40]}” ở đây"
    st.session_state.setdefault("_said", []).append(f"{why}; đang hiển thị {options[code]}.")
    return code


def said() -> list[str]:
    """The words collected since the last call, each once."""
    return list(dict.fromkeys(st.session_state.pop("_said", [])))
