"""The desk's page about how much of each service an hour makes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from catalog.pricing.offering import current_offering
from project.base.access import area
from project.base.errors import Invalid
from project.base.forms import takes
from project.base.http import MemberRequest
from writers.actions.efforts import save_efforts
from writers.forms.efforts import EffortsForm
from writers.querysets.people import efforts_of
from writers.rules.capacity import sets_efforts


@area(sets_efforts)
@require_http_methods(["GET", "HEAD", "POST"])
@takes(EffortsForm)
def index(request: MemberRequest) -> HttpResponse:
    """A number for each service that is offered."""
    services = current_offering(request.agency).services
    sent = request.POST if request.method == "POST" else None
    form = EffortsForm(sent, services=services, stored=efforts_of(request.agency))
    if sent is not None and form.is_valid():
        try:
            changed = save_efforts(actor=request.viewer, efforts=form.facts)
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _told(changed))
            return redirect("writers:efforts")
    return render(request, "writers/efforts.html", {"form": form}, status=422 if form.errors else 200)


def _told(changed: int) -> str:
    if not changed:
        return _("Nothing has changed.")
    return ngettext("%(n)s rate saved.", "%(n)s rates saved.", changed) % {"n": changed}
