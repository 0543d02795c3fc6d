"""A writer's rules for accepting offers: tried first, then switched on."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalog.pricing.offering import current_offering
from project.base import clock, query
from project.base.access import area
from project.base.errors import Invalid, NotVisible, Stale
from project.base.forms import takes
from project.base.http import MemberRequest
from writers.actions.auto_accept import change_rule, create_rule, delete_rule
from writers.forms.auto_accept import RuleForm
from writers.models import AutoAcceptRule
from writers.pages import auto_accept as printed
from writers.rules.auto_accept import MOST_RULES, keeps_rules

writers_only = area(keeps_rules)
page = require_http_methods(["GET", "HEAD", "POST"])


@writers_only
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """All of mine; nobody has many."""
    rows = own_rules(request).order_by("id")
    currency = request.agency.currency
    context = {"rows": [printed.rule_row(rule, currency) for rule in rows], "most": MOST_RULES}
    return render(request, "writers/auto_accept/list.html", context)


@writers_only
@page
@takes(RuleForm)
def new(request: MemberRequest) -> HttpResponse:
    """Make a rule, which is off: its page says what it would have taken."""
    posted = request.POST if request.method == "POST" else None
    form = RuleForm(posted, initial={"clients": "any"}, **form_options(request))
    if form.is_valid():
        try:
            made = create_rule(actor=request.viewer, now=clock.now(), fields=form.cleaned_data)
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Rule saved. It is off until you switch it on."))
            return redirect("writers:auto_accept_rule", made.public_id)
    context = {"form": form, "rule": None}
    return render(request, "writers/auto_accept/rule.html", context, status=422 if form.errors else 200)


@writers_only
@page
@takes(RuleForm, "version")
def rule(request: MemberRequest, public_id: str) -> HttpResponse:
    """What a rule asks, to be changed, and what it would have taken of late."""
    found = rule_or_404(request, public_id)
    posted = request.POST if request.method == "POST" else None
    version = query.number(posted, "version") if posted else found.version
    form = RuleForm(posted, initial=initial_of(found), **form_options(request, found))
    if form.is_valid():
        try:
            change_rule(actor=request.viewer, rule=found, version=version, fields=form.cleaned_data)
        except Invalid as refusal:
            form.add_refusal(refusal)
        except Stale as stale:
            version = stale.current.version
            form.add_error(None, _("%s Save again to keep your version.") % stale)
        else:
            messages.success(request, _("Rule saved."))
            return redirect("writers:auto_accept_rule", found.public_id)
    context = {
        "form": form,
        "rule": printed.rule_row(found, request.agency.currency),
        "version": version,
        "tried": printed.dry_run(request.viewer, found, clock.now()),
    }
    return render(request, "writers/auto_accept/rule.html", context, status=422 if form.errors else 200)


@writers_only
@require_POST
@takes("on")
def switch(request: MemberRequest, public_id: str) -> HttpResponse:
    """Switch a rule on or off."""
    found, on = rule_or_404(request, public_id), query.has(request.POST, "on")
    change_rule(actor=request.viewer, rule=found, fields={"enabled": on})
    messages.success(request, _("Rule switched on.") if on else _("Rule switched off."))
    return redirect("writers:auto_accept")


@writers_only
@require_POST
def delete(request: MemberRequest, public_id: str) -> HttpResponse:
    """Delete a rule."""
    delete_rule(actor=request.viewer, rule=rule_or_404(request, public_id))
    messages.success(request, _("Rule deleted."))
    return redirect("writers:auto_accept")


def own_rules(request: MemberRequest) -> Any:
    """The viewer's own rules. One query."""
    rows = AutoAcceptRule.objects.visible_to(request.viewer).filter(member_id=request.viewer.member_id)
    return rows.select_related("service", "subject")


def rule_or_404(request: MemberRequest, public_id: str) -> AutoAcceptRule:
    """A rule of the viewer's own. Raises NotVisible."""
    found: AutoAcceptRule | None = own_rules(request).filter(public_id=public_id).first()
    if found is None:
        raise NotVisible()
    return found


def form_options(request: MemberRequest, kept: AutoAcceptRule | None = None) -> dict[str, Any]:
    """What a rule can choose from, also what the stored one names already."""
    offering = current_offering(request.agency)
    facts = {"services": offering.services, "subjects": offering.subjects}
    return {**facts, "currency": request.agency.currency, "kept": kept}


def initial_of(rule: AutoAcceptRule) -> dict[str, Any]:
    """The form of a stored rule."""
    return {
        "clients": rule.clients,
        "service": rule.service.key if rule.service else "",
        "subject": rule.subject.key if rule.subject else "",
        "min_fee": rule.min_fee,
        "min_days": rule.min_days,
        "max_quantity": rule.max_quantity,
    }
