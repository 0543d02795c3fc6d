"""Security events in plain words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from agencies.models import SecurityEvent
from agencies.rules.domains import shown_host

from .sign_in_words import browser_words, place_words

#: kind -> words. Kinds that concern the agency, not a person's sign-in, are the owners' to read.
KINDS: dict[str, Any] = {
    "signed_in": _("Signed in"),
    "agency_opened": _("Prices published: the agency is open"),
    "agency_changed": _("Agency settings changed"),
    "brand_published": _("Branding published"),
    "legal_changed": _("Legal page changed"),
    "brand_restored": _("Earlier branding restored"),
    "signed_out": _("Signed out"),
    "sign_in_failed": _("Sign-in failed"),
    "sign_in_confirmed": _("Sign-in confirmed as yours"),
    "sign_in_denied": _("Sign-in reported as not yours"),
    "change_undone": _("Change undone: not made by you"),
    "alerts_switched_off": _("Alerts switched off"),
    "code_mailed": _("Code emailed"),
    "device_confirmed": _("Device confirmed by email"),
    "session_ended": _("Session ended"),
    "sessions_ended_by_agency": _("Signed out by the agency"),
    "password_changed": _("Password changed"),
    "email_change_asked": _("Email address change requested"),
    "email_changed": _("Email address changed"),
    "backup_asked": _("Second email address requested"),
    "backup_added": _("Second email address added"),
    "backup_removed": _("Second email address removed"),
    "device_trusted": _("Device trusted"),
    "device_untrusted": _("Device no longer trusted"),
    "device_revoked": _("Device revoked"),
    "second_factor_added": _("Authenticator app added"),
    "second_factor_removed": _("Authenticator app removed"),
    "second_factor_failed": _("Two-step verification failed"),
    "factor_reset_asked": _("Two-step verification reset requested"),
    "factor_reset_withdrawn": _("Two-step verification reset withdrawn"),
    "factor_reset_kept": _("Two-step verification reset stopped: still in use"),
    "factor_reset_denied": _("Two-step verification reset stopped: not requested"),
    "factor_reset_lapsed": _("Two-step verification reset lapsed"),
    "second_factor_reset": _("Two-step verification reset"),
    "recovery_codes_made": _("New recovery codes created"),
    "recovery_code_used": _("Recovery code used"),
    "passkey_added": _("Passkey added"),
    "passkey_removed": _("Passkey removed"),
    "passkey_copied": _("Passkey rejected: it may be a copy"),
    "passkey_renamed": _("Passkey renamed"),
    "token_made": _("Access token created"),
    "token_revoked": _("Access token revoked"),
    "sample_link_made": _("Private link to a sample created"),
    "sample_link_revoked": _("Private link to a sample revoked"),
    "report_link_made": _("Link to a report of a class created"),
    "report_link_revoked": _("Link to a report of a class revoked"),
    "calendar_link_made": _("Calendar link created"),
    "calendar_link_revoked": _("Calendar link revoked"),
    "client_account_merge": _("Client accounts merged"),
    "client_account_part": _("Client accounts separated"),
    "data_export_asked": _("Copy of data requested"),
    "data_export_taken": _("Copy of data downloaded"),
    "agency_closing_asked": _("Closing of the agency requested"),
    "agency_closing_withdrawn": _("Closing of the agency withdrawn"),
    "agency_export_asked": _("Archive of the agency requested"),
    "agency_export_taken": _("Archive of the agency downloaded"),
    "agency_export_deleted": _("Archive of the agency deleted"),
    "closing_asked": _("Account closure requested"),
    "closing_taken_back": _("Account closure withdrawn"),
    "person_erased": _("Personal data deleted"),
    "client_joined": _("Joined as a client"),
    "roles_changed": _("Roles changed"),
    "member_suspended": _("Access suspended"),
    "member_restored": _("Access reinstated"),
    "membership_ended": _("Membership ended"),
    "membership_resumed": _("Membership resumed"),
    "last_owner_kept": _("Role not revoked: last owner"),
    "person_invited": _("Person invited"),
    "invitation_withdrawn": _("Invitation withdrawn"),
    "invitation_used": _("Invitation accepted"),
    "security_policy_changed": _("Security policy changed"),
    "agency_suspended": _("Site suspended by the operator"),
    "agency_resumed": _("Site resumed by the operator"),
    "quotas_changed": _("Limits changed by the operator"),
    "domain_asked": _("Domain added"),
    "domain_proved": _("Domain connected"),
    "domain_primary": _("Primary domain changed"),
    "domain_lapsed": _("Domain disconnected"),
    "domain_removed": _("Domain removed"),
    "webhook_made": _("Webhook created"),
    "webhook_changed": _("Webhook changed"),
    "webhook_secret_rotated": _("Secret of a webhook rotated"),
    "webhook_switched_off": _("Webhook switched off automatically"),
    "webhook_removed": _("Webhook deleted"),
}


def label_of(kind: str) -> str:
    """The words of a kind; its own name, readable, for one that has none."""
    return str(KINDS.get(kind, kind.replace("_", " ").capitalize()))


def detail_of(event: SecurityEvent) -> str:
    """What more is said of an event, "" for most."""
    if event.kind == "recovery_code_used" and event.detail.isdigit():
        return ngettext("%(n)s code left", "%(n)s codes left", int(event.detail)) % {"n": event.detail}
    if event.kind.startswith("domain_"):
        return shown_host(event.detail)
    return event.detail if event.kind == "roles_changed" else ""


def row_of(event: SecurityEvent) -> dict[str, Any]:
    """What a list prints of an event."""
    return {
        "at": event.at,
        "label": label_of(event.kind),
        "suspicious": event.suspicious,
        "browser": browser_words(event.browser, event.system) if event.browser or event.system else "",
        "place": place_words(event.address, event.country) if event.address else "",
        "agency": event.agency.name,
        "detail": detail_of(event),
    }
