"""The little Markdown of our pages as HTML: marks are drawn, everything else is text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.first_view.words import blocks, inline


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**Chợ Rã** dẫn đầu", "<strong>Chợ Rã</strong> dẫn đầu"),
        (":orange-badge[Số minh họa] x", '<span class="first-badge">Số minh họa</span> x'),
        ("`manage.py`", "<code>manage.py</code>"),
        ("[mở](/xep-hang?a=1&b=2)", '<a href="/xep-hang?a=1&amp;b=2">mở</a>'),
        ("[mở](javascript:x)", "mở"),
        (r"\*\*không\*\* \<b\>", "**không** &lt;b&gt;"),
        ("3 * 4 < 5 & 6", "3 * 4 &lt; 5 &amp; 6"),
    ],
)
def test_inline(text, html):
    assert inline(text) == html


def test_lists_and_paragraphs():
    assert blocks("Sửa:\n\n- a\n- **b**") == "<p>Sửa:</p><ul><li>a</li><li><strong>b</strong></li></ul>"


@given(st.text(alphabet=st.sampled_from("<>&\"'*`:[]()\\-#ab/ \n")))
def test_no_text_becomes_a_tag_of_its_own(text):
    left = blocks(text)
    for tag in ("p", "ul", "ol", "li", "strong", "code", "h1", "h2", "h3", "h4", "h5", "h6", "a", "span"):
        left = left.replace(f"</{tag}>", "").replace(f"<{tag}>", "").replace(f"<{tag} ", "")
    assert "<" not in left
