"""Our typeface as TrueType files, for pictures and documents made without a browser."""

from functools import lru_cache
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

from dx_metrics.store import durable
from dx_metrics.store.places import ROOT, local_folder, workspace_folder

WEB = ROOT / "pages" / "static" / "fonts"
"""The same files that browsers get; a picture then looks like the screen."""
FACES = {"400": "BeVietnamPro-400.ttf", "600": "BeVietnamPro-600.ttf"}
MARKS = "Marks.ttf"
FAMILY = "Be Vietnam Pro"
POSTSCRIPT, TYPOGRAPHIC = 6, 16
"""Numbers of the PostScript name and of the family of all weights in a font's table of names."""


@lru_cache(maxsize=1)
def font_files() -> tuple[str, ...]:
    """Paths of the faces, made from the browsers' files the first time. Raises OSError when the disk refuses."""
    folder = local_folder(workspace_folder()).parent / "fonts"
    made = []
    for weight, name in FACES.items():
        parts = [WEB / f"be-vietnam-pro-{subset}-{weight}-normal.woff2" for subset in ("latin", "vietnamese")]
        made.append(_made(folder / name, parts))
    made.append(_made(folder / MARKS, [WEB / "dejavu-marks.woff2"]))
    return tuple(str(path) for path in made)


def _made(path: Path, parts: list[Path]) -> Path:
    if not path.is_file():
        folder = path.parent
        folder.mkdir(parents=True, exist_ok=True)
        unpacked = []
        for part in parts:
            font = TTFont(part)
            font.flavor = None
            aside = folder / f".{part.stem}.ttf"
            font.save(aside)
            unpacked.append(aside)
        whole = Merger().merge([str(aside) for aside in unpacked]) if len(unpacked) > 1 else TTFont(unpacked[0])
        if whole["name"].getDebugName(POSTSCRIPT) is None:  # a subset may lack it, and is then not loaded
            whole["name"].setName(path.stem, POSTSCRIPT, 3, 1, 0x409)
        if path.name in FACES.values():  # else the heavier face is a family of its own, which nothing asks for
            whole["name"].setName(FAMILY, TYPOGRAPHIC, 3, 1, 0x409)
        whole.save(folder / f".{path.name}")
        durable.write(path, (folder / f".{path.name}").read_bytes())
        for left in (*unpacked, folder / f".{path.name}"):
            left.unlink(missing_ok=True)
    return path
