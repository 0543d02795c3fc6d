"""Placing the order of a draft: at exactly the price that its page showed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clients.rules.accounts import is_client
from drafts.forms.drafts import DraftForm
from drafts.models import OrderDraft
from drafts.pages.drafts import draft_form
from drafts.views.draft_saving import EDITOR, conflict, editor, save_typed
from drafts.views.fetching import draft_or_404
from orders.actions import placing
from orders.pages.placing import price_moved_context
from project.base import clock, query
from project.base.access import area
from project.base.errors import Invalid, Stale, WrongState
from project.base.forms import takes
from project.base.http import MemberRequest

#: What an unreadable price counts as: no order ever has it, so the page asks with the real one.
UNSEEN = placing.SeenPrice(Decimal(-1), 0, clock.EARLIEST)


@area(is_client)
@require_POST
@takes(*EDITOR)
def place(request: MemberRequest, public_id: str) -> HttpResponse:
    """Save what stands in the form, then place the order of exactly
    that, at the price that the page showed."""
    draft: OrderDraft = draft_or_404(request, public_id)
    if draft.converted_at:
        return redirect("orders:order", draft.order.number)
    form = draft_form(request, draft, request.POST, request.FILES)
    try:
        draft = save_typed(request, draft, form)
        if form.errors:
            return editor(request, draft, form, status=422)
        order = placing.convert_draft(
            actor=request.viewer,
            draft=draft,
            seen=seen_price(request),
            version=draft.version,
            now=clock.now(),
        )
    except Stale as stale:
        return conflict(request, stale.current, form)
    except placing.PriceMoved as moved:
        return price_moved(request, draft, form, moved)
    except Invalid as refusal:
        form.add_refusal(refusal)
        return editor(request, draft, form, status=422)
    except WrongState:
        order = _order_of(request, public_id)
    messages.success(request, _("Order %(number)s placed.") % {"number": order.number})
    return redirect("orders:order", order.number)


def seen_price(request: MemberRequest) -> placing.SeenPrice:
    """The price on the page when the button was pressed."""
    try:
        total = Decimal(query.verbatim(request.POST, "seen_total", most=20))
        at = dt.datetime.fromisoformat(query.verbatim(request.POST, "seen_at", most=40))
    except (InvalidOperation, ValueError):
        return UNSEEN
    book_id = query.number(request.POST, "seen_book", most=999_999_999)
    if (
        not book_id
        or at.tzinfo is None
        or not total.is_finite()
        or abs(total) > 10**9
        or not clock.within_range(at)
    ):
        return UNSEEN
    return placing.SeenPrice(total, book_id, at)


def price_moved(
    request: MemberRequest, draft: OrderDraft, form: DraftForm, moved: placing.PriceMoved
) -> HttpResponse:
    """409: the old price and the new one, and the question once more."""
    context = price_moved_context(request.agency, draft, form, moved, seen_price(request), clock.now())
    return render(request, "drafts/draft/price_moved.html", context, status=409)


def _order_of(request: MemberRequest, public_id: str) -> Any:
    """The order that somebody else's click, a moment earlier, made of the draft."""
    draft = draft_or_404(request, public_id)
    if not draft.converted_at:
        raise WrongState(
            _("This draft can’t be placed as an order right now. Reload the page and try again.")
        )
    return draft.order
