"""Fills the database that DATABASE_URL names: first with --begin, then with the names of houses."""

import logging
import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from bench.cluster import FLOOR, fingerprint  # noqa: E402
from bench.filling import making  # noqa: E402
from bench.filling.houses import HOUSES  # noqa: E402
from bench.floor import filling as floor  # noqa: E402
from project.base import clock  # noqa: E402


def main(arguments: list[str]) -> int:
    logging.disable(logging.INFO)
    # Mails of the stories are written as pages are, with icons whose names carry a hash of what they hold.
    call_command("collectstatic", verbosity=0, interactive=False)
    if arguments == ["--begin"]:
        making.begin()
    elif arguments == ["--migrate"]:
        with making.unhurried():
            call_command("migrate", verbosity=0, interactive=False)
    else:
        floor.ensure(fingerprint(FLOOR), clock.now())
        making.add([house for house in HOUSES if house.name in arguments])
    connection.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
