"""What a request tells of its browser: where it comes from, what it calls
itself, and the cookie by which we know it.

The cookie is random, kept by the browser for one host, and the only thing that makes two sign-ins the same
device: what a client says of itself (User-Agent and other headers) names it and never identifies it.
"""

from __future__ import annotations

import hashlib
import ipaddress
import secrets
from dataclasses import dataclass
from functools import lru_cache

import iptocc
import ua_parser
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port

from .limits import client_address

SALT = "accounts.device"
#: Browsers keep no cookie longer than 400 days.
COOKIE_SECONDS = 400 * 24 * 3600
#: Of what a browser calls itself, so much is looked at.
LONGEST_AGENT = 400


@dataclass(frozen=True)
class Seen:
    """`device` is the value of the cookie, "" for a browser that has none;
    `network` its /24 or /48, "" when unknown."""

    host: str
    address: str | None
    network: str
    country: str
    browser: str
    system: str
    device: str


def seen_of(request: HttpRequest) -> Seen:
    """What this request tells. No queries, nothing asked of anybody else."""
    address = client_address(request)
    browser, system = names_of(request.META.get("HTTP_USER_AGENT", "")[:LONGEST_AGENT])
    return Seen(
        host=split_domain_port(request.get_host())[0][:253],
        address=address if not ipaddress.ip_address(address).is_unspecified else None,
        network=network_of(address),
        country=country_of(address),
        browser=browser,
        system=system,
        device=device_of(request),
    )


@lru_cache(maxsize=512)
def names_of(agent: str) -> tuple[str, str]:
    """Browser and system in words, "" where unknown: ("Firefox 128", "Linux")."""
    found = ua_parser.parse(agent)
    browser, system = found.user_agent, found.os
    name = " ".join(part for part in (browser.family, browser.major) if part) if browser else ""
    place = " ".join(part for part in (system.family, system.major) if part) if system else ""
    return name[:60], place[:60]


def network_of(address: str) -> str:
    """The network that counts as one place: /24 of IPv4, /48 of IPv6."""
    found = ipaddress.ip_address(address)
    if found.is_unspecified:
        return ""
    mapped = getattr(found, "ipv4_mapped", None)
    found = mapped or found
    return str(ipaddress.ip_network(f"{found}/{24 if found.version == 4 else 48}", strict=False))


def country_of(address: str) -> str:
    """The country to which the address is assigned, two letters; "" when it is
    private or unknown. From a table on disk."""
    return str(iptocc.country_code(address) or "")[:2]


def device_of(request: HttpRequest) -> str:
    """The value of the device cookie, "" for none or one that we have not signed."""
    try:
        return str(signing.Signer(salt=SALT).unsign(request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")))[
            :64
        ]
    except signing.BadSignature:
        return ""


def new_device() -> str:
    """A value for a browser that has none."""
    return secrets.token_urlsafe(32)


def mark_of(device: str) -> str:
    """What is stored of the value."""
    return hashlib.sha256(device.encode()).hexdigest()


def keep_device(response: HttpResponse, device: str) -> None:
    """Have the browser keep the value, renewed with each sign-in."""
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.Signer(salt=SALT).sign(device),
        max_age=COOKIE_SECONDS,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
