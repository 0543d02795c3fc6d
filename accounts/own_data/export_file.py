"""The ZIP of a person's data: JSON files, row by row, and the person's files.
Memory stays small however much there is."""

from __future__ import annotations

import datetime as dt
import heapq
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from operator import attrgetter
from typing import IO, Any

from django.utils import translation
from django.utils.translation import gettext as _

from accounts.hooks import Enclosure, Part, keepers, strangers
from accounts.models import User
from accounts.own_data.keeper import of_person
from project.base.viewer import Member

#: Files that are packed already gain nothing by packing them again.
CHUNK = 1 << 20


def write_export(target: IO[bytes], *, user: User, members: Sequence[Member], now: dt.datetime) -> None:
    """Write all that `user` may take along: of the person, and of each of `members`, their memberships, in a
    folder named by the agency's code. `README.txt` lists every file; what is missing on the disk is named
    there and stops nothing."""
    with translation.override(user.speaks), zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        sheet = _Sheet(archive, now)
        sheet.add("", of_person(user))
        for member in members:
            sheet.add(f"{member.agency.code}/", _parts(member))
        archive.writestr(sheet.entry("README.txt"), _readme(user, members, sheet, now))


def write_export_of_address(
    target: IO[bytes], *, email: str, agencies: Sequence[Any], now: dt.datetime
) -> None:
    """Write all that is kept of somebody without an account under an address, in a folder for each of
    `agencies`, as `write_export` does."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        sheet = _Sheet(archive, now)
        for agency in agencies:
            parts = (each.parts(email=email, agency=agency) for each in strangers)
            sheet.add(f"{agency.code}/", heapq.merge(*parts, key=attrgetter("place")))
        words = _("Copy of the data kept under %(email)s, created on %(when)s.")
        made = f"{now.astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC"
        lines = [words % {"email": email, "when": made}, "", *sheet.lines, *sheet.missing]
        archive.writestr(sheet.entry("README.txt"), "\n".join(lines) + "\n")


def _parts(member: Member) -> Iterator[Part | Enclosure]:
    """What every app holds ready, by place; those of one place in the order of the apps."""
    return heapq.merge(*(keeper.parts(member) for keeper in keepers), key=attrgetter("place"))


class _Sheet:
    """What has been written so far."""

    def __init__(self, archive: zipfile.ZipFile, now: dt.datetime) -> None:
        self.archive, self.time = archive, now.timetuple()[:6]
        self.lines: list[str] = []
        self.missing: list[str] = []

    def entry(self, name: str) -> zipfile.ZipInfo:
        info = zipfile.ZipInfo(name, self.time)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = 0o600 << 16
        return info

    def add(self, folder: str, things: Iterable[Part | Enclosure]) -> None:
        for name, same in groupby(things, key=attrgetter("name")):
            parts = []
            for thing in same:
                if isinstance(thing, Part):
                    parts.append(thing)
                else:
                    self._file(f"{folder}files/{name}", thing)
            if parts:
                self._rows(f"{folder}{name}.json", parts)

    def _rows(self, name: str, parts: Sequence[Part]) -> None:
        count = 0
        with self.archive.open(self.entry(name), "w", force_zip64=True) as out:
            for row in chain.from_iterable(part.rows for part in parts):
                out.write(b",\n" if count else b"[\n")
                out.write(json.dumps(row, ensure_ascii=False, indent=1).encode())
                count += 1
            out.write(b"\n]\n" if count else b"[]\n")
        self.lines.append(f"{name} ({count}): {parts[0].about}")

    def _file(self, name: str, enclosure: Enclosure) -> None:
        try:
            source = enclosure.path.open("rb")
        except FileNotFoundError:
            self.missing.append(name)
            return
        with source, self.archive.open(self.entry(name), "w", force_zip64=True) as out:
            while chunk := source.read(CHUNK):
                out.write(chunk)


def _readme(user: User, members: Sequence[Member], sheet: _Sheet, now: dt.datetime) -> str:
    words: list[Any] = [
        _("Copy of the data for %(email)s, created on %(when)s.")
        % {"email": user.email, "when": f"{now.astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC"},
        _("Agencies: %(names)s") % {"names": ", ".join(member.agency.name for member in members) or "–"},
        _(
            "Times are in UTC, and amounts are in the currency shown next to them. The number in "
            "brackets is the number of rows."
        ),
        "",
        *sheet.lines,
    ]
    if sheet.missing:
        words += ["", _("Files not found on disk:"), *sheet.missing]
    return "\n".join(words) + "\n"
