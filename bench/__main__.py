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


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument(
        "--quick",
        action="store_true",
        help="1,000 and 10,000 orders alone, in three minutes; fails when a page got dearer",
    )
    parser.add_argument("--large", action="store_true", help="also an agency with a million orders")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--pages",
        nargs="+",
        default=[],
        metavar="WORDS",
        help="pages with these words in their name alone; prints, writes nothing",
    )
    parser.add_argument(
        "--houses",
        nargs="+",
        default=[],
        metavar="NAME",
        help="these agencies alone: small, middle, large, huge",
    )
    parser.add_argument(
        "--data",
        type=Path,
        default=Path(os.environ.get("DATA_DIR", ROOT / "var")),
        help="another checkout's data folder, whose filled database is used",
    )
    parser.add_argument(
        "--migrated",
        action="store_true",
        help="do not fill anew after a change: copy the newest fill, and migrate the copy",
    )
    parser.add_argument("--fill", action="store_true", help="only make sure that the database is filled")
    parser.add_argument("--psql", action="store_true", help="open psql on the database")
    parser.add_argument("--serve", action="store_true", help="serve the program on the database until Ctrl-C")
    return parser.parse_args()


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
