"""The dashboard's commands, with nothing but Python itself.

python3 manage.py run [--port N] [--no-browser]   install, publish, serve, open the browser
python3 manage.py test [--slow] [pytest options]  install what tests need, run them; slow ones with --slow or in CI
python3 manage.py check                           lint, format, types, layers
python3 manage.py bench [arguments]               measure
python3 manage.py WORD [arguments]                any other word goes to `python -m dx_metrics`
"""

from __future__ import annotations  # an older Python must get as far as the sentence that refuses it

import argparse
import hashlib
import io
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import venv
import webbrowser
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
RUN, TEST = "requirements.txt", "requirements-dev.txt"
FIRST_PORT = 8501
OFFLINE = ("No matching distribution", "Connection", "name resolution", "unreachable", "timed out", "Proxy")
HAS_PIP = "import sys, importlib.util as u; sys.exit(u.find_spec('pip') is None)"
say = partial(print, flush=True)


class Stop(Exception):
    """Why the command cannot go on, in one sentence for the person who typed it."""


def main(words: list[str]) -> int:
    """Carry out one command line; returns the exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036 - somebody's Python may be older than what we ask for
        raise Stop(f"Cần Python 3.11 trở lên, máy này đang dùng {sys.version.split()[0]}.")
    if not words or words[0] in ("-h", "--help", "help"):
        print(__doc__)
        return 0
    own = {"run": run, "test": partial(tried, "tests"), "check": check, "bench": partial(tried, "bench")}
    if words[0] in own:
        return own[words[0]](words[1:])
    install(RUN)
    return python("-m", "dx_metrics", *words, folder=None)


def run(arguments: list[str]) -> int:
    """Publish what changed, then serve until stopped."""
    options = argparse.ArgumentParser(prog="manage.py run")
    options.add_argument("--port", type=int, help=f"default: {FIRST_PORT}, or the next one that is free")
    options.add_argument("--no-browser", action="store_true")
    asked = options.parse_args(arguments)
    port = choose_port(asked.port)
    install(RUN)
    if python("-m", "dx_metrics", "publish", "--if-changed") != 0:
        if python("-c", "import sys; from dx_metrics.store import current; sys.exit(current() is None)") != 0:
            raise Stop("Chưa công bố được số liệu: sửa các lỗi nêu trên rồi chạy lại `manage.py run`.")
        say("Số liệu mới có lỗi nên chưa công bố; vẫn phục vụ bản công bố gần nhất.")
    return serve(port, browser=not asked.no_browser)


def serve(port: int, *, browser: bool) -> int:
    """Run the server, say its address when it answers, and end it with this process."""
    # The welcome message would ask another host for this machine's public address.
    quiet = {"STREAMLIT_LOGGER_HIDE_WELCOME_MESSAGE": "true", "STREAMLIT_SERVER_HEADLESS": "true"}
    line = [PYTHON, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)]
    server = subprocess.Popen(line, cwd=ROOT, env=environment() | quiet)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # no server is left behind by a polite kill
    try:
        wait_for(server, port)
        say(f"\nBảng điều khiển đang chạy tại {(address := f'http://localhost:{port}')}")
        if elsewhere := address_on_network(port):
            say(f"Máy khác cùng mạng nội bộ mở {elsewhere}")
        say("Nhấn Ctrl+C để dừng.\n")
        # Without a screen, a text browser would take the terminal.
        if browser and (sys.platform != "linux" or {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys()):
            webbrowser.open(address)
        return server.wait()
    except KeyboardInterrupt:
        say("\nĐã dừng.")
        return 0
    finally:
        server.terminate()
        server.wait()


def wait_for(server: subprocess.Popen[bytes], port: int) -> None:
    """Return when the server answers; raises Stop when it ended or never does."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    give_up = time.monotonic() + 120
    while time.monotonic() < give_up:
        if server.poll() is not None:
            raise Stop(f"Máy chủ không khởi động được (mã {server.returncode}); nguyên nhân nêu ở trên.")
        try:
            with direct.open(f"http://127.0.0.1:{port}/healthz", timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise Stop(f"Máy chủ không trả lời ở cổng {port} sau hai phút.")


def choose_port(asked: int | None) -> int:
    """The asked port, or the first free one from 8501 on; raises Stop when there is none."""
    ports = range(FIRST_PORT, FIRST_PORT + 50) if asked is None else [asked]
    port = next(filter(is_free, ports), None)
    if port is None:
        raise Stop(f"Cổng {ports[0]} đang bận hoặc không được phép dùng: chọn cổng khác bằng --port.")
    if port != ports[0]:
        say(f"Cổng {ports[0]} đang bận, dùng cổng {port}.")
    return port


def is_free(port: int) -> bool:
    """Whether a server of ours could listen on this port of all addresses."""
    with socket.socket() as caller, socket.socket() as listener:
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("", port))
            # Some systems let a second socket bind beside one that listens on a single address.
            return caller.connect_ex(("127.0.0.1", port)) != 0
        except (OSError, OverflowError):
            return False


def address_on_network(port: int) -> str | None:
    """The address for other machines in the office, when the server answers there."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("10.255.255.255", 1))  # a datagram socket sends nothing on connect
            own = probe.getsockname()[0]
            socket.create_connection((own, port), timeout=1).close()
        except OSError:
            return None
    return None if own.startswith("127.") else f"http://{own}:{port}"


def tried(module: str, arguments: list[str]) -> int:
    """Run the tests or the bench, both with a real browser among their tools."""
    install(TEST)
    provide_browser()
    return python("-m", module, *arguments)


def check(_: list[str]) -> int:
    """Lint, format, types and layers; all are run, whichever fails."""
    install(TEST)
    steps = ["ruff check", "ruff format --check", "ty check", "pytest -q tests/test_layers.py"]
    failed = [step for step in steps if python("-m", *step.split()) != 0]
    say(f"check failed: {', '.join(failed)}" if failed else "check: all good")
    return 1 if failed else 0


def find_browser() -> str | None:
    """The program file of an installed Chromium, Chrome or Edge, else of Playwright's own, else None."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
    places = [Path(path) for name in names if (path := shutil.which(name))]
    for name in ("Google Chrome", "Chromium", "Microsoft Edge"):
        places.append(Path("/Applications", f"{name}.app", "Contents/MacOS", name))
    for key in ("ProgramFiles", "ProgramFiles(x86)", "LocalAppData"):
        if base := os.environ.get(key):
            places.append(Path(base, "Google/Chrome/Application/chrome.exe"))
            places.append(Path(base, "Microsoft/Edge/Application/msedge.exe"))
    if found := next(filter(Path.is_file, places), None):
        return str(found)
    ask = "import playwright.sync_api as s\nwith s.sync_playwright() as p: print(p.chromium.executable_path)"
    own = subprocess.run([PYTHON, "-c", ask], capture_output=True, text=True).stdout.strip()
    return own if own and Path(own).is_file() else None


def provide_browser() -> None:
    """See to it that `find_browser` finds one; where this machine can have none, say so."""
    if find_browser():
        return
    say("No browser found: installing one for the browser tests.")
    apt = shutil.which("apt-get")
    if apt and os.name == "posix" and os.geteuid() == 0:
        unattended = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for line in ("update", "install -y --no-install-recommends chromium fonts-dejavu-core"):
            subprocess.run([apt, "-qq", *line.split()], env=unattended, stdout=subprocess.DEVNULL)
    if not find_browser():
        python("-m", "playwright", "install", "chromium")
    if not find_browser():
        say("Không có trình duyệt để thử: hãy cài Chromium, Chrome hoặc Edge.")
        say("No browser can be had: install Chromium, Chrome or Edge; browser tests fail without.")


def install(lock: str) -> None:
    """Bring .venv to what a lock says, offline when it is there already; raises Stop if that fails."""
    names = dict.fromkeys([RUN, lock])  # the development lock holds the other one whole
    wanted = "".join(f"{hashlib.sha256((ROOT / name).read_bytes()).hexdigest()}\n" for name in names)
    stamp = VENV / "installed.txt"
    works = PYTHON.exists() and python("-c", HAS_PIP) == 0
    if works and stamp.exists() and stamp.read_text().startswith(wanted):
        return
    say("Đang cài đặt thư viện vào .venv (lần đầu mất vài phút, cần mạng)…")
    try:
        if not works:
            # Linked, not copied: a copied interpreter does not find its libraries on macOS.
            venv.EnvBuilder(with_pip=True, clear=True, symlinks=os.name != "nt").create(VENV)
        stamp.unlink(missing_ok=True)
        pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "--no-input", "--retries", "2"]
        line = [*pip, "install", "--require-hashes", "-r", ROOT / lock]
        done = subprocess.run(line, capture_output=True, text=True, encoding="utf-8", env=environment())
        if "Permission denied" in done.stderr:
            raise PermissionError
        if done.returncode == 0:
            stamp.write_text(wanted)
            return
    except PermissionError:
        raise Stop(f"Không có quyền ghi vào {VENV}: hãy chép chương trình sang thư mục của mình.") from None
    except subprocess.CalledProcessError:
        raise Stop("Python thiếu mô-đun venv: cài gói python3-venv (Debian, Ubuntu) rồi chạy lại.") from None
    except OSError as error:
        raise Stop(f"Không ghi được vào {VENV}: {error.strerror}.") from None
    offline = any(sign in done.stderr for sign in OFFLINE)
    what = "Chưa tải được thư viện: lần chạy đầu tiên cần có mạng." if offline else "Không cài được thư viện."
    raise Stop("\n".join([what, *(text for text in done.stderr.splitlines() if text.startswith("ERROR"))]))


def environment() -> dict[str, str]:
    """What programs of the dashboard are started with; UTF-8 even on a console of another code page."""
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    return os.environ | {"PYTHONPATH": path, "PYTHONUTF8": "1"}


def python(*line: str, folder: Path | None = ROOT) -> int:
    """Run the dashboard's own Python in a folder (None: where the person stands); returns the exit code."""
    return subprocess.run([PYTHON, *line], cwd=folder, env=environment()).returncode


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")  # a Windows console may know no Vietnamese
    try:
        sys.exit(main(sys.argv[1:]))
    except Stop as stop:
        sys.exit(str(stop))
    except KeyboardInterrupt:
        sys.exit(130)
