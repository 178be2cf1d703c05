"""One file on its way in: a draft that outlives the browser, opened by its id in the URL."""

from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st

from dx_metrics.access import Person, may
from dx_metrics.intake.display_name import display_name
from dx_metrics.store import drafts
from dx_metrics.store.drafts import Draft

DRAFT = "nhap"
"""Name in the URL."""


@dataclass(frozen=True, slots=True)
class Work:
    """A draft. `target` is a table, `framework`, `map`, or "" for whatever the file says it is.

    `fresh`: ask also what was answered before for files of this form.
    `handed`: its owner asks somebody else to publish it.
    """

    id: str
    owner: str
    file: str
    content: bytes
    at: str = ""
    target: str = ""
    framework: str = ""
    period: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    fresh: bool = False
    why: str = ""
    handed: bool = False


KEPT = ("target", "framework", "period", "answers", "fresh", "why", "handed")


def opened(person: Person) -> Work | None:
    """The draft that the URL names, when this person may see it; else None, and the page says so."""
    id = st.query_params.get(DRAFT, "")
    if not id:
        return None
    work = load(id)
    if work is None or not may_see(person, work):
        close()
        st.warning("Không có bản nháp này: đã công bố, đã bỏ, hoặc của tài khoản khác.")
        return None
    return work


def may_see(person: Person | None, work: Work) -> bool:
    """Its owner; and who may publish, once it was handed over."""
    if person is None:
        return False
    return work.owner == person.name or (work.handed and may(person, "publish"))


def load(id: str) -> Work | None:
    """The draft of this id; None when there is none."""
    kept = drafts.load(id)
    return None if kept is None else _work(kept)


def begun(person: Person, file: str, content: bytes, **meta: Any) -> Work:
    """A new draft. Raises OSError when the disk refuses."""
    work = replace(Work("", person.name, display_name(file), content), **meta)
    return replace(work, id=drafts.save(person.name, work.file, content, _meta(work)))


def kept(work: Work, **changes: Any) -> Work:
    """The draft with some of it changed, on disk. Raises OSError when the disk refuses."""
    changed = replace(work, **changes)
    if changed != work:
        drafts.save(work.owner, work.file, work.content, _meta(changed), id=work.id)
    return changed


def show(work: Work | None) -> None:
    """Put the draft into the URL, or take it out."""
    if work is None:
        close()
    else:
        st.query_params[DRAFT] = work.id


def close() -> None:
    """No draft is open any more."""
    st.query_params.pop(DRAFT, None)


def own(person: Person) -> list[Work]:
    """The drafts of a person, newest first, without their contents."""
    return [_work(kept) for kept in drafts.drafts(person.name)]


def awaiting(person: Person) -> list[Work]:
    """Drafts of others that were handed over and that this person may publish."""
    if not may(person, "publish"):
        return []
    return [work for work in map(_work, drafts.drafts()) if work.handed and work.owner != person.name]


def _work(kept: Draft) -> Work:
    meta = {name: kept.meta[name] for name in KEPT if name in kept.meta}
    return Work(kept.id, kept.owner, kept.name, kept.payload, kept.at, **meta)


def _meta(work: Work) -> dict[str, Any]:
    return {name: getattr(work, name) for name in KEPT}
