"""What clients keeps about a person: their client accounts, the writers whom they have marked, and the notes
that they wrote about clients."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.hooks import Part, Tie, exported, slices
from agencies.actions.erasing import nameless
from agencies.models import Membership
from clients.hooks import account_facts
from clients.models import (
    AccountContact,
    AccountNote,
    AccountPerson,
    ClientAccount,
    FavouriteWriter,
    StyleGuide,
)
from clients.models.accounts import AccountKind
from clients.querysets import sees_as_client
from clients.rules.accounts import PAYER
from clients.rules.desk import is_desk
from project.base.viewer import Member


class ClientsKeeper:
    """Registered in apps.py; see accounts.hooks.Keeper."""

    def parts(self, viewer: Member) -> Iterator[Part]:
        """Accounts and favourites for clients, what they wrote for who works on the desk."""
        if is_desk(viewer):
            yield Part("client_notes", _("Notes about clients that you wrote."), _notes(viewer), place=70)
        if not sees_as_client(viewer):
            return
        yield Part("client_accounts", _("The client accounts you belong to."), _accounts(viewer), place=10)
        yield Part(
            "style_guides", _("Style guides of these accounts, in every version."), _guides(viewer), place=15
        )
        yield Part("favourite_writers", _("Your favourite writers."), _favourites(viewer), place=60)

    def ties(self, viewer: Member) -> list[Tie]:
        """Accounts of several people that would be left without anybody who pays."""
        people = AccountPerson.objects.filter(account=OuterRef("pk"), membership__ended_at=None)
        others = people.exclude(membership_id=viewer.member_id)
        mine = ClientAccount.objects.filter(
            Exists(people.filter(membership_id=viewer.member_id, role=PAYER)), agency_id=viewer.agency_id
        )
        words = _("You are the only payer for “%(account)s”. Make a colleague a payer first.")
        return [
            Tie(words % {"account": account.name}, reverse("clients:account", args=[account.public_id]))
            for account in mine.filter(Exists(others))
            .exclude(Exists(others.filter(role=PAYER)))
            .order_by("pk")
        ]

    def erase(self, membership: Membership, now: dt.datetime) -> None:
        """A personal account that nobody else belongs to loses its name, its contacts and its notes, every
        such account its guide; what has other people stays theirs. The notes that somebody wrote stay with
        the clients."""
        alone = list(accounts_alone(membership).order_by("pk").values_list("pk", flat=True))
        accounts = ClientAccount.objects.filter(pk__in=alone, kind=AccountKind.PERSONAL)
        AccountContact.objects.filter(account__in=accounts).delete()
        AccountNote.objects.filter(account__in=accounts).delete()
        stands = Membership.objects.filter(stands_for__account__in=accounts)
        stands.update(public_name=nameless(membership.public_id))
        accounts.update(name=nameless(membership.public_id))
        StyleGuide.objects.filter(account__in=alone).delete()
        FavouriteWriter.objects.filter(member=membership).delete()
        FavouriteWriter.objects.filter(writer=membership).delete()
        AccountPerson.objects.filter(membership=membership).delete()


def accounts_alone(membership: Membership) -> QuerySet[ClientAccount]:
    """The client accounts that the person belongs to and no other live member does."""
    people = AccountPerson.objects.filter(account=OuterRef("pk"))
    others = people.exclude(membership=membership).filter(membership__ended_at=None)
    mine = people.filter(membership=membership)
    return ClientAccount.objects.filter(Exists(mine), agency_id=membership.agency_id).exclude(Exists(others))


def paid_by(viewer: Member) -> QuerySet[ClientAccount]:
    """The accounts where the viewer is a payer, however much more staff may see."""
    mine = AccountPerson.objects.filter(account=OuterRef("pk"), membership_id=viewer.member_id, role=PAYER)
    return ClientAccount.objects.filter(Exists(mine), agency_id=viewer.agency_id)


def _accounts(viewer: Member) -> Iterator[dict[str, Any]]:
    rows = AccountPerson.objects.filter(agency_id=viewer.agency_id, membership_id=viewer.member_id)
    for row in rows.select_related("account").order_by("account_id"):
        facts = exported(row.account, "name", "kind", "created_at", role=row.role, joined_at=row.joined_at)
        facts["contacts"] = _contacts(row)
        for known in account_facts:
            facts |= known(row)
        yield facts


def _guides(viewer: Member) -> Iterator[dict[str, Any]]:
    mine = AccountPerson.objects.filter(agency_id=viewer.agency_id, membership_id=viewer.member_id)
    rows = StyleGuide.objects.filter(agency_id=viewer.agency_id, account__in=mine.values("account_id"))
    for row in slices(rows.select_related("account", "by")):
        yield exported(row, "account__name", "number", "text", "link", "by__public_name", "at")


def _contacts(row: AccountPerson) -> list[dict[str, Any]]:
    """Whom the agency talks to at the account: for those who read its people's addresses."""
    found = row.account.contacts.order_by("pk") if row.role == PAYER else []
    return [exported(contact, "name", "email", "phone", "function", "created_at") for contact in found]


def _notes(viewer: Member) -> Iterator[dict[str, Any]]:
    rows = AccountNote.objects.filter(agency_id=viewer.agency_id, author_id=viewer.member_id)
    for row in rows.select_related("account").order_by("pk"):
        yield exported(row, "text", "at", "removed_at", client=row.account.public_id)


def _favourites(viewer: Member) -> Iterator[dict[str, Any]]:
    for row in (
        FavouriteWriter.objects.filter(member_id=viewer.member_id).select_related("writer").order_by("pk")
    ):
        yield exported(row, "writer__public_name", "at")
