"""Closing one's account at an agency: asked for, waited for, taken back, done."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.hooks import Tie, ties_of
from accounts.models import AccountClosing, ActKind, ClosingEnd, User
from agencies.actions.security_log import UNKNOWN, Browser, log_event
from agencies.models import Agency, Membership
from agencies.rules.absolute_urls import agency_url
from project.base.errors import WrongState
from project.base.jobs import Urgency
from project.base.viewer import Member

from .erasing import erase_person
from .mail import write_mail
from .session_acts import note_act

#: Time to think better of it, and to notice that it was somebody else.
WAIT = dt.timedelta(days=7)


def ties_at(user: User, agency: Agency) -> list[Tie]:
    """What has to be finished before the person can go: nothing for who is no member any longer."""
    member = Membership.objects.select_related("user").filter(agency=agency, user=user, ended_at=None).first()
    return ties_of(Member(agency, membership=member)) if member else []


def belongs_elsewhere(user: User, agency: Agency) -> bool:
    """Whether closing the account here leaves the person a way to sign in elsewhere."""
    return Membership.objects.belonging().filter(user=user).exclude(agency=agency).exists()


def ask_closing(
    *, user: User, agency: Agency, now: dt.datetime, browser: Browser = UNKNOWN
) -> AccountClosing:
    """Close the account in WAIT from now on, and mail so. Until then everything stays as it is, and
    keep_account takes it back. The same is answered while one is open. Raises WrongState while something
    holds the person (ties_at)."""
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        closing = open_closing(user, agency)
        if closing:
            return closing
        if ties := ties_at(user, agency):
            raise WrongState(_("You cannot close your account yet. %(tie)s") % {"tie": ties[0].words})
        closing = AccountClosing.objects.create(user=user, agency=agency, asked_at=now, due_at=now + WAIT)
        note_act(ActKind.CLOSING, user=user, browser=browser, now=now, subject=closing.pk)
        log_event("closing_asked", agency=agency, user=user, browser=browser)
        _mail("closing_asked", closing, now, link=agency_url(agency, reverse("account_close")))
    return closing


def keep_account(*, user: User, agency: Agency, now: dt.datetime, browser: Browser = UNKNOWN) -> bool:
    """Take the wish back. Returns whether there was one."""
    with transaction.atomic():
        closing = AccountClosing.objects.open().select_for_update().filter(user=user, agency=agency).first()
        if closing is None:
            return False
        _end(closing, ClosingEnd.KEPT, now)
        log_event("closing_taken_back", agency=agency, user=user, browser=browser)
    return True


def open_closing(user: Any, agency: Agency) -> AccountClosing | None:
    """The wish that waits for its day."""
    return AccountClosing.objects.open().filter(user=user, agency=agency).first()


def close_account(*, closing_id: int, now: dt.datetime) -> bool:
    """Close the account if its day has come and the wish stands; when something has begun meanwhile, it is
    stopped and its person told. Skips a row that somebody else holds locked. Returns whether it was
    closed."""
    with transaction.atomic():
        rows = AccountClosing.objects.open().select_for_update(skip_locked=True, of=("self",))
        closing = rows.select_related("agency__brand", "user").filter(pk=closing_id, due_at__lte=now).first()
        if closing is None:
            return False
        with translation.override(closing.user.speaks):
            ties = ties_at(closing.user, closing.agency)
        if ties:
            _end(closing, ClosingEnd.STOPPED, now)
            _mail("closing_stopped", closing, now, tie=ties[0].words, link=_close_url(closing))
            return False
        address = closing.user.email
        gone = erase_person(user=closing.user, agency=closing.agency, now=now)
        _end(closing, ClosingEnd.DONE, now)
        _mail("account_closed", closing, now, recipient=address, is_gone=gone, gone=gone)
    return True


def _end(closing: AccountClosing, end: ClosingEnd, now: dt.datetime) -> None:
    closing.ended_at, closing.end = now, end
    closing.save(update_fields=["ended_at", "end"])


def _close_url(closing: AccountClosing) -> str:
    return agency_url(closing.agency, reverse("account_close"))


def _mail(
    kind: str,
    closing: AccountClosing,
    now: dt.datetime,
    recipient: str = "",
    is_gone: bool = False,
    **facts: Any,
) -> None:
    zone = closing.user.zone or closing.agency.zone
    context = {"due_at": closing.due_at, "zone": zone, **facts}
    write_mail(
        agency=closing.agency,
        kind=kind,
        recipient=recipient or closing.user.email,
        context=context,
        urgency=Urgency.SOON,
        now=now,
        reader=closing.user,
        is_gone=is_gone,
    )
