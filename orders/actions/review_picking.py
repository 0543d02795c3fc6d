"""Reviews given to whoever has most room for them, without a choice of the desk's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Membership
from orders.hooks.eligibility import ReviewCandidate, eligibility
from orders.models import Order
from orders.rules.offers import can_assign, gives_out
from project.base.errors import Invalid, QuillhouseError, require
from project.base.locks import locked
from project.base.viewer import Member

from .eligibility import locked_people
from .moving import ORDERS, move_order
from .offers_bulk import MOST, Outcome, reasons_of


def give_review_to_least_loaded(*, actor: Member, order: Order, now: dt.datetime) -> Order:
    """Give a waiting review to the editor against whom nothing speaks and who has the fewest reviews in hand
    for what they take: among equals one who prefers its subject or service, then by name.

    A review that an editor has stays theirs. Raises Invalid under "editor", with what speaks against each
    editor, when nobody can take it.
    """
    require(can_assign(actor, order))
    with transaction.atomic():
        order = locked(actor, order)
        if order.editor_id and ORDERS["give_review"].sources == {order.state}:
            return order
        ORDERS.check("give_review", actor, order)
        order.editor = _picked(order, now).person
        move_order(order, "give_review", actor=actor, now=now, person=order.editor)
    return order


def give_reviews_to_least_loaded(
    *, actor: Member, orders: Sequence[Order], now: dt.datetime
) -> list[Outcome]:
    """The same of several orders, the ones due first before the others, each in a transaction of its own:
    what one refuses keeps no other back."""
    require(gives_out(actor))
    outcomes = []
    for order in sorted(orders, key=lambda each: (each.client_deadline, each.pk))[:MOST]:
        try:
            given = give_review_to_least_loaded(actor=actor, order=order, now=now)
        except QuillhouseError as refusal:
            outcomes.append(Outcome(order, reasons_of(refusal)))
        else:
            outcomes.append(Outcome(given))
    return outcomes


def _picked(order: Order, now: dt.datetime) -> ReviewCandidate:
    """The best of all editors, who are locked together: two picks at once never take the same last place."""
    editors = list(Membership.objects.editors().filter(agency_id=order.agency_id))
    people = locked_people(order, editors) if editors else []
    found = eligibility().rank_editors(editors=people, order=order, now=now)
    if not found:
        raise Invalid({"editor": _("This agency has no editor.")})
    if found[0].reasons:
        raise Invalid({"editor": [_said(each) for each in found]})
    return found[0]


def _said(found: ReviewCandidate) -> str:
    return f"{found.person.public_name}: {' '.join(map(str, found.reasons))}"
