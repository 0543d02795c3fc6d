"""What people notice of an upgrade: the old program under traffic, beside the migrations of the next one.

    .venv/bin/python bench/upgrade.py [--seconds 60] [--clients 4] [--careless]

Starts a demo of its own in a temporary folder (which takes some minutes), makes a copy of the program with
migrations that add a column and an index to two hot tables, lets clients read and write through the old
program, and migrates by the copy meanwhile. Prints how many requests were answered, how many were refused,
and the slowest. With --careless it does so once more with what bin/check refuses: hot tables first, slow work
under their lock. Ends with 1 when a request was answered by an error beside the careful ones.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
HOST, PASSWORD = "inkwell.localhost", "demo-quillhouse"
PEOPLE = ("clara", "wendell", "edith", "max")
#: The next program's migrations, behind the last of these apps: (app, model, a text column of it).
HOT = (("drafts", "orderdraft", "title"), ("orders", "order", "title"))
COLUMN = """from django.db import migrations, models
class Migration(migrations.Migration):
    dependencies = [("{app}", "{last}")]
    operations = [migrations.AddField("{model}", "{name}", models.IntegerField(db_default=0)){more}]
"""
INDEX = """from django.db import migrations, models
from project.base.migrations import ConcurrentIndex
class Migration(migrations.Migration):
    atomic = False
    dependencies = [("{app}", "9001_{name}")]
    operations = [ConcurrentIndex("{model}", models.Index(fields=["{text}"], name="{app}_{name}"))]
"""
SLOW = ', migrations.RunSQL("SELECT pg_sleep(8)")'


@dataclass
class Client:
    """One person at work: their workspace, their lists, and of a client a new draft."""

    port: int
    name: str
    statuses: Counter[int] = field(default_factory=Counter)
    slowest: float = 0
    cookies: dict[str, str] = field(default_factory=dict)
    leads_to: str = ""

    def sign_in(self) -> None:
        self.send(
            "POST", "/accounts/sign-in/", {"login": f"{self.name}@inkwell.example", "password": PASSWORD}
        )
        assert any("session" in name for name in self.cookies), f"{self.name} did not come in"

    def work(self, end: float) -> None:
        self.statuses.clear()
        self.slowest = 0
        while time.monotonic() < end:
            self.send("GET", "/home/")
            self.send("GET", self.leads_to)
            if self.name == "clara":
                self.send("POST", "/orders/drafts/new/", {})

    def send(self, method: str, path: str, fields: dict[str, str] | None = None) -> str:
        typed = {**(fields or {}), "csrfmiddlewaretoken": self.token(path)} if fields is not None else {}
        begun = time.monotonic()
        status, body = self.ask(method, path, urlencode(typed) if typed else None)
        self.slowest = max(self.slowest, time.monotonic() - begun)
        self.statuses[status] += 1
        return body

    def token(self, path: str) -> str:
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.send("GET", path))
        return found[1] if found else ""

    def ask(self, method: str, path: str, body: str | None) -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Host": f"{HOST}:{self.port}", "Cookie": jar, "Referer": f"http://{HOST}:{self.port}/"}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            for each in answer.headers.get_all("Set-Cookie") or []:
                self.cookies.update({name: morsel.value for name, morsel in SimpleCookie(each).items()})
            self.leads_to = answer.headers.get("Location") or "/home/"
            return answer.status, answer.read().decode(errors="replace")
        except (OSError, HTTPException):
            return 0, ""  # cut off: worse than any status
        finally:
            connection.close()


def next_program(folder: Path, careless: bool) -> Path:
    """A copy of this checkout with the migrations of a next one."""
    name = "careless" if careless else "careful"
    copy = folder / name
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", ".venv", "var", "*cache*"))
    (copy / ".venv").symlink_to(ROOT / ".venv")
    for app, model, text in HOT:
        home = copy / app / "migrations"
        last = max(path.stem for path in home.glob("0*.py"))
        facts = {"app": app, "model": model, "text": text, "last": last, "name": name}
        (home / f"9001_{name}.py").write_text(COLUMN.format(**facts, more=SLOW if careless else ""))
        (home / f"9002_{name}_index.py").write_text(INDEX.format(**facts))
    return copy


def start(folder: Path, port: int) -> tuple[subprocess.Popen[bytes], dict[str, str]]:
    """The demo, once it is ready; and the environment that names its database."""
    environment = {name: text for name, text in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"DATA_DIR": str(folder / "data"), "PORT": str(port), "THROTTLE_SCALE": "1000"}
    process = subprocess.Popen([ROOT / "bin" / "run"], env=environment, stdout=subprocess.DEVNULL)
    probe = Client(port, "probe")
    while probe.ask("GET", "/healthz/ready", None)[0] != 200:
        if process.poll() is not None:
            sys.exit("The demo did not start.")
        time.sleep(0.5)
    return process, environment


def measured(folder: Path, told: argparse.Namespace) -> bool:
    process, environment = start(folder, told.port)
    try:
        clients = [Client(told.port, PEOPLE[number % len(PEOPLE)]) for number in range(told.clients)]
        for client in clients:
            client.sign_in()
        held = beside(clients, next_program(folder, careless=False), environment, told.seconds)
        if told.careless:
            beside(clients, next_program(folder, careless=True), environment, told.seconds)
        return held
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def beside(clients: list[Client], copy: Path, environment: dict[str, str], seconds: int) -> bool:
    """Migrate by this copy while the clients work. Whether none of them saw an error."""
    end = time.monotonic() + seconds
    threads = [threading.Thread(target=client.work, args=[end]) for client in clients]
    for thread in threads:
        thread.start()
    time.sleep(seconds / 6)
    begun = time.monotonic()
    command = [ROOT / ".venv/bin/python", "manage.py", "migrate"]
    done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, check=False)
    print(f"{copy.name}: migrate took {time.monotonic() - begun:.1f} s and ended with {done.returncode}")
    print("  " + "\n  ".join(done.stdout.decode().splitlines()[-6:]))
    for thread in threads:
        thread.join()
    return report(clients)


def report(clients: list[Client]) -> bool:
    statuses: Counter[int] = sum((client.statuses for client in clients), Counter())
    refused = sum(count for status, count in statuses.items() if status == 0 or status >= 500)
    slowest = max(client.slowest for client in clients)
    print(f"{sum(statuses.values())} requests: {dict(sorted(statuses.items()))}")
    print(f"{refused} errors, slowest answer {slowest:.2f} s")
    return refused == 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--port", type=int, default=8791)
    parser.add_argument("--careless", action="store_true")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="quillhouse-bench-") as name:
        Path(name).chmod(0o755)
        return 0 if measured(Path(name), told) else 1


if __name__ == "__main__":
    sys.exit(main())
