"""The shapes in which orders go out. What its reader may not know is null, or an empty list."""

from __future__ import annotations

from rest_framework import serializers

from orders.actions.eligibility import OVERRIDE_LIMIT
from orders.states.offers import DeclineCode
from orders.states.orders import State
from orders.states.promises import PriceAnswer
from project.base.api import fields
from project.base.api.bodies import Out

SIDES = ("desk", "client", "writer", "editor", "nobody")
NUMBER, MEMBER, ACCOUNT, FILE = "INK-2026-00042", "k7m2qx9ab4", "c5h8pz3wq6", "f4n6tr8yu2"


def override() -> fields.Text:
    """The reason for an exception, of every body that gives work out."""
    words = "Reason for an exception to soft reasons. Logged. Hard reasons cannot be overridden."
    return fields.Text(max_length=OVERRIDE_LIMIT, required=False, help_text=words)


def named_writer() -> fields.Choice:
    """What becomes of the price, of every body that gives work to somebody."""
    words = (
        "If the client pays for a named writer and someone else gets the work: take the surcharge back (the "
        "default before the first delivery), or keep it because the client has agreed. They are told."
    )
    return fields.Choice(choices=PriceAnswer.values, required=False, help_text=words)


class NamedOut(Out):
    """A person or an account: its id and its name."""

    id = fields.Id()
    name = fields.Text()


class FileOut(Out):
    """A file; `orders/attachments/{id}/content/` has its bytes."""

    id = fields.Id()
    name = fields.Text()
    content_type = fields.Text()
    size = fields.Whole(most=2_147_483_647, help_text="Bytes.")


class TurnOut(Out):
    """Whose turn it is: the side, whether it is yours, and for what in words."""

    side = fields.Choice(choices=SIDES)
    mine = fields.Flag()
    words = fields.Text()


class DueOut(Out):
    """A deadline that counts for you; `done` when nothing waits for it any more."""

    name = fields.Choice(choices=("offer", "client", "writer", "revision", "review"))
    at = fields.Moment()
    done = fields.Flag()


class PriceLineOut(Out):
    kind = fields.Text()
    label = fields.Text()
    amount = fields.Money(signed=True)


class PriceOut(Out):
    """What was ordered at which price; `charged` is what the order costs now."""

    currency = fields.Text()
    lines = PriceLineOut(many=True)
    total = fields.Money()
    charged = fields.Money()
    quote = fields.QuoteNo(allow_null=True, help_text="That was accepted.")


class BalanceOut(Out):
    """What the client was charged, has paid, and owes; a credit is below zero."""

    currency = fields.Text()
    charged = fields.Money(signed=True)
    paid = fields.Money(signed=True)
    owed = fields.Money(signed=True)


class OfferOut(Out):
    """An offer of the order, as the desk reads it."""

    writer = NamedOut()
    fee = fields.Money()
    state = fields.Text()
    offered_at = fields.Moment()
    answer_by = fields.Moment()
    why = fields.Choice(choices=DeclineCode.choices, allow_blank=True, help_text="Why it was declined.")
    reason = fields.Text(help_text="The same in the writer’s own words.")


class ExtensionOut(Out):
    """The writer’s open extension request."""

    id = fields.Id()
    deadline = fields.Moment()
    wanted = fields.Moment()
    reason = fields.Text()
    asked_at = fields.Moment()
    mine = fields.Flag()


class VersionOut(Out):
    """A delivery without its text."""

    number = fields.Whole()
    delivered_at = fields.Moment()
    words = fields.Whole()
    revision = fields.Whole(allow_null=True, help_text="Number of the revision that it responds to.")
    verdict = fields.Text(allow_null=True)
    corrected_by = fields.Text(allow_null=True)
    note = fields.Text()
    review_note = fields.Text()
    files = FileOut(many=True)


class OrderStyleGuideOut(Out):
    """A version of the client's style guide; `text` is Markdown."""

    version = fields.Whole()
    text = fields.Text()
    link = fields.Text()
    at = fields.Moment()

    example = {
        "version": 2,
        "text": "British spelling. The harbour, not the port.",
        "link": "",
        "at": "2026-02-20T10:00:00Z",
    }


class OrderOut(Out):
    """An order as its reader may know it."""

    number = fields.Number()
    state = fields.Choice(choices=State.values)
    resumes_to = fields.Choice(choices=State.values, allow_null=True)
    reason = fields.Text(help_text="Why it is on hold or was cancelled.")
    turn = TurnOut()
    deadlines = DueOut(many=True)
    title = fields.Text()
    brief = fields.Text(help_text="Markdown.")
    service = fields.Slug()
    quantity = fields.Whole()
    unit = fields.Text()
    subject = fields.Slug(allow_null=True)
    quality = fields.Slug()
    locale = fields.Text()
    source_locale = fields.Text(allow_null=True)
    audience = fields.Text()
    purpose = fields.Text()
    tone = fields.Text()
    format = fields.Text()
    citation_style = fields.Text()
    references = fields.Text()
    house_style = fields.Text(help_text="For writer and editor.")
    style_preferences = fields.Text(help_text="One a line, for writer and editor.")
    notes = fields.Text(help_text="To the agency, for the client’s side and the desk.")
    style_guide = OrderStyleGuideOut(allow_null=True, help_text="Of the client account, as it is now.")
    style_guide_when_placed = OrderStyleGuideOut(
        allow_null=True, help_text="What stood when the order was placed, where that is another version."
    )
    addons = fields.Items(child=fields.Text(), help_text="Their names.")
    files = FileOut(many=True)
    preferred_writer = NamedOut(allow_null=True)
    account = NamedOut(allow_null=True)
    requested_by = fields.Text(allow_null=True)
    writer = NamedOut(allow_null=True)
    editor = NamedOut(allow_null=True)
    placed_at = fields.Moment()
    delivered_at = fields.Moment(allow_null=True)
    closed_at = fields.Moment(allow_null=True)
    price = PriceOut(allow_null=True)
    balance = BalanceOut(allow_null=True)
    fee = fields.Money(allow_null=True)
    currency = fields.Text(allow_null=True)
    offers = OfferOut(many=True)
    extension = ExtensionOut(allow_null=True)
    deliveries = VersionOut(many=True)
    allowed = fields.Items(child=fields.Text(), help_text="Verbs that are possible now.")
    blocked = serializers.DictField(
        child=fields.Text(), help_text="Verbs to which you have a right, and why they are not possible now."
    )

    example = {
        "number": NUMBER,
        "state": "delivered",
        "resumes_to": None,
        "reason": "",
        "turn": {
            "side": "client",
            "mine": True,
            "words": "read the delivery, then accept it or request a revision.",
        },
        "deadlines": [{"name": "review", "at": "2026-03-17T15:30:00Z", "done": False}],
        "title": "Harbour feature",
        "brief": "A feature about the harbour at dusk.",
        "service": "article",
        "quantity": 1200,
        "unit": "word",
        "subject": "travel",
        "quality": "standard",
        "locale": "en-GB",
        "source_locale": None,
        "audience": "",
        "purpose": "",
        "tone": "Warm",
        "format": "",
        "citation_style": "",
        "references": "",
        "house_style": "",
        "style_preferences": "",
        "style_guide": OrderStyleGuideOut.example,
        "style_guide_when_placed": None,
        "notes": "",
        "addons": [],
        "files": [{"id": FILE, "name": "Map.pdf", "content_type": "application/pdf", "size": 48213}],
        "preferred_writer": None,
        "account": {"id": ACCOUNT, "name": "Harbour Press"},
        "requested_by": "Clara Brook",
        "writer": {"id": MEMBER, "name": "Wendell"},
        "editor": None,
        "placed_at": "2026-03-02T09:00:00Z",
        "delivered_at": "2026-03-10T15:30:00Z",
        "closed_at": None,
        "price": {
            "currency": "GBP",
            "lines": [{"kind": "service", "label": "Article, 1,200 words", "amount": "180.00"}],
            "total": "180.00",
            "charged": "180.00",
            "quote": None,
        },
        "balance": {"currency": "GBP", "charged": "180.00", "paid": "0.00", "owed": "180.00"},
        "fee": None,
        "currency": "GBP",
        "offers": [],
        "extension": None,
        "deliveries": [
            {
                "number": 1,
                "delivered_at": "2026-03-10T15:30:00Z",
                "words": 1214,
                "revision": None,
                "verdict": None,
                "corrected_by": None,
                "note": "",
                "review_note": "",
                "files": [],
            }
        ],
        "allowed": ["accept", "request_revision"],
        "blocked": {"cancel": "This is only possible while the state is “Placed”, “Offered” or “Assigned”."},
    }
