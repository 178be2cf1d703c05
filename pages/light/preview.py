"""What a chat shows of a link: the finding in words, and the very chart as a picture."""

from html import escape
from urllib.parse import urlencode

from dx_metrics.briefing.picture import PREVIEW
from dx_metrics.store import Release
from pages.light.outline import Outline
from pages.shared import options
from pages.shared.ask import ask
from pages.shared.exhibits import EXHIBITS

TITLE = "Sẵn sàng chuyển đổi số cấp xã"
LONGEST = 280
"""Letters of a description; chats cut it anyway."""


def tags(release: Release, drawn: Outline, base: str) -> str:
    """Meta elements of a view, its release named so that the picture is that of the page.

    `base` is where this server is found, without a slash at the end.
    """
    name = drawn.exhibits[0]
    first = ask(EXHIBITS[name], release, drawn.view)
    query = urlencode(options.parameters_of(drawn.view, release))
    told = {
        "og:title": f"{drawn.title}: {first.title}",
        "og:description": first.words[:LONGEST],
        "og:type": "website",
        "og:locale": "vi_VN",
        "og:site_name": TITLE,
    }
    if base:
        told |= {
            "og:image": f"{base}/anh/{name}.png?{query}",
            "og:image:type": "image/png",
            "og:image:width": str(PREVIEW[0]),
            "og:image:height": str(PREVIEW[1]),
            "og:image:alt": first.title,
        }
    card = '<meta name="twitter:card" content="summary_large_image">' if base else ""
    return "".join(f'<meta property="{name}" content="{escape(words)}">' for name, words in told.items()) + card
