"""bin/bench: what pages cost, beside a floor of plain Django pages. See docs/performance.md."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from project import settings
from project.embedded_postgres.server import PORT, ServerError
from project.launcher.environment import ROOT
from project.launcher.say import Refusal, refuse

from . import cluster, surroundings

DATA = Path(os.environ.get("DATA_DIR", ROOT / "var"))
NAMES = ("small", "middle", "large", "huge")
PAGES = "only pages with one of these words in their names; nothing is written or judged"
FLAGS = {
    "quick": "1,000 and 10,000 orders alone, in three minutes; fails when a page got dearer",
    "large": "also an agency with a million orders",
    "write": "put the tables into docs/performance.md, and make what was found the bars of --quick",
    "explain": "instead of measuring: what the statements of lists, searches and counts read",
    "loose": "print ratios although the floor is not right, as on a busy machine",
    "migrated": "after a change, do not fill anew: copy the newest fill, and migrate the copy",
    "fill": "only make sure that the database is filled",
    "psql": "open psql on the database",
    "serve": "serve the program on the database until Ctrl-C",
}


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    for name, words in FLAGS.items():
        parser.add_argument(f"--{name}", action="store_true", help=words)
    parser.add_argument("--rounds", type=int, help="3 of them, 2 of --quick, when it is not said")
    parser.add_argument("--pages", nargs="+", default=[], metavar="WORDS", help=PAGES)
    parser.add_argument("--houses", nargs="+", default=[], choices=NAMES, help="these agencies alone")
    parser.add_argument(
        "--data", type=Path, default=DATA, help="the data folder whose bench/ holds the database"
    )
    told = parser.parse_args()
    told.rounds = told.rounds or (2 if told.quick else 3)
    return told


def main() -> int:
    told = arguments()
    data = told.data.resolve() / "bench"
    server = cluster.Cluster(data, settings.EMBEDDED_POSTGRES["options"])
    try:
        with server.running():
            return run(told, server, data)
    except (Refusal, ServerError) as refusal:
        return refuse(str(refusal))
    except KeyboardInterrupt:
        return 130


def run(told: argparse.Namespace, server: cluster.Cluster, data: Path) -> int:
    """Everything behind the running database server, in processes of their own, as each has its settings."""
    environment = {**surroundings.production(data, ""), "DJANGO_SETTINGS_MODULE": "bench.settings"}

    def python(module: str, database: str, *more: str) -> int:
        named = {**environment, "DATABASE_URL": server.url(database), "BENCH_DATABASE": database}
        return subprocess.run(
            [sys.executable, "-m", module, *more], cwd=ROOT, env=named, check=False
        ).returncode

    def make(database: str) -> None:
        if python("bench.fill", database, "--migrate" if told.migrated else "--begin"):
            raise Refusal("The database could not be filled; what is printed above says why.")

    database = server.choose(cluster.database_name(), migrated=told.migrated, make=make)
    if told.psql:
        psql = [
            server.server.program("psql"),
            "-h",
            server.server.socket_dir,
            "-p",
            str(PORT),
            "-U",
            "postgres",
        ]
        return subprocess.run([*psql, database], check=False).returncode
    failed = python("bench.fill", database, *houses(told))
    return failed if failed or told.fill else python("bench.run", database, *sys.argv[1:])


def houses(told: argparse.Namespace) -> Sequence[str]:
    """The names of the agencies that this run needs."""
    if told.houses:
        return told.houses
    return ["small", "middle", *(["large"] if not told.quick else []), *(["huge"] if told.large else [])]


if __name__ == "__main__":
    sys.exit(main())
