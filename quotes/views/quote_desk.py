"""Quotes at the desk: the list, beginning one, preparing and sending it,
giving it up, and how the agency quotes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clients.models import AccountPerson
from clients.views.colleagues import account_or_404
from project.base import clock, query
from project.base.access import area
from project.base.errors import Conflict, Invalid, NotVisible, Stale, WrongState, require
from project.base.forms import takes
from project.base.http import MemberRequest
from quotes.actions import asking, order_in_name, sending
from quotes.actions.moving import QUOTES
from quotes.actions.settings import save_quote_settings
from quotes.forms.quote_settings import SettingsForm
from quotes.forms.quotes import WithdrawForm
from quotes.models import OrderQuote
from quotes.pages import preparing, quote_list
from quotes.pricing.quote_terms import settings_of
from quotes.rules.quotes import can_edit_settings, can_quote, can_set_limit
from quotes.states import WITH_DESK

from .quotes import press, quote_or_404

desk_only = area(can_quote)
page_methods = require_http_methods(["GET", "HEAD", "POST"])
#: Client accounts that one search shows.
MOST_ACCOUNTS = 30


@desk_only
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """Every quote of the agency: what waits for the desk first."""
    return quote_list.answer(request, "desk")


@desk_only
@page_methods
@takes("person")
def new(request: MemberRequest) -> HttpResponse:
    """Begin a quote: for which person of which client account."""
    words = " ".join(query.words(request.GET))
    people = _people(request, words)
    if request.method == "POST":
        chosen = _chosen(request)
        quote = asking.prepare_quote(
            actor=request.viewer, account=chosen.account, addressee=chosen.membership, now=clock.now()
        )
        return redirect("quotes:quote_prepare", quote.number)
    return render(request, "quotes/new.html", {"people": people, "words": words, "most": MOST_ACCOUNTS})


@desk_only
@require_POST
def in_name(request: MemberRequest, public_id: str) -> HttpResponse:
    """Begin an order in the name of a client account: what the desk prepares before it places it."""
    account = account_or_404(request, public_id)
    quote = order_in_name.prepare_in_name(actor=request.viewer, account=account, now=clock.now())
    return redirect("quotes:quote_prepare", quote.number)


def _people(request: MemberRequest, words: str) -> list[AccountPerson]:
    rows = preparing.named(preparing.addressees(request.viewer), words)
    return list(rows.order_by("account__name", "membership__public_name", "id")[:MOST_ACCOUNTS])


def _chosen(request: MemberRequest) -> AccountPerson:
    account, _dot, person = query.text(request.POST, "person").partition(".")
    rows = preparing.addressees(request.viewer)
    found = rows.filter(account__public_id=account, membership__public_id=person).first()
    if found is None:
        raise NotVisible()
    return found


@desk_only
@page_methods
@takes(*preparing.FORMS, "version", "send", "save", "order")
def prepare(request: MemberRequest, number: str) -> HttpResponse:
    """The commission, what is agreed beyond the list price, and the button that sends it."""
    quote = quote_or_404(request, number)
    require(QUOTES.may("save", request.viewer, quote))
    if quote.state not in WITH_DESK and request.method != "POST":
        return redirect("quotes:quote", number)
    if request.method != "POST":
        return _preparing(request, quote, preparing.forms_of(request, quote))
    forms = preparing.forms_of(request, quote, request.POST)
    if not forms.valid:
        return _preparing(request, quote, forms, status=422)
    try:
        quote = _saved(request, quote, forms)
        if query.has(request.POST, "order"):
            return _ordered(request, quote)
        if not query.has(request.POST, "send"):
            messages.success(request, _("Saved. The client sees nothing until you send the quote."))
            return redirect("quotes:quote_prepare", number)
        sending.send_quote(
            actor=request.viewer,
            quote=quote,
            version=quote.draft.version,
            valid_until=forms.terms.cleaned_data["valid_until"],
            now=clock.now(),
        )
    except Invalid as refusal:
        forms.add_refusal(refusal)
        return _preparing(request, quote_or_404(request, number), forms, status=422)
    except Stale as stale:
        fresh = quote_or_404(request, number)
        return _preparing(request, fresh, forms, status=409, problem=stale)
    except Conflict as refusal:
        fresh = quote_or_404(request, number)
        return _preparing(request, fresh, forms, status=409, problem=refusal, lost=True)
    messages.success(request, _("%(name)s has been sent the quote.") % {"name": quote.addressee.public_name})
    return redirect("quotes:quote", number)


def _ordered(request: MemberRequest, quote: OrderQuote) -> HttpResponse:
    """Place the order of what is stored, in the client's name. Raises what order_in_name raises."""
    order = order_in_name.order_in_name(
        actor=request.viewer, quote=quote, version=quote.draft.version, now=clock.now()
    )
    words = _("Order %(number)s placed in the name of %(name)s.")
    messages.success(request, words % {"number": order.number, "name": quote.account.name})
    return redirect("orders:order", order.number)


def _saved(request: MemberRequest, quote: OrderQuote, forms: preparing.Forms) -> OrderQuote:
    """Store what stands in two valid forms. Raises Stale and Invalid."""
    return sending.save_quote(
        actor=request.viewer,
        quote=quote,
        version=query.number(request.POST, "version"),
        fields=forms.draft.saved_fields(),
        terms=forms.terms.terms,
        assumptions=forms.terms.cleaned_data["assumptions"],
        addressee=forms.terms.person,
        now=clock.now(),
    )


def _preparing(
    request: MemberRequest, quote: OrderQuote, forms: Any, *, status: int = 200, **more: Any
) -> HttpResponse:
    """`problem`: why it was not stored; `lost`: it cannot be, any more."""
    context = {**preparing.context(request, quote, forms), **more}
    return render(request, "quotes/prepare.html", context, status=status)


@desk_only
@require_POST
@takes(*preparing.FORMS, "version", "save")
def price(request: MemberRequest, number: str) -> HttpResponse:
    """What the lines come to with what stands in the form, stored or not."""
    quote = quote_or_404(request, number)
    require(QUOTES.may("save", request.viewer, quote))
    forms = preparing.forms_of(request, quote, request.POST)
    return render(request, "quotes/_agreed.html", preparing.agreed(request, quote, forms))


@desk_only
@require_POST
def rework(request: MemberRequest, number: str) -> HttpResponse:
    """Take a sent quote back to change it."""
    response = press(
        request,
        number,
        "rework",
        sending.rework_quote,
        _("The client cannot accept the quote until you send it again."),
    )
    return redirect("quotes:quote_prepare", number) if response.status_code == 302 else response


@desk_only
@page_methods
@takes(WithdrawForm, "version")
def withdraw(request: MemberRequest, number: str) -> HttpResponse:
    """Give a quote up."""
    quote = quote_or_404(request, number)
    require(QUOTES.may("withdraw", request.viewer, quote))
    if request.method != "POST" and (reason := QUOTES.why_not("withdraw", quote)):
        raise WrongState(reason)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = _("Quote withdrawn.")
        return press(request, number, "withdraw", sending.withdraw_quote, said, **form.cleaned_data)
    context = {"quote": quote, "form": form, "verb": QUOTES["withdraw"]}
    return render(request, "quotes/words.html", context, status=422 if form.errors else 200)


@area(can_edit_settings)
@page_methods
@takes(SettingsForm)
def settings(request: MemberRequest) -> HttpResponse:
    """How long quotes hold, when their end is reminded of, what a manager may take off."""
    stored = settings_of(request.agency)
    names = ("valid_days", "reminder_hours", "discount_limit")
    limited = not can_set_limit(request.viewer)
    form = SettingsForm(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(stored, name) for name in names},
        limited=limited,
    )
    if form.is_valid():
        try:
            save_quote_settings(actor=request.viewer, **form.cleaned_data)
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Saved. These settings apply to quotes sent from now on."))
            return redirect("quotes:quote_settings")
    context = {"form": form, "limit": stored.discount_limit if limited else None}
    return render(request, "quotes/settings.html", context, status=422 if form.errors else 200)
