import re

import brotli
import pytest

from pages.routes import assets, files
from tests.routes.client import get

ICON = re.compile(r":material/([a-z0-9_]+):")
BUNDLE = next(path.name for path in files.BUNDLES.glob("js/BidiComponent.*.js"))


def raw(address: str, encoding: str = "br"):
    """The answer and its bytes as they travelled."""
    answer = get(address, headers={"Accept-Encoding": encoding})
    return answer, answer.raw


def test_a_bundle_of_streamlit_travels_compressed_and_arrives_whole():
    answer, body = raw(f"/static/js/{BUNDLE}")
    original = (files.BUNDLES / "js" / BUNDLE).read_bytes()
    assert answer.headers["content-encoding"] == "br"
    assert len(body) < len(original) / 2
    assert brotli.decompress(body) == original
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert "immutable" in answer.headers["cache-control"]


def test_whoever_cannot_unpack_gets_it_plain():
    answer, body = raw(f"/static/js/{BUNDLE}", "identity")
    assert "content-encoding" not in answer.headers
    assert body == (files.BUNDLES / "js" / BUNDLE).read_bytes()
    assert answer.headers["vary"] == "Accept-Encoding"


def test_compressed_files_are_kept_on_disk_for_the_next_start(local_folder):
    files._small.clear()
    raw("/app/static/dx.css")
    assert [path.suffix for path in (local_folder / "compressed").iterdir()] == [".br"]


def test_a_disk_that_takes_nothing_costs_only_time(local_folder):
    files._small.clear()
    local_folder.write_text("in the way")
    answer, body = raw("/app/static/vi.js")
    assert answer.status_code == 200
    assert brotli.decompress(body) == (assets.FOLDER / "vi.js").read_bytes()


def test_our_files_last_for_ever_under_their_version_and_are_asked_about_without():
    name = assets.address("dx.css").removeprefix(".")
    assert "immutable" in get(name).headers["cache-control"]
    assert get("/app/static/dx.css").headers["cache-control"] == "no-cache"
    assert get("/app/static/v-000000000000/dx.css").headers["cache-control"] == "no-cache"


def test_a_browser_that_has_the_file_is_told_so():
    tag = get("/app/static/vi.js").headers["etag"]
    again = get("/app/static/vi.js", headers={"If-None-Match": f'"x", {tag}'})
    assert (again.status_code, again.content) == (304, b"")


def test_fonts_are_not_compressed_twice():
    answer, body = raw(assets.address("fonts/be-vietnam-pro-latin-400-normal.woff2").removeprefix("."))
    assert answer.headers["content-type"] == "font/woff2"
    assert "content-encoding" not in answer.headers
    assert body[:4] == b"wOF2"


def test_streamlit_s_icon_font_is_answered_with_the_few_icons_we_use():
    font = next(path.name for path in files.BUNDLES.glob("media/MaterialSymbols-Rounded.*"))
    answer, body = raw(f"/static/media/{font}")
    assert body == files.ICON_SUBSET.read_bytes()
    assert "immutable" not in answer.headers["cache-control"]


@pytest.mark.parametrize(
    "address",
    [
        "/app/static/../../dashboard.py",
        "/app/static/%2e%2e/%2e%2e/dashboard.py",
        "/app/static/..%2f..%2fdashboard.py",
        "/static/../../__init__.py",
        "/static/%2e%2e/%2e%2e/__init__.py",
        "/app/static//etc/passwd",
        "/app/static/%00",
        "/app/static/fonts",
        "/app/static/khong-co.js",
    ],
)
def test_nothing_outside_the_two_folders_is_handed_out(address):
    answer = get(address)
    assert answer.status_code == 404
    assert "import" not in answer.text


def test_icons_named_in_our_pages_are_in_the_subset():
    known = set((assets.FOLDER / "fonts" / "material-symbols-subset.txt").read_text("utf-8").split())
    named = {icon for path in assets.FOLDER.parent.rglob("*.py") for icon in ICON.findall(path.read_text("utf-8"))}
    assert named <= known
