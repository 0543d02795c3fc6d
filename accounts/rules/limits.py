"""How often somebody may try: counters in rows, one atomic statement per try.

| limit | counted by | tries | in |
| --- | --- | --- | --- |
| SIGN_IN | address and network | 8 failures | 15 minutes |
| SIGN_IN_ADDRESS | address, from anywhere | 60 failures | 1 hour |
| SIGN_IN_NETWORK | network, any address | 60 failures | 15 minutes |
| SIGN_IN_DEVICE | address and a device known for it | 8 failures | 15 minutes |
| SIGN_UP | network | 20 | 1 hour |
| SIGN_UP_ADDRESS | address | 5 | 1 hour |
| RESET | network | 20 | 1 hour |
| RESET_ADDRESS | address | 5 | 1 hour |
| RESET_DEVICE | address and a known device | 5 | 1 hour |
| EMAIL_CHANGE | person and source | 5 | 1 hour |
| EMAIL_CHANGE_ADDRESS | new address | 5 | 1 hour |
| PHOTO | person and source | 20 | 1 hour |
| FACTOR | person and network | 6 wrong codes | 15 minutes |
| FACTOR_DAY | person, from anywhere | 40 wrong codes | 24 hours |
| FACTOR_DEVICE | person and a known device | 6 wrong codes | 15 minutes |
| FACTOR_DEVICE_DAY | person and a known device | 40 wrong codes | 24 hours |
| CODE_MAILS | person and network | 5 mailed codes | 1 hour |
| CODE_MAILS_DAY | person, from anywhere | 20 mailed codes | 24 hours |
| CODE_TRIES | mailed code | 5 | 1 hour |
| PASSKEY | network | 60 | 15 minutes |
| EXPORT | person and source | 5 | 24 hours |
| API_VISITOR | network | 30 calls | 1 minute |
| API | person at an agency | 600 calls | 1 minute |
| API_PRICE | person at an agency, or network | 120 prices | 1 minute |
| CALENDAR_LINK | network | 30 wrong links | 1 minute |

A known device is counted by itself alone, so that its person is never stopped by what strangers try; all the
others share what a person is allowed from anywhere, so that many networks do not make many guesses. Which
counters a try counts for is said by accounts.rules.tries; a *source* is a known device, or everywhere else.

The address is what was typed, whether or not anybody has it, so that a refusal tells nothing about who
exists. A network is an IPv4 address or an IPv6 /64. `settings.THROTTLE_SCALE` multiplies every number of
tries.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import ipaddress
import math
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import LimitCounter
from project.base.errors import TooMany

COUNT = """
INSERT INTO accounts_limitcounter AS counter (key, window_start, count) VALUES (%(key)s, %(now)s, %(amount)s)
ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN counter.window_start <= %(stale)s THEN %(amount)s ELSE counter.count + %(amount)s END,
    window_start =
        CASE WHEN counter.window_start <= %(stale)s THEN EXCLUDED.window_start ELSE counter.window_start END
RETURNING count, window_start
"""
GIVE_BACK = "UPDATE accounts_limitcounter SET count = count - 1 WHERE key = %(key)s AND count > 0"


@dataclass(frozen=True)
class Limit:
    """At most `tries` per `seconds`, in windows that begin with the first try."""

    name: str
    tries: int
    seconds: int

    @property
    def allowed(self) -> int:
        """The tries in force, after settings.THROTTLE_SCALE; never less than one."""
        return max(1, math.floor(self.tries * settings.THROTTLE_SCALE))

    def key(self, *parts: str) -> str:
        """The counter's key: a hash, so that the table names neither addresses nor networks."""
        return hashlib.sha256("\n".join((self.name, *parts)).encode()).hexdigest()


SIGN_IN = Limit("sign_in", 8, 15 * 60)
SIGN_IN_ADDRESS = Limit("sign_in_address", 60, 60 * 60)
SIGN_IN_NETWORK = Limit("sign_in_network", 60, 15 * 60)
SIGN_IN_DEVICE = Limit("sign_in_device", 8, 15 * 60)
SIGN_UP = Limit("sign_up", 20, 60 * 60)
SIGN_UP_ADDRESS = Limit("sign_up_address", 5, 60 * 60)
RESET = Limit("reset", 20, 60 * 60)
RESET_ADDRESS = Limit("reset_address", 5, 60 * 60)
RESET_DEVICE = Limit("reset_device", 5, 60 * 60)
EMAIL_CHANGE = Limit("email_change", 5, 60 * 60)
EMAIL_CHANGE_ADDRESS = Limit("email_change_address", 5, 60 * 60)
PHOTO = Limit("photo", 20, 60 * 60)
FACTOR = Limit("factor", 6, 15 * 60)
FACTOR_DAY = Limit("factor_day", 40, 24 * 60 * 60)
FACTOR_DEVICE = Limit("factor_device", 6, 15 * 60)
FACTOR_DEVICE_DAY = Limit("factor_device_day", 40, 24 * 60 * 60)
CODE_MAILS = Limit("code_mails", 5, 60 * 60)
CODE_MAILS_DAY = Limit("code_mails_day", 20, 24 * 60 * 60)
CODE_TRIES = Limit("code_tries", 5, 60 * 60)
PASSKEY = Limit("passkey", 60, 15 * 60)
EXPORT = Limit("export", 5, 24 * 60 * 60)
API_VISITOR = Limit("api_visitor", 30, 60)
API = Limit("api", 600, 60)
API_PRICE = Limit("api_price", 120, 60)
CALENDAR_LINK = Limit("calendar_link", 30, 60)
UNKNOWN = "0.0.0.0"
#: No window is longer: a counter that began before it counts nothing any more.
LONGEST = dt.timedelta(hours=24)


def count_try(limit: Limit, *parts: str, now: dt.datetime) -> None:
    """Count one try of `limit` by `parts`. Raises TooMany, with the seconds left
    in the window, beyond the allowed number.

    Call it outside of a transaction: a rollback would forget the try.
    """
    take(limit, *parts, amount=1, now=now)


def take(limit: Limit, *parts: str, amount: int, now: dt.datetime) -> tuple[int, dt.datetime]:
    """Count `amount` tries at once, for whoever hands them out one by one. Returns how many of them are
    allowed, and when the window ends. Raises TooMany when none is."""
    stale = now - dt.timedelta(seconds=limit.seconds)
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"key": limit.key(*parts), "now": now, "stale": stale, "amount": amount})
        count, window_start = cursor.fetchone()
    granted = min(amount, limit.allowed - (count - amount))
    if granted > 0:
        return granted, window_start + dt.timedelta(seconds=limit.seconds)
    left = (window_start - stale).total_seconds()
    raise TooMany(
        _("Too many attempts. Wait a while before you try again."),
        retry_after=max(1, math.ceil(left)),
        limit=limit.name,
    )


def give_back(limit: Limit, *parts: str) -> None:
    """Take back one counted try: it turned out to be in order. Does nothing when there is none."""
    with connection.cursor() as cursor:
        cursor.execute(GIVE_BACK, {"key": limit.key(*parts)})


def forget(limit: Limit, *parts: str) -> None:
    """Begin anew with the next try: the person proved who they are in another way."""
    LimitCounter.objects.filter(key=limit.key(*parts)).delete()


def network_of(request: HttpRequest) -> str:
    """The network that a request comes from: its IPv4 address or IPv6 /64.

    Reads X-Forwarded-For only as far as settings.TRUSTED_PROXIES
    reach, so a client cannot choose its network.
    """
    address = ipaddress.ip_address(client_address(request))
    if address.is_unspecified:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        mapped = address.ipv4_mapped
        return str(mapped or ipaddress.ip_network(f"{address}/64", strict=False).network_address)
    return str(address)


def client_address(request: HttpRequest) -> str:
    """The address of whoever spoke to our outermost trusted proxy, or to us when there is none.

    Always one that the database can hold: without a port, and 0.0.0.0 for what is no address.
    """
    proxies = settings.TRUSTED_PROXIES
    chain = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    told = chain[-proxies] if proxies and len(chain) >= proxies else request.META.get("REMOTE_ADDR", "")
    for candidate in (told, _without_port(told)):
        try:
            return str(ipaddress.ip_address(candidate.partition("%")[0]))
        except ValueError:
            continue
    return UNKNOWN


def _without_port(told: str) -> str:
    return told[1:].partition("]")[0] if told.startswith("[") else told.rpartition(":")[0]
