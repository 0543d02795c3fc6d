"""What the desk decides about a revision: scope, who works on it, and what more work
costs; and the client's answer to that."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agencies.models import Membership
from catalog.pricing.taxes import tax_of
from drafts.pages.commission_words import words_of
from orders.actions import change_orders, revision_assignment, revision_scope
from orders.forms.revision_answers import ChangeForm, PersonForm, ScopeForm
from orders.hooks.eligibility import revision_eligibility
from orders.models import RevisionRequest
from orders.pages.order import brief
from orders.pages.order.price_promises import default_answer, named_writer_words
from orders.pages.revisions.points import points_of
from orders.pricing.suggested_fee import suggested_revision_fee
from orders.querysets.revisers import people_for_revision
from orders.rules.revision_guards import open_change
from orders.rules.sides import sides_of
from project.base import clock, query
from project.base.access import member_only
from project.base.errors import Invalid, WrongState
from project.base.forms import takes
from project.base.http import MemberRequest

from .revision_page import opened, page_methods, press, show_page

#: People who are offered for a revision, at most.
MOST_PEOPLE = 200


@member_only
@page_methods
@takes(ScopeForm)
def scope(request: MemberRequest, number: str, round_number: int) -> HttpResponse:
    """Decide whether a request is part of the order, beside the brief."""
    revision = opened(request, number, round_number, "judge_scope")
    form = ScopeForm(request.POST if request.method == "POST" else None, initial=ScopeForm.said_of(revision))
    if form.is_valid():
        try:
            act, typed = revision_scope.judge_scope, form.cleaned_data["judgement"]
            return press(request, revision, act, _("Decision saved."), typed=typed, **form.verdict())
        except Invalid as refusal:
            form.add_refusal(refusal)
    sides = sides_of(request.viewer, revision.order)
    context = {
        "revision": revision,
        "order": revision.order,
        "form": form,
        "points": points_of(revision, sides, None),
        "brief": brief.brief_html(revision.order),
        "words": words_of(revision.order, desk=True),
    }
    return render(request, "orders/revisions/scope.html", context, status=422 if form.errors else 200)


@member_only
@page_methods
@takes(PersonForm)
def person(request: MemberRequest, number: str, round_number: int) -> HttpResponse:
    """Choose who works on it."""
    revision = opened(request, number, round_number, "assign_revision")
    people = sorted(
        people_for_revision(revision)[:MOST_PEOPLE], key=lambda row: row.pk != revision.order.writer_id
    )
    fee, why = suggested_revision_fee(revision)
    form = PersonForm(
        request.POST if request.method == "POST" else None,
        people=people,
        writer_id=revision.order.writer_id,
        currency=revision.order.currency,
        suggested=why,
        initial={"fee": fee, "named_writer": default_answer(revision.order)},
    )
    if form.is_valid():
        chosen = form.cleaned_data["person"]
        try:
            said = _("%(name)s has been assigned the revision.") % {"name": chosen.public_name}
            return press(request, revision, revision_assignment.assign_revision, said, **form.cleaned_data)
        except Invalid as refusal:
            form.add_refusal(refusal)
    choices = _choices(revision, people, form["person"].value())
    context = {"revision": revision, "order": revision.order, "form": form, "people": choices}
    context["promised"] = named_writer_words(revision.order)
    context["overridable"] = any(row["reasons"] for row in choices)
    return render(request, "orders/revisions/person.html", context, status=422 if form.errors else 200)


def _choices(revision: RevisionRequest, people: list[Membership], chosen: Any) -> list[dict[str, Any]]:
    """Everybody who can be given it, and what speaks against them; ticked is who was chosen, at first who has
    it."""
    present = revision.assignee_id or revision.order.writer_id
    explain = revision_eligibility()
    against = explain(people=people, order=revision.order, until=revision.due_at, now=clock.now())
    return [
        {
            "id": row.public_id,
            "name": row.public_name,
            "roles": row.role_words,
            "present": row.pk == present,
            "reasons": [] if row.pk == present else [str(reason) for reason in against[row.pk]],
            "ticked": row.public_id == chosen if chosen else row.pk == present,
        }
        for row in people
    ]


@member_only
@page_methods
@takes(ChangeForm)
def change(request: MemberRequest, number: str, round_number: int) -> HttpResponse:
    """Offer what is beyond the order at a price."""
    revision = opened(request, number, round_number, "offer_change")
    form = ChangeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        facts = form.facts
        try:
            said = _("Change order offered. Nothing is charged until the client accepts it.")
            return press(request, revision, change_orders.offer_change, said, typed=facts["note"], **facts)
        except Invalid as refusal:
            form.add_refusal(refusal)
    order = revision.order
    tax = tax_of(order.lines.all(), order.price_book)
    context = {"revision": revision, "order": order, "form": form, "tax": tax}
    return render(request, "orders/revisions/change.html", context, status=422 if form.errors else 200)


@member_only
@require_POST
@takes("change")
def accept_change(request: MemberRequest, number: str, round_number: int) -> HttpResponse:
    """The client orders it."""
    return _answer(
        request,
        number,
        round_number,
        "accept_change",
        change_orders.accept_change,
        _("Change order accepted."),
    )


@member_only
@require_POST
@takes("change")
def drop_change(request: MemberRequest, number: str, round_number: int) -> HttpResponse:
    """The client does not want it."""
    return _answer(
        request, number, round_number, "drop_change", change_orders.drop_change, _("Change order declined.")
    )


@member_only
@require_POST
@takes("change")
def withdraw_change(request: MemberRequest, number: str, round_number: int) -> HttpResponse:
    """The desk takes the offer back."""
    said = _("Change order withdrawn.")
    return _answer(request, number, round_number, "withdraw_change", change_orders.withdraw_change, said)


def _answer(
    request: MemberRequest, number: str, round_number: int, verb: str, act: Any, said: Any
) -> HttpResponse:
    """An act on the change order that stood on the page: its number is sent along."""
    revision = opened(request, number, round_number, verb)
    change = query.number(request.POST, "change", most=9999)
    if not change:
        waiting = open_change(revision)
        words = _("Choose a change order.") if waiting else _("No change order is waiting for an answer.")
        return show_page(request, revision, status=409, problem=WrongState(words))
    return press(request, revision, act, said, number=change)
