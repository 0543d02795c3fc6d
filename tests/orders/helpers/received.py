"""An order that one client account pays for and another person receives, with a canary in each text of it."""

from __future__ import annotations

from typing import Any

from agencies.actions.files import attach_all
from clients.actions.placeholders import make_placeholder
from orders.actions import deliveries, messages, offers, reviews, revision_requests
from orders.models import Order
from project.base.viewer import Receiver
from tests.helpers.cast import Cast
from tests.helpers.story import FEE, Story
from tests.orders.helpers.support import upload

#: Where each stands -> the word that stands nowhere else.
CANARIES = {
    name: f"zq{name}zq"
    for name in [
        "brief",
        "audience",
        "purpose",
        "tone",
        "references",
        "house",
        "notes",
        "filename",
        "filetext",
        "delivered",
        "deliveredfile",
        "sent",
        "answer",
        "summary",
        "point",
        "wish",
        "reply",
    ]
}


def receiver_of(cast: Cast, name: str = "Ann Member", now: Any = None) -> Receiver:
    """Somebody without an account at Inkwell, as their link lets them in."""
    made = make_placeholder(agency_id=cast.inkwell.pk, name=name, now=now or cast.clara.membership.created_at)
    return Receiver(cast.inkwell, membership=made)


class Received(Story):
    """Clara's account pays, Ann receives; Wendell writes, Edith edits."""

    def __init__(self, cast: Cast, **fields: Any) -> None:
        said = CANARIES
        words = {
            "title": "Autumn class: Ann Member",
            "brief": f"A feature about the harbour at dusk, for visitors: {said['brief']}.",
            "audience": said["audience"],
            "purpose": said["purpose"],
            "tone": said["tone"],
            "references": said["references"],
            "house_style": said["house"],
            "notes": said["notes"],
        }
        super().__init__(cast, **{**words, **fields})
        self.ann = receiver_of(cast)
        Order.objects.filter(pk=self.order.pk).update(receiver=self.ann.membership)
        self.order.draft.receiver = self.ann.membership
        self.order.draft.save(update_fields=["receiver"])
        file = upload(f"{said['filename']}.txt", said["filetext"].encode())
        attach_all(self.order.attachments, actor=self.ann, uploads=[file], now=self.now)
        self.reread()

    def delivered(self) -> Received:
        """Written, checked, and sent to whom it is for, who has written a message and read one."""
        said = CANARIES
        offers.offer_order(
            actor=self.cast.max, writers=[self.cast.wendell.membership], fee=FEE, **self.tick()
        )
        offers.accept_offer(actor=self.cast.wendell, **self.tick())
        deliveries.start_work(actor=self.cast.wendell, **self.tick())
        messages.post_message(actor=self.ann, internal=False, text=said["sent"], **self.tick())
        messages.post_message(actor=self.cast.wendell, internal=False, text=said["answer"], **self.tick())
        file = upload(f"{said['deliveredfile']}.txt", said["deliveredfile"].encode())
        text = f"# {said['delivered']}\n\nBoats come in at dusk."
        deliveries.deliver(actor=self.cast.wendell, text=text, note="", uploads=[file], **self.tick())
        reviews.claim_review(actor=self.cast.edith, **self.tick())
        reviews.approve_delivery(actor=self.cast.edith, number=1, note="", **self.tick())
        return self.reread()  # type: ignore[return-value]

    def revised(self) -> Received:
        """Delivered, and whom it is for asks for a revision."""
        self.delivered()
        said = CANARIES
        points = [revision_requests.Point(issue=said["point"], wish=said["wish"], need="must")]
        revision_requests.request_revision(
            actor=self.ann, summary=said["summary"], severity="minor", points=points, **self.tick()
        )
        return self.reread()  # type: ignore[return-value]
