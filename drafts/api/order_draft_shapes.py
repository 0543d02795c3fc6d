"""What goes in and out of drafts."""

from __future__ import annotations

from catalog.models.languages import CODE_LENGTH
from drafts.models.commission import BRIEF_LIMIT, NOTES_LIMIT, STYLE_LIMIT
from drafts.pages.draft_list import SORTS
from project.base.api import fields
from project.base.api.bodies import Out, Paged, Versioned

EXAMPLE = {
    "title": "Harbour feature",
    "brief": "A feature about the harbour at dusk, for visitors who stay a night.",
    "service": "article",
    "subject": "travel",
    "quality": "standard",
    "quantity": 1200,
    "deadline": "2026-03-12T09:00:00Z",
    "tone": "Warm",
    "addons": [],
}
WORDS = ("title", "brief", "audience", "purpose", "locale", "format", "citation_style", "tone")
LANGUAGE = "The code of a language of the catalog, such as `de`."
STYLE = "For writer and editor."
ONE_A_LINE = "One preference a line, for writer and editor."
NOTES = "To the agency’s team: writer and editor can’t read them."
SOURCE = "The language that it is translated from; null for what is no translation."
TEXTS = (*WORDS, "references", "house_style", "style_preferences", "notes")


class DraftFields(Versioned):
    """What a draft says. Everything may be empty until it becomes an order."""

    title = fields.Text(max_length=160, required=False)
    brief = fields.Text(lines=True, max_length=BRIEF_LIMIT, required=False, help_text="Markdown.")
    service = fields.Slug(required=False, allow_null=True)
    subject = fields.Slug(required=False, allow_null=True)
    quality = fields.Slug(required=False, allow_null=True)
    quantity = fields.Whole(
        least=1, required=False, allow_null=True, help_text="In the service’s unit, such as words."
    )
    deadline = fields.Moment(required=False, allow_null=True)
    addons = fields.Items(child=fields.Slug(), max_length=50, required=False)
    preferred_writer = fields.Id(required=False, allow_null=True)
    audience = fields.Text(max_length=200, required=False)
    purpose = fields.Text(max_length=200, required=False)
    tone = fields.Text(max_length=120, required=False)
    locale = fields.Text(max_length=CODE_LENGTH, required=False, help_text=LANGUAGE)
    source_locale = fields.Text(max_length=CODE_LENGTH, required=False, allow_null=True, help_text=SOURCE)
    format = fields.Text(max_length=80, required=False)
    citation_style = fields.Text(max_length=40, required=False)
    references = fields.Text(lines=True, max_length=NOTES_LIMIT, required=False)
    house_style = fields.Text(lines=True, max_length=NOTES_LIMIT, required=False, help_text=STYLE)
    style_preferences = fields.Text(lines=True, max_length=STYLE_LIMIT, required=False, help_text=ONE_A_LINE)
    notes = fields.Text(lines=True, max_length=NOTES_LIMIT, required=False, help_text=NOTES)

    example = {**EXAMPLE, "version": 1}


class NewDraft(DraftFields):
    """A new draft for the client account `account`, which may be left out by who orders for one alone."""

    version = None  # type: ignore[assignment]  # a new record has none
    account = fields.Id(required=False)

    example = EXAMPLE


class DraftFilters(Paged):
    is_quote = fields.Flag(required=False, help_text="Whether an open quote holds the draft.")
    converted = fields.Choice(
        choices=["true", "false", "all"], default="false", help_text="Those that became orders."
    )
    ready = fields.Flag(required=False, help_text="Whether nothing is missing to order it.")
    search = fields.Text(max_length=80, required=False, help_text="Words of the title or the brief.")
    sort = fields.Choice(
        choices=list(SORTS), default="saved", help_text="Saved last, due first, or by title."
    )


class DraftOut(Out):
    """A draft. While an open quote holds it (`is_quote`), or once it is an order, it is read only.

    `estimated_price` is what it would cost now, null while something is missing for a price: the total of
    `calculate-price`, which says what.
    """

    id = fields.Id()
    account = fields.Id()
    title = fields.Text()
    brief = fields.Text()
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
    locale = fields.Text(help_text=LANGUAGE)
    source_locale = fields.Text(allow_null=True, help_text=SOURCE)
    format = fields.Text()
    citation_style = fields.Text()
    references = fields.Text()
    house_style = fields.Text(help_text=STYLE)
    style_preferences = fields.Text(help_text=ONE_A_LINE)
    notes = fields.Text(help_text=NOTES)
    estimated_price = fields.Money(allow_null=True)
    currency = fields.Text()
    price_version = fields.Whole(help_text="The version of the price list that it is priced by.")
    is_quote = fields.Flag()
    quote = fields.QuoteNo(allow_null=True, help_text="The open quote that holds it.")
    order = fields.Number(allow_null=True, help_text="The order that it became.")
    converted_at = fields.Moment(allow_null=True)
    last_viewed = fields.Moment(allow_null=True, help_text="By you, as `update-last-viewed` told.")
    version = fields.Whole(most=2_147_483_647)
    created_at = fields.Moment()
    updated_at = fields.Moment()

    example = {
        "id": "d4f8k2m6p9",
        "account": "c5h8pz3wq6",
        **EXAMPLE,
        "preferred_writer": None,
        "audience": "",
        "purpose": "",
        "locale": "en-GB",
        "source_locale": None,
        "format": "",
        "citation_style": "",
        "references": "",
        "house_style": "",
        "style_preferences": "",
        "notes": "",
        "estimated_price": "172.80",
        "currency": "EUR",
        "price_version": 3,
        "is_quote": False,
        "quote": None,
        "order": None,
        "converted_at": None,
        "last_viewed": None,
        "version": 1,
        "created_at": "2026-03-02T09:00:00Z",
        "updated_at": "2026-03-02T09:00:00Z",
    }


class EarliestOut(Out):
    """The earliest deadline that a writer can keep; null while no one can, or the draft has no service or
    quantity: then `complete` is false. `writers_free`: how many can keep it, or the deadline of the draft if
    that is later; 3 stands for three or more."""

    earliest_deadline = fields.Moment(allow_null=True)
    writers_free = fields.Whole(most=3)
    complete = fields.Flag()

    example = {"earliest_deadline": "2026-03-12T16:00:00Z", "writers_free": 2, "complete": True}
