"""A program of its own: an SVG on standard input becomes a PNG on standard output.

The library keeps the interpreter to itself for as long as it draws, a second or two: done in the
server, every visitor would wait for one picture. Arguments: width in pixels, family, font files.
"""

import sys

import resvg_py


def main(width: str, family: str, *fonts: str) -> None:
    """Draw what is on standard input."""
    made = resvg_py.svg_to_bytes(
        svg_string=sys.stdin.buffer.read().decode(),
        width=int(width),
        background="#fff",
        skip_system_fonts=True,
        font_files=list(fonts),
        font_family=family,
        sans_serif_family=family,
    )
    sys.stdout.buffer.write(bytes(made))


if __name__ == "__main__":
    main(*sys.argv[1:])
