"""The links of a class: to whom one was sent, and which open something. No key is ever shown."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.hooks import Credential
from cohorts.actions.member_links import revoke_own_links
from cohorts.models import Cohort, MemberLink
from cohorts.rules.member_links import opening, why_not_sent
from project.base import clock
from project.base.http import MemberRequest
from project.base.paging import Page, page_of
from project.base.viewer import Member

ORDER = ("name", "id")
#: Own links that the security centre lists.
MOST = 50


@dataclass(frozen=True)
class LinkRow:
    """One member: `tone` and `word` of the badge, `why` no link can be sent."""

    name: str
    email: str
    word: str
    tone: str
    sent_at: dt.datetime | None
    expires_at: dt.datetime | None
    why: str
    send_url: str
    revoke_url: str


def links_page(request: MemberRequest, cohort: Cohort) -> dict[str, Any]:
    """What the page prints: a page of members with their newest link. Two queries."""
    newest = MemberLink.objects.filter(agency_id=cohort.agency_id, member=OuterRef("pk")).order_by("-id")
    facts = {name: Subquery(newest.values(name)[:1]) for name in ("created_at", "expires_at", "revoked_at")}
    rows = cohort.members.present().annotate(**{f"link_{name}": made for name, made in facts.items()})
    found: Page[Any] = page_of(
        rows, request, order=ORDER, kinds=[str, int], key=lambda row: [row.name, row.pk]
    )
    return {"cohort": cohort, "page": found.with_rows([_row(cohort, row) for row in found.rows])}


def _row(cohort: Cohort, member: Any) -> LinkRow:
    member.cohort = cohort
    args = [cohort.public_id, member.public_id]
    word, tone = _state(member, clock.now())
    return LinkRow(
        name=member.name,
        email=member.email,
        word=word,
        tone=tone,
        sent_at=member.link_created_at,
        expires_at=member.link_expires_at if tone == "good" else None,
        why=why_not_sent(member),
        send_url=reverse("cohorts:member_link", args=args),
        revoke_url=reverse("cohorts:member_link_revoke", args=args) if tone == "good" else "",
    )


def _state(member: Any, now: dt.datetime) -> tuple[str, str]:
    if member.link_created_at is None:
        return _("Not sent"), "neutral"
    if member.link_revoked_at is not None:
        return _("Revoked"), "warn"
    return (_("Expired"), "warn") if member.link_expires_at <= now else (_("Works"), "good")


class MemberLinks:
    """Registered in apps.py: links to classes that were mailed to the address of somebody with an account;
    see accounts.hooks.Credentials."""

    def live(self, viewer: Member) -> list[Credential]:
        rows = opening(viewer.agency, clock.now()).filter(address__iexact=viewer.membership.user.email)
        found = rows.annotate(name=F("member__cohort__name")).order_by("-id")[:MOST]
        return [
            Credential(
                kind=_("Link to a class"),
                name=row.name,
                created_at=row.created_at,
                last_used_at=None,
                path=reverse("cohorts:own_links"),
                revoke_path=reverse("cohorts:own_link_revoke", args=[row.public_id]),
            )
            for row in found
        ]

    def revoke(self, *, user: Any, now: dt.datetime) -> int:
        return revoke_own_links(email=user.email, now=now)


def own_links(viewer: Member) -> Any:
    """Links to classes that were mailed to the viewer’s own address and open something, newest first."""
    rows = opening(viewer.agency, clock.now()).filter(address__iexact=viewer.membership.user.email)
    return rows.select_related("member__cohort").order_by("-id")
