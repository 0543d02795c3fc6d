"""What `seed_exam` prints: who is there and how they come in, what there is, in which state, and where."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from accounts.actions.tokens import make_token
from agencies.models import Agency
from agencies.rules.absolute_urls import agency_host, agency_url
from billing.models import Invoice
from cohorts.models import Cohort
from drafts.models import OrderDraft, OrderPreset
from orders.models import Order, RevisionRequest
from project.base.viewer import Member
from quotes.models import OrderQuote
from support.models import Dispute, Ticket

from .houses import members_of

#: How long the tokens of the exam are good for, in days.
TOKEN_DAYS = 30


@dataclass(frozen=True)
class Kind:
    """One kind of thing. `key`: its id in addresses; `page`: the name of its page, which `path` leads to;
    `api`: where the API has it."""

    name: str
    model: Any
    key: str
    page: str
    api: str
    path: tuple[str, ...] = ()


KINDS = (
    Kind("draft", OrderDraft, "public_id", "drafts:draft", "orders/order-drafts"),
    Kind("order", Order, "number", "orders:order", "orders/orders"),
    Kind(
        "revision",
        RevisionRequest,
        "public_id",
        "orders:revision",
        "orders/revision-requests",
        path=("order__number", "number"),
    ),
    Kind("preset", OrderPreset, "public_id", "drafts:preset", "orders/order-presets"),
    Kind("quote", OrderQuote, "number", "quotes:quote", "orders/quotes"),
    Kind("invoice", Invoice, "number", "billing:invoice", "billing/invoices"),
    Kind("ticket", Ticket, "number", "support:ticket", "support/tickets"),
    Kind("dispute", Dispute, "public_id", "support:dispute", "support/disputes"),
    Kind("class", Cohort, "public_id", "cohorts:class", "orders/classes"),
)


def manifest_of(agencies: Sequence[Agency], password: str, now: dt.datetime) -> dict[str, Any]:
    """Everything, of all of them. Makes an access token for each person."""
    return {"agencies": [_agency(agency, password, now) for agency in agencies]}


def _agency(agency: Agency, password: str, now: dt.datetime) -> dict[str, Any]:
    return {
        "code": agency.code,
        "name": agency.name,
        "host": agency_host(agency),
        "url": agency_url(agency, "/"),
        "people": list(_people(agency, password, now)),
        "objects": [thing for kind in KINDS for thing in _things(agency, kind)],
    }


def _people(agency: Agency, password: str, now: dt.datetime) -> Iterator[dict[str, Any]]:
    for member in members_of(agency):
        actor = Member(agency, membership=member)
        _row, token = make_token(actor=actor, name="Exam", read_only=False, days=TOKEN_DAYS, now=now)
        yield {
            "id": member.public_id,
            "role": member.roles[0],
            "name": member.public_name,
            "email": member.user.email,
            "password": password,
            "token": token,
        }


def _things(agency: Agency, kind: Kind) -> Iterator[dict[str, Any]]:
    has_state = any(field.name == "state" for field in kind.model._meta.fields)
    names = {kind.key, *kind.path, *(["state"] if has_state else [])}
    for row in kind.model.objects.filter(agency=agency).order_by("pk").values(*names):
        yield {
            "kind": kind.name,
            "id": str(row[kind.key]),
            "state": row.get("state"),
            "path": reverse(kind.page, args=[row[name] for name in kind.path or (kind.key,)]),
            "api": f"/api/v1/{kind.api}/{row[kind.key]}/",
        }
