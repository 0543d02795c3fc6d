"""What people say about themselves: names, time zone, language, photo. Each changes their own."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.files import photos
from accounts.models import ActKind, User
from agencies.actions.security_log import UNKNOWN, Browser
from agencies.files.storage import NotStored
from agencies.models import Membership
from project.base import clock
from project.base.errors import Invalid, require
from project.base.viewer import Viewer

from .session_acts import note_act


def change_profile(
    *,
    actor: Viewer,
    user: User,
    name: str,
    timezone: str,
    language: str = "",
    public_name: str = "",
    browser: Browser = UNKNOWN,
) -> User:
    """Change one's name, time zone ("" for the agency's) and language ("" for the installation's), and the
    name shown in the actor's agency where one is a member: what orders and messages show from now on, of the
    past too."""
    with transaction.atomic():
        stored = User.objects.select_for_update(no_key=True).get(pk=user.pk)
        before = _facts(actor, stored)
        note_act(ActKind.PROFILE, user=user, browser=browser, now=clock.now(), before=before)
        user.name, user.timezone, user.language = name, timezone, language
        user.save(update_fields=["name", "timezone", "language"])
        if public_name:
            _own(actor, user)
            Membership.objects.filter(pk=actor.member_id).update(public_name=public_name)
    return user


def _facts(actor: Viewer, user: User) -> dict[str, Any]:
    """What the form shows of the person, to be put back."""
    shown = getattr(getattr(actor, "membership", None), "public_name", "")
    facts = {"name": user.name, "timezone": user.timezone, "language": user.language}
    return {**facts, "public_name": shown}


def set_photo(*, actor: Viewer, user: User, upload: UploadedFile, browser: Browser = UNKNOWN) -> User:
    """Show a photo of oneself, in every agency that one is a member of. The one before is deleted. Raises
    Invalid for what is no photo."""
    _own(actor, user)
    try:
        key = photos.keep(photos.drawn(upload))
    except (photos.RefusedPhoto, NotStored) as refusal:
        raise Invalid({"photo": str(refusal)}) from None
    try:
        return _exchange(user, key, browser)
    except BaseException:
        photos.forget(key)
        raise


def remove_photo(*, actor: Viewer, user: User, browser: Browser = UNKNOWN) -> User:
    """Show initials again; the bytes are deleted. Does nothing without a photo."""
    _own(actor, user)
    return _exchange(user, "", browser)


def _exchange(user: User, key: str, browser: Browser) -> User:
    with transaction.atomic():
        # One at a time: of two uploads at once neither may leave its bytes behind.
        row = User.objects.select_for_update(no_key=True).get(pk=user.pk)
        note_act(ActKind.PHOTO, user=user, browser=browser, now=clock.now(), subject=key)
        before, row.photo = row.photo, key
        row.save(update_fields=["photo"])
        transaction.on_commit(lambda: photos.forget(before))
    user.photo = key
    return row


def _own(actor: Viewer, user: User) -> None:
    membership = getattr(actor, "membership", None)
    require(membership is not None and membership.user_id == user.pk)
