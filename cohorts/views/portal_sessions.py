"""Seats at sessions, as a member books, moves and gives them back on their own page."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cohorts.actions.bookings import book_session, cancel_booking, move_booking
from cohorts.forms.sessions import MoveForm
from cohorts.models import Booking
from cohorts.pages.portal_parts import Asked
from project.base.access import public
from project.base.errors import Conflict, NotVisible
from project.base.forms import takes
from project.base.http import AgencyRequest

from .bookings import calendar_response
from .fetching import session_or_404
from .portal_opening import answered, by_link, page_of


@public
@require_POST
@by_link
def book(request: AgencyRequest, asked: Asked, public_id: str) -> HttpResponse:
    """Book a seat."""
    session = session_or_404(asked.member.cohort, public_id)
    try:
        book_session(actor=asked.viewer, session=session, member=asked.member, now=asked.now)
    except Conflict as refusal:
        return page_of(request, asked, problem=refusal)
    return answered(request, asked, _("Your seat is booked."))


@public
@require_POST
@by_link
def give_back(request: AgencyRequest, asked: Asked, public_id: str) -> HttpResponse:
    """Give a seat back."""
    try:
        cancel_booking(actor=asked.viewer, booking=_own(asked, public_id), now=asked.now)
    except Conflict as refusal:
        return page_of(request, asked, problem=refusal)
    return answered(request, asked, _("Seat given back."))


@public
@require_POST
@takes(MoveForm)
@by_link
def move(request: AgencyRequest, asked: Asked, public_id: str) -> HttpResponse:
    """Move a seat to another session."""
    form = MoveForm(request.POST)
    if not form.is_valid():
        raise NotVisible()
    to = session_or_404(asked.member.cohort, form.cleaned_data["to"])
    try:
        move_booking(actor=asked.viewer, booking=_own(asked, public_id), to=to, now=asked.now)
    except Conflict as refusal:
        return page_of(request, asked, problem=refusal)
    return answered(request, asked, _("Seat moved."))


@public
@require_safe
@by_link
def calendar(request: AgencyRequest, asked: Asked, public_id: str) -> HttpResponse:
    """A seat for the member's own calendar."""
    return calendar_response(_own(asked, public_id))


def _own(asked: Asked, public_id: str) -> Booking:
    """A seat of this member. Raises NotVisible for that of another."""
    rows = Booking.objects.filter(agency_id=asked.member.agency_id, member=asked.member, public_id=public_id)
    found = rows.select_related("session__group").first()
    if found is None:
        raise NotVisible()
    found.agency, found.member = asked.viewer.agency, asked.member
    found.session.cohort = asked.member.cohort
    return found
