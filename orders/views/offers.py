"""Giving work out, and the writer's answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db.models import (
    Count,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies.models import Membership
from agencies.rules.agencies import is_writer
from orders.actions import offers, reassigning
from orders.actions.moving import ORDERS
from orders.forms.offers import DeclineForm, OfferForm
from orders.hooks.eligibility import Reason, eligibility
from orders.hooks.fees import fees
from orders.hooks.fit import fits
from orders.models import Order, RevisionRequest
from orders.pages.lists.rows import work_words
from orders.pages.order.price_promises import default_answer, named_writer_words
from orders.pages.order.verbs import door_of
from orders.rules.offers import can_assign
from orders.states.offers import OfferState
from orders.states.orders import LOADS
from orders.views.fetching import offered_or_404, order_or_404
from project.base import clock
from project.base.access import area, member_only
from project.base.compiled import compiled
from project.base.errors import Conflict, Invalid, NotVisible, WrongState, require
from project.base.forms import takes
from project.base.http import MemberRequest
from project.base.money import format_money
from project.base.viewer import Viewer

from .answering import moved, page, press


@member_only
@require_http_methods(["GET", "HEAD", "POST"])
@takes(OfferForm)
def offer(request: MemberRequest, number: str) -> HttpResponse:
    """Hold the order out to one or more writers."""
    return _give(request, order_or_404(request, number), "offer")


@member_only
@require_http_methods(["GET", "HEAD", "POST"])
@takes(OfferForm)
def assign(request: MemberRequest, number: str) -> HttpResponse:
    """Give the order to one writer without asking."""
    return _give(request, order_or_404(request, number), "assign")


@member_only
@require_http_methods(["GET", "HEAD", "POST"])
@takes(OfferForm)
def reassign(request: MemberRequest, number: str) -> HttpResponse:
    """Take the order from its writer and give it to another."""
    return _give(request, order_or_404(request, number), "reassign")


def _give(request: MemberRequest, order: Order, verb: str) -> HttpResponse:
    require(ORDERS.may(verb, request.viewer, order))
    if request.method != "POST" and (reason := ORDERS.why_not(verb, order)):
        raise WrongState(reason)
    people = people_with_load(request)
    posted = request.POST if request.method == "POST" else None
    fee, why = fees().propose(order=order, writer=None, now=clock.now())
    initial = {"fee": fee, "named_writer": default_answer(order)}
    form = OfferForm(posted, writers=people, currency=order.currency, suggested=why, initial=initial)
    if posted is not None and form.is_valid():
        try:
            messages.success(request, _do(request, order, form, verb))
            return redirect("orders:order", order.number)
        except Invalid as refusal:
            form.add_refusal(refusal)
        except Conflict as refusal:
            return page(request, order_or_404(request, order.number), status=409, problem=refusal)
    context = {
        "order": order,
        "form": form,
        "verb": verb,
        "writers": _choices(order, people, form),
        "promised": named_writer_words(order),
        "work": work_words(
            order.quantity or 0, order.service.unit, order.service.name, get_language() or "en"
        ),
    }
    return render(request, "orders/offers/give.html", context, status=422 if form.errors else 200)


def _do(request: MemberRequest, order: Order, form: OfferForm, verb: str) -> str:
    typed = dict(form.cleaned_data)
    writers, now = typed.pop("writers"), clock.now()
    if verb == "offer":
        made = offers.offer_order(actor=request.viewer, order=order, writers=writers, now=now, **typed)
        return ngettext("Order offered to %(n)s writer.", "Order offered to %(n)s writers.", len(made)) % {
            "n": len(made)
        }
    if len(writers) != 1:
        raise Invalid({"writers": _("Choose one writer.")})
    give = offers.assign_order if verb == "assign" else reassigning.reassign_order
    give(actor=request.viewer, order=order, writer=writers[0], now=now, **typed)
    return _("%(name)s has been assigned the order.") % {"name": writers[0].public_name}


def people_with_load(request: MemberRequest) -> list[Membership]:
    """The agency's writers with what they have in work: orders, and revisions of other people's orders. Two
    queries."""
    people = _writers_with_load(request.viewer)
    prefetch_related_objects(people, "account_people")
    return people


@compiled
def _writers_with_load(viewer: Viewer) -> QuerySet[Membership, Membership]:
    """Joined with what is in work alone: all that was ever written is a hundred times that."""
    of_agency = Q(written_orders__agency_id=viewer.agency_id)
    work = FilteredRelation("written_orders", condition=of_agency & Q(written_orders__state__in=LOADS))
    rows = Membership.objects.visible_to(viewer).writers().annotate(work=work)
    return rows.annotate(in_work=Count("work") + _revisions()).order_by("in_work", "public_name", "id")


def _revisions() -> Coalesce:
    """How many live revisions of other people's orders the person of the outer query was given."""
    live = RevisionRequest.objects.live().filter(agency_id=OuterRef("agency_id"), assignee_id=OuterRef("pk"))
    grouped = live.filter(order__state__in=LOADS).order_by().values("assignee_id")
    return Coalesce(Subquery(grouped.annotate(n=Count("pk")).values("n")), 0)


def _choices(order: Order, people: list[Membership], form: OfferForm) -> list[dict[str, Any]]:
    """Everybody who writes: those who can take it first, the wished one on top, then those who fit best."""
    now, ticked = clock.now(), set(form["writers"].value() or [])
    proposed = fees().propose_to(order=order, writers=people, now=now)
    offered = set(order.offers.filter(state=OfferState.OPEN).values_list("writer_id", flat=True))
    against = eligibility().explain_all(people=people, orders=[order], now=now)
    fit = fits()(people, [order], now)
    found = [
        {
            "id": person.public_id,
            "name": person.public_name,
            "in_work": person.in_work,  # type: ignore[attr-defined]
            "fee": format_money(proposed[person.pk][0], order.currency),
            "reasons": (reasons := _reasons(order, person, against[person.pk, order.pk])),
            "never": any(reason.hard for reason in reasons),
            "fit": fit[person.pk, order.pk],
            "ticked": person.public_id in ticked
            or (not form.is_bound and person.pk == order.preferred_writer_id),
            "wished": person.pk == order.preferred_writer_id,
            "offered": person.pk in offered,
        }
        for person in people
    ]
    return sorted(
        found,
        key=lambda row: (row["never"], bool(row["reasons"]), not row["wished"], -row["fit"].score),
    )


def _reasons(order: Order, person: Membership, against: Sequence[Reason]) -> list[Reason]:
    if person.pk == order.writer_id:
        return [Reason("has_it", _("Already has this order."), hard=True)]
    return list(against)


@area(is_writer)
@require_POST
def accept(request: MemberRequest, number: str) -> HttpResponse:
    """Take the order. Whoever comes too late is told so, although the order is no longer visible to them."""
    offers.accept_offer(actor=request.viewer, order=offered_or_404(request, number), now=clock.now())
    messages.success(request, _("The order is yours. Press “Start work” when you begin."))
    return moved(request, number)


@area(is_writer)
@require_POST
@takes(DeclineForm)
def decline(request: MemberRequest, number: str) -> HttpResponse:
    """Say no. The order is no longer visible to the writer then, so the way leads to the other offers."""
    order, form = offered_or_404(request, number), DeclineForm(request.POST)
    if not form.is_valid():
        order = order_or_404(request, number)  # its title is only for those who still see it
        context = {
            "order": order,
            "form": form,
            "verb": ORDERS["decline_offer"],
            "door": door_of("decline_offer"),
        }
        return render(request, "orders/order/words.html", context, status=422)
    offers.decline_offer(actor=request.viewer, order=order, now=clock.now(), **form.cleaned_data)
    messages.success(request, _("Offer declined."))
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": reverse("writers:offers")})
    return redirect("writers:offers")


@member_only
@require_POST
def withdraw(request: MemberRequest, number: str, writer: str) -> HttpResponse:
    """Take an open offer back."""
    order = order_or_404(request, number)
    require(can_assign(request.viewer, order))
    given = order.offers.select_related("writer").filter(writer__public_id=writer).first()
    if given is None:
        raise NotVisible()
    return press(request, number, "offer", offers.withdraw_offer, _("Offer withdrawn."), writer=given.writer)
