"""Asking the DNS for the TXT records of a name, bounded in time."""

from __future__ import annotations

from collections.abc import Collection

import dns.exception
import dns.name
import dns.resolver

#: Seconds for one name server, and for the whole question.
STEP_SECONDS, WHOLE_SECONDS = 3, 8
#: Texts of a name that are looked at.
MOST_TEXTS = 50


def txt_records(name: str) -> Collection[str]:
    """The texts of a name, as the name servers of this machine give them, and none where there are none.
    Raises TimeoutError when they do not answer, or not properly. Nothing is kept for the next question."""
    try:
        answer = _resolver().resolve(dns.name.from_text(name), "TXT", search=False, lifetime=WHOLE_SECONDS)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
    except (dns.exception.DNSException, OSError) as error:
        raise TimeoutError from error
    return [b"".join(row.strings).decode("utf-8", "replace") for row in list(answer)[:MOST_TEXTS]]


def _resolver() -> dns.resolver.Resolver:
    """A new one: the machine's settings may change while the worker runs."""
    resolver = dns.resolver.Resolver()
    resolver.timeout, resolver.lifetime = STEP_SECONDS, WHOLE_SECONDS
    return resolver
