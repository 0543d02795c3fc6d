"""Whether a client accounts for the tax (reverse charge), so that none is charged."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from clients.models import AccountVerb, ClientAccount
from clients.querysets import current_id
from clients.rules.desk import can_reverse_charge
from project.base.errors import require
from project.base.locks import locked
from project.base.viewer import Member

from .account_events import note_account

#: The verb of the event, by what is switched to.
VERBS = {True: AccountVerb.REVERSE_CHARGE, False: AccountVerb.CHARGE_TAX}


def set_reverse_charge(*, actor: Member, account: ClientAccount, on: bool, now: dt.datetime) -> bool:
    """Switch it for the client, all of whose merged accounts are taxed alike. Answers whether that changed
    anything. Holds for what is priced from now on: quotes that were sent, and orders, keep their lines."""
    require(can_reverse_charge(actor, account))
    with transaction.atomic():
        root = ClientAccount(pk=current_id(account), agency_id=account.agency_id)
        stored = locked(actor, root, no_key=True)
        if stored.reverse_charge == on:
            return False
        ClientAccount.objects.family(stored).update(reverse_charge=on)
        note_account(stored, VERBS[on], actor=actor, now=now)
    account.reverse_charge = on
    return True
