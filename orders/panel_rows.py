"""The parts of the order page as values to print, each asked of the rules."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from project.base import markdown
from project.base.money import format_money
from project.base.viewer import Viewer

from . import price_view, rules
from .models import Attachment, Delivery, Offer, Order, RevisionRequest
from .models.offers import OfferState
from .pricing import units
from .states import State

#: The files of a page by delivery; None holds those of the brief.
Files = dict[int | None, list[dict[str, Any]]]


def is_open_for(offer: Offer, viewer: Viewer) -> bool:
    return offer.writer_id == viewer.member_id and offer.state == OfferState.OPEN


def files(order: Order, deliveries: list[Delivery]) -> Files:
    uses = Attachment.objects.filter(Q(order=order) | Q(delivery__in=[row.pk for row in deliveries]))
    found: Files = {}
    for use in uses.filter(agency_id=order.agency_id).select_related("file"):
        found.setdefault(use.delivery_id, []).append(
            {
                "name": use.name,
                "url": reverse("orders:file", args=[use.public_id]),
                "size": use.file.size,
                "content_type": use.file.content_type,
            }
        )
    return found


def facts(viewer: Viewer, order: Order) -> list[dict[str, Any]]:
    amount = f"{order.quantity:,} {units(order.service.unit, order.quantity or 0)}"
    facts = [
        (_("Service"), f"{order.service.name}, {amount}"),
        (_("Subject"), order.subject.name if order.subject else ""),
        (_("Quality"), order.quality.name),
        (_("Urgency"), order.urgency.name if order.urgency else _("Usual pace")),
        (_("Language"), order.get_locale_display()),
        (_("Reader"), order.audience),
        (_("Purpose"), order.purpose),
        (_("Tone"), order.tone),
        (_("Format"), order.format),
        (_("Citation style"), order.citation_style),
        (_("Add-ons"), ", ".join(order.addon_names)),
        (_("References"), order.references),
        (_("Notes to the agency"), order.notes if rules.sees_client_name(viewer, order) else ""),
    ]
    return [{"label": label, "value": value} for label, value in facts if value]


def price(viewer: Viewer, order: Order) -> dict[str, Any] | None:
    return price_view.printed(order.lines.all(), order.currency) if rules.sees_price(viewer, order) else None


def fee(viewer: Viewer, order: Order, offers: list[Offer]) -> str:
    if rules.sees_fee(viewer, order) and order.writer_fee is not None:
        return format_money(order.writer_fee, order.currency)
    own = next((offer for offer in offers if is_open_for(offer, viewer)), None)
    return format_money(own.fee, order.currency) if own else ""


def people(viewer: Viewer, order: Order) -> list[dict[str, Any]]:
    people = []
    if rules.sees_client_name(viewer, order):
        asked = order.requested_by.public_name
        people.append(
            (_("Client"), order.account.name if order.account.name == asked else f"{order.account.name} ({asked})")
        )
    if order.writer:
        people.append((_("Writer"), order.writer.public_name))
    elif order.preferred_writer:
        people.append((_("Wished writer"), order.preferred_writer.public_name))
    if order.editor and rules.sides(viewer, order) & {"writer", "editor", "desk"}:
        people.append((_("Editor"), order.editor.public_name))
    return [{"label": label, "value": name} for label, name in people]


def delivery(row: Delivery, order: Order, files: Files, sides: frozenset[str]) -> dict[str, Any]:
    inside = bool(sides & {"writer", "editor", "desk"})
    tones = {"pending": ("warn", "clock"), "approved": ("good", "circle-check"), "sent_back": ("bad", "arrow-back")}
    return {
        "number": row.number,
        "url": reverse("orders:order_delivery", args=[order.number, row.number]),
        "html": markdown.render(row.text) if row.text else "",
        "words": row.word_count,
        "when": row.delivered_at,
        "note": row.note,
        "verdict": row.get_verdict_display() if inside else "",
        "tone": tones[row.verdict][0],
        "icon": tones[row.verdict][1],
        "review_note": row.review_note if inside else "",
        "files": files.get(row.pk, []),
    }


def revision(row: RevisionRequest, viewer: Viewer, order: Order) -> dict[str, Any]:
    points = list(row.points.all())
    answering = rules.can_write(viewer, order) and row.state == "in_progress" and order.state == State.IN_PROGRESS
    return {
        "number": row.number,
        "summary": row.summary,
        "state": row.get_state_display(),
        "active": row.active,
        "severity": row.get_severity_display(),
        "asked_at": row.asked_at,
        "due_at": row.due_at,
        "points": points,
        "answered": sum(1 for point in points if point.answer),
        "answer_url": reverse("orders:order_answers", args=[order.number, row.number]) if answering else "",
    }


def offer(offer: Offer, order: Order) -> dict[str, Any]:
    tones = {"open": "accent", "accepted": "good", "declined": "bad", "expired": "warn", "withdrawn": "neutral"}
    return {
        "writer": offer.writer.public_name,
        "fee": format_money(offer.fee, order.currency),
        "state": offer.get_state_display(),
        "tone": tones[offer.state],
        "answer_by": offer.answer_by,
        "open": offer.state == OfferState.OPEN,
        "reason": offer.decline_reason,
        "withdraw_url": reverse("orders:order_offer_withdraw", args=[order.number, offer.writer.public_id]),
    }
