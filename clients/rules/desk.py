"""Client accounts on the desk: who makes, writes and merges what, and what stands against it."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from agencies.states.roles import is_management, is_staff
from clients.hooks import account_bookings
from clients.models import AccountNote, ClientAccount
from clients.rules.accounts import account_role
from project.base.viewer import Viewer


def is_desk(viewer: Viewer) -> bool:
    """Staff see every client account of their agency, make and rename them, keep their contacts and notes."""
    return is_staff(viewer)


def can_merge_accounts(viewer: Viewer) -> bool:
    """Merging and separating is for managers and owners."""
    return is_management(viewer)


def can_reverse_charge(viewer: Viewer, account: ClientAccount) -> bool:
    """Who says that a client accounts for the tax: managers and owners, but nobody of an account of their
    own."""
    own = account.agency_id == viewer.agency_id
    return own and is_management(viewer) and not account_role(viewer, account.pk)


def can_merge(viewer: Viewer, account: ClientAccount, into: ClientAccount) -> bool:
    """Managers and owners, but nobody an account of their own."""
    own = account_role(viewer, account.pk) or account_role(viewer, into.pk)
    return can_merge_accounts(viewer) and not own


def can_remove_note(viewer: Viewer, note: AccountNote) -> bool:
    """Whoever wrote it, and management."""
    return is_desk(viewer) and (note.author_id == viewer.member_id or is_management(viewer))


def why_not_merge(account: ClientAccount, into: ClientAccount) -> str:
    """What stands against merging `account` into another; "" for nothing."""
    if account.pk == into.pk:
        return _("Choose another client account.")
    if account.merged_into_id:
        return _("This client account has already been merged into another.")
    if into.merged_into_id:
        return _("That client account has itself been merged into another. Choose the one it now belongs to.")
    if ClientAccount.objects.filter(agency_id=account.agency_id, merged_into=account).exists():
        return _("Other client accounts have been merged into this one. Merge the other way round.")
    return ""


def why_not_part(account: ClientAccount) -> str:
    """What stands against separating a merged account again; "" for nothing."""
    root = account.merged_into_id
    if not root or not account.merged_at:
        return _("This client account has not been merged.")
    if is_booked(account.agency_id, [account.pk, root], account.merged_at):
        return _("Something has been booked since the merge, so the accounts can no longer be separated.")
    return ""


def is_booked(agency_id: int, accounts: list[int], since: dt.datetime) -> bool:
    """Whether money was booked or billed on one of these accounts after `since`."""
    return any(booked(agency_id, accounts, since) for booked in account_bookings)
