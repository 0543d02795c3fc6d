"""Requests of clients to read a sample that is shown on request."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from clients.rules.accounts import is_client
from project.base.errors import NotVisible, WrongState, require
from project.base.jobs import defer
from project.base.locks import locked
from project.base.viewer import Member
from writers.models import PortfolioSample, SampleRequest
from writers.rules.portfolio import can_edit_portfolio
from writers.states.portfolio import PortfolioVerb

from .portfolio_moves import leave_event, locked_portfolio
from .portfolio_samples import held_sample

#: How long whoever was granted a sample reads it.
GRANTED = dt.timedelta(days=30)


def ask_to_see(*, actor: Member, sample: PortfolioSample, message: str, now: dt.datetime) -> SampleRequest:
    """Ask the writer to read a sample that is shown on request. The second click finds the request that is
    open, or that was granted and holds still. Raises NotAllowed for who is no client, NotVisible for a sample
    that nobody can ask for, WrongState for one's own."""
    require(is_client(actor))
    if not PortfolioSample.objects.on_request(actor).filter(pk=sample.pk).exists():
        raise NotVisible()
    with transaction.atomic():
        portfolio = locked_portfolio(actor.agency_id, sample.portfolio_id)
        stored = locked(actor, sample)
        if not PortfolioSample.objects.on_request(actor).filter(pk=stored.pk).exists():
            raise NotVisible()
        mine = {"agency_id": actor.agency_id, "sample": stored, "asked_by": actor.membership}
        own = SampleRequest.objects.filter(**mine)
        known = own.filter(answered_at=None).first() or own.filter(granted_until__gt=now).first()
        if known is not None:
            return known
        if portfolio.member_id == actor.member_id:
            raise WrongState(_("This is your own sample."))
        request = SampleRequest.objects.create(**mine, message=message, asked_at=now)
        leave_event(portfolio, PortfolioVerb.ASK_TO_SEE, actor=actor, now=now, sample=stored)
        defer("writers.tell_of_request", request_id=request.pk, answered=False)
    return request


def answer_request(*, actor: Member, request: SampleRequest, grant: bool, now: dt.datetime) -> SampleRequest:
    """Let a client read one's own sample for GRANTED, or not. The second click does nothing; an answer is
    final, and whoever was declined may ask again. Raises NotAllowed for everyone but the sample's writer."""
    require(can_edit_portfolio(actor, request.sample.portfolio))
    with transaction.atomic():
        portfolio, sample = held_sample(actor, request.sample)
        request = locked(actor, request)
        if request.answered_at is not None:
            return request
        request.answered_at, request.granted_until = now, now + GRANTED if grant else None
        request.save(update_fields=["answered_at", "granted_until"])
        verb = PortfolioVerb.GRANT if grant else PortfolioVerb.REFUSE
        leave_event(portfolio, verb, actor=actor, now=now, sample=sample)
        defer("writers.tell_of_request", request_id=request.pk, answered=True)
    return request
