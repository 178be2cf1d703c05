"""What happens once, before the first visitor: publish, import, compress, freeze."""

import gc
import importlib
import logging
import pkgutil
import threading
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import anyio.to_thread

import dx_metrics
import pages
from dx_metrics import store
from pages.first_view import view
from pages.first_view.ahead import look_ahead
from pages.routes import assets, files, index

SCRIPTS = ("pages.frame",)
"""Run by Streamlit, not imported."""
LOG = logging.getLogger(__name__)


@asynccontextmanager
async def lifespan(app: Any) -> AsyncGenerator[None]:
    """Make the server ready. What fails here is logged and shown by `/readyz`; the server starts anyway."""
    await anyio.to_thread.run_sync(prepare)
    # Modules live as long as the process: out of the collector's sight, they cost no later collection anything.
    gc.collect()
    gc.freeze()
    stop = threading.Event()
    threading.Thread(target=warm, args=(stop,), name="warm", daemon=True).start()
    yield
    stop.set()
    gc.unfreeze()  # else DuckDB reports everything it still holds as leaked


def prepare() -> None:
    """Finish what was left unfinished, publish when nothing was published yet, import what the first session would."""
    try:
        store.recover(thorough=True)
        if store.current() is None:
            # Of several copies that begin at once over an empty store, one publishes; the others find it done.
            for problem in store.publish(if_changed=True).problems:
                LOG.warning("%s", problem)
    except Exception:  # an unreadable disk or a broken release: the server must still start and say so
        LOG.exception("the workspace could not be published")
    import_all()


def import_all() -> None:
    """Import every module of `dx_metrics` and `pages`, and with them what they need."""
    for package in (dx_metrics, pages):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if module.name in SCRIPTS or module.name.endswith("__main__"):
                continue
            try:
                importlib.import_module(module.name)
            except Exception:  # the page that needs it will say so itself
                LOG.exception("%s cannot be imported", module.name)


def warm(stop: threading.Event) -> None:
    """What visitors would wait for: the figures of the first page, the small forms of all files, the newest periods."""
    view.warm()
    compress_first_view()
    look_ahead(stop)


def compress_first_view() -> None:
    """Squeeze what index.html asks for, so that no visitor waits for it."""
    html = index.page().html.decode()
    names = index.ASKED_FOR.findall(html)
    ours = [path for path in assets.FOLDER.rglob("*") if path.suffix in files.TEXTS]
    bundles = [files.BUNDLES / name.removeprefix("./static/") for name in names if name.startswith("./static/")]
    bundles += files.BUNDLES.glob("js/BidiComponent.*.js")
    for path in bundles + ours:
        files.warm(path)
