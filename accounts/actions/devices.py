"""Devices: the browsers in which a person has signed in. Named, trusted, revoked by that person alone."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import ActKind, Device, Ending, User
from accounts.models.security import NAME_LIMIT
from agencies.actions.security_log import UNKNOWN, Browser, log_event
from project.base.errors import Invalid, NotVisible, WrongState

from .session_acts import note_act
from .session_ends import end_rows


def name_device(*, user: User, public_id: str, name: str) -> Device:
    """Call a device something. Raises Invalid for a name that is too long."""
    if len(name) > NAME_LIMIT:
        raise Invalid({"name": _("Enter at most %(most)s characters.") % {"most": NAME_LIMIT}})
    with transaction.atomic():
        device = _locked(user, public_id)
        device.name = name
        device.save(update_fields=["name"])
    return device


def trust_device(*, user: User, public_id: str, now: dt.datetime, browser: Browser = UNKNOWN) -> Device:
    """For the agency's number of days this browser needs no second factor. Raises WrongState where the agency
    trusts none, and for a revoked one."""
    with transaction.atomic():
        device = _locked(user, public_id)
        if not device.agency.trust_days:
            raise WrongState(_("This agency asks for two-step verification at every sign-in."))
        if device.revoked_at:
            raise WrongState(_("This device has been revoked. Sign in again on that device."))
        note_act(ActKind.TRUST, user=user, browser=browser, now=now, subject=device.pk)
        device.trusted_until = now + dt.timedelta(days=device.agency.trust_days)
        device.confirmed_at = device.confirmed_at or now
        device.save(update_fields=["trusted_until", "confirmed_at"])
        log_event("device_trusted", agency=device.agency, user=user, device=device.public_id)
    return device


def untrust_device(*, user: User, public_id: str) -> Device:
    """Ask for the second factor there again. Twice does nothing."""
    with transaction.atomic():
        device = _locked(user, public_id)
        if device.trusted_until:
            device.trusted_until = None
            device.save(update_fields=["trusted_until"])
            log_event("device_untrusted", agency=device.agency, user=user, device=device.public_id)
    return device


def revoke_device(*, user: User, public_id: str, now: dt.datetime) -> Device:
    """End all its sessions and forget it: whoever signs in there next does so
    from a new device. Twice does nothing."""
    with transaction.atomic():
        device = _locked(user, public_id)
        if device.revoked_at is None:
            device.revoked_at, device.trusted_until = now, None
            device.save(update_fields=["revoked_at", "trusted_until"])
            end_rows(
                device.sessions.live().select_for_update(of=("self",)).order_by("id"), Ending.REVOKED, now
            )
            log_event("device_revoked", agency=device.agency, user=user, device=device.public_id)
    return device


def _locked(user: User, public_id: str) -> Device:
    rows = Device.objects.of_person(user).select_for_update(of=("self",)).select_related("agency")
    device = rows.filter(public_id=public_id).first()
    if device is None:
        raise NotVisible()
    return device
