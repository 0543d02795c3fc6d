"""A client's shortlist of writers."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Membership
from clients.rules.accounts import is_client
from project.base.errors import NotVisible, WrongState, require
from project.base.viewer import Member
from writers.models import ShortlistedWriter, WriterPortfolio

#: Writers on one list, at most.
MOST = 20


def add_to_shortlist(*, actor: Member, portfolio: WriterPortfolio, now: dt.datetime) -> ShortlistedWriter:
    """Put a portfolio that the actor sees on their list. One that is there already stays as it is. Raises
    NotVisible for one that clients do not see, WrongState for a full list."""
    require(is_client(actor))
    with transaction.atomic():
        # The lock is on the person whose list it is, so that two clicks at once are one after the other.
        Membership.objects.select_for_update(of=("self",), no_key=True).get(pk=actor.member_id)
        if not WriterPortfolio.objects.for_clients(actor.agency).filter(pk=portfolio.pk).exists():
            raise NotVisible
        own = ShortlistedWriter.objects.filter(agency_id=actor.agency_id, member_id=actor.member_id)
        found = own.filter(portfolio=portfolio).first()
        if found is not None:
            return found
        if ShortlistedWriter.objects.visible_to(actor).count() >= MOST:
            raise WrongState(_("Your shortlist is full. Remove someone first."))
        return ShortlistedWriter.objects.create(
            agency_id=actor.agency_id, member_id=actor.member_id, portfolio=portfolio, added_at=now
        )


def remove_from_shortlist(*, actor: Member, portfolio_id: int) -> None:
    """Take a portfolio off the actor's list. Does nothing when it is not there."""
    require(is_client(actor))
    ShortlistedWriter.objects.filter(
        agency_id=actor.agency_id, member_id=actor.member_id, portfolio_id=portfolio_id
    ).delete()
