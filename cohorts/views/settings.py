"""Settings of a class, and the fields that its members fill."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cohorts.actions.cohorts import save_cohort
from cohorts.actions.fields import add_field, remove_field
from cohorts.forms.cohorts import FieldForm, SettingsForm
from cohorts.models import Cohort
from cohorts.rules.cohorts import sees_classes
from project.base import clock, query
from project.base.access import area
from project.base.errors import Conflict, Invalid
from project.base.forms import takes
from project.base.http import MemberRequest

from .fetching import planned_or_404

planners = area(sees_classes)


@planners
@require_http_methods(["GET", "HEAD", "POST"])
@takes(SettingsForm, "version")
def edit(request: MemberRequest, public_id: str) -> HttpResponse:
    """What a class is called, for whom it is, what it may cost."""
    cohort = planned_or_404(request, public_id)
    form = settings_form(request, cohort)
    status = 200
    if form.is_bound and form.is_valid():
        version = query.number(request.POST, "version")
        try:
            save_cohort(
                actor=request.viewer,
                cohort=cohort,
                version=version,
                fields=form.cleaned_data,
                now=clock.now(),
            )
        except Invalid as refusal:
            form.add_refusal(refusal)
        except Conflict as refusal:
            form.add_error(None, str(refusal.message))
            status = 409
        else:
            messages.success(request, _("Saved."))
            return redirect("cohorts:class", public_id)
    context = {"cohort": cohort, "form": form, "fields": cohort.fields.all(), "field_form": FieldForm()}
    status = 422 if form.errors and status == 200 else status
    return render(request, "cohorts/classes/settings.html", context, status=status)


def settings_form(request: MemberRequest, cohort: Cohort) -> SettingsForm:
    """With what is stored, or bound to what was sent."""
    initial = {name: getattr(cohort, name) for name in ("name", "receiver", "asks_members", "budget")}
    return SettingsForm(request.POST if request.method == "POST" else None, initial=initial)


@planners
@require_POST
@takes(FieldForm)
def field_add(request: MemberRequest, public_id: str) -> HttpResponse:
    """A field that members fill."""
    cohort = planned_or_404(request, public_id)
    form = FieldForm(request.POST)
    if form.is_valid():
        try:
            add_field(actor=request.viewer, cohort=cohort, now=clock.now(), **form.cleaned_data)
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            return redirect("cohorts:settings", public_id)
    first = next(iter(form.errors.values()), [""])[0]
    messages.error(request, str(first))
    return redirect("cohorts:settings", public_id)


@planners
@require_POST
@takes("key")
def field_remove(request: MemberRequest, public_id: str) -> HttpResponse:
    """Take a field away."""
    cohort = planned_or_404(request, public_id)
    key = query.text(request.POST, "key", most=30)
    remove_field(actor=request.viewer, cohort=cohort, key=key, now=clock.now())
    messages.success(request, _("Field removed."))
    return redirect("cohorts:settings", public_id)
