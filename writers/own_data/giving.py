"""What is kept of somebody's rules for accepting offers, of what these accepted, of their interest in orders
of the pool, their places in waiting lists and the exceptions made for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from accounts.hooks import Part, exported, slices
from agencies.models import Membership
from project.base.viewer import Member
from writers.models import AutoAcceptance, AutoAcceptRule, EligibilityOverride, PoolInterest, WaitingPlace

#: What stands for a manager's words about somebody who is gone.
ERASED = "–"


def parts(viewer: Member) -> Iterator[Part]:
    """Rules with what they ask, acceptances with their orders, interests without: of those the person knows
    neither number nor client."""
    yield Part("acceptance_rules", _("Your rules for accepting offers."), _rules(viewer), place=101)
    yield Part("accepted_by_rules", _("What your rules accepted."), _acceptances(viewer), place=102)
    yield Part("pool_interests", _("When you showed interest in an order."), _interests(viewer), place=103)
    yield Part("waiting_places", _("Your places in waiting lists for orders."), _places(viewer), place=104)
    about = _("Orders you got or were offered by exception, and what spoke against it.")
    yield Part("exceptions", about, _exceptions(viewer), place=105)


def erase(membership: Membership) -> None:
    """Rules and interests go, and so does what a manager wrote about the person to make an exception. That
    an offer was accepted by a rule is kept with the order: it names nobody."""
    own = {"agency_id": membership.agency_id, "member": membership}
    AutoAcceptance.objects.filter(**own).update(rule=None)
    AutoAcceptRule.objects.filter(**own).delete()
    PoolInterest.objects.filter(**own).delete()
    EligibilityOverride.objects.filter(**own).update(reason=ERASED)


def _rules(viewer: Member) -> Iterator[dict[str, Any]]:
    rows = AutoAcceptRule.objects.filter(agency_id=viewer.agency_id, member_id=viewer.member_id)
    names = ("clients", "service__name", "subject__name", "min_fee", "min_days", "max_quantity", "enabled")
    for row in slices(rows.select_related("service", "subject")):
        yield exported(row, *names, "created_at")


def _acceptances(viewer: Member) -> Iterator[dict[str, Any]]:
    rows = AutoAcceptance.objects.filter(agency_id=viewer.agency_id, member_id=viewer.member_id)
    for row in slices(rows):
        yield exported(row, "accepted_at", "undo_until", "undone_at")


def _interests(viewer: Member) -> Iterator[dict[str, Any]]:
    rows = PoolInterest.objects.filter(agency_id=viewer.agency_id, member_id=viewer.member_id)
    for row in slices(rows):
        yield exported(row, "at", "withdrawn_at")


def _places(viewer: Member) -> Iterator[dict[str, Any]]:
    """Without the order: whoever was never asked knows nothing of it."""
    rows = WaitingPlace.objects.filter(agency_id=viewer.agency_id, writer_id=viewer.member_id)
    for row in slices(rows):
        yield exported(row, "state", "fee", "hours", "against", "made_at", "ended_at")


def _exceptions(viewer: Member) -> Iterator[dict[str, Any]]:
    rows = EligibilityOverride.objects.filter(agency_id=viewer.agency_id, member_id=viewer.member_id)
    for row in slices(rows.select_related("event", "order")):
        yield exported(row, "order__number", "event__at", "codes", "reason")
