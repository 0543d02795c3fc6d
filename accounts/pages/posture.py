"""How safely the people of an agency sign in, for those who run it: who has no second factor, forgotten
access tokens, too many sessions. Of each person only what concerns this agency; never addresses, devices or
what they do elsewhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import AccessToken, PersonSession
from accounts.rules.factors import has_counting_factor
from agencies.hooks import SignInFacts
from agencies.models import Agency, Membership
from agencies.rules.second_factor import covered_by
from agencies.states.roles import STAFF
from project.base.csv_export import lines_of

#: Factors that stand between a known password and the account.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
TABS = {
    "owing": _("Required but not set up"),
    "staff": _("Staff without two-step verification"),
    "factor": _("No two-step verification"),
    "stale": _("Unused tokens"),
    "sessions": _("Many sessions"),
    "all": _("Everyone"),
}


def rows_of(agency: Agency, now: dt.datetime) -> QuerySet[Membership]:
    """Who belongs to the agency, with `factor`, `last_seen`, `sessions` (live ones here) and `stale` (tokens
    not used for long). Suspended people too: what is unsafe about them opens again with the door."""
    return _annotated(
        Membership.objects.belonging().filter(agency=agency).select_related("user"), agency.pk, now
    )


def figures_of(agency: Agency) -> dict[str, int]:
    """How many belong to the agency, have a second factor, need one by its rule, and lack one they need. One
    query."""
    rows = (
        Membership.objects.belonging()
        .filter(agency=agency)
        .annotate(
            factor=Exists(Authenticator.objects.filter(user=OuterRef("user_id"), type__in=FACTORS)),
            counts=has_counting_factor(),
        )
    )
    need = covered_by(agency)
    return rows.aggregate(
        people=Count("pk"),
        having=Count("pk", filter=Q(factor=True)),
        needing=Count("pk", filter=need),
        owing=Count("pk", filter=need & Q(counts=False)),
    )


def stats_of(agency: Agency) -> list[dict[str, Any]]:
    """Those figures as they stand above the list; what is required only where something is."""
    found = figures_of(agency)
    people, needing = found["people"], found["needing"]
    having = {
        "value": found["having"],
        "label": _("With two-step verification"),
        "note": ngettext("of %(n)s person", "of %(n)s people", people) % {"n": people},
        "icon": "shield",
        "url": "?tab=all",
    }
    if agency.second_factor_from is None:
        return [having]
    owing = {
        "value": found["owing"],
        "label": TABS["owing"],
        "note": ngettext("of %(n)s person who needs it", "of %(n)s people who need it", needing)
        % {"n": needing},
        "icon": "lock",
        "tone": "warn" if found["owing"] else "",
        "url": "?tab=owing",
    }
    return [having, owing]


def _annotated(rows: QuerySet[Membership], agency_id: int, now: dt.datetime) -> QuerySet[Any]:
    own = PersonSession.objects.filter(agency_id=agency_id, user=OuterRef("user_id")).order_by()
    seen = own.values("user").annotate(last=Max("seen_at")).values("last")
    live = own.live().values("user").annotate(count=Count("pk")).values("count")
    tokens = AccessToken.objects.filter(agency_id=agency_id, membership=OuterRef("pk"))
    stale = tokens.stale(now).order_by()
    return rows.annotate(
        factor=Exists(Authenticator.objects.filter(user=OuterRef("user_id"), type__in=FACTORS)),
        last_seen=Subquery(seen),
        sessions=Coalesce(Subquery(live), 0),
        counts=has_counting_factor(),
        stale=Coalesce(Subquery(stale.values("membership").annotate(count=Count("pk")).values("count")), 0),
    )


def sign_in_facts_of(members: Iterable[Membership], now: dt.datetime) -> dict[int, SignInFacts]:
    """For the list of people: answers agencies.hooks. One query."""
    keys = [member.pk for member in members]
    agencies = {member.agency_id for member in members}
    if len(agencies) != 1:
        return {}
    rows = _annotated(Membership.objects.filter(pk__in=keys), agencies.pop(), now)
    return {row.pk: SignInFacts(row.factor, row.last_seen, row.stale) for row in rows}


def tab_of(tab: str, agency: Agency) -> Q:
    """Which of those rows a tab shows."""
    return {
        "owing": covered_by(agency) & Q(counts=False),
        "staff": Q(factor=False, roles__overlap=list(STAFF)),
        "factor": Q(factor=False),
        "stale": Q(stale__gt=0),
        "sessions": Q(sessions__gte=max(agency.session_cap - 1, 1)),
    }.get(tab, Q())


def as_csv(rows: QuerySet[Any]) -> Iterator[str]:
    """The lines of the export, by name."""
    header = [
        "name",
        "roles",
        "second factor",
        "last seen (UTC)",
        "open sessions",
        "old tokens",
        "suspended since (UTC)",
    ]
    return lines_of(header, map(_cells, rows.order_by("public_name", "id").iterator(chunk_size=500)))


def _cells(member: Any) -> list[Any]:
    roles, factor = ", ".join(member.role_words), "yes" if member.factor else "no"
    seen, since = _minute(member.last_seen), _minute(member.suspended_at)
    return [member.public_name, roles, factor, seen, member.sessions, member.stale, since]


def _minute(at: dt.datetime | None) -> str:
    return at.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M") if at else ""


def row(member: Any) -> dict[str, Any]:
    """The rows of the list, prepared."""
    return {
        "public_id": member.public_id,
        "name": member.public_name,
        "roles": member.role_words,
        "factor": member.factor,
        "last_seen": member.last_seen,
        "sessions": member.sessions,
        "stale": member.stale,
        "suspended": member.suspended_at,
    }
