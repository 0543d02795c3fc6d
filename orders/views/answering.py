"""How a verb of the order page is answered: the page again, or its
fragment for HTMX, with what happened on it.

One reply changes the whole of #order (head, buttons, panels, timeline) and adds a toast:
templates/orders/order/moved.html.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers

from orders.actions.moving import ORDERS
from orders.models import Order
from orders.pages.order.page import order_page
from orders.pages.order.verbs import door_of
from orders.views.fetching import order_or_404
from project.base import clock
from project.base.errors import Conflict, Invalid, QuillhouseError, require
from project.base.forms import ActionForm
from project.base.http import MemberRequest

Verb = Callable[..., Any]


def page(
    request: MemberRequest,
    order: Order,
    *,
    status: int = 200,
    problem: QuillhouseError | None = None,
    typed: str = "",
) -> HttpResponse:
    """The order page, or #order of it for HTMX. `problem` stands on top of it,
    with the words that were `typed` then."""
    context = {
        "page": order_page(request.viewer, order, clock.now()),
        "order": order,
        "problem": problem,
        "typed": typed,
        "moved": _swaps(request),
    }
    template = "orders/order/moved.html" if _swaps(request) else "orders/order/page.html"
    return _reply(request, render(request, template, context, status=status))


def press(
    request: MemberRequest, number: str, verb: str, act: Verb, said: Any, /, *, words: str = "", **facts: Any
) -> HttpResponse:
    """Fetch in scope, call one action, answer with the page. The right is asked before anything else is said.

    A conflict (another's click came first) is shown on the page as it is now, with 409 and the `words` typed.
    """
    order = order_or_404(request, number)
    require(ORDERS.may(verb, request.viewer, order))
    try:
        act(actor=request.viewer, order=order, now=clock.now(), **facts)
    except Conflict as refusal:
        return page(request, order_or_404(request, number), status=409, problem=refusal, typed=words)
    messages.success(request, said)
    return moved(request, number)


def press_with_words(
    request: MemberRequest, number: str, verb: str, act: Verb, form: ActionForm, said: Any
) -> HttpResponse:
    """Do what press does for a verb that takes words; when they are
    refused, the form comes back with them (422)."""
    order = order_or_404(request, number)
    require(ORDERS.may(verb, request.viewer, order))
    if form.is_valid():
        words = next((value for value in form.cleaned_data.values() if isinstance(value, str)), "")
        try:
            return press(request, number, verb, act, said, words=words, **form.cleaned_data)
        except Invalid as refusal:
            form.add_refusal(refusal)
    template = "orders/order/words.html#order" if _swaps(request) else "orders/order/words.html"
    context = {"order": order, "form": form, "verb": ORDERS[verb], "door": door_of(verb)}
    return _reply(request, render(request, template, context, status=422))


def moved(request: MemberRequest, number: str) -> HttpResponse:
    """After a verb: the page as it is now for HTMX, otherwise the way back to it."""
    if _swaps(request):
        return page(request, order_or_404(request, number))
    return redirect("orders:order", number)


def _swaps(request: MemberRequest) -> bool:
    return bool(request.htmx) and request.htmx.target == "order"


def _reply(request: MemberRequest, response: HttpResponse) -> HttpResponse:
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    if _swaps(request):
        # A boosted form would put its own address, which takes POST alone, into the address bar.
        response.headers["HX-Push-Url"] = "false"
    return response
