"""Who is told of a reset of second factors: its person of each step, by mail where something has to be done
or was done; those who manage people by notices."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q
from django.urls import reverse

from accounts.models import FactorReset, Notice, User
from accounts.rules.factor_reset_links import link_of
from agencies.models import Agency, Membership
from agencies.rules.absolute_urls import agency_url
from agencies.states.roles import MANAGEMENT, Role
from project.base.jobs import Urgency

from .mail import write_mail

#: Managers and owners who are told of one request, at most.
MOST_TOLD = 100


def tell_of_wish(reset: FactorReset, now: dt.datetime) -> None:
    """The person, by mail with the link that stops it and by a notice; and those who may agree."""
    user = reset.membership.user
    facts = {
        "by": reset.asked_by.public_name,
        "reason": reset.reason,
        "due_at": reset.due_at,
        "stop_url": link_of(reset),
    }
    _mail("factor_reset_asked", user, reset.agency, now, facts)
    tell_person(reset, "factor_reset_asked", now)
    others = _managers(reset).exclude(pk=reset.asked_by_id)
    if Role.OWNER in reset.membership.roles:
        others = others.with_role(Role.OWNER)
    _notices(reset, "factor_reset_wanted", others, now)


def tell_person(reset: FactorReset, kind: str, now: dt.datetime) -> None:
    """A notice that leads to the page on which it can be stopped."""
    Notice.objects.create(
        agency_id=reset.agency_id, user_id=reset.user_id, kind=kind, path=reverse("factor_reset"), at=now
    )


def tell_managers(reset: FactorReset, kind: str, now: dt.datetime, *, owners: bool = False) -> None:
    """A notice for whoever asked, and for the `owners` where it may have been an attempt."""
    told = Q(pk=reset.asked_by_id)
    if owners:
        told |= Q(roles__contains=[Role.OWNER])
    _notices(reset, kind, _managers(reset).filter(told), now)


def tell_of_end(user: User, agency: Agency, now: dt.datetime) -> None:
    """The person, by mail, that nothing beside the password is asked for any more."""
    link = agency_url(agency, reverse("account_factors"))
    facts = {"link": link, "reset_url": agency_url(agency, reverse("account_reset_password"))}
    _mail("factors_reset", user, agency, now, facts)


def _managers(reset: FactorReset) -> Any:
    rows = Membership.objects.live().with_role(*MANAGEMENT).filter(agency_id=reset.agency_id)
    return rows.exclude(pk=reset.membership_id)


def _notices(reset: FactorReset, kind: str, members: Any, now: dt.datetime) -> None:
    path = reverse("desk_factor_reset", args=[reset.membership.public_id])
    Notice.objects.bulk_create(
        Notice(
            agency_id=reset.agency_id,
            user_id=member.user_id,
            named_id=reset.user_id,
            kind=kind,
            detail=reset.membership.public_name,
            path=path,
            at=now,
        )
        for member in members.order_by("pk")[:MOST_TOLD]
    )


def _mail(kind: str, user: User, agency: Agency, now: dt.datetime, facts: dict[str, Any]) -> None:
    context = {**facts, "at": now, "zone": user.zone or agency.zone}
    about: dict[str, Any] = {"context": context, "urgency": Urgency.PERSON, "now": now}
    write_mail(agency=agency, kind=kind, recipient=user.email, reader=user, **about)
