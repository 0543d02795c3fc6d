"""Forgetting a person in the orders app. What was ordered, delivered, said about it and billed is kept without the name."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, Q, QuerySet

from agencies.actions.erasing import nameless
from agencies.models import Membership
from billing.models import BillingDetails
from clients.models import AccountPerson, ClientAccount, FavouriteWriter
from clients.models.accounts import AccountKind
from drafts.models import DraftFile, OrderDraft, OrderPreset, PresetDefault, PresetUse
from orders.models import MessageRead
from quotes.models import QuoteCode  # fmt: skip

#: What is emptied in a draft that has to stay because a quote names it.
WORDS = ("title", "brief", "audience", "purpose", "format", "citation_style", "tone", "references", "notes")


def accounts_alone(membership: Membership) -> QuerySet[ClientAccount]:
    """The client accounts that the person belongs to and no other live member does."""
    people = AccountPerson.objects.filter(account=OuterRef("pk"))
    others = people.exclude(membership=membership).filter(membership__ended_at=None)
    mine = people.filter(membership=membership)
    return ClientAccount.objects.filter(Exists(mine), agency_id=membership.agency_id).exclude(Exists(others))


def forget_member(*, membership: Membership, now: dt.datetime) -> None:
    """Delete the drafts, presets and billing details of client accounts that nobody else belongs to, and all that only this
    person had: favourites, reading marks, choices. A personal account loses its name. Runs in the caller's transaction and
    asks no right. Twice does nothing.

    What belongs to an account with other people stays theirs; orders, deliveries, messages, quotes that were sent, ledger
    and invoices are kept (docs/operating.md).
    """
    alone = list(accounts_alone(membership).order_by("pk").values_list("pk", flat=True))
    _forget_drafts(alone, now)
    _forget_presets(OrderPreset.objects.filter(account__in=alone))
    _forget_presets(OrderPreset.objects.filter(agency_id=membership.agency_id, owner=membership, shared=False))
    BillingDetails.objects.filter(account__in=alone).delete()
    accounts = ClientAccount.objects.filter(pk__in=alone, kind=AccountKind.PERSONAL)
    accounts.update(name=nameless(membership.public_id))
    QuoteCode.objects.filter(person=membership).delete()
    MessageRead.objects.filter(membership=membership).delete()
    PresetDefault.objects.filter(member=membership).delete()
    FavouriteWriter.objects.filter(member=membership).delete()
    FavouriteWriter.objects.filter(writer=membership).delete()
    AccountPerson.objects.filter(membership=membership).delete()


def _forget_drafts(accounts: list[int], now: dt.datetime) -> None:
    """A draft that became an order stays as part of it; one that a quote names stays without its words."""
    rows = OrderDraft.objects.filter(account__in=accounts, order=None).order_by("pk").select_for_update(of=("self",))
    drafts = list(rows)
    quoted = OrderDraft.objects.filter(Q(quotes__isnull=False) | Q(worked_for__isnull=False), account__in=accounts)
    named = set(quoted.values_list("pk", flat=True))
    DraftFile.objects.filter(draft__in=drafts).delete()
    for draft in drafts:
        if draft.pk in named:
            _empty(draft, now)
    PresetUse.objects.filter(draft__in=drafts).update(draft=None)
    OrderDraft.objects.filter(pk__in=[row.pk for row in drafts if row.pk not in named]).delete()


def _empty(draft: OrderDraft, now: dt.datetime) -> None:
    for name in WORDS:
        setattr(draft, name, "")
    draft.discarded_at, draft.updated_at = now, now
    draft.save()


def _forget_presets(rows: QuerySet[OrderPreset]) -> None:
    found = list(rows.order_by("pk").values_list("pk", flat=True))
    PresetUse.objects.filter(preset__in=found).delete()
    OrderPreset.objects.filter(pk__in=found).delete()
