"""`/api/v1/orders/attachments/`: files of drafts and orders.

An upload names what it belongs to: a draft takes it into its brief, an order keeps it for its uploader until
a delivery, a correction or a message uses it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework.response import Response

from agencies.models import FileUse
from drafts.actions.files import attach_to_draft, remove_attachment
from drafts.models import DraftFile, OrderDraft
from drafts.views.fetching import draft_or_404
from orders.actions.waiting_files import delete_waiting, upload_for_order
from orders.models import Attachment, Delivery, Message, Order, RevisionRequest, WaitingFile
from orders.views.fetching import order_or_404
from project.base.api import fields
from project.base.api.bodies import Form, Paged, renamed
from project.base.api.endpoint import MEMBERS, endpoint
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.api.parsing import FormParser
from project.base.api.resource import Resource
from project.base.compiled import Slot, compiled_key
from project.base.converters import OrderNumber, PublicId
from project.base.errors import Invalid, NotVisible, WrongState
from project.base.viewer import Member, Viewer

from .order_answers import file_answer
from .order_shapes import FILE, NUMBER, FileOut

PLACES = ("draft", "brief", "delivery", "message", "revision", "waiting")
ORDER, KINDS = ("-id",), (int,)


class UploadForm(Form):
    """A file, and the order or the draft that it belongs to."""

    file = fields.Upload()
    order = fields.Number(required=False)
    draft = fields.Id(required=False)

    upload = {
        "type": "object",
        "required": ["file"],
        "additionalProperties": False,
        "properties": {
            "file": {
                "type": "string",
                "format": "binary",
                "description": "A document, sheet, text or picture of 20 MB at most.",
            },
            "order": {"type": "string", "pattern": f"^(?:{OrderNumber.regex})$"},
            "draft": {"type": "string", "pattern": f"^(?:{PublicId.regex})$"},
        },
    }


class AttachmentFilters(Paged):
    """One order or one draft. Of an order, `waiting` lists what you uploaded and have not used."""

    order = fields.Number(required=False)
    draft = fields.Id(required=False)
    waiting = fields.Flag(required=False)


class AttachmentOut(FileOut):
    """A file, and where it stands."""

    place = fields.Choice(choices=PLACES)
    order = fields.Number(allow_null=True)
    draft = fields.Id(allow_null=True)
    added_at = fields.Moment()

    example = {
        "id": FILE,
        "name": "Map.pdf",
        "content_type": "application/pdf",
        "size": 48213,
        "place": "waiting",
        "order": NUMBER,
        "draft": None,
        "added_at": "2026-03-03T10:00:00Z",
    }


class AttachmentViewSet(Resource):
    """Files of the drafts and orders that the caller sees."""

    parser_classes = (FormParser,)

    def thing(self, key: str) -> Any:
        for table in (_waiting, _attached, _of_drafts):
            if found := table.first(self.viewer, public_id=key):
                return found
        raise NotVisible()

    def shown(self, thing: Any) -> dict[str, Any]:
        return attachment_answer(thing)

    @endpoint(MEMBERS, AttachmentOut, listed=True, query=AttachmentFilters)
    def list(self, request: Any) -> Response:
        """List the files of one order or draft, the newest first."""
        rows = _asked_for(self.viewer, self.asked)
        return page(self, rows.order_by(), attachment_answer, order=ORDER, kinds=KINDS)

    @endpoint(MEMBERS, AttachmentOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read what a file is. `content` has its bytes."""
        return self.ok(self.thing(public_id))

    @endpoint(
        MEMBERS,
        AttachmentOut,
        status=201,
        body=UploadForm,
        uploads=True,
        creates=True,
        moves=True,
        refusals=(404,),
    )
    def create(self, request: Any) -> Response:
        """Upload a file for a draft or an order. A draft takes it at once. On an order it waits, seen by you
        alone, for the delivery, correction or message that names its id, for 24 hours."""
        with renamed({"files": "file"}):
            made = self._upload(self.body["file"])
        return self.created(self.thing(made.public_id), f"/api/v1/orders/attachments/{made.public_id}/")

    @endpoint(MEMBERS, status=204, moves=True)
    def destroy(self, request: Any, public_id: str) -> Response:
        """Delete a file that waits, or take one away from a draft. What was sent stays."""
        file = self.thing(public_id)
        if isinstance(file, WaitingFile):
            delete_waiting(actor=self.viewer, file=file)
        elif isinstance(file, DraftFile):
            remove_attachment(actor=self.viewer, attachment=file, now=self.now)
        else:
            raise WrongState(_("This file is part of an order, so it can’t be deleted."))
        return Response(status=204)

    def _upload(self, file: Any) -> FileUse:
        order, draft = self.body.get("order"), self.body.get("draft")
        if bool(order) == bool(draft):
            raise Invalid({"": _("Name the order or the draft that the file belongs to.")})
        if order:
            return upload_for_order(
                actor=self.viewer, order=order_or_404(self.http, order), upload=file, now=self.now
            )
        (made,) = attach_to_draft(
            actor=self.viewer, draft=draft_or_404(self.http, str(draft)), uploads=[file], now=self.now
        )
        return made


ATTACHED = ("file", "order", "delivery__order", "message__order", "revision__order")


@compiled_key
def _waiting(viewer: Viewer, public_id: Slot) -> QuerySet[WaitingFile]:
    rows = WaitingFile.objects.visible_to(viewer).select_related("file", "order")
    return rows.filter(public_id=public_id)


@compiled_key
def _attached(viewer: Viewer, public_id: Slot) -> QuerySet[Attachment]:
    return Attachment.objects.visible_to(viewer).select_related(*ATTACHED).filter(public_id=public_id)


@compiled_key
def _of_drafts(viewer: Viewer, public_id: Slot) -> QuerySet[DraftFile]:
    rows = DraftFile.objects.visible_to(viewer).select_related("file", "draft")
    return rows.filter(public_id=public_id)


def _asked_for(viewer: Member, asked: Mapping[str, Any]) -> QuerySet[Any]:
    """The files of one visible thing. Of an order, each place is read by its own index."""
    number, draft, waiting = asked.get("order"), asked.get("draft"), asked.get("waiting")
    if bool(number) == bool(draft):
        raise Invalid({"": _("Name one order or one draft.")})
    if draft:
        files = DraftFile.objects.visible_to(viewer).select_related("file", "draft")
        return files.filter(draft__public_id=draft)
    if waiting:
        own = WaitingFile.objects.visible_to(viewer).select_related("file", "order")
        return own.filter(order__number=number)
    return _of_order(viewer, str(number))


def _of_order(viewer: Member, number: str) -> QuerySet[Attachment]:
    order = {"agency_id": viewer.agency_id, "order__number": number}
    places = {
        "order": Order.objects.visible_to(viewer).filter(agency_id=viewer.agency_id, number=number),
        "delivery": Delivery.objects.visible_to(viewer).filter(**order),
        "message": Message.objects.visible_to(viewer).filter(**order),
        "revision": RevisionRequest.objects.visible_to(viewer).filter(**order),
    }
    all_files = Attachment.objects.filter(agency_id=viewer.agency_id)
    found = [
        all_files.filter(**{f"{name}__in": rows.order_by().values("pk")}).order_by().values("pk")
        for name, rows in places.items()
    ]
    return all_files.filter(pk__in=found[0].union(*found[1:], all=True)).select_related(*ATTACHED)


def attachment_answer(file: Any) -> dict[str, Any]:
    """A file with its place: of a draft, of an order, or of something that belongs to an order."""
    place, order, draft = _place(file)
    return {
        **file_answer(file),
        "place": place,
        "order": order.number if order else None,
        "draft": draft.public_id if draft else None,
        "added_at": moment_text(file.added_at),
    }


def _place(file: Any) -> tuple[str, Order | None, OrderDraft | None]:
    if isinstance(file, DraftFile):
        return "draft", None, file.draft
    if isinstance(file, WaitingFile):
        return "waiting", file.order, None
    for place in ("delivery", "message", "revision"):
        if thing := getattr(file, place):
            return place, thing.order, None
    return "brief", file.order, None
