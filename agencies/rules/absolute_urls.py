"""Absolute addresses of an agency, for mails and printed links.

They are built from the agency's own Domain rows and the settings alone: nothing that a request carries,
neither its Host nor a forwarded header, can put another name into a link.
"""

from __future__ import annotations

from django.conf import settings

from agencies.models import Agency

DEFAULT_PORTS = {"http": 80, "https": 443}


def agency_host(agency: Agency, wanted: str = "") -> str:
    """The host name for links: the primary one, to which the others redirect. An agency without one: `wanted`
    when it is one of its domains, else the oldest.

    Raises LookupError for an agency without any domain, which nobody could
    visit. Reads prefetched domains if there are.
    """
    rows = sorted(agency.domains.all(), key=lambda domain: (not domain.is_primary, domain.pk))
    if not rows:
        raise LookupError(f"Agency {agency.code} has no domain.")
    if rows[0].is_primary:
        return rows[0].host
    return wanted if wanted in [domain.host for domain in rows] else rows[0].host


def agency_url(agency: Agency, path: str, wanted: str = "") -> str:
    """`path` (beginning with a slash) as an absolute address on the agency's
    host, with PUBLIC_SCHEME and PUBLIC_PORT."""
    return public_url(agency_host(agency, wanted), path)


def public_url(host: str, path: str) -> str:
    """`path` as an absolute address on `host`, which is known to be one of an agency's."""
    scheme, port = settings.PUBLIC_SCHEME, settings.PUBLIC_PORT
    suffix = "" if port == DEFAULT_PORTS[scheme] else f":{port}"
    return f"{scheme}://{host}{suffix}{path}"
