"""Seats at a session, as who runs it gives and moves them, and the attendance that they record."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from cohorts.actions.attendance import record_attendance
from cohorts.actions.bookings import book_many, cancel_booking, move_booking
from cohorts.forms.sessions import AttendanceForm, MoveForm, SeatForm
from cohorts.models import Booking, Session
from cohorts.pages import sessions as pages
from cohorts.pages.session_calendar import calendar_of
from cohorts.rules.cohorts import sees_classes
from project.base import clock
from project.base.access import area
from project.base.csv_export import csv_response
from project.base.errors import Conflict, NotVisible
from project.base.forms import takes
from project.base.http import MemberRequest

from .fetching import booking_or_404, cohort_or_404, planned_or_404, session_or_404

planners = area(sees_classes)


def _session(request: MemberRequest, public_id: str, session_id: str) -> Session:
    return session_or_404(planned_or_404(request, public_id), session_id)


def _booking(request: MemberRequest, public_id: str, session_id: str, booking_id: str) -> Booking:
    return booking_or_404(_session(request, public_id, session_id), booking_id)


@planners
@require_POST
@takes(SeatForm)
def book(request: MemberRequest, public_id: str, session_id: str) -> HttpResponse:
    """Give a member a seat, or everybody who has none."""
    session = _session(request, public_id, session_id)
    held = pages.seats_of(session)
    open_to = [one for one in pages.people_of(session) if one.pk not in held and not one.removed_at]
    form = SeatForm(request.POST, members=open_to)
    if not form.is_valid():
        messages.error(request, " ".join(str(text) for text in form.errors["member"]))
        return redirect("cohorts:session", public_id, session_id)
    try:
        count = book_many(actor=request.viewer, session=session, members=form.chosen, now=clock.now())
    except Conflict as refusal:
        messages.error(request, str(refusal.message))
    else:
        words = ngettext("%(n)s seat booked.", "%(n)s seats booked.", count)
        messages.success(request, words % {"n": count})
    return redirect("cohorts:session", public_id, session_id)


@planners
@require_POST
def unbook(request: MemberRequest, public_id: str, session_id: str, booking_id: str) -> HttpResponse:
    """Take a seat back."""
    booking = _booking(request, public_id, session_id, booking_id)
    cancel_booking(actor=request.viewer, booking=booking, now=clock.now())
    messages.success(request, _("Seat given back."))
    return redirect("cohorts:session", public_id, session_id)


@planners
@require_POST
@takes(MoveForm)
def move(request: MemberRequest, public_id: str, session_id: str, booking_id: str) -> HttpResponse:
    """Move a seat to another session."""
    booking, form = _booking(request, public_id, session_id, booking_id), MoveForm(request.POST)
    if not form.is_valid():
        raise NotVisible()
    to = session_or_404(booking.session.cohort, form.cleaned_data["to"])
    try:
        move_booking(actor=request.viewer, booking=booking, to=to, now=clock.now())
    except Conflict as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Seat moved."))
    return redirect("cohorts:session", public_id, session_id)


@planners
@require_POST
@takes(AttendanceForm)
def attendance(request: MemberRequest, public_id: str, session_id: str) -> HttpResponse:
    """Record who was there, for many at once."""
    session = _session(request, public_id, session_id)
    form = pages.attendance_form(session, request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose from the list for each member."))
        return redirect("cohorts:session", public_id, session_id)
    count = record_attendance(actor=request.viewer, session=session, statuses=form.statuses, now=clock.now())
    words = ngettext("%(n)s change recorded.", "%(n)s changes recorded.", count)
    messages.success(request, words % {"n": count})
    return redirect("cohorts:session", public_id, session_id)


@planners
@require_safe
def attendance_file(request: MemberRequest, public_id: str) -> HttpResponseBase:
    """The attendance of a class as CSV."""
    cohort = cohort_or_404(request.viewer, public_id)
    return csv_response(pages.attendance_csv(cohort), f"attendance-{cohort.public_id}.csv")


@planners
@require_safe
def calendar(request: MemberRequest, public_id: str, session_id: str, booking_id: str) -> HttpResponse:
    """A seat as a calendar file, to pass on to its member."""
    session = session_or_404(cohort_or_404(request.viewer, public_id), session_id)
    return calendar_response(booking_or_404(session, booking_id))


def calendar_response(booking: Booking) -> HttpResponse:
    """A seat as a file for calendar programs."""
    response = HttpResponse(calendar_of(booking, clock.now()), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="session.ics"'
    return response
