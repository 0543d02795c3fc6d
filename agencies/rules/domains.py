"""Which host names an agency may have, in which form they are kept, and when their records are looked at."""

from __future__ import annotations

import datetime as dt
import ipaddress
import re
from functools import lru_cache

import idna
from django.conf import settings
from django.utils.translation import gettext as _
from publicsuffixlist import PublicSuffixList

from agencies.models import Domain, DomainClaim
from agencies.models.domains import HOST_LIMIT
from agencies.states.domains import ClaimKind, ClaimState
from project.base.viewer import System, Viewer

from .agencies import manages_domains

#: Domains of one agency at a time, and those of the installation among them.
MOST, MOST_SUBDOMAINS = 10, 3
#: The label in front of a host where its TXT record stands, and what the record begins with.
RECORD_LABEL, RECORD_PREFIX = "_quillhouse", "quillhouse-verification="
#: An asked one is looked for so long, and a proved one whose record is gone stays connected so long.
ASKED_FOR, KEPT_FAILING = dt.timedelta(days=14), dt.timedelta(days=7)
#: Between checks: of one just asked, of an older one, of one whose record is gone, of one in order.
SOON, LATER, FAILING, DAILY = (dt.timedelta(minutes=m) for m in (5, 60, 360, 1440))
#: While one check runs, no other begins; and so long after one, nobody begins another by hand.
LEASE, PAUSE = dt.timedelta(minutes=5), dt.timedelta(seconds=10)
#: Names that are nobody's on the internet.
NOWHERE = ("localhost", "local", "internal", "lan", "home", "test", "invalid", "onion", "arpa", "alt")
#: Labels below the installation's own name that mean something else to readers or to machines.
RESERVED = frozenset(
    (
        *("www", "api", "app", "admin", "operator", "ask", "tls", "static", "media", "cdn", "status"),
        *(
            "mail",
            "smtp",
            "imap",
            "pop",
            "mx",
            "ns",
            "ns1",
            "ns2",
            "dns",
            "ftp",
            "autoconfig",
            "autodiscover",
        ),
        *("abuse", "postmaster", "hostmaster", "webmaster", "security", "support", "help"),
        *("account", "accounts", "login"),
    )
)
SUBDOMAIN = re.compile(r"(?!xn--)[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])\Z")
_DOTS = str.maketrans("。．｡", "...")


def canonical_host(typed: str) -> str:
    """A host name as it is stored and compared: small ASCII letters (IDNA), without a dot at the end. ""
    for what is no host name: an address with scheme, port or path, a number, a name with odd characters."""
    name = typed.strip().translate(_DOTS).rstrip(".")
    if not name or any(sign in name for sign in ":/@ _*?#%"):
        return ""
    try:
        host = idna.encode(name, uts46=True, std3_rules=True).decode().lower()
        idna.decode(host)
    except (idna.IDNAError, UnicodeError):
        return ""
    return "" if len(host) > HOST_LIMIT or _is_number(host) else host


def shown_host(host: str) -> str:
    """A stored host name in its reader's letters."""
    try:
        return idna.decode(host) if "xn--" in host else host
    except (idna.IDNAError, UnicodeError):
        return host


def below_installation(host: str) -> str:
    """The label by which a host stands below INSTALLATION_DOMAIN, with its dots; "" where it doesn't."""
    ours = settings.INSTALLATION_DOMAIN
    return host.removesuffix(f".{ours}") if ours and host.endswith(f".{ours}") else ""


def host_fault(host: str) -> str:
    """What is wrong with a canonical host name that an agency wants, as a sentence; "" when nothing is. Who
    else has it is not told here."""
    if not host:
        return _("Enter the name alone, such as words.example.com, without https://, a port or a path.")
    if label := below_installation(host):
        return _subdomain_fault(label)
    if host in (settings.INSTALLATION_DOMAIN, settings.OPERATOR_HOST):
        return _("This name belongs to the installation.")
    if "." not in host or host.rpartition(".")[2] in NOWHERE:
        return _("Enter a name on the public internet, such as words.example.com.")
    if _suffixes().privatesuffix(host) is None:
        return _("This is a public suffix, under which anyone can register. Enter a name below it.")
    return ""


def kind_of(host: str) -> ClaimKind:
    """What a host that an agency wants would be."""
    return ClaimKind.SUBDOMAIN if below_installation(host) else ClaimKind.OWN


def record_name(claim: DomainClaim) -> str:
    """Where the TXT record of an own domain stands."""
    return f"{RECORD_LABEL}.{claim.host}"


def record_value(claim: DomainClaim) -> str:
    """What the TXT record of an own domain says."""
    return f"{RECORD_PREFIX}{claim.token}"


def may_check(claim: DomainClaim, now: dt.datetime) -> bool:
    """Whether somebody may have a claim checked now: an own domain, not looked at a moment ago."""
    return claim.kind == ClaimKind.OWN and (claim.checked_at is None or now - claim.checked_at >= PAUSE)


def wait_for(claim: DomainClaim, now: dt.datetime) -> dt.timedelta:
    """How long until a claim is looked at again, by its state as it is now."""
    if claim.state == ClaimState.PROVED:
        return FAILING if claim.failing_since else DAILY
    return SOON if now - claim.asked_at < dt.timedelta(hours=1) else LATER


def is_over(claim: DomainClaim, now: dt.datetime, *, contested: bool) -> bool:
    """Whether a claim whose check just failed ends: nobody set its record, or it was away for too long; at
    once when another agency has proved the same name meanwhile."""
    if claim.state == ClaimState.ASKED:
        return now - claim.asked_at >= ASKED_FOR
    return contested or (claim.failing_since is not None and now - claim.failing_since >= KEPT_FAILING)


def can_keep_claim(viewer: Viewer, claim: DomainClaim) -> bool:
    """Who has a claim checked, makes it the primary one and gives it up: the owners of its agency."""
    return claim.agency_id == viewer.agency_id and manages_domains(viewer)


def is_clock(viewer: Viewer, claim: DomainClaim) -> bool:
    """Only what the name servers say proves or ends a claim, by a job of its agency."""
    return claim.agency_id == viewer.agency_id and isinstance(viewer, System)


def removal_fault(claim: DomainClaim) -> str:
    """Why a claim cannot be removed now, as a sentence; "" when it can."""
    if Domain.objects.filter(agency_id=claim.agency_id, host=claim.host, is_primary=True).exists():
        return _("This is the primary domain. Make another one the primary domain first.")
    others = DomainClaim.objects.filter(agency_id=claim.agency_id).exclude(pk=claim.pk)
    if claim.kind != ClaimKind.OWN and not others.exclude(kind=ClaimKind.OWN).exists():
        return _("This is the only address that needs no record. It keeps your site reachable.")
    return ""


def _subdomain_fault(label: str) -> str:
    if not SUBDOMAIN.match(label):
        return _("Enter 2 to 40 letters, digits or hyphens in front of %s.") % settings.INSTALLATION_DOMAIN
    return _("This name is reserved. Choose a different one.") if label in RESERVED else ""


def _is_number(host: str) -> bool:
    """An IP address, in any notation that a browser takes for one."""
    last = host.rpartition(".")[2]
    if last.isdigit() or re.fullmatch(r"0x[0-9a-f]*", last):
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()
