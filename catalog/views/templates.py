"""Beginning a price list from a template."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.rules.agencies import edits_catalog
from catalog.actions.templates import use_template, why_not_template
from catalog.forms.templates import TemplateForm
from catalog.pages.templates import template_rows
from catalog.states.templates import TEMPLATES
from project.base import clock
from project.base.access import area
from project.base.forms import takes
from project.base.http import MemberRequest


@area(edits_catalog)
@require_http_methods(["GET", "HEAD", "POST"])
@takes(TemplateForm)
def templates(request: MemberRequest) -> HttpResponse:
    """The templates; choosing one makes it the price list."""
    form = TemplateForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["template"]
        use_template(actor=request.viewer, key=key, now=clock.now())
        words = _("Your price list is now “%s”. Change services and prices as you like.")
        messages.success(request, words % TEMPLATES[key].label)
        return redirect("catalog:catalog")
    context = {
        "form": form,
        "rows": template_rows(request.agency),
        "why_not": why_not_template(request.agency),
        "breadcrumbs": [
            {"label": _("Price list"), "url": reverse("catalog:catalog")},
            {"label": _("Templates"), "url": ""},
        ],
    }
    return render(request, "catalog/templates.html", context, status=422 if form.errors else 200)
