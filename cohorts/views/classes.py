"""Classes: the list, a new one, the page of one, and its end."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cohorts.actions.cohorts import end_cohort, make_cohort
from cohorts.forms.cohorts import NewClassForm
from cohorts.pages import class_list
from cohorts.pages.cohort import ENDINGS, class_page
from cohorts.rules.cohorts import sees_classes
from project.base import clock, query
from project.base.access import area
from project.base.errors import Conflict, Invalid, NotVisible
from project.base.forms import takes
from project.base.http import MemberRequest

from .fetching import accounts_for, cohort_or_404

planners = area(sees_classes)
form_page = require_http_methods(["GET", "HEAD", "POST"])


@planners
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """The classes of one's accounts, and for the desk all: the newest first."""
    tab = query.choice(request.GET, "tab", class_list.TABS, "live")
    words = query.words(request.GET)
    context = {
        "page": class_list.page_for(request, tab, words),
        "tab": tab,
        "words": " ".join(words),
        "tabs": [
            {"label": label, "url": f"?tab={key}", "active": key == tab}
            for key, (label, _states) in class_list.TABS.items()
        ],
    }
    return render(request, "cohorts/classes/list.html", context)


@planners
@form_page
@takes(NewClassForm)
def new(request: MemberRequest) -> HttpResponse:
    """A new class."""
    words = " ".join(query.words(request.GET))
    accounts = accounts_for(request.viewer, words)
    form = NewClassForm(request.POST if request.method == "POST" else None, accounts=accounts)
    if form.is_bound and form.is_valid():
        try:
            made = make_cohort(actor=request.viewer, now=clock.now(), **form.cleaned_data)
        except Invalid as refusal:
            form.add_refusal(refusal)
        except Conflict as refusal:
            form.add_error(None, str(refusal.message))
        else:
            return redirect("cohorts:roster", made.public_id)
    context = {"form": form, "words": words, "accounts": accounts}
    return render(request, "cohorts/classes/new.html", context, status=422 if form.errors else 200)


@planners
@require_safe
def show(request: MemberRequest, public_id: str) -> HttpResponse:
    """One class: how far it is, and who is in it."""
    cohort = cohort_or_404(request.viewer, public_id)
    context = class_page(request.viewer, cohort, request.GET, clock.now())
    return render(request, "cohorts/classes/class.html", context)


@planners
@require_POST
def end(request: MemberRequest, public_id: str, verb: str) -> HttpResponse:
    """Close it, open it again, or cancel it."""
    if verb not in ENDINGS:
        raise NotVisible()
    cohort = cohort_or_404(request.viewer, public_id)
    stored = end_cohort(actor=request.viewer, cohort=cohort, verb=verb, now=clock.now())
    messages.success(request, _("The class is open again.") if stored.is_live else _("The class has ended."))
    return redirect("cohorts:class", public_id)
