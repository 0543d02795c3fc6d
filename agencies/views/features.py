"""The desk's pages about features: what is on, switching one, and what was switched."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.actions.features import (
    cancel_plan,
    plan_switch,
    switch_feature,
    undo_switch,
    version_of,
)
from agencies.forms.features import SwitchForm
from agencies.models import FeaturePlan, FeatureSwitch
from agencies.pages import features as pages
from agencies.rules.features import sees_features
from project.base import formatting
from project.base.access import area
from project.base.clock import now
from project.base.errors import Conflict, Invalid, NotVisible
from project.base.features import features, is_chosen
from project.base.forms import takes
from project.base.http import MemberRequest
from project.base.paging import page_of


@area(sees_features)
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """Every feature, and whether it is on."""
    return render(request, "agencies/features/list.html", {"rows": pages.feature_rows(request.viewer)})


@area(sees_features)
@require_http_methods(["GET", "HEAD", "POST"])
@takes(SwitchForm)
def feature(request: MemberRequest, key: str) -> HttpResponse:
    """One feature: what it is, what a switch leaves behind, and the form that switches it."""
    if key not in features:
        raise NotVisible
    version = version_of(request.agency, key)
    on = is_chosen(request.agency, key)
    initial = {"version": version, "on": "off" if on else "on"}
    form = SwitchForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid() and (said := _switched(request, key, form)):
        messages.success(request, said)
        return redirect("agencies:features")
    plans = FeaturePlan.objects.visible_to(request.viewer).ahead(request.viewer.now)
    plan = plans.filter(feature=key).first()
    context = {
        "form": form,
        "row": pages.feature_row(request.viewer, key, plan),
        "impact": pages.impact_of(request.agency, key) if on else [],
    }
    return render(request, "agencies/features/feature.html", context, status=422 if form.errors else 200)


def _switched(request: MemberRequest, key: str, form: SwitchForm) -> str:
    """What was done, in words; "" when the action refused it, which the form then says."""
    said, on = form.cleaned_data, form.cleaned_data["on"]
    facts = {"actor": request.viewer, "key": key, "on": on, "reason": said["reason"], "now": now()}
    try:
        if at := said["at"]:
            return _planned(plan_switch(**facts, at=at), request)
        done = switch_feature(**facts, version=said["version"])
    except Invalid as refusal:
        form.add_refusal(refusal)
        return ""
    except Conflict as refusal:
        form.add_error(None, str(refusal))
        return ""
    label = {"feature": features[key].label}
    if done is None:
        return _("Nothing has changed.")
    return (_("Switched on: %(feature)s.") if on else _("Switched off: %(feature)s.")) % label


def _planned(plan: FeaturePlan, request: MemberRequest) -> str:
    at: dt.datetime = plan.at.astimezone(request.zone or request.agency.zone)
    return _("Scheduled for %(moment)s.") % {"moment": formatting.stamp(at, "j M Y, H:i")}


@area(sees_features)
@require_POST
def plan_cancel(request: MemberRequest, public_id: str) -> HttpResponse:
    """Cancel a planned switch."""
    plan = plan_or_404(request, public_id)
    try:
        cancel_plan(actor=request.viewer, plan=plan, now=now())
    except Conflict as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The scheduled switch is cancelled."))
    return redirect("agencies:features")


@area(sees_features)
@require_safe
def history(request: MemberRequest) -> HttpResponse:
    """Every switch, the latest first."""
    rows = pages.switches_of(request.viewer)
    found = page_of(rows, request, order=pages.NEWEST, kinds=pages.NEWEST_KINDS)
    versions = pages.versions_of(request.viewer)
    page = found.with_rows(
        [pages.switch_row(request.viewer, row, versions[row.feature]) for row in found.rows]
    )
    return render(request, "agencies/features/history.html", {"page": page})


@area(sees_features)
@require_POST
def undo(request: MemberRequest, public_id: str) -> HttpResponse:
    """Switch a feature back to what it was before."""
    try:
        done = undo_switch(actor=request.viewer, switch=switch_or_404(request, public_id), now=now())
    except Conflict as refusal:
        messages.error(request, str(refusal))
    else:
        words = _("Switched on: %(feature)s.") if done.on else _("Switched off: %(feature)s.")
        messages.success(request, words % {"feature": pages.label_of(done.feature)})
    return redirect("agencies:feature_history")


def plan_or_404(request: MemberRequest, key: str) -> FeaturePlan:
    """The planned switch of this id in the viewer's scope."""
    return get_object_or_404(FeaturePlan.objects.visible_to(request.viewer), public_id=key)


def switch_or_404(request: MemberRequest, key: str) -> FeatureSwitch:
    """The switch of this id in the viewer's scope."""
    return get_object_or_404(FeatureSwitch.objects.visible_to(request.viewer), public_id=key)
