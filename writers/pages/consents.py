"""Consent to samples on the page of an order: for the client's side, the writer and the desk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from orders.hooks.panels import Panel, Place
from orders.models import Order
from orders.rules.sides import Sides
from orders.states.orders import State
from project.base.viewer import Viewer
from writers.models import NonDisclosure, SampleConsent
from writers.rules.consents import (
    can_answer_consent,
    can_ask_consent,
    can_set_nda,
    holds,
    waits_for_answer,
)
from writers.states.portfolio import ConsentLevel

from .order_panels import is_missing

NDA, CONSENT = "non_disclosures", "sample_consents"


def flags() -> dict[str, Callable[[], Exists]]:
    """What an order's page asks along with the order; see orders.hooks.beside."""
    of_order = {"agency_id": OuterRef("agency_id"), "order_id": OuterRef("pk")}
    return {
        NDA: lambda: Exists(NonDisclosure.objects.in_force().filter(**of_order)),
        CONSENT: lambda: Exists(SampleConsent.objects.filter(**of_order)),
    }


class ConsentPanel:
    """Registered in orders.hooks.panels."""

    place = Place.SIDE

    def prepare(self, viewer: Viewer, order: Order, sides: Sides, now: dt.datetime) -> Panel | None:
        """At most two queries where there is an agreement or something was asked or said, none otherwise;
        one more for its writer while a question waits."""
        nda = not is_missing(order, NDA) and NonDisclosure.objects.in_force().filter(order=order).exists()
        said = [] if is_missing(order, CONSENT) else consents_of(viewer, order)
        consent = next((one for one in said if one.writer_id == order.writer_id), None)
        answers, asks = can_answer_consent(viewer, order), can_ask_consent(viewer, order)
        may_set = can_set_nda(viewer, order)
        earlier = [one for one in said if one != consent and holds(one, now)]
        if not (
            nda or consent or earlier or (order.writer_id and (answers or may_set)) or _may_ask(asks, order)
        ):
            return None
        if not (sides.client or sides.desk or asks):
            return None
        context = {
            "nda": nda,
            "may_set": may_set,
            "consent": consent_row(consent, now) if consent else None,
            "may_answer": answers and bool(order.writer_id),
            "may_withdraw": answers and consent is not None and holds(consent, now),
            "earlier": [earlier_row(one, answers) for one in earlier],
            "may_ask": _may_ask(asks, order) and not nda and _unasked(consent, now),
            "urls": _urls(order),
        }
        return Panel("writers/consents/_panel.html", context)


def stored_consent(viewer: Viewer, order: Order) -> SampleConsent | None:
    """What the client said to the order's writer, or was asked by them. One query."""
    rows = SampleConsent.objects.visible_to(viewer).filter(order=order, writer_id=order.writer_id)
    return rows.select_related("writer").first()


def consents_of(viewer: Viewer, order: Order) -> list[SampleConsent]:
    """What the client said to each who wrote the order, for whoever may read it. One query."""
    rows = SampleConsent.objects.visible_to(viewer).filter(order=order)
    found = list(rows.select_related("writer").order_by("pk"))
    for consent in found:
        consent.order = order
    return found


def earlier_row(consent: SampleConsent, answers: bool) -> dict[str, Any]:
    """What a writer from whom the order was taken may still show."""
    return {
        "public_id": consent.public_id,
        "writer": consent.writer.public_name,
        "level": str(ConsentLevel(consent.level).label),
        "until": last_day(consent),
        "may_withdraw": answers,
    }


def consent_row(consent: SampleConsent, now: dt.datetime) -> dict[str, Any]:
    """A consent prepared for printing."""
    return {
        "state": state_of(consent, now),
        "tone": "good" if holds(consent, now) else "info" if not consent.level else "neutral",
        "level": str(ConsentLevel(consent.level).label) if consent.level else "",
        "until": last_day(consent),
        "asked_at": consent.asked_at,
        "message": consent.message,
    }


def state_of(consent: SampleConsent, now: dt.datetime) -> str:
    """Where it stands, in words."""
    if consent.withdrawn_at is not None:
        return _("Withdrawn")
    if not consent.level:
        return _("Waiting for the client")
    if consent.level == ConsentLevel.NEVER:
        return _("Declined")
    return _("Granted") if holds(consent, now) else _("Ended")


def last_day(consent: SampleConsent) -> dt.date | None:
    """The last day of the agency on which it holds."""
    if consent.holds_until is None:
        return None
    return (consent.holds_until - dt.timedelta(seconds=1)).astimezone(consent.agency.zone).date()


def _unasked(consent: SampleConsent | None, now: dt.datetime) -> bool:
    """Whether nothing was said, and nobody is there who could still answer."""
    if consent is None:
        return True
    return not consent.level and consent.withdrawn_at is None and not waits_for_answer(consent, now)


def _may_ask(asks: bool, order: Order) -> bool:
    return asks and order.state == State.COMPLETED


def _urls(order: Order) -> dict[str, str]:
    names = ("consent", "consent_ask", "consent_withdraw", "nda_set", "nda_lift")
    return {name: reverse(f"writers:{name}", args=[order.number]) for name in names}
