"""What the clients app does when people come and go."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from agencies.signals import member_left, member_roles_changed

from .actions.accounts import ensure_personal_account
from .actions.colleagues import join_account, withdraw_invitations_of


@receiver(member_roles_changed, dispatch_uid="clients.personal_account")
def give_clients_an_account(membership: Any, now: Any, **kwargs: Any) -> None:
    """A person who becomes a client gets a personal client account, in the same transaction, unless the
    invitation that let them in leads into the account of a colleague."""
    if invitation := kwargs.get("invitation"):
        join_account(invitation=invitation, membership=membership, now=now, returns=kwargs["returns"])
    ensure_personal_account(membership=membership, now=now)


@receiver(member_left, dispatch_uid="clients.close_account_invitations")
def close_account_invitations(membership: Any, now: Any, **kwargs: Any) -> None:
    """Whom the agency let go no client brings back with an invitation sent before."""
    withdraw_invitations_of(membership=membership, now=now)
