"""A sequence survives being kept, and nothing that was kept makes more of it than its bounds allow."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dx_metrics.meeting.proposed import proposed
from dx_metrics.meeting.sequence import (
    CODE,
    DECISIONS,
    EXHIBIT,
    KINDS,
    MOST_SLIDES,
    SECTIONS,
    Sequence,
    Slide,
    changed,
    from_bytes,
    moved,
    new_code,
    on_day,
    to_bytes,
)

VIEW = {"bo": "thu", "ky": "2022-Q1", "xa": "tat-ca", "tru_cot": "tat-ca"}
A, B, C = Slide(EXHIBIT, "new", 1, "a"), Slide(EXHIBIT, "new", 2, "b"), Slide(EXHIBIT, "new", 4, "c")
MEETING = Sequence("abcd2345", "Họp quý I", date(2022, 4, 20), "r1", VIEW, (A, B, C))


def test_a_sequence_is_read_as_it_was_kept():
    assert from_bytes(to_bytes(MEETING)) == MEETING
    assert MEETING.minutes == 7


def test_a_code_is_one_that_the_address_takes():
    assert all(CODE.fullmatch(new_code()) for _ in range(50))


def test_a_slide_moves_and_the_others_keep_their_order():
    assert moved((A, B, C), 0, 2) == (B, C, A)
    assert moved((A, B, C), 2, 1) == (A, C, B)
    assert moved((A, B, C), 0, -1) == moved((A, B, C), 0, 3) == (A, B, C)


def test_one_slide_changes_and_the_others_do_not():
    assert changed(MEETING, 1, minutes=9).slides == (A, Slide(EXHIBIT, "new", 9, "b"), C)


def test_registers_move_along_to_the_day_of_the_meeting():
    of_day = Slide(EXHIBIT, "before", 1, "ket-luan", {"ngay": "2022-04-20"})
    of_another = Slide(EXHIBIT, "before", 1, "ket-luan", {"ngay": "2021-12-31"})
    later = on_day(replace(MEETING, slides=(of_day, of_another)), date(2022, 5, 3))
    assert [slide.parameters["ngay"] for slide in later.slides] == ["2022-05-03", "2021-12-31"]


def test_the_proposed_order_opens_with_last_time_and_ends_with_decisions():
    slides = proposed(VIEW)
    assert slides[-1].kind == DECISIONS
    order = [list(SECTIONS).index(slide.section) for slide in slides]
    assert order == sorted(order)
    assert all(slide.parameters == VIEW for slide in slides if slide.kind == EXHIBIT)


def test_what_was_kept_is_held_to_its_bounds():
    told = json.loads(to_bytes(MEETING))
    told["name"] = "x\u202e\n" * 200
    told["slides"] = [told["slides"][0] | {"minutes": 10**9}] * 500
    found = from_bytes(json.dumps(told).encode())
    assert len(found.slides) == MOST_SLIDES and found.slides[0].minutes == 120
    assert "\u202e" not in found.name and len(found.name) <= 120


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{}", b"\xff\xfe", b'{"slides": 3}', to_bytes(MEETING).replace(b'"exhibit"', b'"khac"')],
)
def test_what_is_no_sequence_is_refused(content):
    with pytest.raises(ValueError):
        from_bytes(content)


@given(
    st.lists(
        st.builds(Slide, st.sampled_from(list(KINDS)), st.sampled_from(list(SECTIONS)), st.integers(0, 120)),
        max_size=8,
    ),
    st.integers(-2, 9),
    st.integers(-2, 9),
)
def test_moving_loses_no_slide(slides, at, to):
    assert sorted(map(repr, moved(tuple(slides), at, to))) == sorted(map(repr, slides))
