"""What can be imported into an agency: each app answers for its rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from agencies.models import Agency, Mark
from project.base.hooks import Registry
from project.base.viewer import Member


@dataclass(frozen=True)
class ImportField:
    """What a column of an import can fill: `names` are heads that mean it, of programs and languages around.
    `key` "id" is the row's own id in the program that it comes from."""

    key: str
    label: Any
    names: tuple[str, ...] = ()
    required: bool = False
    help: Any = ""


@dataclass(frozen=True)
class ImportRecord:
    """A row on its way in: its number in the file, its id there (or one made of its values), its texts by the
    key of their field."""

    number: int
    external_id: str
    values: Mapping[str, str]


@dataclass(frozen=True)
class RowFault:
    """What is wrong with a row: with which field ("" for the whole), in words for a person."""

    number: int
    field: str
    words: str


@dataclass(frozen=True)
class FollowUp:
    """Where what an import has brought is found, or what is to be done with it next: words of a link, the
    name of a page, which takes the id of the import if it is `of_import`."""

    label: Any
    url_name: str
    of_import: bool = False


class ImportKind(Protocol):
    """What can be imported, answered by the app of the rows."""

    @property
    def title(self) -> Any:
        """What its rows are called."""
        ...

    @property
    def help(self) -> Any:
        """What becomes of them, and who is told, in a sentence or two."""
        ...

    @property
    def fields(self) -> Sequence[ImportField]:
        """What columns can fill, in order."""
        ...

    @property
    def follow_up(self) -> FollowUp:
        """Where to go once it is done."""
        ...

    def identity(self, text: str) -> str:
        """The id of a row as it is kept, made of what its column says."""
        ...

    def known(self, agency: Agency, ids: Iterable[str]) -> set[str]:
        """Those of these external ids that an import has brought already. One query."""
        ...

    def check(
        self, actor: Member, records: Sequence[ImportRecord], customs: Any, now: dt.datetime
    ) -> list[RowFault]:
        """What is wrong with these rows; a constant number of queries. Writes nothing."""
        ...

    def store(
        self, actor: Member, mark: Mark, records: Sequence[ImportRecord], customs: Any, now: dt.datetime
    ) -> None:
        """Write rows in which nothing is wrong, with the mark and their ids, within the open transaction."""
        ...


import_kinds: Registry[ImportKind] = Registry("agencies.hooks.imports.import_kinds")
