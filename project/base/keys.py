"""Parts of addresses that open something by themselves: whoever reads one in a log could use it.

Each has a converter here, and nowhere else; `project.logging` hides what stands in its place, whatever logger
writes the line, and a test refuses an address whose token, key or code has no converter of these.
"""

from __future__ import annotations


class Plain:
    """A part of an address that is taken as it stands."""

    regex = ""

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Key(Plain):
    """What opens something. `after` is what stands before it in an address, as a regular expression; all up
    to the next slash is hidden, so that a key that was cut or mistyped is hidden too."""

    after = ""


class InvitationKey(Key):
    """Of an invitation, the founding owner's too (agencies/actions/invitations.py)."""

    regex, after = r"[^/]+", r"/invitation/"


class ConfirmationKey(Key):
    """By which somebody who signs up confirms the address (allauth)."""

    regex, after = r"[-:\w]{1,200}", r"/accounts/confirm-email/"


class AddressKey(Key):
    """Of the mail to another address (accounts/actions/addresses.py)."""

    regex, after = r"[^/]+", r"/account/email/confirm/"


class BackupKey(AddressKey):
    """Of the mail to a second address (accounts/actions/backup_addresses.py)."""

    after = r"/account/second-address/confirm/"


class ResetPerson(Plain):
    """Whose password is set anew: stands before its key, and is hidden with it."""

    regex = r"[0-9A-Za-z]{1,13}"


class ResetKey(Key):
    """By which a password is set anew (allauth)."""

    regex, after = r"[-\w]{1,100}", r"/accounts/password/reset/(?!sent/|done/)"


class AlertKey(Key):
    """Of the question about a sign-in (accounts/rules/login_alert_links.py)."""

    regex, after = r"[2-9a-z]{10}~[\w-]{1,12}~[\w-]{20,60}", r"/sign-in-alert/"


class DisownKey(AlertKey):
    """Of “I did not do this” in a mail (accounts/rules/disown_links.py)."""

    after = r"/not-mine/"


class FactorResetKey(AlertKey):
    """By which a reset of second factors is stopped (accounts/rules/factor_reset_links.py)."""

    after = r"/second-factor-reset/"


class CopyKey(Key):
    """Of a copy of one's data (accounts/actions/exports.py)."""

    regex, after = r"[2-9a-z]{10}", r"/account/data/export/"


class QuoteKey(Key):
    """What the mailed link of a quote ends with (quotes/rules/quote_links.py)."""

    regex = r"[2-9a-z]{10}\.[2-9a-z]{10}~[A-Za-z0-9_-]{20,60}"
    # Not the folder of that name in a traceback.
    after = r"/quotes/(?=[\w.%-]*(?:~|%7[Ee]))"


class FeedKey(Key):
    """Of a link to a writer's calendar (writers/actions/calendar_feeds.py)."""

    regex, after = r"[0-9a-f]{48}", r"/calendar/"


class ConsentKey(Key):
    """By which a client answers whether a text may be shown (writers/rules/consents.py)."""

    regex, after = r"[0-9a-f]{48}", r"/consent/"


class ShownKey(Key):
    """Of a private link to a sample (writers/actions/sample_links.py)."""

    regex, after = r"[0-9a-f]{48}", r"/shown/"


class ReportKey(Key):
    """Of a link to a report of a class (cohorts/actions/reports.py)."""

    regex, after = r"[0-9a-f]{48}", r"/class-report/"


class MemberKey(Key):
    """Of the page of a member of a class (cohorts/rules/member_links.py)."""

    regex, after = r"[0-9a-f]{48}", r"/classes/mine/"


class ReportLeaveKey(Key):
    """By which somebody leaves a report that is mailed to them (analytics/rules/report_links.py)."""

    regex, after = r"[2-9a-z]{10}~[A-Za-z0-9_-]{20,60}", r"/report-leave/"


#: The name in addresses -> the converter.
KEYS: dict[str, type[Key]] = {
    "invitation_key": InvitationKey,
    "confirmation_key": ConfirmationKey,
    "address_key": AddressKey,
    "backup_key": BackupKey,
    "reset_key": ResetKey,
    "alert_key": AlertKey,
    "disown_key": DisownKey,
    "factor_reset_key": FactorResetKey,
    "copy_key": CopyKey,
    "quote_key": QuoteKey,
    "feed_key": FeedKey,
    "consent_key": ConsentKey,
    "shown_key": ShownKey,
    "report_key": ReportKey,
    "member_key": MemberKey,
    "report_leave_key": ReportLeaveKey,
}
#: Fields of forms and queries whose content is never shown to a log.
SECRET_FIELDS = frozenset(
    {
        "access_token",
        "code",
        "credential",
        "csrfmiddlewaretoken",
        "key",
        "oldpassword",
        "password",
        "password1",
        "password2",
        "secret",
        "signature",
        "token",
    }
)
#: What an access token begins with (accounts/actions/tokens.py).
ACCESS_TOKEN = "qh_"
