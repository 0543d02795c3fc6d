"""What the desk writes into a quote before it is sent."""

from __future__ import annotations

from catalog.api.prices import PRICE_EXAMPLE, PricedOut
from catalog.pricing.terms import LONGEST_LABEL, LONGEST_REASON
from drafts.api.order_draft_shapes import DraftFields
from project.base.api import fields
from project.base.api.bodies import Body, Out, Versioned
from quotes.actions.sending import REASON_LIMIT
from quotes.models.quote_versions import ASSUMPTIONS_LIMIT
from quotes.pricing.quote_terms import MOST_CUSTOMS

from .quote_shapes import COMMISSION, CommissionOut, QuotePartyOut

MOST_CHANGES = 60
CHANGE = {"line": "work:article", "amount": "-10.00", "reason": "You sent the research"}
CUSTOM = {"key": "c1", "label": "Interview", "reason": "Half a day in your office", "amount": "120.00"}


class LineChange(Body):
    """So much more, or less, for a line of the list price, which is named by its kind and its key."""

    line = fields.Text(max_length=61)
    amount = fields.Money(signed=True)
    reason = fields.Text(max_length=LONGEST_REASON, help_text="The client reads it.")

    example = CHANGE


class OwnLine(Body):
    """A line that the price list does not know. A `key` says that it is one of before."""

    key = fields.Key("[A-Za-z0-9]{1,20}", required=False)
    label = fields.Text(max_length=LONGEST_LABEL)
    reason = fields.Text(max_length=LONGEST_REASON)
    amount = fields.Money()

    example = {"label": "Interview", "reason": "Half a day in your office", "amount": "120.00"}


class Preparation(DraftFields):
    """What changes in what is prepared: the commission, what is agreed beyond the list price, to whom it is
    addressed. `version` is that of the preparation. Lists replace those of before."""

    adjustments = fields.Items(child=LineChange(), max_length=MOST_CHANGES, required=False)
    customs = fields.Items(child=OwnLine(), max_length=MOST_CUSTOMS, required=False)
    discount = fields.Money(required=False, help_text="An amount, or")
    discount_percent = fields.Precise(places=2, required=False, help_text="percent of the lines before it.")
    assumptions = fields.Text(lines=True, max_length=ASSUMPTIONS_LIMIT, required=False)
    addressee = fields.Id(required=False)

    example = {"version": 1, "quantity": 1200, "adjustments": [CHANGE], "discount_percent": "5"}


class LineChangeOut(Out):
    line = fields.Text()
    amount = fields.Money(signed=True)
    reason = fields.Text()

    example = CHANGE


class OwnLineOut(Out):
    key = fields.Text()
    label = fields.Text()
    reason = fields.Text()
    amount = fields.Money()

    example = CUSTOM


class PreparationOut(Out):
    """What the desk has prepared, and what it comes to now. `price` is null while something is missing, which
    `missing` names; `beyond` says that more is taken off than you may."""

    version = fields.Whole(most=2_147_483_647)
    commission = CommissionOut()
    adjustments = LineChangeOut(many=True)
    customs = OwnLineOut(many=True)
    discount = fields.Money()
    discount_percent = fields.Precise(places=2)
    assumptions = fields.Text()
    addressee = QuotePartyOut()
    valid_until = fields.Moment(help_text="Suggested.")
    price = PricedOut(allow_null=True)
    missing = fields.Items(child=fields.Text())
    beyond = fields.Text()

    example = {
        "version": 2,
        "commission": COMMISSION,
        "adjustments": [],
        "customs": [],
        "discount": "0.00",
        "discount_percent": "0",
        "assumptions": "",
        "addressee": QuotePartyOut.example,
        "valid_until": "2026-03-09T09:00:00Z",
        "price": PRICE_EXAMPLE,
        "missing": [],
        "beyond": "",
    }


class Sent(Versioned):
    """The version of the preparation that is sent, and until when it is valid: the suggested time without
    it."""

    valid_until = fields.Moment(required=False)

    example = {"version": 2, "valid_until": "2026-03-09T09:00:00Z"}


class Ordered(Versioned):
    """The version of the preparation that is ordered in the client’s name."""

    example = {"version": 2}


class Withdrawn(Body):
    reason = fields.Text(max_length=REASON_LIMIT, help_text="The client reads it.")

    example = {"reason": "We have no capacity in March."}


class QuoteRequest(Sent):
    """For a client: `wish`, what the agency needs to know to set the price. For the desk: as for `send`."""

    wish = fields.Text(lines=True, max_length=2_000, required=False)

    example = {"wish": "Everything in one price."}
