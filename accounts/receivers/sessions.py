"""What accounts does when something happened elsewhere: to a session, to an address, to an invitation."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import replace
from typing import Any

from allauth.account import signals as allauth_signals
from django.contrib.auth import signals as auth_signals
from django.dispatch import receiver
from django.http import HttpRequest
from django.urls import reverse

from accounts.actions.devices import trust_device
from accounts.actions.mail import write_mail
from accounts.actions.people import take_address
from accounts.actions.sessions import TOKEN, begin_session, end_others, new_token, note_end, token_of
from accounts.models import Ending, User
from accounts.rules.browsers import new_device, seen_of
from accounts.rules.limits import network_of
from accounts.rules.trusted_browsers import WISH, is_revoked
from accounts.signals import email_changed
from agencies.actions.people import join_as_client
from agencies.actions.security_log import Browser, log_event
from agencies.models import Invitation, Membership, Role
from agencies.rules.absolute_urls import agency_url
from agencies.signals import invitation_made
from project.base.clock import now
from project.base.errors import NotAllowed, QuotaReached
from project.base.http import AgencyRequest, knows_agency
from project.base.jobs import Urgency
from project.base.mail_addresses import canonical_email

security = logging.getLogger("quillhouse.security")


def browser_facts(request: HttpRequest) -> Browser:
    """What the security log keeps of a request's browser."""
    seen = seen_of(request)
    session = getattr(request, "session_public_id", "")
    return Browser(seen.address, seen.country, seen.browser, seen.system, session=session)


@receiver(auth_signals.user_logged_in)
def bind_session(sender: Any, request: HttpRequest | None, user: Any, **_kwargs: Any) -> None:
    """A session belongs to the person and this host's agency: at
    another agency PersonMiddleware sees nobody."""
    if not knows_agency(request):
        return
    request.session["agency"] = request.agency.pk
    seen = seen_of(request)
    if not seen.device or is_revoked(user, seen.device):
        seen = replace(seen, device=new_device())
    request.session[TOKEN] = new_token()
    started = begin_session(
        user=user,
        agency=request.agency,
        token=request.session[TOKEN],
        seen=seen,
        now=now(),
        asks=not getattr(request, "is_demo_visit", False),
    )
    request.device_to_keep, request.session_public_id = seen.device, started.public_id
    if request.session.pop(WISH, False) and request.agency.trust_days:
        assert started.device is not None  # begin_session finds or makes it
        browser = browser_facts(request)
        trust_device(user=user, public_id=started.device.public_id, now=now(), browser=browser)


@receiver(auth_signals.user_logged_out)
def note_sign_out(sender: Any, request: HttpRequest | None, user: Any, **_kwargs: Any) -> None:
    if user is not None and knows_agency(request):
        log_event("signed_out", agency=request.agency, user=user, browser=browser_facts(request))
        note_end(token=token_of(request.session), why=Ending.SIGNED_OUT, now=now())


@receiver(auth_signals.user_login_failed)
def note_failure(sender: Any, credentials: Any, request: HttpRequest | None = None, **_kwargs: Any) -> None:
    """Where it failed, never what was typed."""
    if knows_agency(request):
        known = User.objects.filter(email=canonical_email(str(credentials.get("email", "")))[:254]).first()
        log_event(
            "sign_in_failed",
            agency=request.agency,
            user=known,
            browser=browser_facts(request),
            network=network_of(request),
        )


@receiver([allauth_signals.password_changed, allauth_signals.password_set, allauth_signals.password_reset])
def note_password(sender: Any, request: AgencyRequest, user: Any, **_kwargs: Any) -> None:
    log_event("password_changed", agency=request.agency, user=user, browser=browser_facts(request))
    end_others(user=user, keep=token_of(request.session), now=now(), why=Ending.PASSWORD)


@receiver(allauth_signals.email_confirmed)
def welcome(sender: Any, request: AgencyRequest, email_address: Any, **_kwargs: Any) -> None:
    """A new person who confirmed the address becomes a client of the agency they signed up at, if it is open.

    Somebody who belongs to any agency already is asked on the join page instead.
    """
    user = email_address.user
    take_address(user, email_address.email)
    if Membership.objects.filter(user=user).exists():
        return
    name = user.name or email_address.email.partition("@")[0]
    try:
        join_as_client(actor=request.viewer, user=user, public_name=name[:60], now=now())
    except (NotAllowed, QuotaReached):
        security.info(
            "confirmed without joining", extra={"event": "join_refused", "agency": request.agency.code}
        )


@receiver(invitation_made)
def mail_invitation(sender: Any, invitation: Invitation, token: str, now: dt.datetime, **kwargs: Any) -> None:
    """Send the one-use link. The job is stored with the invitation, or not at all."""
    agency = invitation.agency
    facts = {
        "link": agency_url(agency, reverse("invitation", args=[token])),
        "inviter": invitation.invited_by.public_name if invitation.invited_by else agency.name,
        "into": kwargs.get("into", ""),
        "role_words": kwargs.get("role_words")
        or [str(role.label) for role in Role if role.value in invitation.roles],
        "expires_at": invitation.expires_at,
        "zone": agency.zone,
    }
    about: dict[str, Any] = {"context": facts, "urgency": Urgency.SOON, "now": now}
    write_mail(agency=agency, kind="invitation", recipient=invitation.email, **about)


@receiver(email_changed)
def end_other_sessions(
    sender: Any, request: AgencyRequest, user: Any, now: dt.datetime, **_kwargs: Any
) -> None:
    """Another address is another way in: whoever was signed in elsewhere signs in again."""
    end_others(user=user, keep=token_of(request.session), now=now, why=Ending.EMAIL)
