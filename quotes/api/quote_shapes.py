"""What goes in and out of quotes, for the client's side and the desk."""

from __future__ import annotations

from rest_framework import serializers

from catalog.api.prices import PRICE_EXAMPLE, PricedOut
from project.base.api import fields
from project.base.api.bodies import Body, Out, Paged, Query, Versioned
from quotes.models.quotes import WISH_LIMIT
from quotes.states import QuoteState

NUMBER, ACCOUNT, PERSON = "INK-Q-2026-00007", "c5h8pz3wq6", "k7m2qx9ab4"
COMMISSION = {
    "title": "Harbour feature",
    "brief": "A feature about the harbour at dusk, for visitors who stay a night.",
    "service": "article",
    "subject": "travel",
    "quality": "standard",
    "quantity": 1200,
    "deadline": "2026-03-12T09:00:00Z",
    "addons": [],
    "preferred_writer": None,
    "audience": "",
    "purpose": "",
    "tone": "Warm",
    "locale": "en-GB",
    "source_locale": None,
    "format": "",
    "citation_style": "",
    "references": "",
    "house_style": "",
    "style_preferences": "",
    "notes": "",
}


class QuoteFilters(Paged):
    side = fields.Choice(
        choices=["client", "desk"],
        required=False,
        help_text="Quotes of your own accounts, or of the agency; without it, the agency’s for the desk.",
    )
    state = fields.Items(
        child=fields.Choice(choices=QuoteState.values),
        max_length=len(QuoteState.values),
        required=False,
        help_text="One or more states, separated by commas.",
    )
    search = fields.Text(
        max_length=80, required=False, help_text="Words of the title, the number or the account."
    )


class QuotePartyOut(Out):
    """An account or a person."""

    id = fields.Id()
    name = fields.Text()

    example = {"id": PERSON, "name": "Clara Brook"}


class QuoteRowOut(Out):
    """A quote in a list. `version` is the newest that was sent, 0 before the first."""

    number = fields.QuoteNo()
    state = fields.Choice(choices=QuoteState.values)
    turn = fields.Text(help_text="Whose turn it is, in words; empty for nobody’s.")
    title = fields.Text(help_text="Empty where it is the client’s alone.")
    account = QuotePartyOut()
    addressee = QuotePartyOut(help_text="Who may accept it.")
    version = fields.Whole()
    valid_until = fields.Moment(allow_null=True)
    total = fields.Money(allow_null=True, help_text="Of the newest version, with tax.")
    currency = fields.Text()
    order = fields.Number(allow_null=True)
    created_at = fields.Moment()
    updated_at = fields.Moment()

    example = {
        "number": NUMBER,
        "state": "sent",
        "turn": "Your answer",
        "title": "Harbour feature",
        "account": {"id": ACCOUNT, "name": "Harbour Press"},
        "addressee": {"id": PERSON, "name": "Clara Brook"},
        "version": 1,
        "valid_until": "2026-03-09T09:00:00Z",
        "total": "86.40",
        "currency": "EUR",
        "order": None,
        "created_at": "2026-03-02T09:00:00Z",
        "updated_at": "2026-03-02T10:00:00Z",
    }


class CommissionOut(Out):
    """What is to be written."""

    title = fields.Text()
    brief = fields.Text(help_text="Markdown.")
    service = fields.Text(allow_null=True)
    subject = fields.Text(allow_null=True)
    quality = fields.Text(allow_null=True)
    quantity = fields.Whole(allow_null=True)
    deadline = fields.Moment(allow_null=True)
    addons = fields.Items(child=fields.Text())
    preferred_writer = fields.Id(allow_null=True)
    audience = fields.Text()
    purpose = fields.Text()
    tone = fields.Text()
    locale = fields.Text()
    source_locale = fields.Text(allow_null=True)
    format = fields.Text()
    citation_style = fields.Text()
    references = fields.Text()
    house_style = fields.Text(help_text="For writer and editor.")
    style_preferences = fields.Text(help_text="One a line, for writer and editor.")
    notes = fields.Text(help_text="To the agency.")

    example = COMMISSION


class QuoteVersionOut(Out):
    """A version as it was sent; nothing changes it."""

    number = fields.Whole()
    sent_at = fields.Moment()
    valid_until = fields.Moment()
    addressee = QuotePartyOut()
    assumptions = fields.Text(help_text="What the price is based on.")
    commission = CommissionOut()
    price = PricedOut()

    example = {
        "number": 1,
        "sent_at": "2026-03-02T10:00:00Z",
        "valid_until": "2026-03-09T09:00:00Z",
        "addressee": {"id": PERSON, "name": "Clara Brook"},
        "assumptions": "",
        "commission": COMMISSION,
        "price": PRICE_EXAMPLE,
    }


class QuoteActOut(Out):
    """Something that happened, newest first."""

    verb = fields.Text()
    at = fields.Moment()
    version = fields.Whole()
    text = fields.Text()
    note = fields.Text(help_text="The words that came with it.")

    example = {
        "verb": "send",
        "at": "2026-03-02T10:00:00Z",
        "version": 1,
        "text": "The agency sent version 1",
        "note": "",
    }


class QuoteFileOut(Out):
    """A file of the commission."""

    id = fields.Id()
    name = fields.Text()
    content_type = fields.Text()
    size = fields.Whole(most=2_147_483_647, help_text="Bytes.")


class QuoteOut(QuoteRowOut):
    """A quote: every version with its lines, newest first, what happened, and what can be done now.

    `asked` is what it is about before the first version, null once there is one and where it is the client’s
    alone.
    """

    draft = fields.Id(allow_null=True, help_text="The draft, for the client’s side.")
    asked = CommissionOut(allow_null=True)
    versions = QuoteVersionOut(many=True)
    files = QuoteFileOut(many=True)
    history = QuoteActOut(many=True)
    allowed = fields.Items(child=fields.Text(), help_text="Verbs that are possible now.")
    blocked = serializers.DictField(
        child=fields.Text(), help_text="Verbs to which you have a right, and why they are not possible now."
    )

    example = {
        **QuoteRowOut.example,
        "draft": "d4f8k2m6p9",
        "asked": None,
        "versions": [QuoteVersionOut.example],
        "files": [],
        "history": [QuoteActOut.example],
        "allowed": ["accept", "ask_change", "decline"],
        "blocked": {"requote": "This is only possible while the state is “Expired”."},
    }


class NewQuote(Body):
    """A quote that the desk begins, for a person who orders for a client account; without an addressee what
    is to be ordered in the account’s name."""

    account = fields.Id()
    addressee = fields.Id(required=False)

    example = {"account": ACCOUNT, "addressee": PERSON}


class AddresseeOut(Out):
    """Somebody to whom a quote can be addressed."""

    account = QuotePartyOut()
    addressee = QuotePartyOut()

    example = {
        "account": {"id": ACCOUNT, "name": "Harbour Press"},
        "addressee": {"id": PERSON, "name": "Clara Brook"},
    }


class AddresseeFilters(Paged):
    search = fields.Text(max_length=80, required=False, help_text="Words of the account or the name.")


class Answered(Versioned):
    """The version of the quote that you have read."""

    example = {"version": 1}


class Declined(Answered):
    words = fields.Text(lines=True, max_length=WISH_LIMIT, required=False, help_text="Why.")

    example = {"version": 1, "words": "Not this year."}


class ChangeWanted(Answered):
    words = fields.Text(lines=True, max_length=WISH_LIMIT, help_text="What should change.")

    example = {"version": 1, "words": "Half the length, for half the price."}


class VersionAsked(Query):
    version = fields.Whole(least=1, most=9999, required=False, help_text="The newest without it.")
