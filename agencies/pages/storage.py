"""What the files of an agency take, for those who run it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum

from agencies.files.names import ENDINGS
from agencies.models import StoredFile
from project.base.viewer import Member


@dataclass(frozen=True)
class Kind:
    """Files in use of one type: its ending, how many, and their bytes. `content_type` chooses the icon."""

    content_type: str
    ending: str
    files: int
    size: int


@dataclass(frozen=True)
class Storage:
    """Files and bytes that things link, largest types first, and those that wait for their end: each counted
    once, however often it is linked."""

    kinds: list[Kind]
    unused: int
    unused_size: int

    @property
    def files(self) -> int:
        """How many are in use."""
        return sum(kind.files for kind in self.kinds)

    @property
    def size(self) -> int:
        """Their bytes."""
        return sum(kind.size for kind in self.kinds)


def storage_of(viewer: Member) -> Storage:
    """Counted in two queries over the rows; `manage.py check_files` proves that the disk agrees."""
    rows = StoredFile.objects.filter(agency_id=viewer.agency_id)
    unused = rows.filter(unused_since__isnull=False).aggregate(files=Count("pk"), size=Sum("size", default=0))
    return Storage(_kinds(rows.filter(unused_since=None)), unused["files"], unused["size"])


def _kinds(rows: QuerySet[StoredFile]) -> list[Kind]:
    found = rows.values("content_type").annotate(files=Count("pk"), total=Sum("size"))
    return [
        Kind(row["content_type"], f".{ENDINGS[row['content_type']][0]}", row["files"], row["total"])
        for row in found.order_by("-total", "content_type")
    ]
