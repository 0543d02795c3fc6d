"""What class orders keep about people: who runs a class, and what they did with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.hooks import NAMED, Enclosure, Part, Tie, exported, slices
from agencies.models import Membership
from clients.own_data import accounts_alone
from cohorts.models import (
    Cohort,
    CohortEditor,
    CohortEvent,
    CohortFile,
    CohortMember,
    CohortWriter,
    ReportLink,
    RosterUpload,
)
from cohorts.states.cohorts import LIVE
from project.base.viewer import Member

from .strangers import ClassMembers, forget_members

__all__ = ["ClassesKeeper"]


class ClassesKeeper:
    """Registered in apps.py; see accounts.hooks.Keeper."""

    def parts(self, viewer: Member) -> Iterator[Part | Enclosure]:
        rows = Cohort.objects.visible_to(viewer).filter(requested_by_id=viewer.member_id)
        yield Part("classes", _("Classes that you run, with their members."), _classes(rows), place=30)
        acts = CohortEvent.objects.filter(agency_id=viewer.agency_id, actor_id=viewer.member_id)
        yield Part("class_acts", _("What you did with classes."), _acts(acts), place=30)
        links = ReportLink.objects.filter(agency_id=viewer.agency_id, created_by_id=viewer.member_id)
        yield Part("class_report_links", _("Links to reports that you made."), _links(links), place=30)
        about = _("Classes whose orders you may be given as a writer, with your share, or review.")
        yield Part("class_parts", about, _parts(viewer), place=30)
        yield from ClassMembers().parts(email=viewer.membership.user.email, agency=viewer.agency)

    def ties(self, viewer: Member) -> list[Tie]:
        """Classes that one runs: somebody is waiting for what they ordered."""
        rows = Cohort.objects.filter(agency_id=viewer.agency_id, requested_by_id=viewer.member_id)
        words = _("You run the class “%(name)s”. Close or cancel it.")
        found = rows.filter(state__in=LIVE).order_by("pk")[:NAMED]
        return [
            Tie(words % {"name": row.name}, reverse("cohorts:class", args=[row.public_id])) for row in found
        ]

    def erase(self, membership: Membership, now: dt.datetime) -> None:
        """Classes are records of the account and stay; of an account that nobody else belongs to, the words
        of the common brief and who its members are go; nobody waits for one without an order. Links that
        they made end, rosters not saved yet go."""
        agency = membership.agency
        CohortWriter.objects.filter(agency=agency, writer=membership).delete()
        CohortEditor.objects.filter(agency=agency, editor=membership).delete()
        ReportLink.objects.filter(agency=agency, created_by=membership, revoked_at=None).update(
            revoked_at=now
        )
        RosterUpload.objects.filter(agency=agency, made_by=membership).delete()
        alone = list(accounts_alone(membership).values_list("pk", flat=True))
        cohorts = list(Cohort.objects.filter(agency=agency, account_id__in=alone).order_by("pk"))
        for cohort in Cohort.objects.filter(pk__in=[row.pk for row in cohorts]).select_for_update():
            _empty(cohort, now)
        members = forget_members(CohortMember.objects.filter(cohort__in=cohorts), now)
        left = CohortMember.objects.filter(pk__in=[one.pk for one in members], order=None, removed_at=None)
        left.update(removed_at=now)
        CohortFile.objects.filter(cohort__in=cohorts).delete()
        ClassMembers().erase(email=membership.user.email, agency=agency, now=now)


def _empty(cohort: Cohort, now: dt.datetime) -> None:
    words = ("title", "brief", "audience", "purpose", "format", "citation_style", "tone", "references")
    for name in (*words, "house_style", "style_preferences", "notes"):
        setattr(cohort, name, "")
    cohort.updated_at = now
    cohort.save()


def _classes(rows: Any) -> Iterator[dict[str, Any]]:
    for row in slices(rows.select_related("account")):
        members = row.members.order_by("pk").values_list("name", "email", "external_key")
        names = ("name", "account__name", "receiver", "state", "title", "brief", "budget", "created_at")
        people = [{"name": name, "email": email, "key": key} for name, email, key in members]
        yield exported(row, *names) | {"members": people}


def _acts(rows: Any) -> Iterator[dict[str, Any]]:
    for row in slices(rows.select_related("cohort")):
        yield exported(row, "at", "verb", "count", "amount", cohort=row.cohort.name)


def _parts(viewer: Member) -> Iterator[dict[str, Any]]:
    """By the id of the class: what it is called is its client's."""
    writing = CohortWriter.objects.filter(agency_id=viewer.agency_id, writer_id=viewer.member_id)
    for cohort, share in writing.order_by("pk").values_list("cohort__public_id", "share"):
        yield {"class": cohort, "as": "writer", "share": share}
    reviewing = CohortEditor.objects.filter(agency_id=viewer.agency_id, editor_id=viewer.member_id)
    for cohort in reviewing.order_by("pk").values_list("cohort__public_id", flat=True):
        yield {"class": cohort, "as": "editor", "share": None}


def _links(rows: Any) -> Iterator[dict[str, Any]]:
    for row in slices(rows.select_related("snapshot")):
        yield exported(row, "name", "created_at", "expires_at", "revoked_at", of=row.snapshot.cohort_name)
