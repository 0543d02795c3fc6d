"""What goes in and out of the catalog: things that can be ordered, their prices, and changes of both."""

from __future__ import annotations

from catalog.forms.price_rows import NAME_LENGTH, TEXT_LENGTH
from catalog.models.catalog import AddOnKind, Unit
from catalog.pricing.sections import MOST_THINGS
from project.base.api import fields
from project.base.api.bodies import Body, Out, Versioned

THING = {"key": "article", "name": "Article", "description": "For magazines and blogs"}
ROW = {
    **THING,
    "position": 1,
    "offered": True,
    "unit": "word",
    "rate": "0.12",
    "minimum_quantity": 300,
    "maximum_quantity": 8000,
}


class ThingOut(Out):
    key = fields.Text()
    name = fields.Text()
    description = fields.Text()

    example = THING


class ServiceOut(ThingOut):
    """A service. `rate` is money for each `unit`, before quality and urgency."""

    unit = fields.Text(help_text="word, page, hour or item.")
    rate = fields.Precise()
    minimum_quantity = fields.Whole()
    maximum_quantity = fields.Whole()


class QualityOut(ThingOut):
    """A quality: multiplies the work."""

    multiplier = fields.Precise(places=3)


class UrgencyOut(ThingOut):
    """A tier of urgency: multiplies the work when the deadline is at most `within_hours` away."""

    within_hours = fields.Whole()
    multiplier = fields.Precise(places=3)


class AddOnOut(ThingOut):
    """An add-on: a `fixed` amount, an amount `per_unit`, or a `percent` of the work."""

    kind = fields.Text()
    amount = fields.Precise()


class VolumeOut(ThingOut):
    """A volume tier: `percent` off each of at least `from_pieces` that are commissioned together, as in a
    class order. Of the tiers that are reached, the one with the most percent counts."""

    from_pieces = fields.Whole()
    percent = fields.Precise(places=2)


class CatalogOut(Out):
    """What can be ordered now, and at which prices. Percentages and amounts are those of every order."""

    version = fields.Whole(help_text="The version of the price list.")
    currency = fields.Text()
    minimum_charge = fields.Money()
    preferred_surcharge = fields.Precise(places=2, help_text="Percent of the work, for a named writer.")
    tax_rate = fields.Precise(places=2, help_text="Percent.")
    tax_label = fields.Text()
    prices_include_tax = fields.Flag(help_text="Whether every amount of money holds the tax.")
    services = ServiceOut(many=True)
    subjects = ThingOut(many=True)
    languages = ThingOut(many=True)
    qualities = QualityOut(many=True)
    urgencies = UrgencyOut(many=True)
    addons = AddOnOut(many=True)
    volumes = VolumeOut(many=True)

    example = {
        "version": 3,
        "currency": "EUR",
        "minimum_charge": "25.00",
        "preferred_surcharge": "10",
        "tax_rate": "20",
        "tax_label": "VAT",
        "prices_include_tax": False,
        "services": [
            {**THING, "unit": "word", "rate": "0.12", "minimum_quantity": 300, "maximum_quantity": 8000}
        ],
        "subjects": [{"key": "travel", "name": "Travel", "description": ""}],
        "languages": [{"key": "en-GB", "name": "English (British)", "description": ""}],
        "qualities": [{"key": "standard", "name": "Standard", "description": "", "multiplier": "1"}],
        "urgencies": [
            {"key": "day", "name": "24 hours", "description": "", "within_hours": 24, "multiplier": "1.8"}
        ],
        "addons": [{"key": "sources", "name": "Sources", "description": "", "kind": "fixed", "amount": "35"}],
        "volumes": [{"key": "ten", "name": "From ten", "description": "", "from_pieces": 10, "percent": "5"}],
    }


class CatalogRowOut(Out):
    """One row of a part. A field that the part does not have is null."""

    key = fields.Text()
    name = fields.Text()
    description = fields.Text(allow_null=True)
    position = fields.Whole(allow_null=True)
    offered = fields.Flag(help_text="False for what is archived.")
    unit = fields.Text(allow_null=True)
    rate = fields.Precise(allow_null=True)
    minimum_quantity = fields.Whole(allow_null=True)
    maximum_quantity = fields.Whole(allow_null=True)
    multiplier = fields.Precise(places=3, allow_null=True)
    within_hours = fields.Whole(allow_null=True)
    kind = fields.Text(allow_null=True)
    amount = fields.Precise(allow_null=True)
    minimum_charge = fields.Money(allow_null=True)
    preferred_surcharge = fields.Precise(places=2, allow_null=True)
    tax_rate = fields.Precise(places=2, allow_null=True)
    tax_label = fields.Text(allow_null=True)
    prices_include_tax = fields.Flag(allow_null=True)
    from_pieces = fields.Whole(allow_null=True)
    percent = fields.Precise(places=2, allow_null=True)

    example = {
        **ROW,
        **dict.fromkeys(
            ["multiplier", "within_hours", "kind", "amount", "minimum_charge", "preferred_surcharge"]
        ),
        "tax_rate": None,
        "tax_label": None,
        "prices_include_tax": None,
        "from_pieces": None,
        "percent": None,
    }


class CatalogPartOut(Out):
    """One part of the catalog as `version` of the price list has it."""

    part = fields.Text()
    version = fields.Whole()
    rows = CatalogRowOut(many=True)

    example = {"part": "services", "version": 3, "rows": [CatalogRowOut.example]}


class CatalogRow(Body):
    """What changes in a row: `key` says which one, a row without it is new. What is not sent stays as it
    is. The key of a language is its code, of a new one too (BCP 47, such as `en-GB`)."""

    key = fields.Key(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}", required=False)
    name = fields.Text(max_length=NAME_LENGTH, required=False)
    description = fields.Text(max_length=TEXT_LENGTH, required=False)
    position = fields.Whole(most=999, required=False)
    offered = fields.Flag(required=False, help_text="false archives it.")
    unit = fields.Choice(choices=Unit.choices, required=False, help_text="Of a new service.")
    rate = fields.Precise(required=False)
    minimum_quantity = fields.Whole(least=1, required=False)
    maximum_quantity = fields.Whole(least=1, required=False)
    multiplier = fields.Precise(places=3, required=False)
    within_hours = fields.Whole(required=False)
    kind = fields.Choice(choices=AddOnKind.choices, required=False)
    amount = fields.Precise(required=False)
    minimum_charge = fields.Precise(places=2, required=False)
    preferred_surcharge = fields.Precise(places=2, required=False)
    tax_rate = fields.Precise(places=2, required=False)
    tax_label = fields.Text(max_length=20, required=False)
    prices_include_tax = fields.Flag(required=False, help_text="Whether every amount of money holds the tax.")
    from_pieces = fields.Whole(required=False)
    percent = fields.Precise(places=2, required=False)

    example = {"key": "article", "rate": "0.14"}


class CatalogChange(Versioned):
    """Rows of one part to change or to add, made from `version` of the price list."""

    rows = fields.Items(child=CatalogRow(), max_length=MOST_THINGS)

    example = {"version": 3, "rows": [CatalogRow.example]}


class PriceChangeOut(Out):
    """A word or number that a version changes; the empty text for none."""

    key = fields.Text()
    name = fields.Text()
    field = fields.Text()
    old = fields.Text()
    new = fields.Text()

    example = {"key": "article", "name": "Article", "field": "rate", "old": "0.12", "new": "0.14"}


class CatalogPreviewOut(Out):
    """What a change would do."""

    version = fields.Whole(help_text="The version that it would become.")
    changes = PriceChangeOut(many=True)
    effects = fields.Items(child=fields.Text(), help_text="Which drafts, quotes and orders it reaches.")
    warnings = fields.Items(child=fields.Text(), help_text="What looks like a slip.")

    example = {
        "version": 4,
        "changes": [PriceChangeOut.example],
        "effects": ["2 open drafts will use the new prices."],
        "warnings": [],
    }
