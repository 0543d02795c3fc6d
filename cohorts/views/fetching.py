"""Fetching a class, or what hangs on one, in the viewer's scope: what is not visible does not exist."""

from __future__ import annotations

from django.db.models import QuerySet

from agencies.states.imports import KEPT
from agencies.states.roles import is_staff
from clients.models import ClientAccount
from clients.rules.accounts import can_order
from cohorts.models import Booking, Cohort, CohortMember, RosterUpload, Session
from cohorts.rules.cohorts import can_plan
from project.base import clock
from project.base.compiled import Slot, compiled_key
from project.base.errors import NotVisible, require
from project.base.http import MemberRequest
from project.base.viewer import Viewer

#: Client accounts that are offered at once.
MOST_ACCOUNTS = 50


@compiled_key
def _cohorts(viewer: Viewer, public_id: Slot) -> QuerySet[Cohort]:
    rows = Cohort.objects.visible_to(viewer).filter(public_id=public_id)
    return rows.select_related("account", "requested_by", "preferred_writer")


def cohort_or_404(viewer: Viewer, public_id: str) -> Cohort:
    """The class of that id if the viewer may see it. One query."""
    found = _cohorts.first(viewer, public_id=public_id)
    if found is None:
        raise NotVisible()
    found.agency = viewer.agency
    return found


def planned_or_404(request: MemberRequest, public_id: str) -> Cohort:
    """The same for who may change it."""
    cohort = cohort_or_404(request.viewer, public_id)
    require(can_plan(request.viewer, cohort))
    return cohort


def member_or_404(cohort: Cohort, public_id: str) -> CohortMember:
    """A member of the class, also one who left it."""
    rows = CohortMember.objects.filter(agency_id=cohort.agency_id, cohort=cohort, public_id=public_id)
    found = rows.select_related("group", "order", "draft", "placing").first()
    if found is None:
        raise NotVisible()
    found.cohort = cohort
    return found


def session_or_404(cohort: Cohort, public_id: str) -> Session:
    """A session of the class, also one that was cancelled."""
    rows = Session.objects.filter(agency_id=cohort.agency_id, cohort=cohort, public_id=public_id)
    found = rows.select_related("group").first()
    if found is None:
        raise NotVisible()
    found.cohort, found.agency = cohort, cohort.agency
    return found


def booking_or_404(session: Session, public_id: str) -> Booking:
    """A seat at the session, also one that was given back."""
    rows = Booking.objects.filter(agency_id=session.agency_id, session=session, public_id=public_id)
    found = rows.select_related("member").first()
    if found is None:
        raise NotVisible()
    found.session, found.agency, found.member.cohort = session, session.agency, session.cohort
    return found


def upload_or_404(cohort: Cohort, public_id: str) -> RosterUpload:
    """A roster on its way into the class, as long as its rows are kept."""
    rows = RosterUpload.objects.filter(agency_id=cohort.agency_id, cohort=cohort, public_id=public_id)
    found = rows.filter(made_at__gt=clock.now() - KEPT).first()
    if found is None:
        raise NotVisible()
    found.cohort = cohort
    return found


def accounts_for(viewer: Viewer, words: str = "") -> list[ClientAccount]:
    """Client accounts for which the viewer may begin a class, by name."""
    rows = ClientAccount.objects.visible_to(viewer).current().order_by("name", "id")
    if not is_staff(viewer):
        return [account for account in rows if can_order(viewer, account.pk)]
    for word in words.split():
        rows = rows.filter(name__icontains=word)
    return list(rows.filter(people__isnull=False).distinct()[:MOST_ACCOUNTS])
