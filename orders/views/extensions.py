"""More time for a writer: the pages that ask, grant and refuse, and the button that withdraws."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from orders.actions import extensions
from orders.actions.moving import ORDERS
from orders.forms.extensions import AskForm, GrantForm, GrantRevisionForm, RefuseForm, grant_form
from orders.models import Order
from orders.pages.order.extensions import extension_of
from orders.pages.order.price_promises import urgency_words
from orders.rules.extensions import open_ask
from orders.rules.live_revision import owed_by
from orders.rules.sides import sides_of
from orders.views.fetching import order_or_404
from project.base import clock
from project.base.access import member_only
from project.base.errors import Conflict, Invalid, WrongState, require
from project.base.forms import ActionForm, takes
from project.base.http import MemberRequest

from .answering import page, press

Act = Callable[..., Any]
MakeForm = Callable[..., ActionForm]
page_methods = require_http_methods(["GET", "HEAD", "POST"])


@member_only
@page_methods
@takes(AskForm)
def ask(request: MemberRequest, number: str) -> HttpResponse:
    """For which moment the writer asks, and why."""
    return _ask_or_answer(
        request, number, "ask_extension", extensions.ask_extension, _ask_form, _("Extension requested.")
    )


@member_only
@page_methods
@takes(GrantForm, GrantRevisionForm)
def grant(request: MemberRequest, number: str) -> HttpResponse:
    """The deadlines as the writer wants them, for the desk to change or to take."""
    return _ask_or_answer(
        request,
        number,
        "grant_extension",
        extensions.grant_extension,
        _grant_form,
        _("Extension granted. The deadline has been moved."),
    )


@member_only
@page_methods
@takes(RefuseForm)
def refuse(request: MemberRequest, number: str) -> HttpResponse:
    """No, with a reason that the writer reads."""
    return _ask_or_answer(
        request,
        number,
        "refuse_extension",
        extensions.refuse_extension,
        _refuse_form,
        _("Extension declined. The writer has been notified."),
    )


@member_only
@require_POST
def withdraw(request: MemberRequest, number: str) -> HttpResponse:
    """Take one's ask back."""
    said = _("Extension request withdrawn.")
    return press(request, number, "withdraw_extension", extensions.withdraw_extension, said)


def _ask_or_answer(
    request: MemberRequest, number: str, verb: str, act: Act, make: MakeForm, said: str
) -> HttpResponse:
    """A verb with a page of its own: the form, and what became of it."""
    order = order_or_404(request, number)
    require(ORDERS.may(verb, request.viewer, order))
    if request.method != "POST":
        if reason := ORDERS.why_not(verb, order):
            raise WrongState(reason)
        return _page(request, order, verb, make(order))
    form = make(order, request.POST)
    if not form.is_valid():
        return _page(request, order, verb, form)
    try:
        act(actor=request.viewer, order=order, now=clock.now(), **form.cleaned_data)
    except Invalid as refusal:
        form.add_refusal(refusal)
        return _page(request, order, verb, form)
    except Conflict as refusal:
        typed = "".join(form.cleaned_data.get(name, "") for name in ("reason", "refusal"))
        return page(request, order_or_404(request, number), status=409, problem=refusal, typed=typed)
    messages.success(request, said)
    return redirect("orders:order", order.number)


def _ask_form(order: Order, data: Any = None) -> ActionForm:
    return AskForm(data, initial={"wanted": owed_by(order)})


def _grant_form(order: Order, data: Any = None) -> ActionForm:
    """Both deadlines until the first delivery; after it the time of the live revision."""
    ask = open_ask(order)
    wanted = ask.wanted if ask else owed_by(order)
    client = max(order.client_deadline, wanted)
    initial = {"due_at": wanted, "writer_deadline": wanted, "client_deadline": client}
    return grant_form(order)(data, initial={**initial, "ask": ask.public_id if ask else ""})


def _refuse_form(order: Order, data: Any = None) -> ActionForm:
    ask = open_ask(order)
    return RefuseForm(data, initial={"ask": ask.public_id if ask else ""})


def _page(request: MemberRequest, order: Order, verb: str, form: ActionForm) -> HttpResponse:
    asked = extension_of(order, sides_of(request.viewer, order))
    context = {"order": order, "form": form, "verb": ORDERS[verb], "asked": asked, "owed_by": owed_by(order)}
    context["promised"] = urgency_words(order)
    return render(request, "orders/extensions/extension.html", context, status=422 if form.errors else 200)
