"""An order that holds a secret of every kind, and a search for them in what a page
prints and what its template was given."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from django.db.models import Model

from agencies.actions.files import attach_all
from agencies.models import Membership
from clients.models import ClientAccount
from orders.actions import deliveries, offers, reviews, revision_requests
from orders.models import Order
from project.base.money import format_money
from tests.helpers.cast import Cast, load_cast
from tests.helpers.story import FEE, Story
from tests.orders.helpers.support import upload

#: Words that stand nowhere but in the one place that they name.
SECRETS = {
    "account": "Qaccount Ltd",
    "client": "Qclient Person",
    "notes": "Qnotes for the agency",
    "writer": "Qwriter Person",
    "rival": "Qrival Person",
    "editor": "Qeditor Person",
    "manager": "Qmanager Person",
    "writer's note": "Qwriternote",
    "editor's note": "Qeditornote",
    "sent back": "Qfirsttext",
    "approved": "Qsecondtext",
    "unapproved": "Qthirdtext",
    "brief file": "qbrief.txt",
    "unapproved file": "qthird.txt",
    "fee": format_money(FEE, "EUR"),
}


def name_people(cast: Cast) -> Cast:
    """Give everybody a name that can be searched for."""
    names = {"clara": "client", "wendell": "writer", "wanda": "rival", "edith": "editor", "max": "manager"}
    for person, secret in names.items():
        Membership.objects.filter(pk=getattr(cast, person).member_id).update(public_name=SECRETS[secret])
    ClientAccount.objects.filter(people__membership=cast.clara.membership).update(name=SECRETS["account"])
    return load_cast()


class Secretive(Story):
    """A story in which everything that somebody may not read carries its
    secret. Offers go to Wendell and to Wanda."""

    def __init__(self, cast: Cast, **fields: Any) -> None:
        super().__init__(name_people(cast), notes=SECRETS["notes"], **fields)
        brief = [upload(SECRETS["brief file"])]
        attach_all(self.order.attachments, actor=self.cast.clara, uploads=brief, now=self.now)

    def offered(self, *_writers: Any) -> Secretive:
        super().offered(self.cast.wendell, self.cast.wanda)
        return self

    def declined(self) -> Secretive:
        """Wanda has declined with a reason, Wendell's offer is open."""
        self.offered()
        offers.decline_offer(actor=self.cast.wanda, reason="Qreason", **self.tick())
        return self.reread()  # type: ignore[return-value]

    def hand_in(self, secret: str, *files: Any) -> None:
        text, note = SECRETS[secret], SECRETS["writer's note"]
        deliveries.deliver(actor=self.cast.wendell, text=text, note=note, uploads=files, **self.tick())

    def three_versions(self) -> Secretive:
        """Version 1 was sent back, the client wants a revision of version 2,
        version 3 waits for its editor's verdict."""
        self.in_progress()
        self.hand_in("sent back")
        reviews.claim_review(actor=self.cast.edith, **self.tick())
        reviews.send_back(actor=self.cast.edith, number=1, note=SECRETS["editor's note"], **self.tick())
        self.hand_in("approved")
        reviews.approve_delivery(
            actor=self.cast.edith, number=2, note=SECRETS["editor's note"], **self.tick()
        )
        points = [revision_requests.Point(issue="Too short", need="nice")]
        revision_requests.request_revision(
            actor=self.cast.clara, summary="More", severity="minor", points=points, **self.tick()
        )
        deliveries.start_work(actor=self.cast.wendell, **self.tick())
        self.hand_in("unapproved", upload(SECRETS["unapproved file"]))
        return self.reread()  # type: ignore[return-value]

    def send_back(self) -> None:
        number = self.order.deliveries.latest("number").number
        reviews.send_back(actor=self.cast.edith, number=number, note=SECRETS["editor's note"], **self.tick())


def price_words(order: Order) -> str:
    """The total as a page prints it."""
    return format_money(sum(line.amount for line in order.lines.all()), order.currency)


def seen(response: Any, order: Order) -> set[str]:
    """Names of the secrets that stand in a page, or in the context of
    its template outside of model instances."""
    text = "\n".join([response.content.decode(), *_strings(_context(response))])
    wanted = {**SECRETS, "price": price_words(order), "decline": "Qreason"}
    return {name for name, words in wanted.items() if words in text}


def _context(response: Any) -> dict[str, Any]:
    """What the view gave to the template; the rest (the request, the signed-in person) is on every page."""
    flat = response.context[0].flatten() if response.context else {}
    return {
        name: value for name, value in flat.items() if name not in ("request", "user", "viewer", "member")
    }


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, (Model, type)):
        return
    if dataclasses.is_dataclass(value):
        value = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, (list, tuple, set, frozenset)):
        for part in value:
            yield from _strings(part)
    else:
        yield str(value)
