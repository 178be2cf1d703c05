"""What forms are filled with before anybody types: offices, never a person's name."""

from typing import Any

import streamlit as st

from dx_metrics.access import Person
from dx_metrics.queries import choices
from dx_metrics.store import Release
from pages.shared.ask import ask

LONG, SHORT = 2000, 300


def office_of(release: Release, person: Person, unit: str, period: str) -> str:
    """For whom an account signs: its commune's committee, or the office that keeps the figures."""
    if person.units:
        return commune_office(release, unit, period)
    return str(release.about.get("office") or "Ban Chỉ đạo")


def commune_office(release: Release, unit: str, period: str) -> str:
    """`UBND xã Hoàng Trĩ`."""
    table = ask(choices.units, release, period).set_index("code")
    name = str(table.at[unit, "name"]) if unit in table.index else unit
    return f"UBND {name[:1].lower()}{name[1:]}"


def signed(value: str, key: str) -> str:
    """On whose behalf something is written."""
    return st.text_input("Thay mặt (cơ quan hoặc chức danh)", value=value, max_chars=SHORT, key=key)


def long_text(label: str, key: str, value: str = "", **more: Any) -> str:
    """Some sentences."""
    return st.text_area(label, value=value, max_chars=LONG, height=96, key=key, **more)


def reason(value: str, key: str) -> str:
    """Why, for the journal."""
    return st.text_input("Lý do (ghi vào nhật ký)", value=value, max_chars=SHORT, key=key)
