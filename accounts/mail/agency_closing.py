"""Telling everybody who belongs to an agency that it is to be closed, or that it stays."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.urls import reverse

from accounts.actions.closing import belongs_elsewhere
from accounts.actions.mail import write_mail
from accounts.actions.notices import give_notice
from accounts.models import Mail, User
from agencies.models import AgencyClosing, Membership
from agencies.rules.absolute_urls import agency_host, agency_url
from agencies.states.closing import ClosingState
from agencies.states.roles import Role
from project.base.jobs import Urgency

#: What has happened -> kind of mail and notice.
KINDS = {"asked": "agency_closing", "soon": "agency_closing", "ended": "agency_stays"}
#: People that one call writes to at most.
MOST = 100


def tell_of_closing(*, closing_id: int, act: str, now: dt.datetime, after: int = 0) -> int | None:
    """Write to each member, suspended ones too: a mail and a notice, each person in a transaction of its own
    and once of one act, however often this runs. Nothing when something else has happened since.

    Deals with the first MOST behind the member of the key `after`. Returns the key of the last one when there
    may be more, else None.
    """
    closing = AgencyClosing.objects.select_related("agency__brand").filter(pk=closing_id).first()
    if closing is None or (closing.state == ClosingState.OPEN) == (act == "ended"):
        return None
    rows = Membership.objects.belonging().filter(agency=closing.agency, placeholder=False, pk__gt=after)
    people = list(rows.order_by("pk").select_related("user")[:MOST])
    for member in people:
        _tell(closing, act, member, now)
    return people[-1].pk if len(people) == MOST else None


def _tell(closing: AgencyClosing, act: str, member: Membership, now: dt.datetime) -> None:
    agency, kind = closing.agency, KINDS[act]
    message_id = f"<closing.{act}.{closing.public_id}.{member.public_id}@{agency_host(agency)}>"
    with transaction.atomic():
        user = User.objects.select_for_update(no_key=True).get(pk=member.user_id)
        if Mail.objects.filter(message_id=message_id).exists():
            return
        is_owner = Role.OWNER in member.roles
        path = reverse("agencies:close" if is_owner else "account_data")
        write_mail(
            agency=agency,
            kind=kind,
            recipient=user.email,
            context={
                "due_at": closing.due_at,
                "stopped": closing.state == ClosingState.STOPPED,
                "elsewhere": belongs_elsewhere(user, agency),
                "is_owner": is_owner,
                "zone": user.zone or agency.zone,
                "link": agency_url(agency, path),
            },
            urgency=Urgency.BULK,
            now=now,
            message_id=message_id,
            reader=user,
        )
        give_notice(user=user, agency=agency, kind=kind, detail=agency.name, path=path, now=now)
