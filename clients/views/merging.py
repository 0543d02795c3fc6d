"""Merging two client accounts, after a look at what that does, and separating them again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from clients.actions.merging import merge_accounts, part_account
from clients.pages.merging import candidates, preview
from clients.rules.desk import can_merge_accounts
from project.base import clock, query
from project.base.access import area
from project.base.forms import takes
from project.base.http import MemberRequest

from .colleagues import account_or_404
from .desk import breadcrumbs

management_only = area(can_merge_accounts)


@management_only
@require_http_methods(["GET", "HEAD", "POST"])
@takes("into")
def merge(request: MemberRequest, public_id: str) -> HttpResponse:
    """Choose what to merge an account into, see what that does, do it."""
    account = account_or_404(request, public_id)
    if request.method == "POST":
        root = account_or_404(request, query.public_id(request.POST, "into"))
        merge_accounts(actor=request.viewer, account=account, into=root, now=clock.now())
        messages.success(request, _("Merged. You can separate the accounts until something new is booked."))
        return redirect("clients:desk_client", root.public_id)
    words, chosen = query.words(request.GET), query.public_id(request.GET, "into")
    into = account_or_404(request, chosen) if chosen else None
    context = {
        "account": account,
        "words": " ".join(words),
        "found": candidates(request.viewer, account, words),
        "into": into,
        "preview": preview(request.viewer, account, into) if into else None,
        "breadcrumbs": breadcrumbs(account, _("Merge")),
    }
    return render(request, "clients/desk/merge.html", context)


@management_only
@require_POST
def part(request: MemberRequest, public_id: str) -> HttpResponse:
    """Separate a merged account again."""
    account = account_or_404(request, public_id)
    part_account(actor=request.viewer, account=account, now=clock.now())
    messages.success(request, _("The accounts are separate again."))
    return redirect("clients:desk_client", account.public_id)
