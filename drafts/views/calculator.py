"""From a price of the public calculator to a draft."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.rules.working_hours import calendar_of
from catalog.pricing.offering import current_offering
from clients.models import ClientAccount
from clients.rules.accounts import is_client
from drafts.actions import drafts
from drafts.forms.calculator import PricedChoiceForm, choice_of
from drafts.pages.calculator import choice_context
from drafts.views.fetching import accounts_to_order_for, chosen_account
from project.base import clock
from project.base.access import member_only
from project.base.errors import require
from project.base.forms import takes
from project.base.http import MemberRequest


@member_only
@require_http_methods(["GET", "HEAD", "POST"])
@takes(PricedChoiceForm, "account")
def begin(request: MemberRequest) -> HttpResponse:
    """A draft of the choice that was priced, at that price. GET, to which signing up and in lead, shows both
    and asks; POST makes the draft. A choice without a price goes back to the calculator, which says why."""
    require(
        is_client(request.viewer), _("Only clients can place orders, and you do not have the client role.")
    )
    given = request.POST if request.method == "POST" else request.GET
    form = PricedChoiceForm(given, offering=current_offering(request.agency), now=clock.now())
    if not form.is_valid():
        return _to_calculator(given)
    accounts = accounts_to_order_for(request.viewer)
    account = chosen_account(request, accounts) if request.method == "POST" else None
    return _make(request, form, account) if account else _ask(request, form, accounts)


def _make(request: MemberRequest, form: PricedChoiceForm, account: ClientAccount) -> HttpResponse:
    fields = form.draft_fields(calendar_of(request.agency))
    draft = drafts.begin_draft(actor=request.viewer, account=account, now=form.now, fields=fields)
    messages.success(request, _("Draft created at this price. Now add a title and a brief."))
    return redirect("drafts:draft", draft.public_id)


def _ask(request: MemberRequest, form: PricedChoiceForm, accounts: list[ClientAccount]) -> HttpResponse:
    refused = request.method == "POST"
    context: dict[str, Any] = {**choice_context(form), "accounts": accounts, "refused": refused}
    status = (422 if accounts else 403) if refused else 200
    return render(request, "drafts/draft/from_price.html", context, status=status)


def _to_calculator(given: QueryDict) -> HttpResponse:
    choice = choice_of(given)
    address = reverse("catalog:services")
    return redirect(f"{address}?{urlencode(choice)}#calculator" if choice else address)
