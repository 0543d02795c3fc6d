"""What a person is told whose factors or alerts have changed, or whose codes were used up: whoever did it,
they learn of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse

from accounts.models import LoginAlertPreference, User
from accounts.rules.disown_links import disown_url
from agencies.actions.security_log import UNKNOWN, Browser
from agencies.models import Agency
from agencies.rules.absolute_urls import agency_url

from .notices import give_notice
from .security_mail import write_security_mail


def tell_of_factor(
    kind: str,
    *,
    user: User,
    agency: Agency,
    what: str,
    now: dt.datetime,
    host: str,
    browser: Browser = UNKNOWN,
) -> None:
    """`kind` is factor_added or factor_removed, `what` the factor in words, `browser` where it was done."""
    link = reverse("account_factors")
    facts = {"what": what, "disown_url": disown_url(agency, browser, host)}
    _write(kind, user=user, agency=agency, now=now, host=host, link=link, facts=facts)


def tell_of_code(*, user: User, agency: Agency, left: int, now: dt.datetime, host: str) -> None:
    """A recovery code was used, `left` are unused. By mail and by notice."""
    link = reverse("account_codes")
    _write(
        "recovery_code_used", user=user, agency=agency, now=now, host=host, link=link, facts={"left": left}
    )
    give_notice(user=user, agency=agency, kind="recovery_code_used", detail=str(left), path=link, now=now)


def tell_of_alerts_off(
    *, user: User, agency: Agency, off: list[str], now: dt.datetime, host: str, browser: Browser
) -> None:
    """`off` are the columns of LoginAlertPreference that are off from now on."""
    words = [field.verbose_name for field in LoginAlertPreference._meta.fields if field.name in off]
    facts = {"off": words, "disown_url": disown_url(agency, browser, host)}
    link = reverse("account_alerts")
    _write("alerts_off", user=user, agency=agency, now=now, host=host, link=link, facts=facts)


def _write(
    kind: str, *, user: User, agency: Agency, now: dt.datetime, host: str, link: str, facts: dict[str, Any]
) -> None:
    context = {
        **facts,
        "at": now,
        "zone": user.zone or agency.zone,
        "link": agency_url(agency, link, host),
        "reset_url": agency_url(agency, reverse("account_reset_password"), host),
    }
    write_security_mail(user=user, agency=agency, kind=kind, context=context, now=now, host=host)
