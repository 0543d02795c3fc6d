"""Giving several orders out at once, chosen in a table, on the board or on the assignment desk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from agencies.models import Membership
from orders.actions import offers_bulk
from orders.actions.moving import ORDERS
from orders.actions.offers_bulk import MOST, Outcome
from orders.forms.offers_bulk import GiveOutForm
from orders.hooks.eligibility import eligibility
from orders.models import Order
from orders.pages.lists.rows import work_words
from orders.pages.order.price_promises import named_writers_words
from orders.rules.offers import can_assign
from orders.rules.promises import paid_for_a_writer
from orders.states.offers import OfferState
from orders.views.offers import people_with_load
from orders.views.offers_bulk import chosen_orders, form_options
from project.base import clock, query
from project.base.http import MemberRequest

VERBS = ("offer", "assign")


@dataclass(frozen=True)
class Chosen:
    """One order of the page. `blocked` says why it cannot be given out at
    all; `refused` why it was not just now."""

    order: Order
    work: str
    fee: Any
    blocked: str
    refused: Sequence[str]


def give_several(request: MemberRequest) -> HttpResponse:
    """The chosen orders with a fee for each, and who can take how many of them; or what became of each."""
    posted = request.POST if request.method == "POST" else None
    given = request.GET if posted is None else posted
    verb = query.choice(given, "how", VERBS, "offer")
    orders, people = (
        chosen_orders(request, query.order_numbers(given, "n", most=MOST)),
        people_with_load(request),
    )
    form = GiveOutForm(posted, **form_options(request, verb, orders, people))
    outcomes: list[Outcome] = []
    if posted is not None and orders and form.is_valid():
        outcomes = _give(request, verb, form)
        if all(outcome.done and not outcome.passed_over for outcome in outcomes):
            messages.success(request, _done_words(verb, len(outcomes)))
            return redirect(_back(given))
        orders = chosen_orders(request, [outcome.order.number for outcome in outcomes if not outcome.done])
    context: dict[str, Any] = {"verb": verb, "form": form, "back": _back(given)}
    context |= {"board": _is_board(given), "promised": named_writers_words(paid_for_a_writer(orders))}
    context |= _listed(request, verb, form, orders, outcomes)
    context |= {
        "writers": _writers(verb, form, orders, people),
        "done": [each for each in outcomes if each.done],
    }
    refused = any(not outcome.done for outcome in outcomes)
    return render(
        request,
        "writers/assignment/several.html",
        context,
        status=409 if refused else 422 if form.errors else 200,
    )


def _give(request: MemberRequest, verb: str, form: GiveOutForm) -> list[Outcome]:
    writers = form.cleaned_data["writers"]
    common: dict[str, Any] = {
        "actor": request.viewer,
        "fees": form.fees,
        "override": form.cleaned_data["override"],
        "named_writer": form.cleaned_data["named_writer"],
        "now": clock.now(),
    }
    if verb == "assign":
        return offers_bulk.assign_orders(writer=writers[0], **common)
    return offers_bulk.offer_orders(writers=writers, hours=form.cleaned_data["hours"], **common)


def _done_words(verb: str, n: int) -> str:
    if verb == "offer":
        return ngettext("%(n)s order offered.", "%(n)s orders offered.", n) % {"n": n}
    return ngettext("%(n)s order assigned.", "%(n)s orders assigned.", n) % {"n": n}


def _is_board(given: query.Given) -> bool:
    return query.text(given, "view") == "board"


def _back(given: query.Given) -> str:
    return reverse("orders:desk") + ("?view=board" if _is_board(given) else "")


def _listed(
    request: MemberRequest, verb: str, form: GiveOutForm, orders: Sequence[Order], outcomes: Sequence[Outcome]
) -> dict[str, list[Chosen]]:
    """Which of the orders can be given out, and which cannot whoever takes them."""
    refused, language = {each.order.pk: each.reasons for each in outcomes}, get_language() or "en"
    listed = [
        Chosen(
            order=order,
            work=work_words(order.quantity, order.service.unit, order.service.name, language),
            fee=form.fee_of(order),
            blocked=_blocked(request, verb, order),
            refused=refused.get(order.pk, ()),
        )
        for order in orders
    ]
    return {
        "chosen": [each for each in listed if not each.blocked],
        "blocked": [each for each in listed if each.blocked],
    }


def _blocked(request: MemberRequest, verb: str, order: Order) -> str:
    if not can_assign(request.viewer, order):
        return _("You placed this order yourself.")
    return str(ORDERS.why_not(verb, order) or "")


def _writers(
    verb: str, form: GiveOutForm, orders: Sequence[Order], people: Sequence[Membership]
) -> list[dict[str, Any]]:
    """Everybody who writes with how many of the orders they can take; whoever can
    take most first, then the least busy."""
    now, ticked = clock.now(), set(form["writers"].value() or [])
    open_orders = [order for order in orders if not ORDERS.why_not(verb, order)]
    asked = eligibility().explain_all(people=people, orders=open_orders, now=now)
    found = []
    for person in people:
        against = [asked[person.pk, order.pk] for order in open_orders]
        found.append(
            {
                "id": person.public_id,
                "name": person.public_name,
                "in_work": person.in_work,  # type: ignore[attr-defined]
                "can": sum(not reasons for reasons in against),
                "never": all(any(reason.hard for reason in reasons) for reasons in against),
                "reasons": Counter(reason.words for reasons in against for reason in reasons).most_common(),
                "offered": sum(_has_offer(order, person) for order in open_orders),
                "ticked": person.public_id in ticked,
            }
        )
    return sorted(found, key=lambda row: (-row["can"], row["in_work"]))


def _has_offer(order: Order, person: Membership) -> bool:
    return any(
        offer.writer_id == person.pk and offer.state == OfferState.OPEN for offer in order.offers.all()
    )
