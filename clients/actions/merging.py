"""Two client accounts that are one client: merged, and separated again. No row changes its account: what was
written keeps its name, and rights, lists and balances read both (clients.querysets)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.security_log import log_event
from clients.models import AccountEvent, AccountPerson, AccountVerb, ClientAccount
from clients.rules.desk import can_merge, why_not_merge, why_not_part
from clients.signals import person_joined
from project.base.errors import NotVisible, WrongState, require
from project.base.viewer import Member

from .account_events import note_account
from .shared_people import share_people
from .style_guides import carry_guide, give_guide_back


def merge_accounts(
    *, actor: Member, account: ClientAccount, into: ClientAccount, now: dt.datetime
) -> ClientAccount:
    """Merge `account` into another: everyone of either belongs to both, new orders, invoices and invitations
    are the other's, both are listed and summed up as one, and taxed alike. Nothing that was written
    changes; the style guide goes along where the other has none (carry_guide).

    Twice does nothing. Raises NotVisible for an account of another agency, WrongState for what makes chains
    or circles. Waits for whoever is just ordering for one of them.
    """
    require(can_merge(actor, account, into))
    with transaction.atomic():
        source, root = _locked(actor, account, into)
        if source.merged_into_id == root.pk:
            return source
        if refusal := why_not_merge(source, root):
            raise WrongState(refusal)
        source.merged_into, source.merged_at = root, now
        source.reverse_charge = root.reverse_charge
        source.save(update_fields=["merged_into", "merged_at", "reverse_charge"])
        share_people(root)
        carry_guide(source, root, by=actor, now=now)
        _note(AccountVerb.MERGE, source, root, actor, now)
        person_joined.send(ClientAccount, account=root, now=now)
    return source


def part_account(*, actor: Member, account: ClientAccount, now: dt.datetime) -> ClientAccount:
    """Separate a merged account again: each has its own people, as far as they were not removed since, and
    what is its own, the style guide too (give_guide_back). Who joined since the merge stays with the other.

    Twice does nothing. Raises WrongState for an account that was never merged, and once anything was booked
    on either since the merge.
    """
    into = account.merged_into
    if into is None:
        require(can_merge(actor, account, account))
        if not AccountEvent.objects.filter(account=account, verb=AccountVerb.PART).exists():
            raise WrongState(why_not_part(account))
        return account
    require(can_merge(actor, account, into))
    with transaction.atomic():
        source, root = _locked(actor, account, into)
        if source.merged_into_id is None:
            return source
        if refusal := why_not_part(source):
            raise WrongState(refusal)
        _take_shared_away(source)
        give_guide_back(source, root, by=actor, now=now)
        source.merged_into = source.merged_at = None
        source.save(update_fields=["merged_into", "merged_at"])
        share_people(root)
        _note(AccountVerb.PART, source, root, actor, now)
    return source


def _locked(
    actor: Member, account: ClientAccount, into: ClientAccount
) -> tuple[ClientAccount, ClientAccount]:
    """Both, by id. The whole lock: it waits for transactions that write rows of either, such as an order that
    is being placed, and those to come wait for it."""
    if account.pk == into.pk:
        raise WrongState(_("Choose another client account."))
    rows = ClientAccount.objects.select_for_update(of=("self",)).filter(agency_id=actor.agency_id)
    found = {row.pk: row for row in rows.filter(pk__in=[account.pk, into.pk]).order_by("pk")}
    if len(found) < 2:
        raise NotVisible()
    return found[account.pk], found[into.pk]


def _take_shared_away(source: ClientAccount) -> None:
    """What people got by the merge; what share_people finds missing afterwards comes from the others."""
    rows = AccountPerson.objects.filter(agency_id=source.agency_id)
    rows.filter(account=source, through__isnull=False).delete()
    rows.filter(through=source).delete()


def _note(
    verb: AccountVerb, source: ClientAccount, root: ClientAccount, actor: Member, now: dt.datetime
) -> list[AccountEvent]:
    log_event(
        f"client_account_{verb}",
        agency=actor.agency,
        actor=actor,
        account=source.public_id,
        into=root.public_id,
    )
    return [
        note_account(source, verb, actor=actor, now=now, other=root),
        note_account(root, verb, actor=actor, now=now, other=source),
    ]
