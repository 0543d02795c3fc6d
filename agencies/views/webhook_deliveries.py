"""The desk's page of one delivery of a webhook."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agencies.actions.webhook_deliveries import replay_delivery
from agencies.models import WebhookDelivery
from agencies.pages import webhooks as printed
from project.base.clock import now
from project.base.errors import NotVisible
from project.base.http import MemberRequest

from .webhooks import managers, webhook_or_404


@managers
@require_safe
def delivery(request: MemberRequest, public_id: str, delivery_id: str) -> HttpResponse:
    """What was sent, and what came back each time, newest first."""
    found = delivery_or_404(request, public_id, delivery_id)
    context = {
        "webhook": printed.webhook_row(found.webhook),
        "row": printed.delivery_row(found.webhook, found),
        "request_sent": printed.request_of(found),
        "attempts": [printed.attempt_row(each) for each in found.attempts.order_by("-number")],
        "soon": printed.is_soon(found, now()),
        "may_replay": found.webhook.enabled or found.is_test,
    }
    return render(request, "agencies/webhooks/delivery.html", context)


@managers
@require_POST
def replay(request: MemberRequest, public_id: str, delivery_id: str) -> HttpResponse:
    """Send it once more."""
    found = delivery_or_404(request, public_id, delivery_id)
    replay_delivery(actor=request.viewer, delivery=found, now=now())
    messages.success(request, _("Event sent again."))
    return redirect("agencies:webhook_delivery", public_id, delivery_id)


def delivery_or_404(request: MemberRequest, public_id: str, delivery_id: str) -> WebhookDelivery:
    """The delivery of that id, of a webhook that the viewer may see. Two queries."""
    webhook = webhook_or_404(request, public_id)
    found = webhook.deliveries.filter(public_id=delivery_id).first()
    if found is None:
        raise NotVisible()
    found.webhook = webhook
    return found
