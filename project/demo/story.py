"""One order of the demo, from brief to fate."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from catalog.pricing.offering import current_offering
from clients.models import ClientAccount
from drafts.actions import drafts, files
from drafts.models import OrderDraft
from drafts.pricing.draft_price import price_draft
from orders.actions import (
    acceptance,
    deliveries,
    holding,
    offers,
    placing,
    reviews,
    revision_requests,
    sweeps,
)
from orders.models import Order
from project.base.compiled import Slot, compiled
from project.base.money import cents
from project.base.viewer import Member

from .library import Commission, Written

HOUR = dt.timedelta(hours=1)
DECLINED = ("I am away that week.", "Not my field, sorry.", "The deadline is too near beside what I have.")
HELD = ("Waiting for photographs from the client.", "The client's legal department is reading the brief.")
CANCELLED = (
    "The launch has been postponed.",
    "We found the text in our own archive.",
    "The budget went elsewhere.",
)
NOTES = "Notes from our last conversation\n\n- keep it short\n- names as on the list\n- ask if in doubt\n"


@dataclass(frozen=True)
class Crew:
    """The people of one agency by what they do."""

    clients: list[Member]
    writers: list[Member]
    editors: list[Member]
    managers: list[Member]
    support: list[Member]

    def client(self, rng: random.Random) -> Member:
        """The first client, whom visitors sign in as, has the largest share."""
        return self.clients[0] if rng.random() < 0.45 else rng.choice(self.clients)


def words_of(written: Written) -> dict[str, Any]:
    """The plain words of a commission or draft, as fields of an order draft."""
    names = ("title", "brief", "audience", "purpose", "tone", "format", "locale", "source_locale")
    return {
        **{name: getattr(written, name) for name in names},
        "citation_style": "" if written.citation_style == "none" else written.citation_style,
        "references": written.references.replace(" | ", "\n"),
    }


@compiled
def _order(pk: Slot) -> Any:
    return Order.objects.filter(pk=pk).order_by()


class Story:
    """Plays one commission with a moving clock that never passes `end`."""

    def __init__(
        self,
        crew: Crew,
        client: Member,
        commission: Commission,
        *,
        start: dt.datetime,
        deadline: dt.datetime,
        end: dt.datetime,
        rng: random.Random,
    ) -> None:
        self.crew, self.client, self.commission, self.rng = crew, client, commission, rng
        self.now, self.end, self.deadline = start, end, deadline
        self.manager, self.support = rng.choice(crew.managers), rng.choice(crew.support)
        self.writer = rng.choice(crew.writers)
        self.editor = rng.choice(crew.editors) if crew.editors else None
        self.order = self._place()

    def play(self, fate: str) -> None:
        """Go on to the fate: a method of the same name."""
        self.fate = fate
        ending: Callable[[], None] = getattr(self, fate)
        ending()

    # --- steps ---------------------------------------------------------------------------------

    def _pass(self, least: float, most: float) -> dt.datetime:
        """Let some hours pass, but stay a minute before the present; a
        step takes place at the moment returned."""
        latest = self.end - dt.timedelta(minutes=1)
        self.now = min(self.now + HOUR * self.rng.uniform(least, most), max(latest, self.now))
        return self.now

    def _do(
        self, verb: Callable[..., Any], actor: Member, *, after: tuple[float, float], **facts: Any
    ) -> Any:
        now = self._pass(*after)
        done = verb(actor=actor, order=self.order, now=now, **facts)
        (self.order,) = _order(pk=self.order.pk)
        return done

    def _place(self) -> Order:
        draft = self._draft()
        self._pass(0.2, 2)
        quote = price_draft(self.client.agency, draft, now=self.now)
        seen = placing.SeenPrice(quote.total, current_offering(self.client.agency).book_id, self.now)
        return placing.convert_draft(actor=self.client, draft=draft, seen=seen, now=self.now)

    def _draft(self) -> OrderDraft:
        account = ClientAccount.objects.filter(people__membership=self.client.membership).earliest("id")
        draft = drafts.begin_draft(actor=self.client, account=account, now=self.now, fields=self._fields())
        if self.rng.random() < 0.3:
            notes = SimpleUploadedFile("Notes.md", NOTES.encode())
            files.attach_to_draft(actor=self.client, draft=draft, uploads=[notes], now=self.now)
        return draft

    def _fields(self) -> dict[str, Any]:
        offering, wanted = current_offering(self.client.agency), self.commission
        wished = self.rng.random() < 0.2
        return {
            **words_of(wanted),
            "quantity": wanted.quantity,
            "service": next(row for row in offering.services if row.key == wanted.service),
            "subject": next(row for row in offering.subjects if row.key == wanted.subject),
            "quality": next(row for row in offering.qualities if row.key == wanted.quality),
            "addons": self.rng.sample(offering.addons[:4], self.rng.choice((0, 0, 1, 1, 2))),
            "preferred_writer": self.writer.membership if wished else None,
            "deadline": self.deadline,
        }

    def _fee(self) -> Decimal:
        net = sum((line.amount for line in self.order.lines.all() if line.kind != "tax"), Decimal(0))
        return cents(net * Decimal(self.rng.choice(("0.45", "0.50", "0.55"))))

    def _offer(self, *writers: Member) -> None:
        people = [writer.membership for writer in writers or (self.writer,)]
        self._do(offers.offer_order, self.manager, after=(0.2, 3), writers=people, fee=self._fee())

    def _take(self) -> None:
        """Most orders are offered and accepted, some are assigned outright."""
        if self.rng.random() < 0.25:
            writer = self.writer.membership
            self._do(offers.assign_order, self.manager, after=(0.2, 4), writer=writer, fee=self._fee())
        else:
            self._offer()
            self._do(offers.accept_offer, self.writer, after=(0.3, 8))

    def _begin(self) -> None:
        self._take()
        self._do(deliveries.start_work, self.writer, after=(0.5, 12))

    def _deliver(self, text: str, after: tuple[float, float] = (10, 40)) -> None:
        note, uploads = self.commission.writer_note, self._files(text)
        self._do(deliveries.deliver, self.writer, after=after, text=text, note=note, uploads=uploads)

    def _files(self, text: str) -> list[Any]:
        """Some hand in a file beside the text."""
        if self.rng.random() < 0.25:
            return [SimpleUploadedFile(f"{self.commission.key}.md", text.encode())]
        return []

    def _approve(self) -> None:
        """An editor reads, where the agency has editorial review; otherwise
        the delivery is with the client already."""
        if self.order.state != "in_review" or self.editor is None:
            return
        if self.order.editor_id is None:
            self._do(reviews.claim_review, self.editor, after=(0.5, 6))
        last = self.order.deliveries.latest("number").number
        self._do(reviews.approve_delivery, self.editor, after=(0.5, 6), number=last, note="")

    def _ask(self, **wishes: Any) -> None:
        points = [
            revision_requests.Point(issue=point.issue, place=point.place, wish=point.wish, need=point.need)
            for point in self.commission.points
        ]
        facts = {
            "summary": self.commission.revision_summary,
            "severity": self.commission.severity,
            "points": points,
        }
        self._do(revision_requests.request_revision, self.client, after=(4, 40), **facts, **wishes)

    def _answer(self, count: int) -> None:
        answers = {
            position: revision_requests.PointAnswer(point.answer, point.reply)
            for position, point in enumerate(self.commission.points[:count], start=1)
        }
        revision = self.order.revisions.latest("number")
        revision_requests.answer_points(
            actor=self.writer, revision=revision, answers=answers, now=self._pass(1, 8)
        )

    # --- fates ---------------------------------------------------------------------------------

    def placed(self) -> None:
        """Waits for the desk."""

    placed_late = placed

    def offered(self) -> None:
        self._offer(*self.rng.sample(self.crew.writers, min(2, len(self.crew.writers))))

    def declined(self) -> None:
        self._offer()
        self._do(offers.decline_offer, self.writer, after=(1, 8), reason=self.rng.choice(DECLINED))

    def assigned(self) -> None:
        self._take()

    def in_progress(self) -> None:
        self._begin()

    late = due_soon = in_progress

    def in_review(self) -> None:
        self._begin()
        self._deliver(self.commission.delivery)

    def claimed(self) -> None:
        self.in_review()
        if self.editor:
            self._do(reviews.claim_review, self.editor, after=(0.5, 6))

    def delivered(self) -> None:
        self.in_review()
        self._approve()

    def revision_requested(self) -> None:
        self.delivered()
        self._ask()

    def revising(self) -> None:
        self.revision_requested()
        self._do(deliveries.start_work, self.writer, after=(0.5, 10))
        self._answer(1)

    def completed(self) -> None:
        self.delivered()
        self._do(acceptance.accept_order, self.client, after=(5, 90))

    def completed_late(self) -> None:
        """The writer took longer than was agreed, by some hours or a day."""
        self._begin()
        left = max((self.deadline - self.now) / HOUR, 0.0)
        self._deliver(self.commission.delivery, after=(left + 2, left + 30))
        self._approve()
        self._do(acceptance.accept_order, self.client, after=(5, 60))

    def completed_revised(self) -> None:
        self.revising()
        self._answer(len(self.commission.points))
        self._deliver(self.commission.delivery_2, after=(4, 20))
        self._approve()
        self._do(acceptance.accept_order, self.client, after=(5, 60))

    def lapsed(self) -> None:
        self.delivered()
        if self.order.review_ends_at and self.order.review_ends_at < self.end:
            sweeps.complete_due_reviews(agency=self.client.agency, now=self.order.review_ends_at)

    def on_hold(self) -> None:
        self._begin()
        self._do(holding.hold_order, self.support, after=(4, 30), reason=self.rng.choice(HELD))

    def cancelled(self) -> None:
        if self.rng.random() < 0.5:
            self._offer()
        self._do(holding.cancel_order, self.client, after=(2, 30), reason=self.rng.choice(CANCELLED))
