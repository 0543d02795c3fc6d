"""What a webhook may be: how many, to which addresses, how long it is tried, when it is switched off."""

from __future__ import annotations

import datetime as dt
import ipaddress
from collections.abc import Sequence
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from agencies.models.webhooks import URL_LIMIT, Webhook
from agencies.states.webhooks import SwitchedOff

#: Webhooks of one agency at a time.
MOST = 10
#: How long the secret before the last rotation signs too.
BOTH_SIGN = dt.timedelta(hours=24)
#: Between attempts at one delivery; after the last it is given up.
WAITS: Sequence[dt.timedelta] = (
    dt.timedelta(seconds=5),
    dt.timedelta(minutes=1),
    dt.timedelta(minutes=5),
    dt.timedelta(minutes=30),
    dt.timedelta(hours=2),
    dt.timedelta(hours=8),
    dt.timedelta(hours=24),
)
#: So many deliveries given up in a row, or no success for so long, switch a webhook off.
MOST_GIVEN_UP, LONGEST_FAILING = 5, dt.timedelta(days=3)
#: How long the log is kept.
KEPT = dt.timedelta(days=30)
#: Addresses within IPv6 that stand for one of IPv4, whichever that is: translated and tunnelled ones.
EMBEDDING = tuple(
    ipaddress.ip_network(text) for text in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")
)


def signs_too(webhook: Webhook, now: dt.datetime) -> dt.datetime | None:
    """Until when the secret before the last rotation signs too; None when it no longer does."""
    return webhook.former_until if webhook.former_until and webhook.former_until > now else None


def wait_after(tries: int) -> dt.timedelta | None:
    """How long a delivery waits after its attempt number `tries`; None when it is given up."""
    return WAITS[tries - 1] if tries <= len(WAITS) else None


def why_off(failures: int, failing_since: dt.datetime, now: dt.datetime) -> str:
    """Why a webhook that failed just now is to be switched off; "" when it is not."""
    if failures >= MOST_GIVEN_UP:
        return SwitchedOff.GIVEN_UP
    return SwitchedOff.FAILING if now - failing_since >= LONGEST_FAILING else ""


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet: not to this machine, a private network or a link,
    to no group, and no other notation of such a one."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address) and (
        found.ipv4_mapped or found.is_site_local or any(found in network for network in EMBEDDING)
    ):
        return False
    odd = found.is_multicast or found.is_reserved or found.is_loopback or found.is_link_local
    return found.is_global and not odd and not found.is_unspecified


def url_fault(url: str) -> str:
    """What is wrong with the address of a webhook, as a sentence; "" when nothing is. To which address its
    name leads is checked whenever it is called, see agencies.adapters.webhook_post."""
    if len(url) > URL_LIMIT or not url.isascii() or not url.isprintable() or " " in url:
        return _("Enter a URL of at most %(most)s plain characters, without spaces.") % {"most": URL_LIMIT}
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return _("Enter a full URL, such as https://example.com/hooks.")
    if parts.scheme not in schemes() or not parts.hostname or port == 0:
        return _("Enter a full URL that begins with https://.")
    if parts.username is not None or parts.password is not None or "#" in url:
        return _("Remove the user name, password or fragment from the URL.")
    if not settings.WEBHOOKS_REACH_LOCAL and _is_local(parts):
        return _("Enter a URL on the public internet.")
    return ""


def schemes() -> Sequence[str]:
    """Those that a webhook's address may have."""
    return ("https", "http") if settings.WEBHOOKS_REACH_LOCAL else ("https",)


def _is_local(parts: SplitResult) -> bool:
    """A name that is nobody's on the internet, or an address that is not public."""
    host = (parts.hostname or "").rstrip(".")
    try:
        ipaddress.ip_address(host)
    except ValueError:
        last = host.rpartition(".")[2]
        return "." not in host or last in ("localhost", "local", "internal", "lan", "home", "test", "invalid")
    return not is_public(host)
