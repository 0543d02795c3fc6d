"""A part of bin/run in a forked process. Each test forks in a Python of its own: this one has threads."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from project.launcher.child import LOG_BYTES
from project.launcher.environment import ROOT

BEGIN = """
import os, signal, sys, threading, time
from pathlib import Path
from project.launcher.child import Child
log = Path(sys.argv[1])
"""


def told(program: str, log: Path) -> str:
    """What the program prints."""
    done = subprocess.run(
        [sys.executable, "-c", BEGIN + program, log],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done.stdout + done.stderr.strip().rpartition("\n")[2]


def test_it_works_apart_under_its_name_and_says_how_it_ended(tmp_path: Path) -> None:
    log = tmp_path / "logs" / "web.log"

    said = told(
        """
asked = log.with_name("asked")
def work():
    print(Path("/proc/self/comm").read_text().strip(), os.getsid(0) == os.getpid(), repr(sys.stdin.read()))
    while not asked.exists():
        time.sleep(0.01)
    sys.exit(3)
child = Child("quillhouse-web", work, log)
print(child.poll(), end=" ")
asked.touch()
print(child.wait(30), child.poll())
""",
        log,
    )

    assert said == "None True 3\n"
    assert log.read_text() == "quillhouse-web True ''\n"
    assert (log.stat().st_mode & 0o777, log.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_a_log_is_gone_on_with_until_it_has_grown(tmp_path: Path) -> None:
    log, program = tmp_path / "web.log", 'Child("web", lambda: print("said"), log).wait()'

    told(program, log)
    told(program, log)
    assert log.read_text() == "said\nsaid\n"

    with log.open("ab") as grown:
        grown.truncate(LOG_BYTES + 1)
    told(program, log)
    assert log.read_text() == "said\n"
    assert (tmp_path / "web.old.log").stat().st_size == LOG_BYTES + 1


def test_asked_to_stop_it_stops_though_the_parent_would_do_something_else(tmp_path: Path) -> None:
    said = told(
        """
signal.signal(signal.SIGTERM, lambda *_: print("the parent's"))
child = Child("web", lambda: time.sleep(60), log)
while os.readlink(f"/proc/{child._process.pid}/fd/1") != str(log):
    time.sleep(0.01)
print(child.wait(0.1))
child.terminate()
print(child.wait(30), child.poll())
""",
        tmp_path / "web.log",
    )

    assert said == "False\nTrue -15\n"


def test_it_ends_with_a_parent_that_was_killed(tmp_path: Path) -> None:
    log = tmp_path / "web.log"

    told(
        """
def work():
    print(os.getpid(), flush=True)
    time.sleep(60)
Child("web", work, log)
while not (log.exists() and log.read_text()):
    time.sleep(0.01)
os.kill(os.getpid(), signal.SIGKILL)
""",
        log,
    )

    end = time.monotonic() + 30
    child = Path("/proc") / log.read_text().strip() / "cmdline"
    while child.exists() and child.read_text():
        assert time.monotonic() < end, "it lives on"
        time.sleep(0.05)


def test_nobody_forks_beside_another_thread(tmp_path: Path) -> None:
    said = told(
        """
threading.Thread(target=time.sleep, args=[1]).start()
Child("web", lambda: None, log)
""",
        tmp_path / "web.log",
    )

    assert said.startswith("AssertionError: what another thread has locked")
