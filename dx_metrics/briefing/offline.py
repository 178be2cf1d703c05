"""Gói họp: a sequence as one HTML file that needs no network, opened from a stick in a room without any.

The page forbids itself every request (its own content security policy) and runs no script but the one inside it,
which is named there by its hash.
"""

import base64
import hashlib
from collections.abc import Sequence
from html import escape

from dx_metrics.briefing.typeface import WEB

FONTS = (("400", "latin"), ("400", "vietnamese"), ("600", "latin"), ("600", "vietnamese"))
RANGES = {
    "latin": "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2000-206F, U+20AC, U+2122, "
    "U+2191, U+2193, U+2212, U+2215, U+FEFF, U+FFFD",
    "vietnamese": "U+0102-0103, U+0110-0111, U+0128-0129, U+0168-0169, U+01A0-01A1, U+01AF-01B0, U+0300-0301, "
    "U+0303-0304, U+0308-0309, U+0323, U+0329, U+1EA0-1EF9, U+20AB",
    "marks": "U+2190, U+2192, U+2194-2195, U+25A0-25FF, U+2605-2606, U+2713, U+2717",
}
FAMILY = "Be Vietnam Pro"


def pack(title: str, stamp: str, slides: Sequence[str], chrome: str, *, minutes: int, look: str, script: str) -> bytes:
    """The file. `slides` are HTML, `chrome` the bar and the help, `stamp` release, day and what the figures are."""
    rules = (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
        f"script-src 'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'; "
        "base-uri 'none'; form-action 'none'"
    )
    parts = "".join(f'<template data-slide="{at}">{slide}</template>' for at, slide in enumerate(slides, 1))
    return (
        '<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(rules)}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{faces()}{look}</style></head>"
        f'<body class="mt mt-offline" data-count="{len(slides)}" data-minutes="{minutes}">'
        f'<main id="mt-stage" tabindex="-1">{slides[0]}</main>{chrome}<p class="mt-stamp">{escape(stamp)}</p>'
        '<div id="mt-blank" hidden></div><div id="mt-tip" role="status" hidden></div>'
        f"{parts}<script>{script}</script></body></html>"
    ).encode()


def faces() -> str:
    """Our typeface inside the file."""
    named = [(weight, subset, f"be-vietnam-pro-{subset}-{weight}-normal") for weight, subset in FONTS]
    named += [(weight, "marks", "dejavu-marks") for weight in ("400", "600")]
    return "".join(
        f'@font-face{{font-family:"{FAMILY}";font-weight:{weight} {int(weight) + 100};unicode-range:{RANGES[subset]};'
        f"src:url(data:font/woff2;base64,{_encoded(name)}) format('woff2')}}"
        for weight, subset, name in named
    )


def _encoded(name: str) -> str:
    return base64.b64encode((WEB / f"{name}.woff2").read_bytes()).decode()
