"""A plain long file may be loaded whole; anything to put right in it sends it the careful way."""

import io

import pytest

from dx_metrics.intake.plain_long import PlainLong, plain_long

KNOWN = ("unit", "period", "variable", "value", "status", "reported_at")
HEADER = "unit,period,variable,value\n"


def probe(text: str) -> PlainLong | None:
    return plain_long(io.BytesIO(text.encode()), KNOWN)


def test_a_plain_file_is_counted_by_its_bytes():
    columns = ("unit", "period", "variable", "value")
    assert probe(HEADER + "01888,2022-Q1,hs,664\n01891,2022-Q1,hs,5") == PlainLong(",", "\n", columns, 2)
    assert probe((HEADER + "01888,2022-Q1,hs,664\n").replace("\n", "\r\n")) == PlainLong(",", "\r\n", columns, 1)
    assert probe((HEADER + "01888,2022-Q1,hs,6\n").replace(",", ";")) == PlainLong(";", "\n", columns, 1)


@pytest.mark.parametrize(
    "line",
    ["1,2,3\n", "1,2,3\n4,5,6,7,8\n", '1,2,3,"4"\n', "1,2,3, 4\n", "1,2,3,4 \n", "1,2,3,4\r\n", "\n1,2,3,4\n", "1,2,3,\x00\n",
     "1,2,3,a\u0300\n", "1,2,3,\u200b4\n", "1,2,3,\t4\n"],
)  # fmt: skip
def test_anything_to_put_right_is_not_plain(line):
    assert probe(HEADER + line) is None


def test_unknown_or_doubled_columns_and_other_encodings_are_not_plain():
    assert probe("Mã,Kỳ\n1,2\n") is None
    assert probe("unit,unit\n1,2\n") is None
    assert plain_long(io.BytesIO((HEADER + "1,2,3,xã\n").encode("utf-16")), KNOWN) is None
    assert plain_long(io.BytesIO(HEADER.encode() + b"1,2,3,\xb7\n"), KNOWN) is None
