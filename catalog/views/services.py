"""What can be ordered and what it costs, for everybody: the services with the calculator, each by itself."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalog.forms.calculator import CalculatorForm, begun
from catalog.models import ServiceType
from catalog.pages.calculator import calculator_context
from catalog.pages.catalog import services_context
from catalog.pages.services import service_context
from catalog.pricing.offering import current_offering
from project.base import clock
from project.base.access import public, when_open
from project.base.errors import Gone, NotVisible
from project.base.http import AgencyRequest
from project.base.public_pages import same_for_everybody


@public
@when_open
@same_for_everybody()
@require_safe
def services(request: AgencyRequest) -> HttpResponse:
    """The calculator with the choice that the address names, and all services with their rates. To HTMX the
    price alone, or what is refused of what is being typed. A page of a choice without a price is 422;
    nothing typed is lost.

    The answer depends on the address and the prices, not on the hour: whoever has it may keep it.
    """
    offering = current_offering(request.agency)
    form = CalculatorForm(begun(request.GET, offering), offering=offering, now=clock.now())
    context = {"calculator": calculator_context(request, form)}
    if request.htmx:
        return render(request, "catalog/calculator/answer.html", context)
    context |= services_context(offering)
    return render(request, "catalog/services.html", context, status=422 if form.errors else 200)


def _which(slug: str) -> tuple[Any, ...]:
    return (slug,)


@public
@when_open
@same_for_everybody(_which)
@require_safe
def service(request: AgencyRequest, slug: str) -> HttpResponse:
    """One service with prices worked out. 410 for one that was offered once, 404 for one that never was."""
    offering = current_offering(request.agency)
    found = next((row for row in offering.services if row.key == slug), None)
    if found is None:
        raise _not_offered(request, slug)
    return render(request, "catalog/service.html", service_context(offering, found, clock.now()))


def _not_offered(request: AgencyRequest, key: str) -> Gone | NotVisible:
    """Whatever has a row was on offer once: a service is stored with the version that offers it."""
    if ServiceType.objects.filter(agency=request.agency, key=key).exists():
        return Gone(
            _("We no longer offer this service."),
            hint=_("You can see what we offer under “Services and prices”."),
        )
    return NotVisible()
