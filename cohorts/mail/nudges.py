"""Letters about what is late: to a member, or all of a class in one to whoever runs it; and about orders that
were placed."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.views.decorators.debug import sensitive_variables

from accounts.actions.mail import write_mail
from accounts.models import Mail
from agencies.models import Agency
from agencies.rules.absolute_urls import agency_host, agency_url
from cohorts.actions.member_links import link_for_mail
from cohorts.models import Cohort, Nudge, Placing
from cohorts.rules.member_links import url_of
from cohorts.states.cohorts import MilestoneKind, NudgeTo, PlacingState
from project.base.jobs import Urgency
from project.base.viewer import System


def write_nudges(*, nudge_ids: Sequence[int], now: dt.datetime) -> int:
    """Write to each member who was nudged, and once to whoever runs the class for those without an address.
    A second run writes to nobody. Returns how many were written to."""
    rows = Nudge.objects.filter(pk__in=nudge_ids).order_by("pk")
    related = ("agency__brand", "cohort__requested_by__user", "member")
    nudges = list(rows.select_related(*related))
    told = sum(_to_member(nudge, now) for nudge in nudges if nudge.to == NudgeTo.MEMBER)
    others = [nudge for nudge in nudges if nudge.to == NudgeTo.REQUESTER]
    return told + (_to_requester(others, now) if others else 0)


@sensitive_variables("link", "context")
def _to_member(nudge: Nudge, now: dt.datetime) -> int:
    if nudge.member.removed_at or not nudge.member.email:
        return 0
    nudge.member.cohort = nudge.cohort
    with translation.override(nudge.agency.speaks):
        milestone = str(MilestoneKind(nudge.kind).label)
    context = {"cohort": nudge.cohort.name, "name": nudge.member.name, "milestone": milestone}
    with transaction.atomic():
        link = link_for_mail(nudge.member, by=System(nudge.agency), now=now)
        context["page_url"] = url_of(link, nudge.agency) if link else ""
        return _write(nudge.agency, "class_nudge", nudge.member.email, context, f"nudge {nudge.pk}", now)


def _to_requester(nudges: Sequence[Nudge], now: dt.datetime) -> int:
    first = nudges[0]
    person = first.cohort.requested_by
    if person.ended_at is not None or person.suspended_at is not None or not person.user.is_active:
        return 0
    with translation.override(person.user.speaks_at(first.agency)):
        late = [f"{nudge.member.name}: {MilestoneKind(nudge.kind).label}" for nudge in nudges]
    context = {
        "cohort": first.cohort.name,
        "late": late,
        "link": agency_url(first.agency, reverse("cohorts:class", args=[first.cohort.public_id])),
    }
    act = f"nudges {first.pk}"
    return _write(first.agency, "class_nudge_all", person.user.email, context, act, now, first.cohort)


def write_about_placing(*, placing_id: int, now: dt.datetime) -> int:
    """Tell whoever placed the orders of a class that it is done, or what stopped it: one letter for all."""
    rows = Placing.objects.select_related("agency__brand", "by__user", "cohort")
    placing = rows.filter(pk=placing_id).first()
    if placing is None or placing.state == PlacingState.RUNNING or not placing.by.acts:
        return 0
    context = {
        "cohort": placing.cohort.name,
        "count": placing.members.count(),
        "asks": placing.cohort.asks_members,
        "refusal": placing.refusal,
        "link": agency_url(placing.agency, reverse("cohorts:class", args=[placing.cohort.public_id])),
    }
    message_id = _mail_id(placing.agency, f"placing {placing.pk}")
    if Mail.objects.filter(message_id=message_id).exists():
        return 0
    write_mail(
        agency=placing.agency,
        kind="class_placed",
        recipient=placing.by.user.email,
        context=context,
        urgency=Urgency.SOON,
        now=now,
        message_id=message_id,
        reader=placing.by.user,
    )
    return 1


def _write(
    agency: Agency,
    kind: str,
    recipient: str,
    context: Mapping[str, object],
    act: str,
    now: dt.datetime,
    cohort: Cohort | None = None,
) -> int:
    message_id = _mail_id(agency, act)
    if Mail.objects.filter(message_id=message_id).exists():
        return 0
    write_mail(
        agency=agency,
        kind=kind,
        recipient=recipient,
        context=context,
        urgency=Urgency.SOON,
        now=now,
        message_id=message_id,
        reader=cohort.requested_by.user if cohort else None,
    )
    return 1


def _mail_id(agency: Agency, act: str) -> str:
    return f"<{hashlib.sha256(f'class {act}'.encode()).hexdigest()[:32]}@{agency_host(agency)}>"
