"""Of which sign-ins a person is told; and the pages of the mailed questions “Was this you?” and “Did you do
this?”, which need no sign-in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions import disowning, login_alerts
from accounts.actions.sessions import token_of
from accounts.forms.entrance import ForgottenPasswordForm
from accounts.forms.security_centre import CHANNELS, AlertsForm
from accounts.models import AlertVerdict, PersonSession
from accounts.pages import security_centre
from accounts.pages.login_alerts import acts_of, what_was_new
from accounts.pages.sign_in_words import browser_words, place_words, session_rows
from accounts.receivers.sessions import browser_facts
from accounts.rules.backup_addresses import backup_before
from accounts.rules.disown_links import session_of
from accounts.rules.login_alert_links import alert_of, path_of
from accounts.rules.login_alerts import COLUMNS, preference_of, questions_of
from accounts.rules.passkeys import host_of
from accounts.rules.questioned import address_before, is_disowned, may_answer, own_session
from project.base import clock, query
from project.base.access import public, signed_in
from project.base.forms import takes
from project.base.http import AgencyRequest, SignedInRequest


@public
@require_http_methods(["GET", "HEAD", "POST"])
@takes("answer")
def ask(request: AgencyRequest, token: str) -> HttpResponse:
    """Show the sign-in and ask; answer by POST alone, since mail programs open links by themselves."""
    alert = alert_of(request.agency, token)
    answer = query.choice(request.POST, "answer", ("me", "not-me"))
    if request.method == "POST" and answer == "me":
        login_alerts.confirm(alert=alert, now=clock.now(), token=token_of(request.session))
    elif request.method == "POST" and answer == "not-me":
        _disown(request, alert.session)
    alert = alert_of(request.agency, token)
    context = {
        "new": what_was_new(alert),
        "denied": alert.verdict == AlertVerdict.NOT_ME,
        "confirmed": alert.verdict == AlertVerdict.ME,
        "first": "not-me" if query.has(request.GET, "not-me") else "me",
    }
    return _page(request, alert.session, context)


@public
@require_http_methods(["GET", "HEAD", "POST"])
@takes("answer")
def disown(request: AgencyRequest, token: str) -> HttpResponse:
    """“I did not do this” of the mails about factors and addresses: the same as “Not me” about the session
    that did it, whether or not that was asked about."""
    session = session_of(request.agency, token)
    if request.method == "POST" and query.choice(request.POST, "answer", ("not-me",)):
        _disown(request, session)
        session = session_of(request.agency, token)
    denied = is_disowned(session)
    return _page(request, session, {"denied": denied, "first": "not-me", "only_denying": True})


def _disown(request: AgencyRequest, session: PersonSession) -> None:
    """The links by which a new password is set are written with the answer, or nothing is: to the address
    from before, and to a second one that was confirmed before."""
    with transaction.atomic():
        address = disowning.disown(session=session, now=clock.now(), token=token_of(request.session))
        second = backup_before(session) if address else ""
        for email in filter(None, (address, second)):
            form = ForgottenPasswordForm({"email": email})
            if form.is_valid():
                form.save(request)


def _page(request: AgencyRequest, session: PersonSession, context: dict[str, Any]) -> HttpResponse:
    facts = {
        "email": address_before(session.user, session),
        "facts": session_rows(session, session.user.zone or session.agency.zone),
        "acts": acts_of(session, undone=context["denied"]),
        "locked": not session.user.is_active,
        "answerable": may_answer(own_session(token_of(request.session)), session),
    }
    return render(request, "accounts/login_alerts.html", {**facts, **context})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@takes(AlertsForm)
def alert_settings(request: SignedInRequest) -> HttpResponse:
    """Of which sign-ins to be told and how; and those that wait for an answer."""
    stored = preference_of(request.user, request.agency)
    initial = {name: getattr(stored, name) for name in COLUMNS}
    form = AlertsForm(request.POST if request.method == "POST" else request.typed, initial=initial)
    if request.method == "POST" and form.is_valid():
        if asked := request.require_proof():
            return asked
        whose: dict[str, Any] = {"user": request.user, "agency": request.agency, "host": host_of(request)}
        login_alerts.save_preference(**whose, browser=browser_facts(request), **form.cleaned_data)
        messages.success(request, _("Saved. Your settings apply to all sign-ins from now on."))
        return redirect("account_alerts")
    own = own_session(token_of(request.session))
    waiting = questions_of(request.user).select_related("session", "agency").order_by("-at")[:20]
    context = {
        "form": form,
        "channels": CHANNELS.values(),
        "waiting": [
            {
                "alert": row,
                "new": what_was_new(row),
                "browser": browser_words(row.session.browser, row.session.system),
                "place": place_words(row.session.address, row.session.country),
                "answerable": may_answer(own, row.session),
                "not_me": path_of(row, "not-me") if row.agency_id == request.agency.pk else "",
            }
            for row in waiting
        ],
    }
    return security_centre.page(request, "alerts", "accounts/centre/alerts.html", context)


@signed_in
@require_POST
@takes("answer")
def alert_answer(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Say of a sign-in in question that it was oneself, signed in; never of one's own session. “Not me” leads
    to the link's page, whose last step ends this session, too."""
    alert = questions_of(request.user).filter(public_id=public_id).first()
    if alert is not None:
        token = token_of(request.session)
        login_alerts.confirm(alert=alert, now=clock.now(), token=token)
        messages.success(request, _("Thank you. We will recognise that device from now on."))
    return redirect("account_alerts")
