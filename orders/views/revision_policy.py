"""The agency's policy for revisions."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from orders.actions.revision_policy import save_policy
from orders.forms.revision_policy import PolicyForm
from orders.rules.revision_policy import can_edit_policy, rules_of
from project.base.access import area
from project.base.errors import Invalid
from project.base.forms import takes
from project.base.http import MemberRequest


@area(can_edit_policy)
@require_http_methods(["GET", "HEAD", "POST"])
@takes(PolicyForm)
def edit(request: MemberRequest) -> HttpResponse:
    """How many rounds are included, the times, and what each severity means."""
    data = request.POST if request.method == "POST" else None
    form = PolicyForm(data, agency=request.agency, rules=rules_of(request.agency))
    if form.is_valid():
        try:
            save_policy(actor=request.viewer, **form.facts())
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Policy saved. It applies to requests and deliveries from now on."))
            return redirect("orders:revision_policy")
    return render(request, "orders/revisions/policy.html", {"form": form}, status=422 if form.errors else 200)
