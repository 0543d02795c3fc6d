"""`/api/v1/agencies/settings/`: what the agency is, and opening it, for its owners."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rest_framework.response import Response

from agencies.actions.opening import NAMES, open_agency, save_agency
from agencies.forms.opening import AgencyForm
from agencies.models import Agency
from agencies.models.agency import PHONE_LIMIT, SignUpPolicy
from agencies.rules.agencies import sees_agency, sets_agency
from project.base.api import fields
from project.base.api.bodies import Body, Out, bound
from project.base.api.endpoint import endpoint, only, verb
from project.base.api.fields import moment_text
from project.base.api.resource import Resource

FIXED = "Cannot be changed once the agency is open."


class AgencySettings(Body):
    """What an agency is."""

    contact_email = fields.Text(max_length=254, allow_blank=True, help_text="At the foot of public pages.")
    contact_phone = fields.Text(max_length=PHONE_LIMIT, allow_blank=True)
    language = fields.Text(max_length=8, allow_blank=True, help_text="Empty: the installation's.")
    currency = fields.Text(max_length=3, help_text=FIXED)
    timezone = fields.Text(max_length=64, help_text=FIXED)
    sign_up = fields.Choice(choices=SignUpPolicy.values)
    editorial_review = fields.Flag(help_text="Whether an editor reviews each delivery.")

    example = {
        "contact_email": "hello@inkwell.example",
        "contact_phone": "+43 1 234 56 78",
        "language": "en-gb",
        "currency": "EUR",
        "timezone": "Europe/London",
        "sign_up": "open",
        "editorial_review": True,
    }


class AgencySettingsOut(Out):
    """What an agency is, and since when clients may order; null while it is closed."""

    contact_email = fields.Text()
    contact_phone = fields.Text()
    language = fields.Text()
    currency = fields.Text()
    timezone = fields.Text()
    sign_up = fields.Choice(choices=SignUpPolicy.values)
    editorial_review = fields.Flag()
    opened_at = fields.Moment(allow_null=True)

    example = {**AgencySettings.example, "opened_at": "2026-03-02T09:00:00Z"}


class AgencySettingsViewSet(Resource):
    """The settings of the agency."""

    single = True

    def shown(self, thing: Agency) -> dict[str, Any]:
        return {**{name: getattr(thing, name) for name in NAMES}, "opened_at": moment_text(thing.opened_at)}

    @endpoint(only(sees_agency), AgencySettingsOut)
    def retrieve(self, request: Any) -> Response:
        """Read the settings of the agency."""
        return self.ok(self.http.agency)

    @endpoint(only(sets_agency), AgencySettingsOut, body=AgencySettings, partial=True)
    def partial_update(self, request: Any) -> Response:
        """Change settings of the agency."""
        save_agency(actor=self.viewer, fields=self._said(self.body), now=self.now)
        return self.ok(Agency.objects.get(pk=self.http.agency.pk))

    @verb("open", only(sets_agency), AgencySettingsOut, detail=False)
    def open(self, request: Any) -> Response:
        """Publish the prices: everybody sees them, clients join and order. There is no way back."""
        return self.ok(open_agency(actor=self.viewer, fields={}, now=self.now))

    def _said(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """What was sent, by the form of the page, the rest as it is stored."""
        stored = {name: getattr(self.http.agency, name) for name in NAMES}
        form = bound(AgencyForm, {**stored, **body}, agency=self.http.agency)
        return {name: body[name] if name in body else stored[name] for name in form.cleaned_data}
