import gzip

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.routes.compression import accepted, compressed


@pytest.mark.parametrize(
    ("header", "best"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("BR", "br"),
        ("identity", ""),
        ("", ""),
        ("*", ""),
    ],
)
def test_the_smallest_encoding_that_the_client_takes_is_used(header, best):
    assert accepted(header) == best


@given(st.text(max_size=60))
def test_no_header_confuses_it(header):
    assert accepted(header) in ("br", "gzip", "")


def test_what_is_compressed_comes_back_the_same_each_time():
    text = "Sẵn sàng chuyển đổi số ".encode() * 50
    for _ in range(2):  # the second time from disk
        assert brotli.decompress(compressed(text, "br")) == text
        assert gzip.decompress(compressed(text, "gzip")) == text
