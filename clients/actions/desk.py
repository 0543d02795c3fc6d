"""Client accounts made and named by the desk."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Membership
from clients.models import AccountVerb, ClientAccount
from clients.models.accounts import AccountKind
from clients.rules.desk import is_desk
from project.base.errors import Invalid, require
from project.base.locks import locked
from project.base.text import validate_text
from project.base.viewer import Member

from .account_events import note_account

#: As long as a name may be.
NAME_LIMIT = 120
#: As long as a person's name may be.
SHOWN = 60


def make_account(*, actor: Member, name: str, kind: str, now: dt.datetime) -> ClientAccount:
    """Make a client account that nobody belongs to yet. Two may have one name. Raises Invalid."""
    require(is_desk(actor))
    name = _checked_name(name)
    _check_kind(kind)
    with transaction.atomic():
        account = ClientAccount.objects.create(agency=actor.agency, name=name, kind=kind, created_at=now)
        note_account(account, AccountVerb.MAKE, actor=actor, now=now)
    return account


def change_account(
    *, actor: Member, account: ClientAccount, name: str, kind: str, now: dt.datetime
) -> ClientAccount:
    """Give an account another name or kind. What was invoiced keeps the name it had. Does nothing when both
    are the same. Raises Invalid, NotVisible for another agency's."""
    require(is_desk(actor))
    name = _checked_name(name)
    _check_kind(kind)
    with transaction.atomic():
        stored = locked(actor, account, no_key=True)
        verbs = [AccountVerb.RENAME] * (stored.name != name) + [AccountVerb.CHANGE_KIND] * (
            stored.kind != kind
        )
        stored.name, stored.kind = name, kind
        if verbs:
            stored.save(update_fields=["name", "kind"])
            shown = Membership.objects.filter(agency_id=stored.agency_id, placeholder=True)
            shown.filter(stands_for__account=stored).update(public_name=name[:SHOWN])
        for verb in verbs:
            note_account(stored, verb, actor=actor, now=now)
    return stored


def _checked_name(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > NAME_LIMIT:
        raise Invalid({"name": _("Enter a name of at most %(most)s characters.") % {"most": NAME_LIMIT}})
    validate_text(name)
    return name


def _check_kind(kind: str) -> None:
    if kind not in AccountKind.values:
        raise Invalid({"kind": _("Choose a type.")})
