"""What a client takes along: everything of the client accounts that they belong to, as far as they may read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from accounts.hooks import Enclosure, Part, facts_of
from agencies.models import FileUse
from billing.models import Invoice
from clients.models import ClientAccount, FavouriteWriter
from clients.querysets import sees_as_client
from clients.rules.accounts import PAYER
from drafts.models import DraftFile, OrderDraft, OrderPreset
from orders.models import Attachment, Delivery, LedgerEntry, Message, Order, RevisionRequest
from orders.models.ledger import OF_CLIENT
from project.base.viewer import Member
from quotes.models import OrderQuote  # fmt: skip

COMMISSION = (
    "title", "brief", "audience", "purpose", "quantity", "locale", "format", "citation_style", "tone", "references", "notes",
    "service__name", "subject__name", "quality__name", "preferred_writer__public_name",
)  # fmt: skip
LINE = ("position", "kind", "label", "rule", "base", "multiplier", "amount")
#: Rows that are read at a time.
SLICE = 200


def parts(viewer: Member) -> Iterator[Part | Enclosure]:
    """Nothing for who is no client."""
    if not sees_as_client(viewer):
        return
    orders = Order.objects.as_client(viewer)
    yield Part("client_accounts", _("The client accounts that you belong to."), _accounts(viewer))
    yield Part("drafts", _("Drafts of these accounts."), _drafts(viewer))
    yield Part("presets", _("Your presets, and those shared with you."), _presets(viewer))
    yield Part("quotes", _("Quotes, with every version that was sent."), _quotes(viewer))
    yield Part(
        "orders", _("Orders with their commission, prices, and what was delivered to you."), _orders(viewer, orders)
    )
    yield Part("revisions", _("Your requests for revision, point by point."), _revisions(viewer, orders))
    yield Part("conversations", _("Messages that you may read in these orders."), _messages(viewer, orders))
    yield Part("ledger", _("What was charged and paid, where you are a payer."), _ledger(viewer))
    yield Part("invoices", _("Invoices and credit notes, where you are a payer."), _invoices(viewer))
    yield Part("favourite_writers", _("Writers whom you have marked."), _favourites(viewer))
    yield from _files(viewer, orders)


def _accounts(viewer: Member) -> Iterator[dict[str, Any]]:
    rows = ClientAccount.objects.filter(people__membership_id=viewer.member_id, agency_id=viewer.agency_id)
    for row in rows.select_related("billing").order_by("pk").distinct():
        role = row.people.get(membership_id=viewer.member_id)
        billing = getattr(row, "billing", None) if role.role == PAYER else None
        facts = facts_of(billing, "name", "address", "tax_number") if billing else None
        yield facts_of(row, "name", "kind", "created_at", role=role.role, joined_at=role.joined_at, billing=facts)


def _drafts(viewer: Member) -> Iterator[dict[str, Any]]:
    rows = OrderDraft.objects.visible_to(viewer).filter(converted_at=None).prefetch_related("addons")
    for row in _slices(rows.select_related("service", "subject", "quality", "preferred_writer", "account")):
        yield facts_of(
            row, "public_id", "account__name", *COMMISSION, "deadline", "created_at", "updated_at",
            addons=[addon.name for addon in row.addons.all()],
        )  # fmt: skip


def _presets(viewer: Member) -> Iterator[dict[str, Any]]:
    rows = OrderPreset.objects.visible_to(viewer).prefetch_related("addons", "styles")
    for row in _slices(rows.select_related("service", "subject", "quality", "preferred_writer", "account")):
        yield facts_of(
            row, "name", "description", "account__name", "shared", "service__name", "subject__name", "quality__name",
            "preferred_writer__public_name", "quantity", "locale", "format", "citation_style", "tone", "audience",
            "references", "house_notes", "created_at", "updated_at", "archived_at",
            addons=[addon.name for addon in row.addons.all()],
            styles=[facts_of(style, "name", "value") for style in row.styles.all()],
        )  # fmt: skip


def _quotes(viewer: Member) -> Iterator[dict[str, Any]]:
    versions = "versions__lines", "versions__service", "versions__subject", "versions__quality", "answers__by"
    rows = OrderQuote.objects.as_client(viewer).select_related("account", "order", "addressee")
    for row in _slices(rows.prefetch_related(*versions, "versions__preferred_writer")):
        yield facts_of(
            row, "number", "account__name", "addressee__public_name", "state", "wish", "created_at", "order__number",
        ) | {
            "versions": [_version(version) for version in row.versions.all()],
            "answers": [facts_of(a, "version", "verb", "words", "by__public_name", "at") for a in row.answers.all()],
        }  # fmt: skip


def _version(row: Any) -> dict[str, Any]:
    lines = [facts_of(line, *LINE) for line in row.lines.all()]
    names = (*COMMISSION, "deadline", "assumptions", "sent_at", "valid_until", "currency", "total")
    return facts_of(row, "number", *names) | {"lines": lines}


def _orders(viewer: Member, orders: QuerySet[Order]) -> Iterator[dict[str, Any]]:
    delivered = Prefetch("deliveries", Delivery.objects.visible_to(viewer).order_by("number"), to_attr="shown")
    related = ("service", "subject", "quality", "preferred_writer", "account", "writer", "requested_by")
    for row in _slices(orders.select_related(*related).prefetch_related("lines", "addons", delivered)):
        yield facts_of(
            row, "number", "account__name", "requested_by__public_name", *COMMISSION, "state", "currency", "placed_at",
            "client_deadline", "delivered_at", "closed_at", "cancel_reason", "writer__public_name",
            addons=[addon.name for addon in row.addons.all()],
        ) | {
            "lines": [facts_of(line, *LINE) for line in row.lines.all()],
            "deliveries": [facts_of(d, "number", "delivered_at", "word_count", "note", "text") for d in row.shown],
        }  # fmt: skip


def _revisions(viewer: Member, orders: QuerySet[Order]) -> Iterator[dict[str, Any]]:
    rows = RevisionRequest.objects.filter(order__in=orders).select_related("order", "asked_by")
    for row in _slices(rows.prefetch_related("points")):
        yield facts_of(
            row, "order__number", "number", "summary", "severity", "priority", "urgent", "state", "scope",
            "asked_by__public_name", "asked_at", "due_at", "answered_at", "closed_at",
        ) | {"points": [_point(row, point) for point in row.points.all()]}  # fmt: skip


def _point(revision: RevisionRequest, point: Any) -> dict[str, Any]:
    """The answer to a point once it was handed in, and a question at once: what is still being written is the writer's."""
    words = ("position", "place", "category", "issue", "wish", "need", "client_reply", "verdict", "objection")
    told = revision.answered_at is not None or point.answer == "question"
    return facts_of(point, *words, *(("answer", "reply", "answered_at") if told else ()))


def _messages(viewer: Member, orders: QuerySet[Order]) -> Iterator[dict[str, Any]]:
    rows = Message.objects.visible_to(viewer).filter(order__in=orders, internal=False).with_wording()
    for row in _slices(rows.select_related("order", "author")):
        yield facts_of(row, "order__number", "author__public_name", "side", "sent_at", "text", edited=row.wording > 1)


def _paid_by(viewer: Member) -> dict[str, Any]:
    """The accounts where the viewer is a payer, however much more staff may see."""
    mine = ClientAccount.objects.filter(people__membership_id=viewer.member_id, people__role=PAYER)
    return {"agency_id": viewer.agency_id, "account__in": mine}


def _ledger(viewer: Member) -> Iterator[dict[str, Any]]:
    rows = LedgerEntry.objects.filter(**_paid_by(viewer), kind__in=OF_CLIENT).select_related("order", "account")
    for row in _slices(rows):
        yield facts_of(row, "account__name", "order__number", "kind", "amount", "currency", "at", "on")


def _invoices(viewer: Member) -> Iterator[dict[str, Any]]:
    names = [field.name for field in Invoice._meta.concrete_fields if field.remote_field is None and field.name != "id"]
    for row in _slices(Invoice.objects.filter(**_paid_by(viewer)).select_related("order").prefetch_related("lines")):
        lines = [facts_of(line, "position", "label", "detail", "amount") for line in row.lines.all()]
        yield facts_of(row, "order__number", *names) | {"lines": lines}


def _favourites(viewer: Member) -> Iterator[dict[str, Any]]:
    for row in FavouriteWriter.objects.filter(member_id=viewer.member_id).select_related("writer").order_by("pk"):
        yield facts_of(row, "writer__public_name", "at")


def _files(viewer: Member, orders: QuerySet[Order]) -> Iterator[Enclosure]:
    """Files of what is listed above, each once per place."""
    shown = Attachment.objects.visible_to(viewer).select_related(
        "file", "order", "delivery__order", "message__order", "revision__order"
    )
    of_orders = ("order__in", "delivery__order__in", "message__order__in", "revision__order__in")
    for name in of_orders:
        yield from (enclosure_of(row) for row in _slices(shown.filter(**{name: orders})))
    drafts = OrderDraft.objects.visible_to(viewer).filter(converted_at=None)
    for row in _slices(DraftFile.objects.visible_to(viewer).filter(draft__in=drafts).select_related("file", "draft")):
        yield enclosure(f"drafts/{row.draft.public_id}", row)


def enclosure_of(row: Attachment) -> Enclosure:
    """A file under the number of its order and what it belongs to."""
    if row.delivery:
        place = f"{row.delivery.order.number}/delivery-{row.delivery.number}"
    elif row.message:
        place = f"{row.message.order.number}/messages"
    elif row.revision:
        place = f"{row.revision.order.number}/revision-{row.revision.number}"
    else:
        place = f"{row.order.number if row.order else ''}/commission"
    return enclosure(place, row)


def enclosure(place: str, use: FileUse) -> Enclosure:
    """The file under `place`; the public id keeps equal names apart."""
    return Enclosure(f"{place}/{use.public_id}-{use.name}", Path(settings.MEDIA_ROOT) / use.file.path)


def _slices(rows: QuerySet[Any]) -> Iterable[Any]:
    """In the order in which they came, some at a time with what was prefetched for them."""
    return rows.order_by("pk").iterator(chunk_size=SLICE)
