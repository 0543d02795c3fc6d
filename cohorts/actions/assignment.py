"""Who writes and who reviews the orders of a class."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from agencies.models import Membership, Role
from cohorts.models import Cohort, CohortEditor, CohortWriter
from cohorts.models.assignment import MOST_WRITERS
from cohorts.rules.cohorts import can_share_out
from cohorts.states.cohorts import FEATURE
from orders.actions.eligibility import locked_people
from orders.actions.moving import move_order
from orders.hooks.eligibility import eligibility
from orders.models import Order, OrderEvent
from orders.states.orders import State
from project.base.errors import Invalid, require
from project.base.features import require_on
from project.base.locks import locked
from project.base.viewer import Member, System

from .moving import note


def share_out(
    *,
    actor: Member,
    cohort: Cohort,
    shares: Sequence[tuple[Membership, int]],
    editor: Membership | None,
    now: dt.datetime,
) -> Cohort:
    """Say which writers take the orders of a class, each with the most percent of them, and who reviews them
    all. No shares: whoever can; no editor: whoever claims a review. What somebody has stays theirs; reviews
    that wait and nobody has go to the editor now.

    Raises Invalid, under "shares", for a writer twice or one who does not write here, a share that is none,
    shares that come to less than 100, and beyond MOST_WRITERS; under "editor" for one who does not edit
    here. The same again changes nothing."""
    require(can_share_out(actor, cohort))
    require_on(actor.agency, FEATURE)
    with transaction.atomic():
        stored = locked(actor, cohort, no_key=True)
        stored.agency = actor.agency
        waiting = _waiting_reviews(stored) if editor else []
        people = _locked(actor, [writer for writer, _share in shares], editor)
        wanted = {writer.pk: share for writer, share in shares}
        _check(shares, wanted, people)
        if editor is not None and not _acts_as(people.get(editor.pk), Role.EDITOR):
            raise Invalid({"editor": _("Choose someone who edits here.")})
        _store_shares(actor, stored, wanted, now)
        _store_editor(actor, stored, editor, now)
        for order in waiting:
            give_to_class_editor(order, people[editor.pk], now)  # type: ignore[union-attr]
    return stored


def _locked(actor: Member, writers: Sequence[Membership], editor: Membership | None) -> dict[int, Membership]:
    ids = {person.pk for person in (*writers, *([editor] if editor else []))}
    rows = Membership.objects.filter(agency_id=actor.agency_id, pk__in=ids).order_by("pk")
    return {row.pk: row for row in rows.select_for_update(of=("self",), no_key=True)}


def _acts_as(person: Membership | None, role: Role) -> bool:
    return person is not None and person.ended_at is None and role in person.roles


def _check(
    shares: Sequence[tuple[Membership, int]], wanted: Mapping[int, int], people: Mapping[int, Membership]
) -> None:
    words = ""
    if len(shares) > MOST_WRITERS:
        words = _("Name at most %(most)s writers.") % {"most": MOST_WRITERS}
    elif len(wanted) < len(shares):
        words = _("Name each writer once.")
    elif not all(_acts_as(people.get(pk), Role.WRITER) for pk in wanted):
        words = _("Choose people who write here.")
    elif not all(1 <= share <= 100 for share in wanted.values()):
        words = _("Enter a share between 1% and 100%.")
    elif wanted and (sum_of := sum(wanted.values())) < 100:
        words = _("The shares come to %(sum)s%%: some orders could be given to no one. Enter 100%% or more.")
        words %= {"sum": sum_of}
    if words:
        raise Invalid({"shares": words})


def _store_shares(actor: Member, cohort: Cohort, wanted: Mapping[int, int], now: dt.datetime) -> None:
    rows = CohortWriter.objects.filter(agency_id=cohort.agency_id, cohort=cohort)
    if dict(rows.values_list("writer_id", "share")) == dict(wanted):
        return
    rows.delete()
    CohortWriter.objects.bulk_create(
        CohortWriter(agency_id=cohort.agency_id, cohort=cohort, writer_id=pk, share=share)
        for pk, share in wanted.items()
    )
    note(cohort, "writers", actor=actor, now=now, count=len(wanted))


def _store_editor(actor: Member, cohort: Cohort, editor: Membership | None, now: dt.datetime) -> None:
    rows = CohortEditor.objects.filter(agency_id=cohort.agency_id, cohort=cohort)
    if list(rows.values_list("editor_id", flat=True)) == ([editor.pk] if editor else []):
        return
    rows.delete()
    if editor is not None:
        CohortEditor.objects.create(agency_id=cohort.agency_id, cohort=cohort, editor=editor)
    note(cohort, "editor", actor=actor, now=now, count=int(editor is not None))


def _waiting_reviews(cohort: Cohort) -> list[Order]:
    rows = Order.objects.filter(
        agency_id=cohort.agency_id, cohort_member__cohort=cohort, state=State.IN_REVIEW, editor=None
    )
    return list(rows.select_related("agency").order_by("pk").select_for_update(of=("self",)))


def give_to_class_editor(order: Order, editor: Membership, now: dt.datetime) -> None:
    """Give the review of a locked order that nobody has to the editor of its class, who is told: also beyond
    the number of reviews that they take, which is logged. Not where they may never review it (such as their
    own text), or no longer act here: then it waits for any editor. Within an open transaction."""
    (person,) = locked_people(order, [editor])
    found = eligibility().explain_reviews(editors=[person], orders=[order], now=now)
    against = found[person.pk, order.pk]
    if any(reason.hard for reason in against):
        return
    order.editor = person
    event = move_order(order, "give_review", actor=System(order.agency), now=now, person=person)
    if against:
        with translation.override(settings.LANGUAGE_CODE):
            words = _("Reviews all orders of this class.")
        eligibility().note_override(event=event, person=person, against=against, reason=words)


class ClassEditor:
    """Registered in orders.hooks.moves.followers: a text of a class goes to the editor of the class."""

    def moved(self, *, order: Order, event: OrderEvent, now: dt.datetime) -> None:
        if event.verb != "deliver" or order.state != State.IN_REVIEW or order.editor_id:
            return
        rows = CohortEditor.objects.filter(agency_id=order.agency_id, cohort__members__order=order)
        row = rows.select_related("editor").first()
        if row is not None:
            give_to_class_editor(order, row.editor, now)


def end_parts(*, membership: Membership, now: dt.datetime) -> int:
    """Take somebody who no longer writes, or edits, out of the classes that name them, as the agency's clock:
    what they have of those goes its own way. Returns how many rows went. Within an open transaction."""
    own, system = {"agency_id": membership.agency_id}, System(membership.agency)
    ended = 0
    if not _acts_as(membership, Role.WRITER):
        for row in CohortWriter.objects.filter(writer=membership, **own).select_related("cohort"):
            row.delete()
            left = CohortWriter.objects.filter(cohort=row.cohort, **own).count()
            note(row.cohort, "writers", actor=system, now=now, count=left)
            ended += 1
    if not _acts_as(membership, Role.EDITOR):
        for part in CohortEditor.objects.filter(editor=membership, **own).select_related("cohort"):
            part.delete()
            note(part.cohort, "editor", actor=system, now=now, count=0)
            ended += 1
    return ended
