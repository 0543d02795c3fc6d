"""What the clients app does when people come and go."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from accounts.signals import people_act_undone, people_acts_held
from agencies.signals import invitation_taken_back, member_left, member_roles_changed

from .actions.accounts import ensure_personal_account
from .actions.colleagues import join_account, withdraw_invitations_of
from .actions.taking_back import hold_accounts, take_back_change, take_back_joining


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


@receiver(invitation_taken_back, dispatch_uid="clients.take_back_joining")
def leave_account_again(invitation: Any, membership: Any, now: Any, **kwargs: Any) -> None:
    """Whom an invitation let into a client account is out of it when the invitation is taken back."""
    take_back_joining(invitation=invitation, membership=membership, now=now)


@receiver(people_acts_held, dispatch_uid="clients.hold_accounts")
def hold_accounts_of_acts(acts: Any, **kwargs: Any) -> None:
    """What is going to be taken back is locked before the sessions, as everywhere."""
    hold_accounts(acts=acts)


@receiver(people_act_undone, dispatch_uid="clients.take_back_change")
def take_back_change_of_person(act: Any, now: Any, **kwargs: Any) -> None:
    """Roles in a client account go back to what they were before a session that was somebody else's."""
    take_back_change(act=act, now=now)
