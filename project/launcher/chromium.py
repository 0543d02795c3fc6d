"""A Chromium for the browser tests: the machine's own, else installed by apt as root, else Playwright's.

The headless shell comes first: the same engine without the windows of a browser around it, at less than half
of the processor's time.
"""

import os
import shutil
import subprocess
import sys

from .say import Refusal, step

PACKAGES = ("chromium-headless-shell", "chromium")
NAMES = (*PACKAGES, "chromium-browser", "google-chrome", "google-chrome-stable")
VARIABLE = "CHROMIUM"


def find_or_install() -> None:
    """Leave the path of a Chromium in the variable CHROMIUM; unset, Playwright's own is meant.

    Raises:
        Refusal: there is none, and CI is set. Elsewhere a notice is printed, and the browser tests skip
            themselves.
    """
    if os.environ.get(VARIABLE) or _found():
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        with step("Installing Chromium (for the browser tests)"):
            installed = any(_apt_install(package) for package in PACKAGES)
        if installed and _found():
            return
    if not _playwright_has_one():
        with step("Asking Playwright for its Chromium"):
            subprocess.run(
                [sys.executable, "-m", "playwright", "install", "chromium"], capture_output=True, check=False
            )
    if not _playwright_has_one():
        sentence = "No Chromium was found or could be installed, so the browser tests cannot run."
        if os.environ.get("CI"):
            raise Refusal(sentence)
        print(f"  Notice: {sentence}", flush=True)


def _found() -> bool:
    for name in NAMES:
        path = shutil.which(name)
        if path:
            os.environ[VARIABLE] = path
            return True
    return False


def _apt_install(package: str) -> bool:
    """Whether the package is there now; an older Debian has no headless shell."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    commands = (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", package])
    done = [
        subprocess.run(["apt-get", *command], env=environment, capture_output=True, check=False)
        for command in commands
    ]
    return done[-1].returncode == 0


def _playwright_has_one() -> bool:
    code = (
        "import os, sys; from playwright.sync_api import sync_playwright as start\n"
        "with start() as p: sys.exit(not os.path.exists(p.chromium.executable_path))"
    )
    return subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0
