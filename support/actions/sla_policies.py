"""SLA policies: published version by version."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.security_log import log_event
from agencies.models import Agency, Membership
from agencies.states.roles import STAFF
from agencies.states.sla import Priority, Target
from clients.models import ClientAccount
from project.base.errors import Invalid, NotVisible, Stale, require
from project.base.ids import public_id
from project.base.viewer import Member
from support.models import EscalationStep, SlaPolicy, SlaTarget, SlaVersion
from support.rules.ladder import step_problem
from support.rules.sla_policies import Book, Terms, book_of, can_edit_policies, version_book
from support.states.sla_policies import LEAST_MINUTES, MOST_MINUTES, MOST_POLICIES, About


def save_policy(
    *, actor: Member, terms: Terms, now: dt.datetime, position: int | None = None, base: int | None = None
) -> Terms:
    """Publish the next version of the policies, with this one at `position`: instead of the one of its key,
    or a new one without a key. Without a position it stays where it is, or comes last.

    Open tickets get their new times within a minute (actions/sla_follow.py); what ended stays as it was
    judged. What changes nothing publishes nothing. Raises NotVisible for a key that is not there, Stale when
    `base`, the number of the version that the change was made from, is not the last one, Invalid by field.
    """
    require(can_edit_policies(actor))
    kept = terms if terms.key else replace(terms, key=public_id())
    with transaction.atomic():
        book = _locked_book(actor)
        if terms.key and book.find(terms.key) is None:
            raise NotVisible()
        made = _publish(actor, book, kept.key, planned(actor, book, kept, position), base, now)
    found = made.find(kept.key)
    assert found is not None
    return found


def planned(actor: Member, book: Book, terms: Terms, position: int | None = None) -> tuple[Terms, ...]:
    """The policies as they would be with this one, for whoever wants to see first what that changes. Raises
    Invalid as save_policy does."""
    terms = _sorted(terms)
    _check_terms(actor, terms)
    place = position or book.place_of(terms.key)
    _check_place(book, terms, place)
    return book.arranged(terms, place)


def remove_policy(*, actor: Member, key: str, now: dt.datetime, base: int | None = None) -> None:
    """Publish the next version of the policies without this one. Tickets that had it get the next that fits,
    or the defaults. Does nothing for one that was removed. Raises Stale as save_policy does."""
    require(can_edit_policies(actor))
    with transaction.atomic():
        book = _locked_book(actor)
        if book.find(key) is not None:
            _publish(actor, book, key, book.without(key), base, now)


def _locked_book(actor: Member) -> Book:
    # The row that a first version would lock does not exist yet.
    agency = Agency.objects.select_for_update(no_key=True).get(pk=actor.agency_id)
    return book_of(agency)


def _publish(
    actor: Member, book: Book, key: str, policies: Sequence[Terms], base: int | None, now: dt.datetime
) -> Book:
    if tuple(policies) == book.policies:
        return book
    if base is not None and base != book.number:
        text = _("The policies were changed in the meantime. Check yours against them and save again.")
        raise Stale(text, current=book.find(key))
    made = SlaVersion.objects.create(
        agency_id=actor.agency_id, number=book.number + 1, made_by=actor.membership, made_at=now
    )
    _keep(made, policies)
    log_event("agency_changed", agency=actor.agency, actor=actor, changed="sla_policies")
    return version_book(made.pk)


def _keep(made: SlaVersion, policies: Sequence[Terms]) -> None:
    """The rows of a new version, in as many statements as there are tables."""
    common = {"agency_id": made.agency_id}
    rows = SlaPolicy.objects.bulk_create(
        SlaPolicy(
            **common,
            version=made,
            key=one.key,
            position=place,
            name=one.name,
            about=one.about,
            priority=one.priority,
            account_id=one.account_id,
        )
        for place, one in enumerate(policies, start=1)
    )
    EscalationStep.objects.bulk_create(
        EscalationStep(**common, policy=row, position=place, **vars(step))
        for row, one in zip(rows, policies, strict=True)
        for place, step in enumerate(one.steps, start=1)
    )
    SlaTarget.objects.bulk_create(
        SlaTarget(
            **common, policy=row, target=promise.target, minutes=promise.minutes, working=promise.working
        )
        for row, one in zip(rows, policies, strict=True)
        for promise in one.promises
    )


def _sorted(terms: Terms) -> Terms:
    """Targets in their order, and steps by their percent."""
    order = list(Target)
    promises = sorted(terms.promises, key=lambda one: order.index(one.target))
    steps = sorted(terms.steps, key=lambda one: one.percent)
    return replace(terms, promises=tuple(promises), steps=tuple(steps))


def _check_terms(actor: Member, terms: Terms) -> None:
    """Raises Invalid, by field, for what no policy can be."""
    problems: dict[str, str] = {}
    if not terms.name.strip():
        problems["name"] = _("Enter a name.")
    if terms.about not in ("", *About.values):
        problems["about"] = _("Choose an option from the list.")
    if terms.priority not in ("", *Priority.values):
        problems["priority"] = _("Choose an option from the list.")
    accounts = ClientAccount.objects.visible_to(actor).filter(pk=terms.account_id or 0)
    if terms.account_id is not None and not accounts.exists():
        problems["account"] = _("There is no client with this name.")
    if problem := _about_promises(terms):
        problems["targets"] = problem
    if problem := step_problem(terms.steps) or _about_people(actor, terms):
        problems["steps"] = problem
    if problems:
        raise Invalid(problems)


def _about_promises(terms: Terms) -> str:
    targets = [one.target for one in terms.promises]
    if not targets:
        return _("Enter at least one time.")
    if len(set(targets)) < len(targets):
        return _("Enter each target once.")
    if not all(LEAST_MINUTES <= one.minutes <= MOST_MINUTES for one in terms.promises):
        return _("Enter a time between 1 minute and 90 days.")
    return ""


def _about_people(actor: Member, terms: Terms) -> str:
    asked = {one.person_id for one in terms.steps if one.person_id}
    people = Membership.objects.live().with_role(*STAFF).filter(agency_id=actor.agency_id, pk__in=asked)
    if people.count() < len(asked):
        return _("Choose someone of the desk.")
    return ""


def _check_place(book: Book, terms: Terms, place: int) -> None:
    others = [one for one in book.policies if one.key != terms.key]
    if len(others) >= MOST_POLICIES:
        raise Invalid({"name": _("You can have at most %(most)s policies.") % {"most": MOST_POLICIES}})
    if terms.name.casefold() in {one.name.casefold() for one in others}:
        raise Invalid({"name": _("Another policy has this name. Choose a different name.")})
    if not 1 <= place <= len(others) + 1:
        words = _("Enter a number between %(least)s and %(most)s.")
        raise Invalid({"position": words % {"least": 1, "most": len(others) + 1}})
