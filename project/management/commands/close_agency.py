"""manage.py close_agency CODE"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.dateparse import parse_datetime

from agencies.actions.closing import ask_closing, withdraw_closing
from agencies.management.codes import agency_of_code
from agencies.models import Agency
from agencies.rules.closing import fresh_archive, ties_of, waiting_time
from project.agency_archive.manifest import opened_agency
from project.backup.archive import Refused
from project.base.clock import now
from project.base.errors import WrongState
from project.base.viewer import System


class Command(BaseCommand):
    help = (
        "Says what is open at an agency; with --yes, has it closed after the waiting time "
        "(AGENCY_CLOSING_DAYS), as an owner does: everybody is told, and everything is deleted then."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="the agency's code, such as INK")
        parser.add_argument(
            "--archive", type=Path, metavar="FILE", help="its archive (export_agency), seven days old at most"
        )
        parser.add_argument("--yes", action="store_true", help="have it closed")
        parser.add_argument("--withdraw", action="store_true", help="let it stay after all")

    def handle(self, *args: Any, code: str, **options: Any) -> None:
        agency, moment = agency_of_code(code), now()
        try:
            if options["withdraw"]:
                self._withdraw(agency, moment)
            elif options["yes"]:
                self._ask(agency, options["archive"], moment)
            else:
                self._tell(agency, moment)
        except WrongState as refusal:
            raise CommandError(str(refusal.message)) from refusal

    def _withdraw(self, agency: Agency, moment: dt.datetime) -> None:
        withdrawn = withdraw_closing(actor=System(agency), now=moment)
        self.stdout.write(f"{agency.name} stays." if withdrawn else f"{agency.name} was not to be closed.")

    def _ask(self, agency: Agency, file: Path | None, moment: dt.datetime) -> None:
        archived_at = _made_at(file, agency) if file else None
        closing, _is_new = ask_closing(
            actor=System(agency), name=agency.name, now=moment, archived_at=archived_at
        )
        self.stdout.write(f"{agency.name} closes on {closing.due_at:%Y-%m-%d %H:%M} UTC. Everybody is told.")

    def _tell(self, agency: Agency, moment: dt.datetime) -> None:
        for tie in ties_of(agency, moment):
            self.stdout.write(f"{'has to be finished' if tie.blocks else 'open'}: {tie.words}")
        archived_at = fresh_archive(agency, moment)
        told = f"of {archived_at:%Y-%m-%d %H:%M} UTC" if archived_at else "none: name one by --archive"
        self.stdout.write(f"Archive on the server: {told}.")
        if agency.closes_at:
            self.stdout.write(f"{agency.name} closes on {agency.closes_at:%Y-%m-%d %H:%M} UTC.")
        else:
            self.stdout.write(f"With --yes it would close after {waiting_time().days} days.")


def _made_at(file: Path, agency: Agency) -> dt.datetime:
    """When the archive of that agency was made. Raises CommandError for any other file."""
    try:
        with opened_agency(file) as archive:
            manifest = archive.manifest
    except Refused as error:
        raise CommandError(str(error)) from error
    made_at = parse_datetime(manifest.made_at)
    if manifest.code != agency.code or made_at is None:
        raise CommandError(f"{file} is the archive of {manifest.name} ({manifest.code}).")
    return made_at
