"""The pages of the conversation and of the internal notes of an order, and of changing one message."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as toasts
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from orders.actions.messages import edit_message, mark_read, post_message, why_closed, why_not_edit
from orders.forms.messages import MessageForm, WordingForm
from orders.models import Message, Order
from orders.pages.order import messages
from orders.views.fetching import order_or_404
from project.base import clock
from project.base.access import member_only
from project.base.errors import Conflict, Invalid, NotVisible, WrongState, require
from project.base.forms import takes
from project.base.http import MemberRequest
from project.base.paging import page_of

#: Messages on one page of a thread.
PAGE = 30
page_methods = require_http_methods(["GET", "HEAD", "POST"])


@member_only
@page_methods
@takes(MessageForm)
def conversation(request: MemberRequest, number: str) -> HttpResponse:
    """What client, writer and agency write to each other."""
    return _thread(request, number, internal=False)


@member_only
@page_methods
@takes(MessageForm)
def notes(request: MemberRequest, number: str) -> HttpResponse:
    """What the agency and the order's editor write among themselves."""
    return _thread(request, number, internal=True)


def _thread(request: MemberRequest, number: str, *, internal: bool) -> HttpResponse:
    order = order_or_404(request, number)
    if not messages.may_read(request.viewer, order, internal):
        raise NotVisible()
    if request.method != "POST":
        return _page(request, order, internal, _form(request, order, internal))
    require(messages.may_write(request.viewer, order, internal))
    form = _form(request, order, internal, request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, order, internal, form, status=422)
    try:
        _post(request, order, internal, form)
    except Invalid as refusal:
        form.add_refusal(refusal)
        return _page(request, order, internal, form, status=422)
    except Conflict as refusal:
        form.add_error(None, str(refusal.message))
        return _page(request, order, internal, form, status=409)
    if _swaps(request):
        return _page(request, order, internal, _form(request, order, internal))
    return redirect(f"{messages.url_of(order, internal)}#end")


def _form(request: MemberRequest, order: Order, internal: bool, *data: Any) -> MessageForm:
    choices = messages.choices_of(request.viewer, order, internal)
    return MessageForm(*data, choices=choices)


def _post(request: MemberRequest, order: Order, internal: bool, form: MessageForm) -> Message:
    typed = form.cleaned_data
    return post_message(
        actor=request.viewer,
        order=order,
        internal=internal,
        text=typed["text"],
        mentions=typed["mentions"],
        uploads=typed["files"],
        key=typed["key"],
        now=clock.now(),
    )


def _page(
    request: MemberRequest, order: Order, internal: bool, form: MessageForm, *, status: int = 200
) -> HttpResponse:
    """One page of the thread, the newest by default, oldest message first.
    Whoever opens the newest has read it."""
    now, viewer = clock.now(), request.viewer
    rows = messages.messages_of(viewer, order).filter(internal=internal)
    found = page_of(rows, request, order=["-id"], kinds=[int], size=PAGE)
    latest = [row for row in found.rows if row.fresh][:1]
    if latest and request.method != "HEAD":
        mark_read(actor=viewer, order=order, internal=internal, upto=latest[0])
    if form.is_bound:
        form.ask_for_files_again()
    context = {
        "order": order,
        "internal": internal,
        "page": found,
        "lines": messages.lines_of(viewer, order, found.rows[::-1], now),
        "form": form,
        "closed": why_closed(order, now),
        "may_write": messages.may_write(viewer, order, internal),
        "url": messages.url_of(order, internal),
    }
    template = "orders/messages/messages.html#thread" if _swaps(request) else "orders/messages/messages.html"
    return _reply(request, render(request, template, context, status=status))


@member_only
@page_methods
@takes(WordingForm)
def edit(request: MemberRequest, number: str, message: str) -> HttpResponse:
    """Change the words of one's own message, for a few minutes."""
    order = order_or_404(request, number)
    row = messages.messages_of(request.viewer, order).filter(public_id=message).first()
    if row is None:
        raise NotVisible()
    row.order = order
    require(
        row.author_id == request.viewer.member_id and messages.may_write(request.viewer, order, row.internal)
    )
    if request.method != "POST":
        if reason := why_not_edit(row, clock.now()):
            raise WrongState(reason)
        return _edit_page(request, row, WordingForm(initial={"text": row.text}))
    return _change(request, row, WordingForm(request.POST))


def _change(request: MemberRequest, message: Any, form: WordingForm) -> HttpResponse:
    if not form.is_valid():
        return _edit_page(request, message, form, status=422)
    try:
        edit_message(actor=request.viewer, message=message, text=form.cleaned_data["text"], now=clock.now())
    except Invalid as refusal:
        form.add_refusal(refusal)
        return _edit_page(request, message, form, status=422)
    except Conflict as refusal:
        form.add_error(None, str(refusal.message))
        return _edit_page(request, message, form, status=409)
    toasts.success(request, _("Message edited."))
    return redirect(f"{messages.url_of(message.order, message.internal)}#message-{message.public_id}")


def _edit_page(request: MemberRequest, message: Any, form: WordingForm, *, status: int = 200) -> HttpResponse:
    context = {
        "order": message.order,
        "form": form,
        "internal": message.internal,
        "back": messages.url_of(message.order, message.internal),
    }
    return render(request, "orders/messages/edit.html", context, status=status)


def _swaps(request: MemberRequest) -> bool:
    return bool(request.htmx) and request.htmx.target == "thread"


def _reply(request: MemberRequest, response: HttpResponse) -> HttpResponse:
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    if _swaps(request) and request.method == "POST":
        response.headers["HX-Push-Url"] = "false"
    return response
