"""Mail to those who hold a seat at a session: booked, changed, cancelled, and the day before. One of each act
for each of them; in the agency's language and zone."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from accounts.actions.mail import write_mail
from accounts.models import Mail
from agencies.rules.absolute_urls import agency_host
from cohorts.actions.member_links import link_for_mail
from cohorts.models import Booking, CohortMember, Session
from cohorts.rules.member_links import url_of
from project.base import marks
from project.base.jobs import Urgency
from project.base.viewer import System

KIND = "class_session"
BOOKED, CHANGED, CANCELLED, TOMORROW = "booked", "changed", "cancelled", "tomorrow"
#: Of each act: the subject, and what happened.
WORDS: dict[str, tuple[Any, Any]] = {
    BOOKED: (_("Your seat is booked"), _("You have a seat at this session.")),
    CHANGED: (_("Session changed"), _("Something about a session that you booked has changed. It is now:")),
    CANCELLED: (_("Session cancelled"), _("This session was cancelled. You no longer have a seat.")),
    TOMORROW: (_("Session tomorrow"), _("A session that you booked begins within a day.")),
}


def write_of_session(*, session_id: int, version: int, what: str, now: dt.datetime) -> int:
    """Tell everybody who holds a seat that the session was changed or cancelled. Nothing of a change after
    which there was another. Returns how many mails were written."""
    with transaction.atomic():
        rows = Session.objects.select_for_update(of=("self",), no_key=True)
        session = rows.select_related("agency__brand", "cohort").filter(pk=session_id).first()
        if session is None or session.version != version:
            return 0
        booked = session.bookings.live().select_related("member").order_by("pk")
        return sum(_write(session, booking, what, f"{what} {version}", now) for booking in booked)


def write_of_booking(*, booking_id: int, what: str, now: dt.datetime) -> int:
    """Tell who booked that they have a seat, or that the day is near; nobody who gave it back, and nothing of
    a session that is cancelled or has begun. Returns how many mails were written."""
    with transaction.atomic():
        rows = Booking.objects.select_for_update(of=("self",), no_key=True)
        related = ("agency__brand", "session__cohort", "member")
        booking = rows.select_related(*related).filter(pk=booking_id, cancelled_at=None).first()
        if booking is None or booking.session.cancelled_at or booking.session.starts_at <= now:
            return 0
        booking.session.agency = booking.agency
        mark = f"{what} {booking.session.version if what == TOMORROW else 0}"
        return _write(booking.session, booking, what, mark, now)


@sensitive_variables("link", "facts")
def _write(session: Session, booking: Booking, what: str, mark: str, now: dt.datetime) -> int:
    """Write one mail, unless the member has no address or it was written before."""
    member, agency = booking.member, session.agency
    message_id = _message_id(session, booking, mark)
    if not member.email or member.removed_at or Mail.objects.filter(message_id=message_id).exists():
        return 0
    link = link_for_mail(_of_class(member, session), by=System(agency), now=now)
    with translation.override(agency.speaks), timezone.override(agency.zone):
        subject, said = WORDS[what]
        facts = {
            "class_name": session.cohort.name,
            "subject": str(subject),
            "said": str(said),
            "title": session.title,
            "place": session.place,
            "link": "" if what == CANCELLED else session.link,
            "starts": _moment(session.starts_at),
            "ends": _moment(session.ends_at),
            "zone": str(agency.zone),
            "page_url": url_of(link, agency) if link else "",
        }
        write_mail(
            agency=agency,
            kind=KIND,
            recipient=member.email,
            context=facts,
            urgency=Urgency.SOON,
            now=now,
            message_id=message_id,
        )
    return 1


def _of_class(member: CohortMember, session: Session) -> CohortMember:
    member.cohort = session.cohort
    member.cohort.agency = session.agency
    return member


def _moment(moment: dt.datetime) -> str:
    return str(marks.moment(timezone.localtime(moment), moment)[1])


def _message_id(session: Session, booking: Booking, mark: str) -> str:
    words = f"{mark} {booking.public_id}"
    digest = salted_hmac("cohorts.session_mail", words, algorithm="sha256").hexdigest()[:32]
    return f"<session.{booking.public_id}.{digest}@{agency_host(session.agency)}>"


def may_leave(mail: Mail) -> bool:
    """Whether a mail about a session may still go: not when the member has left the class or has another
    address by now."""
    key = mail.message_id.removeprefix("<session.").partition(".")[0]
    rows = Booking.objects.filter(agency_id=mail.agency_id, public_id=key, member__removed_at=None)
    return rows.filter(member__email__iexact=mail.recipient).exists()
