"""Other deadlines for an order, or another time for its live revision."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orders.models import Order
from orders.rules.live_revision import active_revision
from orders.states.promises import PriceAnswer
from project.base.fields import MomentField
from project.base.forms import ActionForm


def zone_words() -> str:
    """Which zone a typed time is meant in."""
    return _("Times are in your time zone, %(zone)s.") % {"zone": timezone.get_current_timezone_name()}


class DeadlinesForm(ActionForm):
    client_deadline = MomentField(label=gettext_lazy("Client’s deadline"), help_text=zone_words)
    writer_deadline = MomentField(label=gettext_lazy("Writer’s deadline"), help_text=zone_words)
    urgency = forms.ChoiceField(
        label=gettext_lazy("Price, if the later deadline would cost less"),
        choices=PriceAnswer.choices,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": gettext_lazy("Choose an option from the list.")},
    )


class RevisionDueForm(ActionForm):
    due_at = MomentField(label=gettext_lazy("Revision due"), help_text=zone_words)


def deadlines_form(order: Order) -> type[ActionForm]:
    """What can be moved: both deadlines until the first delivery, after it the time of the live revision."""
    return RevisionDueForm if active_revision(order) else DeadlinesForm
