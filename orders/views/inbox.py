"""The inbox of messages, across all orders."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from orders.actions.messages import drop_lost_threads
from orders.pages import inbox
from project.base.access import member_only
from project.base.http import MemberRequest


@member_only
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """The threads that concern me, the newest message first; opening one answers it.

    Where the menu counts what is no longer mine to read, it is forgotten: the next page counts right."""
    context = inbox.context(request)
    if request.method == "GET" and inbox.counted_in_menu(request.member) > context["unread"]:
        drop_lost_threads(actor=request.viewer)
    return render(request, "orders/messages/inbox.html", context)
