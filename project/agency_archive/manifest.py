"""What an agency's archive says of itself."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

from project.backup.archive import FILES, Archive, Facts, Member, Refused, opened_as

FORMAT, FORMAT_VERSION = "quillhouse-agency", 1
NOTE = f"{FORMAT}.txt"
#: Rows as JSON, one a line, which the next installation reads; and the same for spreadsheets.
JSON_LINES, CSV = "json/", "csv/"


@dataclass
class AgencyManifest:
    """`tables`: rows by table. `missing`: stored files whose bytes were not there when it was written."""

    version: str  #: of the program
    made_at: str  #: ISO 8601
    code: str
    name: str
    migrations: list[str]  #: app.name, sorted
    tables: dict[str, int] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    members: dict[str, Member] = field(default_factory=dict)
    format: str = FORMAT
    format_version: int = FORMAT_VERSION

    def files(self) -> list[str]:
        """The stored files, by their path in the media folder."""
        return [name.removeprefix(FILES) for name in self.members if name.startswith(FILES)]


def opened_agency(path: Path) -> AbstractContextManager[Archive[AgencyManifest]]:
    """An agency's archive that is whole, byte for byte. Raises Refused (project.backup.archive)."""
    return opened_as(path, NOTE, "agency archive", _read)


def _read(facts: Facts) -> AgencyManifest:
    if facts["format_version"] > FORMAT_VERSION:
        raise Refused(
            f"The archive was made by a later version ({facts['version']}): upgrade this one first."
        )
    return AgencyManifest(**facts)
