"""What accounts itself knows about a person. Sign-in records are the person's, across all hosts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.files import photos
from accounts.hooks import Enclosure, Part, Tie, exported
from accounts.models import (
    AccessToken,
    DataExport,
    Device,
    FactorReset,
    LoginAlert,
    LoginAlertPreference,
    Mail,
    Notice,
    NoticePreference,
    PersonSession,
    SessionAct,
    SignOut,
    User,
)
from accounts.rules.backup_addresses import backup_of
from agencies.actions.people import is_last_owner
from agencies.models import Invitation, Membership, SecurityEvent
from project.base.viewer import Member


def of_person(user: User) -> Iterator[Part | Enclosure]:
    """Who the person is and where they signed in, at any agency."""
    yield Part(
        "profile",
        _("Your name, email address and account settings."),
        [_profile(user)],
    )
    if user.photo:
        yield Enclosure("photo.webp", photos.path_of(user.photo))
    yield Part(
        "second_factors",
        _("Your sign-in methods other than your password, without their secrets."),
        _factors(user),
    )
    yield Part("sessions", _("Your sessions and how each ended."), _sessions(user))
    yield Part("devices", _("The browsers you have signed in with."), _devices(user))
    yield Part("changes", _("Changes made in each session, kept for 60 days."), _acts(user))
    yield Part("alerts", _("Sign-ins we asked you about."), _alerts(user))
    yield Part("security_log", _("Your entries in the security log, kept for 400 days."), _events(user))


class AccountsKeeper:
    """Notices, tokens and choices of a person at one agency."""

    def parts(self, viewer: Member) -> Iterator[Part | Enclosure]:
        membership = viewer.membership
        mine = {"agency_id": viewer.agency_id, "user_id": membership.user_id}
        yield Part("membership", _("Your membership of the agency."), [_membership(membership)])
        yield Part("notices", _("Your notifications."), _notices(mine))
        yield Part(
            "mails",
            _("Emails sent to you at any address, kept for 30 days without their text."),
            _mails(mine),
        )
        yield Part("invitations", _("Invitations you received."), _invitations(mine))
        yield Part("choices", _("Your notification settings."), _choices(mine))
        yield Part(
            "recovery",
            _(
                "Security actions the agency took on your account: revoked sessions and two-step "
                "verification resets."
            ),
            _recovery(membership),
        )
        yield Part(
            "access_tokens",
            _("Details of your access tokens, without the tokens themselves."),
            _tokens(membership),
        )

    def ties(self, viewer: Member) -> list[Tie]:
        if not is_last_owner(viewer.membership):
            return []
        return [
            Tie(
                _("You are the agency’s only owner. Make someone else an owner first."),
                reverse("agencies:people"),
            )
        ]

    def erase(self, membership: Membership, now: dt.datetime) -> None:
        """Nothing here: accounts.actions.erasing does it, for people without a membership too."""


def _profile(user: User) -> dict[str, Any]:
    backup = backup_of(user)
    second = {
        "second_address": backup.email if backup else "",
        "second_since": backup and backup.confirmed_at,
    }
    return exported(user, "email", "name", "timezone", "language", "date_joined", "last_login", **second)


def _membership(row: Membership) -> dict[str, Any]:
    return exported(row, "agency__name", "public_name", "roles", "created_at", "ended_at")


def _factors(user: User) -> Iterator[dict[str, Any]]:
    for row in Authenticator.objects.filter(user=user).order_by("pk"):
        yield exported(row, "type", "created_at", "last_used_at")


def _sessions(user: User) -> Iterator[dict[str, Any]]:
    rows = PersonSession.objects.of_person(user).select_related("device").order_by("pk")
    for row in rows.iterator():
        yield exported(
            row,
            "host",
            "address",
            "country",
            "browser",
            "system",
            "device__name",
            "started_at",
            "seen_at",
            "ended_at",
            ended=row.get_ended_why_display(),
        )


def _acts(user: User) -> Iterator[dict[str, Any]]:
    """Without what stood before: secrets are in it."""
    rows = SessionAct.objects.filter(user=user).select_related("session").order_by("pk")
    for row in rows.iterator():
        yield exported(row, "at", "undone_at", "session__started_at", what=row.get_kind_display())


def _devices(user: User) -> Iterator[dict[str, Any]]:
    for row in Device.objects.of_person(user).select_related("agency").order_by("pk").iterator():
        yield exported(
            row,
            "agency__name",
            "name",
            "browser",
            "system",
            "first_seen_at",
            "last_seen_at",
            "confirmed_at",
            "trusted_until",
            "revoked_at",
        )


def _alerts(user: User) -> Iterator[dict[str, Any]]:
    for row in LoginAlert.objects.filter(user=user).select_related("agency").order_by("pk").iterator():
        yield exported(
            row,
            "agency__name",
            "at",
            "new_device",
            "new_network",
            "new_country",
            "by_mail",
            "by_notice",
            "verdict",
            "answered_at",
        )


def _events(user: User) -> Iterator[dict[str, Any]]:
    for row in SecurityEvent.objects.of_person(user).select_related("agency").order_by("pk").iterator():
        yield exported(
            row,
            "agency__name",
            "at",
            "kind",
            "suspicious",
            "address",
            "country",
            "browser",
            "system",
            "detail",
        )


def _notices(mine: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for row in Notice.objects.filter(**mine).order_by("pk").iterator():
        yield exported(row, "at", "read_at", words=row.words)


def _mails(mine: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for row in Mail.objects.filter(**mine).order_by("pk").iterator():
        yield exported(row, "kind", "recipient", "subject", "created_at", "sent_at")


def _invitations(mine: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for row in Invitation.objects.filter(**mine).order_by("pk"):
        yield exported(row, "email", "roles", "created_at", "expires_at", "used_at", "withdrawn_at")


def _choices(mine: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for row in NoticePreference.objects.filter(**mine).order_by("kind"):
        yield exported(row, "kind", "mail", "notice")
    for alert in LoginAlertPreference.objects.filter(**mine):
        names = ("login", "device", "location")
        columns = [f"new_{name}_{channel}" for name in names for channel in ("mail", "notice")]
        yield exported(alert, *columns, kind="sign_in")


def _tokens(membership: Membership) -> Iterator[dict[str, Any]]:
    for row in AccessToken.objects.filter(membership=membership).order_by("pk"):
        yield exported(row, "name", "prefix", "created_at", "expires_at", "last_used_at", "revoked_at")


def _recovery(membership: Membership) -> Iterator[dict[str, Any]]:
    for row in SignOut.objects.filter(membership=membership).select_related("by").order_by("pk"):
        yield exported(row, "at", "by__public_name", "reason", "sessions", kind="sign_out")
    for reset in FactorReset.objects.filter(membership=membership).select_related("asked_by").order_by("pk"):
        names = ("asked_at", "asked_by__public_name", "reason", "due_at", "ended_at")
        yield exported(reset, *names, kind="factor_reset", became=reset.get_state_display())


def files_of_exports(user: User, **where: Any) -> list[Path]:
    """Where the bytes of a person's exports lie."""
    return [path_of(row.key) for row in DataExport.objects.filter(user=user, **where).exclude(key="")]


def path_of(key: str) -> Path:
    """Where the bytes of an export lie."""
    return Path(settings.MEDIA_ROOT) / "exports" / f"{key}.zip"
