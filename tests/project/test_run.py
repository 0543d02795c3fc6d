"""bin/run as a person starts and stops it, without the demo's rows (seeding them has tests of its own)."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from project.embedded_postgres.server import Server

ROOT = Path(__file__).resolve().parents[2]
#: For the first start of all, on a machine that is busy with other things: it makes a database and migrates
#: it.
SECONDS = 300


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def data_dir(tmp_path: Path) -> Iterator[Path]:
    # Started by root, the database server runs as an ordinary user, who must be able to reach the folder.
    for folder in (tmp_path, tmp_path.parent, tmp_path.parent.parent):
        folder.chmod(0o755)
    yield tmp_path / "var with space"
    Server(tmp_path / "var with space" / "pg").stop()


def environment(data_dir: Path, port: int, **more: str) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "QUILLHOUSE_ENV")
    }
    return kept | {"DATA_DIR": str(data_dir), "PORT": str(port), "DEMO": "0", "PYTHON": sys.executable} | more


def start(data_dir: Path, port: int) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [ROOT / "bin" / "run"],
        cwd="/",
        env=environment(data_dir, port),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def ask_ready(port: int) -> tuple[int, dict[str, object]]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz/ready", timeout=10) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)
    except OSError:
        return 0, {}


def wait_until_ready(process: "subprocess.Popen[str]", port: int) -> dict[str, object]:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and process.poll() is None:
        status, facts = ask_ready(port)
        if status == 200:
            return facts
        time.sleep(0.1)
    process.kill()
    said = process.communicate()[0]
    folder = Path(said.partition("Logs are in ")[2].partition(". Ctrl-C")[0].strip())
    log = (folder / "worker.log").read_text()[-9000:] if (folder / "worker.log").exists() else "none"
    pytest.fail(f"bin/run was not ready in time:\n{said}\nThe end of the worker's log:\n{log}")


def stop(process: "subprocess.Popen[str]", number: int) -> str:
    process.send_signal(number)
    output, _ = process.communicate(timeout=SECONDS)
    assert process.returncode == 0, output
    return output


def test_starts_twice_and_stops_cleanly(data_dir: Path, port: int) -> None:
    """That it also stops the server which it has started, when it is asked to stop:
    tests/journeys/test_empty_installation.py."""
    server = Server(data_dir / "pg")
    process = start(data_dir, port)
    facts = wait_until_ready(process, port)
    assert (facts["database"], facts["migrations"]) == ("ok", "applied")

    os.kill(children(process, "quillhouse-web")[0], signal.SIGKILL)
    output, _ = process.communicate(timeout=SECONDS)
    assert process.returncode == 1
    assert "The web server ended by itself" in output
    assert not server.is_up()

    server.ensure()
    process = start(data_dir, port)
    wait_until_ready(process, port)
    assert_imported_once(process)
    assert_worker_is_revived(process)
    output = stop(process, signal.SIGINT)
    assert f":{port}/" in output
    assert "Traceback" not in output
    assert server.is_up(), "a server that ran before is left running"
    assert ask_ready(port)[0] == 0


def assert_imported_once(process: "subprocess.Popen[str]") -> None:
    """Importing the program is most of a start: no child does it again."""
    born = descendants(process.pid)
    assert len(born) >= 4, "gunicorn, its two processes, the worker"
    assert sum(map(spent, born)) < spent(process.pid) / 2


def assert_worker_is_revived(process: "subprocess.Popen[str]") -> None:
    (before,) = children(process, "quillhouse-work")
    os.kill(before, signal.SIGKILL)
    end = time.monotonic() + SECONDS
    while children(process, "quillhouse-work") in ([], [before]):
        assert time.monotonic() < end
        time.sleep(0.1)


def children(process: "subprocess.Popen[str]", name: str) -> list[int]:
    """The numbers of the living children of this name, cut as the kernel cuts it."""
    told = {pid: status(pid) for pid in born_of(process.pid)}
    return [pid for pid, facts in told.items() if facts["Name"] == name and facts["State"][0] != "Z"]


def descendants(pid: int) -> list[int]:
    return [each for child in born_of(pid) for each in (child, *descendants(child))]


def born_of(pid: int) -> list[int]:
    numbers = (int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit())
    return [number for number in numbers if status(number)["PPid"] == str(pid)]


def status(pid: int) -> dict[str, str]:
    """What the kernel says of a process, with nothing of one that has gone."""
    try:
        lines = (Path("/proc") / str(pid) / "status").read_text().splitlines()
    except OSError:
        return {"Name": "", "PPid": "", "State": "Z"}
    return dict(line.split(":\t", 1) for line in lines if ":\t" in line)


def spent(pid: int) -> int:
    """CPU that a process has used, in clock ticks."""
    fields = (Path("/proc") / str(pid) / "stat").read_text().rpartition(") ")[2].split()
    return int(fields[11]) + int(fields[12])


def test_taken_port_is_one_sentence(data_dir: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = subprocess.run(
            [ROOT / "bin" / "run"],
            env=environment(data_dir, port),
            capture_output=True,
            text=True,
            check=False,
        )

    assert done.returncode == 1
    assert done.stderr == (
        f"Quillhouse: Port {port} is taken by another program: stop it, or choose another port, "
        f"for example PORT={port + 1} bin/run.\n"
    )


def test_refused_settings_are_one_sentence(data_dir: Path, port: int) -> None:
    wanted = environment(data_dir, port, QUILLHOUSE_ENV="production", SECRET_KEY="short")
    done = subprocess.run([ROOT / "bin" / "run"], env=wanted, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert (
        done.stderr
        == "Quillhouse: Production needs SECRET_KEY: at least 50 random characters, kept private.\n"
    )


def test_old_python_is_one_sentence(tmp_path: Path) -> None:
    for name in ("python3", "python3.11", "python3.12", "python3.13", "python3.14", "python"):
        (tmp_path / name).write_text("#!/bin/sh\nexit 1\n")
        (tmp_path / name).chmod(0o755)
    wanted = {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run([ROOT / "bin" / "run"], env=wanted, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert done.stderr.startswith("Quillhouse: Python 3.11 or newer is needed")
