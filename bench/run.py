"""The measurement itself, on a filled database; bin/bench starts it with the settings of who measures."""

from __future__ import annotations

import os
import sys
import time
from argparse import Namespace
from contextlib import ExitStack

import django

django.setup()

from django.conf import settings  # noqa: E402

from bench import judging, plot, reporting  # noqa: E402
from bench.__main__ import arguments, houses  # noqa: E402
from bench.cluster import Cluster  # noqa: E402
from bench.explaining import explain  # noqa: E402
from bench.filling.houses import CREW, HOUSES, PASSWORD, House  # noqa: E402
from bench.measuring import QUICK_SECONDS, SECONDS, Rounds, Target  # noqa: E402
from bench.pages import LIST  # noqa: E402
from bench.processes import IDLE_SECONDS, Postgres, Web, serving  # noqa: E402
from bench.results import Results, refuse_ratios  # noqa: E402
from bench.staging import Stage  # noqa: E402
from project.launcher.environment import ROOT  # noqa: E402
from project.launcher.say import Refusal, refuse, step  # noqa: E402

APPLICATIONS = ("project.wsgi", "bench.floor.wsgi", "bench.watched_wsgi")
PLOT, NUMBERS = ROOT / "docs" / "performance.svg", ROOT / "docs" / "performance.json"


def main() -> int:
    told = arguments()
    logs = settings.DATA_DIR / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        with step("Starting the web servers"):
            webs = [
                stack.enter_context(serving(name, os.environ, logs / f"{name}.log")) for name in APPLICATIONS
            ]
        chosen = [house for house in HOUSES if house.name in houses(told)]
        if told.serve:
            return serve(webs[0], chosen)
        stage = Stage(*webs, os.environ)
        if told.explain:
            return explain(stage, chosen[-1], told.pages)
        return measure(told, stage, webs, chosen)


def serve(web: Web, chosen: list[House]) -> int:
    """Until somebody says stop."""
    for house in chosen:
        print(f"http://127.0.0.1:{web.port}/ with Host: {house.host} and X-Forwarded-Proto: https")
        print(f"  {', '.join(house.email(first) for first, _role in CREW)}; password {PASSWORD}")
    while True:
        time.sleep(60)


def measure(told: Namespace, stage: Stage, webs: list[Web], chosen: list[House]) -> int:
    cluster = Cluster(settings.DATA_DIR, {})
    postgres = Postgres(cluster.connect(os.environ["BENCH_DATABASE"]), cluster.server.data)
    rounds = Rounds(postgres, webs, QUICK_SECONDS if told.quick else SECONDS)
    floor, targets = stage.floor_targets(), prepared(stage, chosen, told.pages)
    timed = [target for target in targets if target.timed]
    with step(f"Warming up {len(timed)} pages"):
        rounds.warm([*floor, *timed])
        rounds.rest(IDLE_SECONDS)
    for number in range(told.rounds):
        with step(f"Round {number + 1} of {told.rounds}"):
            rounds.go(floor, timed)
    results = Results([*floor, *targets], told.rounds)
    body = next(target for target in floor if target.label == LIST).ask().body
    problems = results.problems_of_floor(body)
    if told.pages or told.loose:
        print(*problems, sep="\n")
    else:
        refuse_ratios(problems)
    return finish(told, stage, results)


def prepared(stage: Stage, chosen: list[House], wanted: list[str]) -> list[Target]:
    """The pages of the program, for every house."""
    targets: list[Target] = []
    for house in chosen:
        # Pages without a goal are timed at one size, and their queries compared with those at the smallest.
        timed = house.name == "middle" or len(chosen) == 1
        counted = timed or house.name == "small"
        with step(f"Looking at the pages of {house.name}"):
            targets += stage.targets(
                house, wanted, counted=counted or bool(wanted), timed=timed or bool(wanted)
            )
    return targets


def finish(told: Namespace, stage: Stage, results: Results) -> int:
    """Say and write down what was found. 1 when it is worse than it may be."""
    print(reporting.terminal(results))
    print(*stage.absent, sep="\n")
    rows = reporting.goals(results)
    print("\n".join("  ".join(cells) for cells in rows))
    if told.pages:
        return 0
    path = settings.DATA_DIR / "results.json"
    path.write_text(results.as_text())
    print(f"All numbers are in {path}.")
    if told.quick:
        found = judging.complaints(results)
        print(*found, sep="\n")
        return 1 if found else 0
    if told.write:
        judging.record(results)
        reporting.write(reporting.DOCUMENT, reporting.document(results))
        PLOT.write_text(plot.svg(results))
        NUMBERS.write_text(results.as_text())
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Refusal as refusal:
        sys.exit(refuse(str(refusal)))
    except KeyboardInterrupt:
        sys.exit(130)
