"""The desk's pages about webhooks: which programs hear of what happens."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.actions.security_log import session_only
from agencies.actions.webhook_deliveries import send_test
from agencies.actions.webhooks import change_webhook, create_webhook, remove_webhook, rotate_secret
from agencies.forms.webhooks import WebhookForm, initial_of
from agencies.models import Webhook
from agencies.pages import webhooks as printed
from agencies.rules.agencies import manages_webhooks
from agencies.rules.webhooks import MOST, signs_too
from project.base import query
from project.base.access import area
from project.base.clock import now
from project.base.errors import Invalid, NotVisible, Stale
from project.base.forms import takes
from project.base.http import MemberRequest
from project.base.secrecy import shows_secret

page = require_http_methods(["GET", "HEAD", "POST"])
managers = area(manages_webhooks)


@managers
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """All of them; an agency has few."""
    rows = Webhook.objects.visible_to(request.viewer).order_by("name", "pk")
    context = {"rows": [printed.webhook_row(row) for row in rows], "most": MOST}
    return render(request, "agencies/webhooks/list.html", context)


@shows_secret
@managers
@page
@sensitive_variables("secret")
@takes(WebhookForm)
def new(request: MemberRequest) -> HttpResponse:
    """Make one. The answer to a POST is the only page that ever holds its secret."""
    form = WebhookForm(request.POST if request.method == "POST" else request.typed)
    if request.method == "POST" and form.is_valid():
        if asked := request.require_proof():
            return asked
        try:
            webhook, secret = create_webhook(**_who(request), **form.facts)
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            return _secret_page(request, webhook, secret, is_new=True)
    return _form_page(request, form, None)


@managers
@require_safe
def webhook(request: MemberRequest, public_id: str) -> HttpResponse:
    """One of them with its log."""
    found = webhook_or_404(request, public_id)
    tab = query.choice(request.GET, "state", printed.STATES)
    context = {
        "row": printed.webhook_row(found),
        "chosen": printed.chosen(found),
        "page": printed.log_page(request, found, tab),
        "tabs": printed.log_tabs(found, tab),
        "tab": tab,
        "signs_too": signs_too(found, now()),
    }
    return render(request, "agencies/webhooks/webhook.html", context)


@managers
@page
@takes(WebhookForm, "version")
def edit(request: MemberRequest, public_id: str) -> HttpResponse:
    """Change one."""
    found = webhook_or_404(request, public_id)
    sent = request.POST if request.method == "POST" else request.typed
    version = query.number(sent, "version") if sent else found.version
    form = WebhookForm(sent, initial=initial_of(found))
    if request.method == "POST" and form.is_valid():
        if asked := request.require_proof():
            return asked
        try:
            change_webhook(**_who(request), webhook=found, version=version, **form.facts)
        except Invalid as refusal:
            form.add_refusal(refusal)
        except Stale as stale:
            version = stale.current.version
            form.add_error(None, _("%s Save again to keep your version.") % stale.message)
        else:
            messages.success(request, _("Webhook saved."))
            return redirect("agencies:webhook", found.public_id)
    return _form_page(request, form, found, version)


@shows_secret
@managers
@require_POST
@sensitive_variables("secret")
def rotate(request: MemberRequest, public_id: str) -> HttpResponse:
    """Make a new secret, and show it this once."""
    found = webhook_or_404(request, public_id)
    if asked := request.require_proof():
        return asked
    stored, secret = rotate_secret(**_who(request), webhook=found)
    return _secret_page(request, stored, secret)


@managers
@require_POST
def remove(request: MemberRequest, public_id: str) -> HttpResponse:
    """Delete one with its log."""
    found = webhook_or_404(request, public_id)
    remove_webhook(**_who(request), webhook=found)
    messages.success(request, _("Webhook “%s” deleted.") % found.name)
    return redirect("agencies:webhooks")


@managers
@require_POST
def test(request: MemberRequest, public_id: str) -> HttpResponse:
    """Send a test event, and show what becomes of it."""
    found = webhook_or_404(request, public_id)
    sent = send_test(actor=request.viewer, webhook=found, now=now())
    messages.success(request, _("Test event sent."))
    return redirect("agencies:webhook_delivery", found.public_id, sent.public_id)


def webhook_or_404(request: MemberRequest, public_id: str) -> Webhook:
    """The webhook of that id if the viewer may see it. One query."""
    rows = Webhook.objects.visible_to(request.viewer).select_related("made_by")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise NotVisible()
    return found


def _who(request: MemberRequest) -> dict[str, Any]:
    return {"actor": request.viewer, "now": now(), "browser": session_only(request)}


@sensitive_variables("secret", "context")
def _secret_page(
    request: MemberRequest, webhook: Webhook, secret: str, *, is_new: bool = False
) -> HttpResponse:
    context = {"row": printed.webhook_row(webhook), "secret": secret, "is_new": is_new}
    return render(request, "agencies/webhooks/secret.html", context)


def _form_page(
    request: MemberRequest, form: WebhookForm, webhook: Webhook | None, version: int = 0
) -> HttpResponse:
    back = reverse("agencies:webhook", args=[webhook.public_id]) if webhook else reverse("agencies:webhooks")
    context = {
        "form": form,
        "choices": printed.choices(form),
        "webhook": webhook,
        "version": version,
        "back": back,
    }
    return render(request, "agencies/webhooks/edit.html", context, status=422 if form.errors else 200)
