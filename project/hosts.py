"""Which agency a host name means."""

from __future__ import annotations

import time
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import CharField, F, Func, OuterRef, Subquery
from django.http import Http404

from agencies.models import Agency, Domain
from project.base import text
from project.base.compiled import Slot, compiled, compiled_key
from project.base.features import is_on
from project.base.public_pages import State
from writers.querysets.portfolio_public import anybody_public


class Place(NamedTuple):
    """Where a host leads: an agency's id, and the host that its pages redirect to, "" for none."""

    agency_id: int
    primary: str


_hosts: dict[str, tuple[float, Place]] = {}
HOST_SECONDS = 5.0


def place_of_host(name: str) -> Place | None:
    """Where a host name leads, or None. A hit is remembered for five
    seconds in the process; a miss never is."""
    known = _hosts.get(name)
    if known and known[0] > time.monotonic():
        return known[1]
    if len(name) > 253 or text.has_forbidden(name):
        return None
    local = settings.DEMO and name in {"localhost", "127.0.0.1", "::1"}
    rows = _places(host="inkwell.localhost" if local else name)
    if not rows:
        return None
    agency_id, is_primary, other = rows[0]
    found = Place(agency_id, "" if is_primary or local else other or "")
    _hosts[name] = (time.monotonic() + HOST_SECONDS, found)
    return found


@compiled_key
def _places(host: Slot) -> Any:
    primary = Domain.objects.filter(agency=OuterRef("agency"), is_primary=True).values("host")
    return Domain.objects.filter(host=host).values_list("agency_id", "is_primary", Subquery(primary))[:1]


def is_ours(name: str) -> bool:
    """Whether a certificate may be asked for a host name: it leads to an agency, or is the operator's own."""
    return bool(name) and (name == settings.OPERATOR_HOST or place_of_host(name) is not None)


def any_agency() -> bool:
    """Whether the installation has an agency at all. Asked for hosts that lead to none alone."""
    return Agency.objects.exists()


def agency_row(agency_id: int, state: State | None = None, **values: Any) -> Agency:
    """The agency with its branding and whether it `shows_writers`, as they are now, by one query: what a
    visitor's request begins with, and the `page_digest` that their pages are told apart by. With `state`,
    which is made of these values, also its `page_state`. Raises Http404 for one that was deleted since its
    host was looked up."""
    if not (found := _agencies(agency_id=agency_id, state=state, **values)):
        raise Http404(f"There is no agency {agency_id}.")
    agency: Agency = found[0]
    agency.shows_writers = agency.shows_writers and is_on(agency, "portfolios")  # type: ignore[attr-defined]
    return agency


def standing_row(agency_id: int, state: State | None = None, **values: Any) -> Agency | None:
    """As much of the agency's row as tells whether a page has changed, with its `page_state` if there is a
    `state`; None for one that was deleted."""
    found = _standings(agency_id=agency_id, state=state, **values)
    if not found:
        return None
    row: Agency = found[0]
    row.shows_writers = row.shows_writers and is_on(row, "portfolios")  # type: ignore[attr-defined]
    return row


@compiled
def _agencies(agency_id: Slot, state: State | None, **given: Slot) -> Any:
    rows = Agency.objects.select_related("brand").filter(pk=agency_id)
    return _told_apart(rows, state, given)


@compiled
def _standings(agency_id: Slot, state: State | None, **given: Slot) -> Any:
    rows = Agency.objects.filter(pk=agency_id).only("features", "planned", "suspended_at")
    return _told_apart(rows, state, given)


def _told_apart(rows: Any, state: State | None, given: dict[str, Slot]) -> Any:
    rows = rows.annotate(shows_writers=anybody_public(), page_digest=_Rows())
    return rows.annotate(page_state=state(**given)) if state else rows


class _Rows(Func):
    """A hash of the whole row of an agency and of its branding, whichever columns they have: the database
    sends it in a fraction of the time that the columns take."""

    template = 'md5("agencies_agency"::text || coalesce("agencies_branding"::text, \'\'))'
    output_field = CharField()

    def __init__(self) -> None:
        super().__init__(F("brand__version"))  # which joins the branding


def forget_hosts() -> None:
    """Drop what this process remembers of hosts: after a change of Domain rows, and between tests."""
    _hosts.clear()
