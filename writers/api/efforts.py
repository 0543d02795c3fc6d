"""`/api/v1/writer-management/efforts/`: how much of each service an hour makes."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.response import Response

from catalog.models import ServiceType
from catalog.pricing.offering import current_offering
from project.base.api import fields
from project.base.api.bodies import Body, Out, bound, renamed
from project.base.api.endpoint import endpoint, only
from project.base.api.fields import number_text
from project.base.api.resource import Resource
from project.base.errors import Invalid
from writers.actions.efforts import save_efforts
from writers.forms.efforts import EffortsForm
from writers.querysets.people import efforts_of
from writers.rules.capacity import sets_efforts
from writers.states.capacity import DEFAULT_PER_HOUR

MANAGERS = only(sets_efforts)


class Effort(Body):
    """Units of a service an hour; null for the rate of its unit."""

    service = fields.Slug()
    per_hour = fields.Precise(places=2, allow_null=True)

    example = {"service": "article", "per_hour": "300"}


class EffortsBody(Body):
    """Rates of services. Those that are left out keep theirs."""

    efforts = fields.Items(child=Effort())

    example = {"efforts": [Effort.example]}


class EffortOut(Out):
    service = fields.Slug()
    unit = fields.Text()
    per_hour = fields.Precise(places=2, help_text="The rate that counts.")
    is_default = fields.Flag()


class EffortsOut(Out):
    """The rate of each service that is offered."""

    efforts = EffortOut(many=True)

    example = {"efforts": [{"service": "article", "unit": "word", "per_hour": "300", "is_default": False}]}


class EffortsViewSet(Resource):
    """Effort rates of the agency."""

    single = True

    def shown(self, thing: list[ServiceType]) -> dict[str, Any]:
        stored = efforts_of(self.http.agency)
        return {
            "efforts": [
                {
                    "service": each.key,
                    "unit": each.unit,
                    "per_hour": number_text(stored[each.pk])
                    if each.pk in stored
                    else str(DEFAULT_PER_HOUR[each.unit]),
                    "is_default": each.pk not in stored,
                }
                for each in thing
            ]
        }

    @endpoint(MANAGERS, EffortsOut)
    def retrieve(self, request: Any) -> Response:
        """Read how much of each service an hour makes."""
        return self.ok(current_offering(self.http.agency).services)

    @endpoint(MANAGERS, EffortsOut, body=EffortsBody)
    def update(self, request: Any) -> Response:
        """Set rates. Hours of all work are counted by them from now on."""
        services = {service.key: service for service in current_offering(self.http.agency).services}
        said = {row["service"]: row["per_hour"] for row in self.body["efforts"]}
        if strange := [key for key in said if key not in services]:
            raise Invalid({"efforts": [_unknown(key) for key in strange[:5]]})
        names = {f"rate_{key}": "efforts" for key in said}
        with renamed({**names, **dict.fromkeys(said, "efforts")}):
            chosen = [services[key] for key in said]
            form = bound(
                EffortsForm,
                {f"rate_{key}": rate or "" for key, rate in said.items()},
                services=chosen,
                stored={},
            )
            save_efforts(actor=self.viewer, efforts=form.facts)
        return self.ok(list(services.values()))


def _unknown(key: str) -> str:
    return _("The agency has no service “%(key)s”.") % {"key": key}
