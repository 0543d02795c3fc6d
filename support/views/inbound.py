"""Mail that came in, for the desk; and the addresses to which one replies by mail."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from project.base import clock
from project.base.access import area, member_only
from project.base.errors import NotVisible
from project.base.http import MemberRequest
from project.base.paging import page_of
from project.base.viewer import Viewer
from support.actions.reply_addresses import revoke_reply_address
from support.models import InboundMail, ReplyAddress
from support.pages.inbound import ADDRESSES_ORDER, KINDS, MAILS_ORDER, address_row, mail_row
from support.pages.settings import settings_tabs
from support.rules.inbound_addresses import inbound_address
from support.rules.tickets import works_on_tickets


@area(works_on_tickets)
@require_safe
def mails(request: MemberRequest) -> HttpResponse:
    """What came in, and what became of it; the latest first."""
    now = clock.now()
    rows = InboundMail.objects.visible_to(request.viewer).select_related("message__ticket")
    page = page_of(rows, request, order=MAILS_ORDER, kinds=KINDS)
    context = {
        "page": page.with_rows([mail_row(row, now) for row in page.rows]),
        "address": inbound_address(request.viewer.agency),
        "ways": settings_tabs(request.viewer, "support:inbound_mails"),
    }
    return render(request, "support/mails.html", context)


@member_only
@require_safe
def addresses(request: MemberRequest) -> HttpResponse:
    """One's own reply addresses that work."""
    now = clock.now()
    rows = ReplyAddress.objects.visible_to(request.viewer).live().select_related("ticket")
    page = page_of(rows, request, order=ADDRESSES_ORDER, kinds=KINDS)
    context = {"page": page.with_rows([address_row(row, now) for row in page.rows])}
    return render(request, "support/reply_addresses.html", context)


@member_only
@require_POST
def revoke(request: MemberRequest, public_id: str) -> HttpResponse:
    """End one of them."""
    row = address_or_404(request.viewer, public_id)
    revoke_reply_address(actor=request.viewer, row=row, now=clock.now())
    messages.success(request, _("Reply address revoked. The next email about this ticket has another one."))
    return redirect("support:reply_addresses")


def address_or_404(viewer: Viewer, public_id: str) -> ReplyAddress:
    """The viewer's own of that id, revoked or not."""
    rows = ReplyAddress.objects.visible_to(viewer).select_related("ticket")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise NotVisible()
    return found
