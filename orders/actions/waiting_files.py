"""Files that are uploaded for an order first, and used afterwards: by a delivery, a message, a correction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Manager, QuerySet
from django.utils.translation import gettext as _

from agencies.actions.files import MAX_FILES, Use, attach_all, relink
from agencies.models import Agency
from orders.models import Order, WaitingFile
from orders.models.waiting_files import KEPT
from orders.rules.waiting_files import can_upload
from project.base.errors import Invalid, require
from project.base.locks import locked
from project.base.viewer import Member


def upload_for_order(*, actor: Member, order: Order, upload: UploadedFile, now: dt.datetime) -> WaitingFile:
    """Keep a file for the actor until a verb of the order uses it, for KEPT. Raises Invalid under "files"
    when it is refused, or when too many wait already."""
    require(can_upload(actor, order))
    with transaction.atomic():
        order = locked(actor, order)
        require(can_upload(actor, order))
        if _of(actor, order).count() >= MAX_FILES:
            words = _("At most %(most)s files can wait on an order. Use or delete one first.")
            raise Invalid({"files": words % {"most": MAX_FILES}})
        uses: Any = order  # the type checker knows this reverse side only when it has read the model before
        (made,) = attach_all(uses.waiting_files, actor=actor, uploads=[upload], now=now)
    return made


def delete_waiting(*, actor: Member, file: WaitingFile) -> None:
    """Take one's own waiting file away. Does nothing when it is used or gone already."""
    require(file.added_by_id == actor.member_id)
    WaitingFile.objects.filter(agency_id=actor.agency_id, pk=file.pk).delete()


def waiting_files(actor: Member, order: Order, waiting: Sequence[str]) -> list[WaitingFile]:
    """The actor's waiting files of a locked order by their public ids, in that order. Raises Invalid under
    "attachments" when one is not there (any more)."""
    if not waiting:
        return []
    rows = _of(actor, order).filter(public_id__in=waiting).select_related("added_by")
    found = {row.public_id: row for row in rows.select_for_update(of=("self",))}
    if missing := [public_id for public_id in waiting if public_id not in found]:
        words = _("No file with the ID %(id)s is waiting on this order. Upload it first.")
        raise Invalid({"attachments": [words % {"id": public_id} for public_id in missing]})
    return [found[public_id] for public_id in dict.fromkeys(waiting)]


def use_waiting(
    to: Manager[Use],
    *,
    actor: Member,
    order: Order,
    waiting: Sequence[str],
    now: dt.datetime,
    **facts: Any,
) -> list[Use]:
    """Link the actor's waiting files of a locked order to a thing (see attach_all), each under the id that it
    has; they wait no longer. Within the caller's transaction. Raises Invalid under "attachments"."""
    files = waiting_files(actor, order, waiting)
    WaitingFile.objects.filter(pk__in=[file.pk for file in files]).delete()
    same: dict[str, Any] = {"now": now, **facts}
    return [relink(file, to, added_by=file.added_by, public_id=file.public_id, **same) for file in files]


def delete_old_waiting(*, agency: Agency, now: dt.datetime, most: int) -> int:
    """Take away what nobody has used for KEPT; returns how many went."""
    rows = WaitingFile.objects.filter(agency=agency, added_at__lte=now - KEPT).order_by("added_at", "pk")
    old = list(rows.values_list("pk", flat=True)[:most])
    return WaitingFile.objects.filter(pk__in=old).delete()[0]


def _of(actor: Member, order: Order) -> QuerySet[WaitingFile]:
    return WaitingFile.objects.filter(order=order, added_by_id=actor.member_id)
