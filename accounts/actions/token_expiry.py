"""Telling people of access tokens that expire soon, before what uses them stands still."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.urls import reverse

from accounts.models import AccessToken, NoticeKind
from accounts.rules.notices import channels_of
from agencies.rules.absolute_urls import agency_host, agency_url
from project.base.jobs import Urgency

from .mail import write_mail
from .notices import give_notice

#: So long before it expires; one that is young is not told of, its person has just made it.
BEFORE, YOUNG = dt.timedelta(days=7), dt.timedelta(days=3)
#: Tokens that one call tells of at most.
MOST = 100


def tell_of_expiring(*, now: dt.datetime, most: int = MOST) -> int:
    """Tell the person of each live token that expires within BEFORE, in the ways they chose, once for each
    token, however many run this at once. Passes over suspended members: they are told when they are back.
    Returns how many tokens were told of."""
    rows = AccessToken.objects.live(now).filter(
        expiry_told_at=None, expires_at__lte=now + BEFORE, created_at__lte=now - YOUNG
    )
    able = rows.filter(membership__ended_at=None, membership__suspended_at=None, user__is_active=True)
    ids = able.order_by("expires_at", "pk").values_list("pk", flat=True)[:most]
    return sum(_tell(pk, now) for pk in ids)


def _tell(pk: int, now: dt.datetime) -> bool:
    with transaction.atomic():
        rows = AccessToken.objects.live(now).select_related("agency__brand", "user")
        rows = rows.select_for_update(skip_locked=True, no_key=True, of=("self",))
        token = rows.filter(pk=pk, expiry_told_at=None).first()
        if token is None:
            return False
        token.expiry_told_at = now
        token.save(update_fields=["expiry_told_at"])
        by_mail, by_notice = channels_of(token.user, token.agency, NoticeKind.TOKEN)
        if by_mail:
            _write(token, now)
        if by_notice:
            about = {"kind": NoticeKind.TOKEN, "detail": token.name, "path": reverse("account_tokens")}
            give_notice(user=token.user, agency=token.agency, **about, now=now)
    return True


def _write(token: AccessToken, now: dt.datetime) -> None:
    user, agency = token.user, token.agency
    facts = {
        "name": token.name,
        "prefix": token.prefix,
        "expires_at": token.expires_at,
        "zone": user.zone or agency.zone,
        "link": agency_url(agency, reverse("account_tokens")),
        "choices_url": agency_url(agency, reverse("account_notice_settings")),
    }
    write_mail(
        agency=agency,
        kind="token_expires",
        recipient=user.email,
        context=facts,
        urgency=Urgency.BULK,
        now=now,
        message_id=f"<token.{token.public_id}@{agency_host(agency)}>",
        reader=user,
    )
