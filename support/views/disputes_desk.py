"""The desk's list of disputes, and what the agency sets about them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.states.roles import is_staff
from project.base import clock
from project.base.access import area
from project.base.errors import Invalid
from project.base.forms import takes
from project.base.http import MemberRequest
from project.base.paging import page_of
from support.actions.disputes_policy import save_dispute_policy
from support.forms.disputes import PolicyForm
from support.pages.disputes_list import KINDS, ORDER, disputes_of, row_of, tabs_of, wanted_of
from support.pages.settings import settings_tabs
from support.rules.disputes_policy import can_edit_dispute_policy, dispute_policy_of
from support.states.disputes import Reason


@area(is_staff)
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """The agency's disputes, the newest first."""
    wanted, now = wanted_of(request.GET), clock.now()
    page = page_of(disputes_of(request.viewer, wanted), request, order=ORDER, kinds=KINDS)
    context = {
        "page": page.with_rows([row_of(dispute, now) for dispute in page.rows]),
        "tabs": tabs_of(wanted),
        "wanted": wanted,
        "cleared": wanted.url(reason="", q=""),
        "reasons": Reason.choices,
        "sets": can_edit_dispute_policy(request.viewer),
    }
    return render(request, "support/disputes/desk.html", context)


@area(can_edit_dispute_policy)
@require_http_methods(["GET", "HEAD", "POST"])
@takes(PolicyForm)
def settings(request: MemberRequest) -> HttpResponse:
    """How long each side has, and how much support may refund."""
    policy = dispute_policy_of(request.agency)
    initial = {name: getattr(policy, name) for name in PolicyForm.base_fields}
    form = PolicyForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            save_dispute_policy(actor=request.viewer, **form.cleaned_data)
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Dispute settings saved."))
            return redirect("support:dispute_settings")
    context = {"form": form, "ways": settings_tabs(request.viewer, "support:dispute_settings")}
    return render(request, "support/disputes/settings.html", context, status=422 if form.errors else 200)
