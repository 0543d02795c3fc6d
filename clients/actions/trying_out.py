"""Client accounts for trying out."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from agencies.actions.marks import make_mark
from agencies.models import MarkKind
from agencies.rules.marks import handles_marks
from clients.models import ClientAccount, MarkedAccount
from clients.models.accounts import AccountKind
from project.base.errors import require
from project.base.viewer import Member

from .desk import make_account


def make_trial_account(*, actor: Member, name: str, now: dt.datetime) -> ClientAccount:
    """Make a client account for trying out, with a mark of its own (`account.marked.mark`).

    Whatever is ordered for it, by whichever door, is a trial order: it carries the same mark, has a number of
    the trials' series and is never invoiced. agencies.actions.marks.delete_marked deletes the account with
    all of it. Raises Invalid.
    """
    require(handles_marks(actor))
    with transaction.atomic():
        account = make_account(actor=actor, name=name, kind=AccountKind.COMPANY, now=now)
        mark = make_mark(actor=actor, kind=MarkKind.TRIAL, now=now)
        MarkedAccount.objects.create(agency=actor.agency, account=account, mark=mark)
    return account
