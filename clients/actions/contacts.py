"""Whom the agency talks to at a client: kept by the desk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from clients.models import AccountContact, AccountVerb, ClientAccount
from clients.rules.desk import is_desk
from project.base.errors import Invalid, require
from project.base.locks import locked
from project.base.viewer import Member

from .account_events import note_account

#: Contacts of one account.
MOST = 50
FIELDS = ("name", "email", "phone", "function")


def add_contact(
    *, actor: Member, account: ClientAccount, fields: Mapping[str, str], now: dt.datetime
) -> AccountContact:
    """Write a contact down: name, and perhaps email address, phone and function. Nobody is told. Raises
    Invalid beyond MOST."""
    require(is_desk(actor))
    with transaction.atomic():
        stored = locked(actor, account, no_key=True)
        if stored.contacts.count() >= MOST:
            raise Invalid({"name": _("This account has the most contacts possible. Remove one first.")})
        contact = AccountContact(agency_id=stored.agency_id, account=stored, created_at=now)
        _write(contact, fields)
        note_account(stored, AccountVerb.ADD_CONTACT, actor=actor, now=now)
    return contact


def edit_contact(
    *, actor: Member, contact: AccountContact, fields: Mapping[str, str], now: dt.datetime
) -> AccountContact:
    """Change a contact. Does nothing when all is the same."""
    require(is_desk(actor))
    with transaction.atomic():
        stored = locked(actor, contact)
        if any(getattr(stored, name) != fields.get(name, "") for name in FIELDS):
            _write(stored, fields)
            note_account(stored.account, AccountVerb.EDIT_CONTACT, actor=actor, now=now)
    return stored


def remove_contact(*, actor: Member, contact: AccountContact, now: dt.datetime) -> None:
    """Forget a contact. That there was one stays in the account's history, without name."""
    require(is_desk(actor))
    with transaction.atomic():
        stored = locked(actor, contact)
        note_account(stored.account, AccountVerb.REMOVE_CONTACT, actor=actor, now=now)
        stored.delete()


def _write(contact: AccountContact, fields: Mapping[str, str]) -> None:
    for name in FIELDS:
        setattr(contact, name, fields.get(name, "").strip())
    if not contact.name:
        raise Invalid({"name": _("Enter a name.")})
    contact.email = contact.email.lower()
    contact.save()
