"""What of the database belongs to an agency's archive: each table is taken, or left out for a reason."""

from __future__ import annotations

from functools import cache

from allauth.account.models import EmailAddress
from django.apps import apps
from django.db.models import Model
from psycopg import sql

from accounts.models import User
from agencies.models import Agency

#: Apps whose tables say nothing of an agency: the queue, browsers' sessions, Django's own lists.
NOT_OURS = {"auth", "contenttypes", "procrastinate", "sessions"}
#: Tables that stay behind -> why. What signs somebody in, or reaches somebody else's server, is never handed
#: out: at the new place people sign in with a new password, and owners set up tokens and webhooks anew.
LEFT_OUT = {
    "account.EmailConfirmation": "links of mails",
    "accounts.AccessToken": "signs in",
    "accounts.AccountClosing": "a person's wish at the old place",
    "accounts.BackupAddress": "signs in",
    "accounts.ConfirmationCode": "signs in",
    "accounts.DataExport": "copies of a person's data, made for the person alone",
    "accounts.Device": "signs in",
    "accounts.EmailChange": "links of mails",
    "accounts.FactorReset": "signs in",
    "accounts.LimitCounter": "counts of some hours",
    "accounts.LoginAlert": "a person's own sign-ins",
    "accounts.LoginAlertPreference": "a person's own sign-ins",
    "accounts.Operator": "signs in, at the operator's host",
    "accounts.OperatorEvent": "what the operator of the old place did",
    "accounts.PersonSession": "signs in",
    "accounts.SessionAct": "a person's own sign-ins",
    "accounts.SignOut": "a person's own sign-ins",
    "accounts.StoredAnswer": "answers of the API, kept for a day",
    "agencies.AgencyClosing": "a wish at the old place",
    "agencies.ClosedAgency": "the operator's own records",
    "agencies.AgencyExport": "archives like this one",
    "agencies.Webhook": "secrets shared with other servers",
    "agencies.WebhookAttempt": "goes with its webhook",
    "agencies.WebhookDelivery": "goes with its webhook",
    "mfa.Authenticator": "signs in",
    "writers.CalendarFeed": "opens a calendar by its address alone",
}
#: Columns by which somebody holds a link or a secret. Others stand in for them, so that no link of a mail
#: opens anything at the new place.
KEYS = {"hash", "token_hash", "key_hash"}
#: Columns that come empty: the text of mails that were sent, which holds their links, what is a person's, and
#: when the agency closes at the old place.
BLANK = {
    "agencies.Agency": {"closes_at": "NULL"},
    "accounts.Mail": {"text": "''", "html": "''"},
    "accounts.User": {"password": "'!' || md5(gen_random_uuid()::text)", "last_login": "NULL"},
}


@cache
def tables() -> list[type[Model]]:
    """The models whose rows are taken."""
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label not in NOT_OURS and model._meta.label not in LEFT_OUT
    ]


def columns(model: type[Model]) -> dict[str, sql.Composable]:
    """Column -> what the archive holds of it; computed columns compute themselves again."""
    blank = BLANK.get(model._meta.label, {})
    stored = [field.column for field in model._meta.concrete_fields if not field.generated and field.column]
    return {name: sql.SQL(blank[name]) if name in blank else _value(name) for name in stored}


def _value(column: str) -> sql.Composable:
    name = sql.Identifier(column)
    if column not in KEYS:
        return name
    # As long as the one that it stands for: of one that is not there, nothing.
    return sql.SQL("left(encode(sha256(gen_random_uuid()::text::bytea), 'hex'), length({}))").format(name)


def condition(model: type[Model]) -> sql.Composable:
    """Which rows are an agency's, whose id is `%(agency)s`."""
    if model is Agency:
        return sql.SQL("id = %(agency)s")
    if model is User:
        return sql.SQL("id IN ({})").format(_people())
    if model is EmailAddress:
        return sql.SQL('"primary" AND user_id IN ({})').format(_people())
    return sql.SQL("agency_id = %(agency)s")


@cache
def _people() -> sql.Composable:
    """The people that rows of the agency name."""
    each = sql.SQL("SELECT {} FROM {} WHERE agency_id = %(agency)s")
    found = [
        each.format(sql.Identifier(field.column), sql.Identifier(model._meta.db_table))
        for model in tables()
        for field in model._meta.concrete_fields
        if field.related_model is User and field.column and model is not EmailAddress
    ]
    return sql.SQL(" UNION ").join(found)
