"""The page of the mailed question “Was this you?”: no sign-in is needed to answer it."""

from __future__ import annotations

from allauth.account.forms import ResetPasswordForm
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.actions import login_alerts
from accounts.models import AlertVerdict
from accounts.pages.login_alerts import what_was_new
from accounts.pages.sign_in_words import session_rows
from accounts.rules.login_alert_links import alert_of
from project.base import clock, query
from project.base.access import public
from project.base.http import AgencyRequest


@public
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: AgencyRequest, token: str) -> HttpResponse:
    """Show the sign-in and ask; answer by POST alone, since mail programs open links by themselves."""
    alert = alert_of(request.agency, token)
    answer = query.choice(request.POST, "answer", ("me", "not-me"))
    if request.method == "POST" and answer:
        now = clock.now()
        if answer == "me":
            alert = login_alerts.confirm(alert=alert, now=now)
        elif login_alerts.deny(alert=alert, now=now).answered_at == now:
            _mail_a_new_password(request, alert.user.email)
        alert = alert_of(request.agency, token)
    context = {
        "alert": alert,
        "facts": session_rows(alert.session, alert.user.zone or alert.agency.zone),
        "new": what_was_new(alert),
        "denied": alert.verdict == AlertVerdict.NOT_ME,
        "confirmed": alert.verdict == AlertVerdict.ME,
        "first": "not-me" if query.has(request.GET, "not-me") else "me",
    }
    return render(request, "accounts/login_alerts.html", context)


def _mail_a_new_password(request: AgencyRequest, email: str) -> None:
    """The link by which a new password is set; the old one works no more."""
    form = ResetPasswordForm({"email": email})
    if form.is_valid():
        form.save(request)
