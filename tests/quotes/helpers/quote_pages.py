"""Quotes for the tests of pages: made through the actions, and sent as the desk's form sends them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Mail
from catalog.pricing.terms import Terms
from project.base import clock
from project.base.viewer import Member
from quotes import tasks
from quotes.actions import asking, sending
from quotes.models import OrderQuote
from quotes.rules.quote_links import token_of
from tests.helpers.cast import Cast
from tests.helpers.factories import DAY, account_of, make_draft
from tests.helpers.pages import Form, form_to

CLIENTS, DESK = "/orders/quotes/", "/desk/quotes/"


def asked(
    cast: Cast, *, by: Member | None = None, wish: str = "", now: dt.datetime | None = None, **fields: Any
) -> OrderQuote:
    """A quote that a client of Inkwell (Clara) asks for, about a complete draft."""
    at, client = now or clock.now(), by or cast.clara
    return asking.ask_quote(actor=client, draft=make_draft(client, now=at, **fields), wish=wish, now=at)


def begun(cast: Cast, *, now: dt.datetime | None = None, **fields: Any) -> OrderQuote:
    """A quote that Max begins for Clara, with what a draft has in it; Clara knows nothing of it."""
    at = now or clock.now()
    model = make_draft(cast.clara, now=at, **fields)
    quote = asking.prepare_quote(
        actor=cast.max, account=account_of(cast.clara), addressee=cast.clara.membership, now=at
    )
    names = ("title", "brief", "service", "quality", "subject", "quantity", "deadline", "tone", "references")
    save(cast.max, quote, fields={name: getattr(model, name) for name in names}, now=at)
    model.delete()
    return again(quote)


def save(
    desk: Member,
    quote: OrderQuote,
    *,
    terms: Terms | None = None,
    assumptions: str = "",
    fields: Any = None,
    now: dt.datetime | None = None,
) -> OrderQuote:
    """Store what the desk prepares."""
    quote = again(quote)
    return sending.save_quote(
        actor=desk,
        quote=quote,
        version=quote.draft.version,
        fields=fields or {},
        terms=terms or Terms(),
        assumptions=assumptions,
        addressee=quote.addressee,
        now=now or clock.now(),
    )


def send(
    desk: Member,
    quote: OrderQuote,
    *,
    now: dt.datetime | None = None,
    lasts: dt.timedelta = 5 * DAY,
    **what: Any,
) -> OrderQuote:
    """Send the next version, with `what` is saved before (see save)."""
    at = now or clock.now()
    quote = again(save(desk, quote, now=at, **what) if what else quote)
    sending.send_quote(actor=desk, quote=quote, version=quote.draft.version, valid_until=at + lasts, now=at)
    return again(quote)


def sent(
    cast: Cast, *, now: dt.datetime | None = None, lasts: dt.timedelta = 5 * DAY, **fields: Any
) -> OrderQuote:
    """A quote that Clara asked for and Max sent at the list price."""
    return send(cast.max, asked(cast, now=now, **fields), now=now, lasts=lasts)


def again(quote: OrderQuote) -> OrderQuote:
    """The quote afresh, with what its link needs."""
    return OrderQuote.objects.select_related("agency", "account", "draft", "addressee__user").get(pk=quote.pk)


def url_of(quote: OrderQuote, verb: str = "") -> str:
    """The address of a quote's page, or of something below it."""
    return f"{CLIENTS}{quote.number}/{verb}"


def desk_url(quote: OrderQuote, verb: str = "") -> str:
    """The address where the desk prepares it, or of something below."""
    return f"{DESK}{quote.number}/{verb}"


def prepared(client: Client, quote: OrderQuote) -> Form:
    """The form of the page on which the desk prepares it, with what stands in it."""
    return form_to(client.get(desk_url(quote)), desk_url(quote), having=("version", "valid_until"))


def link_of(quote: OrderQuote, rest: str = "") -> str:
    """The path of its mailed link, or of something below it."""
    return f"/quotes/{token_of(again(quote))}/{rest}"


def mailed_code() -> str:
    """The code of the newest mail that holds one."""
    mail = Mail.objects.filter(subject__icontains="code").latest("pk")
    return str(re.findall(r"\b\d{6}\b", mail.text)[0])


def deliver_mails() -> list[Mail]:
    """Do the jobs that tell of quotes; the mails that they wrote."""
    last = Mail.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    for job in ProcrastinateJob.objects.filter(task_name="quotes.tell_of_quote").order_by("pk"):
        tasks.tell_of_quote(**job.args)
    return list(Mail.objects.filter(pk__gt=last).order_by("pk"))
