"""The conversation of an order and its internal notes: `/api/v1/orders/orders/{number}/messages/`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import partial
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject
from rest_framework.response import Response

from orders.actions.messages import edit_message, mark_read, post_message, side_of
from orders.forms.messages import MessageForm, WordingForm
from orders.models import Attachment, Message, MessageText, Order
from orders.models.messages import MESSAGE_LIMIT, Side
from orders.pages.order.messages import choices_of, line_of, may_read, may_write, messages_of
from orders.views.fetching import order_or_404
from project.base.api import fields
from project.base.api.bodies import Body, Out, Paged, Query, bound
from project.base.api.endpoint import MEMBERS, endpoint, verb
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.api.resource import Resource
from project.base.errors import NotVisible, require

from .order_resource import PATH, OrderResource
from .order_shapes import FILE, FileOut
from .work import attachments

INTERNAL = "The notes of desk and editor, instead of the conversation with client and writer."
MESSAGE = "m4w8yr3hs6"


class Thread(Query):
    """Which of the two threads."""

    internal = fields.Flag(required=False, help_text=INTERNAL)


class ThreadPage(Paged):
    internal = fields.Flag(required=False, help_text=INTERNAL)


class MessageBody(Body):
    """Words, files, or both."""

    text = fields.Text(lines=True, max_length=MESSAGE_LIMIT, required=False)
    mentions = fields.Items(
        child=fields.Text(max_length=40),
        max_length=100,
        required=False,
        help_text="Keys of messages/mentions/.",
    )
    attachments = attachments()

    example = {"text": "Could the market come first?", "mentions": [], "attachments": [FILE]}


class NewMessage(MessageBody):
    """Words, files, or both, on one of the threads."""

    internal = fields.Flag(required=False, help_text=INTERNAL)


class Wording(Body):
    text = fields.Text(lines=True, max_length=MESSAGE_LIMIT, required=False)

    example = {"text": "Could the market come first, please?"}


class WordingOut(Out):
    at = fields.Moment()
    text = fields.Text()


class MessageOut(Out):
    """A message as its reader may know it."""

    id = fields.Id()
    internal = fields.Flag()
    who = fields.Text()
    side = fields.Text(help_text="Beside a name; empty where the side stands for it.")
    mine = fields.Flag()
    sent_at = fields.Moment()
    text = fields.Text()
    edited = fields.Flag()
    editable = fields.Flag()
    unread = fields.Flag()
    mentions = fields.Text(help_text="Who is named in it.")
    mentions_me = fields.Flag()
    attachments = FileOut(many=True)
    earlier = WordingOut(many=True, help_text="Former wordings, for the desk.")

    example = {
        "id": MESSAGE,
        "internal": False,
        "who": "You",
        "side": "",
        "mine": True,
        "sent_at": "2026-03-03T10:00:00Z",
        "text": "Could the market come first?",
        "edited": False,
        "editable": True,
        "unread": False,
        "mentions": "",
        "mentions_me": False,
        "attachments": [],
        "earlier": [],
    }


class ChoiceOut(Out):
    """Somebody to mention, or a side whose people you do not know by name."""

    key = fields.Text()
    name = fields.Text()


class MentionsOut(Out):
    """Whom a message can name."""

    results = ChoiceOut(many=True)

    example = {"results": [{"key": "desk", "name": "The agency"}]}


class MessageViewSet(OrderResource):
    """Messages of an order."""

    @verb("messages", MEMBERS, MessageOut, method="get", listed=True, query=ThreadPage)
    def messages(self, request: Any, number: str) -> Response:
        """List the messages of an order, the newest first. This marks nothing as read."""
        order, internal = self._thread(number, self.asked)
        return list_messages(self, order, internal=internal)

    @messages.mapping.post
    @endpoint(MEMBERS, MessageOut, status=201, body=NewMessage, creates=True, moves=True)
    def post_message(self, request: Any, number: str) -> Response:
        """Send a message. Upload files first, at orders/attachments/."""
        order, internal = self._thread(number, self.body)
        made = send_message(self, order, internal=internal)
        answer = Response(self._one(order, made.public_id), status=201)
        answer["Location"] = f"/api/v1/{PATH}/{number}/messages/{made.public_id}/"
        return answer

    @verb("messages/<public_id:message>", MEMBERS, MessageOut, method="get")
    def message(self, request: Any, number: str, message: str) -> Response:
        """Read one message."""
        return Response(self._one(order_or_404(self.http, number), message))

    @message.mapping.patch
    @endpoint(MEMBERS, MessageOut, body=Wording, moves=True)
    def edit_message(self, request: Any, number: str, message: str) -> Response:
        """Edit your own message, for a few minutes after you sent it."""
        order = order_or_404(self.http, number)
        row = self._row(order, message)
        row.order = order
        require(row.author_id == self.viewer.member_id and may_write(self.viewer, order, row.internal))
        text = bound(WordingForm, self.body).cleaned_data["text"]
        edit_message(actor=self.viewer, message=row, text=text, now=self.now)
        return Response(self._one(order, message))

    @verb("messages/<public_id:message>/mark-read", MEMBERS, status=204)
    def mark_read(self, request: Any, number: str, message: str) -> Response:
        """Mark a thread as read up to this message."""
        order = order_or_404(self.http, number)
        row = self._row(order, message)
        mark_read(actor=self.viewer, order=order, internal=row.internal, upto=row)
        return Response(status=204)

    @verb("messages/mentions", MEMBERS, MentionsOut, method="get", query=Thread)
    def mentions(self, request: Any, number: str) -> Response:
        """List whom you can mention in a message."""
        order, internal = self._thread(number, self.asked)
        found = choices_of(self.viewer, order, internal)
        return Response({"results": [{"key": one.key, "name": one.label} for one in found]})

    def _thread(self, number: str, said: Mapping[str, Any]) -> tuple[Order, bool]:
        """The order and the thread. Raises NotVisible for one that the viewer does not read."""
        order, internal = order_or_404(self.http, number), bool(said.get("internal"))
        if not may_read(self.viewer, order, internal):
            raise NotVisible()
        return order, internal

    def _row(self, order: Order, key: str) -> Any:
        row = messages_of(self.viewer, order).filter(public_id=key).first()
        if row is None:
            raise NotVisible()
        return row

    def _one(self, order: Order, key: str) -> dict[str, Any]:
        return one_message(self, order, key, internal=self._row(order, key).internal)


def list_messages(door: Resource, order: Order, *, internal: bool) -> Response:
    """A page of one thread, the newest first."""
    rows = _complete(door.viewer, order, internal).filter(internal=internal)
    line = partial(message_answer, door.viewer, order, now=door.now)
    return page(door, rows, line, order=["-id"], kinds=[int])


def send_message(door: Resource, order: Order, *, internal: bool) -> Message:
    """Send what the body (MessageBody) says."""
    require(may_write(door.viewer, order, internal))
    said: dict[str, Any] = {name: door.body.get(name) for name in ("text", "mentions")}
    choices = choices_of(door.viewer, order, internal)
    typed = bound(MessageForm, said, choices=choices).cleaned_data
    return post_message(
        actor=door.viewer,
        order=order,
        internal=internal,
        text=typed["text"],
        mentions=typed["mentions"],
        waiting=door.body.get("attachments", []),
        now=door.now,
    )


def one_message(door: Resource, order: Order, key: str, *, internal: bool) -> dict[str, Any]:
    """One message of a thread, as the viewer may know it."""
    row = _complete(door.viewer, order, internal).get(public_id=key)
    return message_answer(door.viewer, order, row, now=door.now)


def message_answer(viewer: Any, order: Order, row: Any, *, now: dt.datetime) -> dict[str, Any]:
    """A message of `list_messages`."""
    line = line_of(viewer, order, row, now)
    return {
        "id": row.public_id,
        "internal": row.internal,
        "who": line.who,
        "side": line.side,
        "mine": line.mine,
        "sent_at": moment_text(line.sent_at),
        "text": line.text,
        "edited": line.edited,
        "editable": bool(line.edit_url),
        "unread": line.fresh,
        "mentions": line.named,
        "mentions_me": line.to_me,
        "attachments": row.files,
        "earlier": [
            {"at": moment_text(dt.datetime.fromisoformat(one["at"])), "text": one["text"]}
            for one in row.former or []
        ],
    }


def _complete(viewer: Any, order: Order, internal: bool) -> Any:
    """The messages that the viewer may read, with their files and, for the desk, what they said before: one
    query."""
    of_it = {"agency_id": viewer.agency_id, "message": OuterRef("pk")}
    files = Attachment.objects.filter(**of_it).order_by("id")
    kind = {"content_type": F("file__content_type"), "size": F("file__size")}
    texts = MessageText.objects.filter(**of_it, number__lt=OuterRef("wording")).order_by("number")
    if side_of(viewer, order, internal) != Side.DESK:
        texts = texts.none()
    return messages_of(viewer, order).annotate(
        files=ArraySubquery(files.values(facts=JSONObject(id=F("public_id"), name=F("name"), **kind))),
        former=ArraySubquery(texts.values(facts=JSONObject(at=F("at"), text=F("text")))),
    )
