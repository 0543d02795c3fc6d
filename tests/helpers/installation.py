"""An installation of its own, as an operator starts it for people’s real work: production settings, https, an
empty database, and post that is written into a folder."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import ipaddress
import os
import secrets
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from base64 import b64encode
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

ROOT = Path(__file__).resolve().parents[2]
#: For the first start of all, on a busy machine: it makes a database and migrates it.
SECONDS = 600


class Installation:
    """`start()` is bin/run, `manage(…)` any command; `stop()` returns all that was said meanwhile."""

    def __init__(self, folder: Path, host: str) -> None:
        self.folder, self.host, self.port = folder, host, _free_port()
        self.base = f"https://{host}:{self.port}"
        self.process: subprocess.Popen[str] | None = None
        folder.mkdir()
        _write_certificate(folder, host)

    @property
    def environment(self) -> dict[str, str]:
        unset = ("DATABASE_URL", "QUILLHOUSE_ENV", "DJANGO_SETTINGS_MODULE", "DEMO")
        kept = {name: value for name, value in os.environ.items() if name not in unset}
        return kept | {
            "QUILLHOUSE_ENV": "production",
            "DATA_DIR": str(self.folder / "var"),
            "SECRET_KEY": (self.folder / "secret").read_text(),
            "SECRETS_KEY": (self.folder / "secrets").read_text(),
            "TLS_CERT": str(self.folder / "cert.pem"),
            "TLS_KEY": str(self.folder / "key.pem"),
            "BIND": "127.0.0.1",
            "PORT": str(self.port),
            "PYTHON": sys.executable,
        }

    def start(self) -> None:
        with (self.folder / "said").open("w") as said:
            self.process = subprocess.Popen(
                [ROOT / "bin" / "run"], cwd="/", env=self.environment, stdout=said, stderr=said, text=True
            )
        end = time.monotonic() + SECONDS
        while not self._is_ready():
            assert self.process.poll() is None and time.monotonic() < end, self.said
            time.sleep(0.2)

    def manage(self, *words: str) -> str:
        """What a command says. It must succeed."""
        done = subprocess.run(
            [sys.executable, ROOT / "manage.py", *words],
            cwd="/",
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=SECONDS,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def mail_to(self, address: str, seconds: float = 60) -> str:
        """The text of the newest mail to somebody, once there is one."""
        end = time.monotonic() + seconds
        while not (found := self._mails_to(address)):
            assert time.monotonic() < end, f"no mail to {address}"
            time.sleep(0.2)
        return found[-1]

    def stop(self) -> str:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=SECONDS)
        return self.said

    @property
    def said(self) -> str:
        path = self.folder / "said"
        return path.read_text() if path.exists() else ""

    def says(self, words: str, seconds: float = 60) -> None:
        """Waits until it has said this: it may be ready before it has said everything."""
        end = time.monotonic() + seconds
        while words not in self.said:
            assert time.monotonic() < end, self.said
            time.sleep(0.2)

    def _mails_to(self, address: str) -> list[str]:
        files = sorted((self.folder / "var" / "mail").glob("*"), key=lambda path: path.stat().st_mtime)
        mails = [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in files]
        parts = [mail.get_body(("plain",)) for mail in mails if address in str(mail["To"])]
        return [part.get_content() for part in parts if part]

    def _is_ready(self) -> bool:
        trusting = ssl._create_unverified_context()
        try:
            url = f"https://127.0.0.1:{self.port}/healthz/ready"
            with urllib.request.urlopen(url, timeout=10, context=trusting) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _write_certificate(folder: Path, host: str) -> None:
    """A certificate that only this test trusts, and the two secrets of the installation."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    today = dt.datetime.now(dt.UTC)
    names = [x509.DNSName(host), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - dt.timedelta(days=1))
        .not_valid_after(today + dt.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(private)
    (folder / "secret").write_text(secrets.token_urlsafe(64))
    (folder / "secrets").write_text(b64encode(secrets.token_bytes(32)).decode())
