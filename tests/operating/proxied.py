"""The dashboard behind a real nginx on this machine, with the configuration that ships and a certificate made here."""

import datetime
import ipaddress
import os
import shutil
import ssl
import subprocess
import sys
import time
from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from tests.browser.conftest import free_port

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
PATIENCE = 60
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
MAIN = """
daemon off; pid {home}/pid; error_log {home}/error.log; worker_processes 1;
events {{ worker_connections 256; }}
http {{
    types {{ }}
    default_type text/html;
    client_body_temp_path {home}/body; proxy_temp_path {home}/proxy; fastcgi_temp_path {home}/f;
    uwsgi_temp_path {home}/u; scgi_temp_path {home}/s;
{site}
}}
"""


@dataclass(frozen=True)
class Site:
    """`https://127.0.0.1:<port>` and how to trust it."""

    address: str
    plain: str
    trust: ssl.SSLContext
    copies: list["Copy"]

    def client(self, **more) -> httpx.Client:
        return httpx.Client(base_url=self.address, verify=self.trust, http2=False, trust_env=False, timeout=30, **more)

    def connect(self, path: str = "/_stcore/stream", cookie: str = "", origin: str = "") -> ClientConnection:
        headers = {"Cookie": cookie} if cookie else {}
        return connect(
            self.address.replace("https", "wss") + path,
            ssl=self.trust,
            subprotocols=[Subprotocol("streamlit")],
            origin=origin or self.address,  # type: ignore[arg-type]
            additional_headers=headers,
            max_size=None,
            proxy=None,
        )


@dataclass
class Copy:
    """One process that serves the dashboard."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ready(self) -> bool:
        try:
            return httpx.get(f"{self.address}/readyz", trust_env=False, timeout=10).status_code == 200
        except httpx.HTTPError:
            return False

    def resident_mb(self) -> float:
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return float(status.partition("VmRSS:")[2].split()[0]) / 1024


def start(local: Path, workspace: Path, port: int | None = None, **settings: str) -> Copy:
    """A copy over this store; the caller waits for it and ends it."""
    port = port or free_port()
    env = {name: value for name, value in os.environ.items() if not name.startswith("DX_")}
    env |= {"DX_LOCAL": str(local), "DX_WORKSPACE": str(workspace), "PYTHONUTF8": "1", **settings}
    local.mkdir(parents=True, exist_ok=True)
    log = local.parent / f"{local.name}-{port}.log"
    line = [sys.executable, "-m", "uvicorn", "dashboard:app", "--port", str(port), "--no-access-log"]
    with log.open("ab") as out:
        process = subprocess.Popen(line, cwd=ROOT, env=env, stdout=out, stderr=subprocess.STDOUT)
    return Copy(port, process, log)


def wait_for(copies: Sequence[Copy]) -> None:
    """Until each is ready; fails with its log when one ended."""
    give_up = time.monotonic() + 3 * PATIENCE
    for copy in copies:
        while not copy.ready():
            if copy.process.poll() is not None or time.monotonic() > give_up:
                pytest.fail(f"a copy is not ready:\n{copy.log.read_text('utf-8', 'replace')[-3000:]}")
            time.sleep(0.2)


@contextmanager
def copies(count: int, local: Path, workspace: Path, **settings: str) -> Generator[list[Copy]]:
    """So many copies over one store, ready; ended at the end."""
    started = [start(local, workspace, **settings) for _ in range(count)]
    try:
        wait_for(started)
        yield started
    finally:
        for copy in started:
            copy.process.kill()
            copy.process.wait()


@contextmanager
def behind_nginx(home: Path, servers: list[Copy], *, sub_path: bool = False) -> Generator[Site]:
    """nginx with `deploy/nginx.conf` before these copies; with `deploy/nginx-sub-path.conf` inside it too."""
    if NGINX is None:
        pytest.skip("needs nginx, which `.ci/run` installs from Debian's packages where it may")
    home.mkdir(parents=True, exist_ok=True)
    home.chmod(0o755)
    port, plain = free_port(), free_port()
    trust = certificate(home)
    site = (DEPLOY / "nginx.conf").read_text("utf-8")
    lines = "\n".join(f"    server 127.0.0.1:{copy.port} max_fails=1 fail_timeout=5s;" for copy in servers)
    for shipped, here in {
        "    server 127.0.0.1:8501 max_fails=1 fail_timeout=5s;": lines,
        "listen 443 ssl http2": f"listen 127.0.0.1:{port} ssl http2",
        "listen 80": f"listen 127.0.0.1:{plain}",
        "/etc/ssl/dx/fullchain.pem": str(home / "cert.pem"),
        "/etc/ssl/dx/privkey.pem": str(home / "key.pem"),
        "server_name dx.example.vn": "server_name 127.0.0.1",
    }.items():
        assert shipped in site, shipped
        site = site.replace(shipped, here)
    if sub_path:
        inside = (DEPLOY / "nginx-sub-path.conf").read_text("utf-8")
        site = site.replace("    location / {", f"{inside}\n    location / {{", 1)
    # The workers of a master that is root become somebody else, who may not write into a private folder.
    user = "user root;" if os.geteuid() == 0 else ""
    (home / "nginx.conf").write_text(user + MAIN.format(home=home, site=site), "utf-8")
    line = [NGINX, "-c", str(home / "nginx.conf"), "-e", str(home / "error.log")]
    tried = subprocess.run([*line, "-t"], capture_output=True, encoding="utf-8")
    assert tried.returncode == 0, tried.stderr
    with ExitStack() as stack:
        process = subprocess.Popen(line)
        stack.callback(process.wait)
        stack.callback(process.terminate)
        made = Site(f"https://127.0.0.1:{port}", f"http://127.0.0.1:{plain}", trust, servers)
        give_up = time.monotonic() + PATIENCE
        while True:
            try:
                with made.client() as client:
                    client.get("/healthz")
                break
            except httpx.HTTPError:
                assert time.monotonic() < give_up and process.poll() is None, (home / "error.log").read_text()
                time.sleep(0.1)
        yield made


def certificate(home: Path) -> ssl.SSLContext:
    """A certificate for 127.0.0.1 in `home`, and a context that trusts it alone."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=2))
        .add_extension(names, critical=False)
        .sign(key, hashes.SHA256())
    )
    (home / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    (home / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    )
    return ssl.create_default_context(cafile=str(home / "cert.pem"))
