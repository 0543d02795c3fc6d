"""What the operator lets an agency store (Agency.most_storage_mb)."""

from __future__ import annotations

from django.db.models import Sum
from django.utils.translation import gettext as _

from agencies.files.types import RefusedFile
from agencies.models import Agency, StoredFile
from project.base.locks import hold_name

MEGABYTE = 1_000_000


def require_storage(agency_id: int, size: int, sha256: str) -> None:
    """Hold the agency's storage until the end of the transaction, and raise RefusedFile when a file of `size`
    bytes does not fit any more. Bytes that are stored already take nothing. One query without a quota."""
    most = Agency.objects.values_list("most_storage_mb", flat=True).get(pk=agency_id)
    if most is None:
        return
    hold_name(f"storage of {agency_id}")
    rows = StoredFile.objects.filter(agency_id=agency_id)
    if rows.filter(sha256=sha256).exists():
        return
    if rows.aggregate(size=Sum("size", default=0))["size"] + size > most * MEGABYTE:
        raise RefusedFile(
            _(
                "The agency’s storage of %(most)s MB is full. Ask the agency to make room; its owners see "
                "what to do under Limits."
            )
            % {"most": most}
        )
