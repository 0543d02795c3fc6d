"""`/api/v1/orders/quotes/settings/`: how the agency quotes."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from project.base.api import fields
from project.base.api.bodies import Body, Out, bound
from project.base.api.endpoint import endpoint, only, verb
from project.base.api.fields import number_text
from project.base.api.resource import Resource
from quotes.actions.settings import BOUNDS, save_quote_settings
from quotes.forms.quote_settings import SettingsForm
from quotes.models import QuoteSettings
from quotes.pricing.quote_terms import settings_of
from quotes.rules.quotes import can_edit_settings

MANAGERS = only(can_edit_settings)
EXAMPLE = {"valid_days": 14, "reminder_hours": 48, "discount_limit": "15"}


class QuoteSettingsOut(Out):
    """How long quotes are valid, when their end is reminded of, and how many percent of the list price a
    manager may take off."""

    valid_days = fields.Whole()
    reminder_hours = fields.Whole()
    discount_limit = fields.Precise(places=2)

    example = EXAMPLE


class QuoteSettingsBody(Body):
    """`discount_limit` is the owner’s to change."""

    valid_days = fields.Whole(least=BOUNDS["valid_days"][0], most=BOUNDS["valid_days"][1])
    reminder_hours = fields.Whole(least=BOUNDS["reminder_hours"][0], most=BOUNDS["reminder_hours"][1])
    discount_limit = fields.Precise(places=2, required=False)

    example = EXAMPLE


class QuoteSettingsViewSet(Resource):
    """The settings of quotes."""

    @verb("settings", MANAGERS, QuoteSettingsOut, method="get", detail=False)
    def read(self, request: Any) -> Response:
        """Read how the agency quotes."""
        return Response(settings_shown(settings_of(self.http.agency)))

    @read.mapping.put
    @endpoint(MANAGERS, QuoteSettingsOut, body=QuoteSettingsBody)
    def save(self, request: Any) -> Response:
        """Change how the agency quotes, from now on."""
        limited = "discount_limit" not in self.body
        form = bound(SettingsForm, self.body, limited=limited)
        saved = save_quote_settings(actor=self.viewer, **form.cleaned_data)
        return Response(settings_shown(saved))


def settings_shown(stored: QuoteSettings) -> dict[str, Any]:
    """The settings as QuoteSettingsOut."""
    return {
        "valid_days": stored.valid_days,
        "reminder_hours": stored.reminder_hours,
        "discount_limit": number_text(stored.discount_limit),
    }
