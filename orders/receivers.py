"""What the orders app does when people come and go."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from accounts.models import Mail
from accounts.signals import mail_leaves
from agencies.rules.agencies import is_editor
from agencies.signals import agency_created, member_left, member_roles_changed, member_suspended
from catalog.actions.starter_catalog import seed_starter_catalog
from clients.actions.accounts import ensure_personal_account
from clients.actions.colleagues import join_account, withdraw_invitations_of
from project.base.viewer import Member

from .actions.reassigning import release_reviews_of
from .mail.sending import KIND, may_leave


@receiver(member_roles_changed, dispatch_uid="orders.personal_account")
def give_clients_an_account(membership: Any, now: Any, **kwargs: Any) -> None:
    """A person who becomes a client gets a personal client account, in the same transaction, unless the invitation that
    let them in leads into the account of a colleague."""
    if invitation := kwargs.get("invitation"):
        join_account(invitation=invitation, membership=membership, now=now, returns=kwargs["returns"])
    ensure_personal_account(membership=membership, now=now)


@receiver([member_left, member_suspended, member_roles_changed], dispatch_uid="orders.release_reviews")
def give_reviews_back(membership: Any, now: Any, **kwargs: Any) -> None:
    """Whoever stops being an editor, or is shut out, holds no review any longer, in the same transaction: nobody could act on it."""
    if not membership.acts or not is_editor(Member(membership.agency, membership=membership)):
        release_reviews_of(editor=membership, now=now)


@receiver(member_left, dispatch_uid="orders.close_account_invitations")
def close_account_invitations(membership: Any, now: Any, **kwargs: Any) -> None:
    """Whom the agency let go no client brings back with an invitation sent before."""
    withdraw_invitations_of(membership=membership, now=now)


@receiver(agency_created, dispatch_uid="orders.starter_catalog")
def give_agencies_a_catalog(agency: Any, now: Any, **kwargs: Any) -> None:
    """A new agency begins with a catalog and prices, in the same transaction."""
    seed_starter_catalog(agency=agency, now=now)


@receiver(mail_leaves, dispatch_uid="orders.keep_back")
def keep_back(mail: Mail, **kwargs: Any) -> bool:
    """A mail about an order leaves only to somebody who may read of it now."""
    return mail.kind != KIND or may_leave(mail)
