"""What the orders app does when people come and go, and answers about mail on its way."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from accounts.models import Mail
from accounts.signals import mail_leaves
from agencies.rules.agencies import is_editor
from agencies.signals import agency_resumed, member_left, member_roles_changed, member_suspended
from clients.actions.joining import placeholders_of
from clients.signals import person_joined
from project.base.jobs import defer
from project.base.viewer import Member

from .actions.lost_time import give_time_back
from .actions.reassigning import release_reviews_of
from .mail.sending import KIND, may_leave


@receiver([member_left, member_suspended, member_roles_changed], dispatch_uid="orders.release_reviews")
def give_reviews_back(membership: Any, now: Any, **kwargs: Any) -> None:
    """Whoever stops being an editor, or is shut out, holds no review any longer, in the
    same transaction: nobody could act on it."""
    if not membership.acts or not is_editor(Member(membership.agency, membership=membership)):
        release_reviews_of(editor=membership, now=now)


@receiver(mail_leaves, dispatch_uid="orders.keep_back")
def keep_back(mail: Mail, **kwargs: Any) -> bool:
    """A mail about an order leaves only to somebody who may read of it now."""
    return mail.kind != KIND or may_leave(mail)


@receiver(person_joined, dispatch_uid="orders.take_over")
def give_orders_to_who_joined(account: Any, **kwargs: Any) -> None:
    """Who joins an account first takes over what the desk ordered in its name: a job, since orders are locked
    before people and accounts."""
    if placeholders_of(account).exists():
        defer("orders.take_over", account_id=account.pk)


@receiver(agency_resumed, dispatch_uid="orders.give_time_back")
def give_back_lost_time(agency: Any, since: Any, now: Any, **kwargs: Any) -> None:
    """Nothing is accepted by silence, and no offer over, because the agency was shut."""
    give_time_back(agency=agency, since=since, now=now)
