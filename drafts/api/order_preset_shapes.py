"""What goes into calls about presets, and what comes out."""

from __future__ import annotations

from catalog.models.languages import CODE_LENGTH
from drafts.forms.presets import MOST_ROWS
from drafts.models.commission import NOTES_LIMIT
from project.base.api import fields
from project.base.api.bodies import Body, Out, Paged, Versioned

from .order_draft_shapes import LANGUAGE, SOURCE


class Preference(Body):
    """One preference of style, in the client's own words."""

    name = fields.Text(max_length=60)
    value = fields.Text(max_length=240)


class PresetFields(Versioned):
    """What a preset says. A field that is empty says nothing."""

    name = fields.Text(max_length=80)
    description = fields.Text(max_length=240, required=False)
    shared = fields.Flag(required=False, help_text="Everyone in the account may use it.")
    service = fields.Slug(required=False, allow_null=True)
    subject = fields.Slug(required=False, allow_null=True)
    quality = fields.Slug(required=False, allow_null=True)
    quantity = fields.Whole(least=1, required=False, allow_null=True)
    locale = fields.Text(max_length=CODE_LENGTH, required=False, help_text=LANGUAGE)
    source_locale = fields.Text(max_length=CODE_LENGTH, required=False, allow_null=True, help_text=SOURCE)
    format = fields.Text(max_length=80, required=False)
    citation_style = fields.Text(max_length=40, required=False)
    tone = fields.Text(max_length=120, required=False)
    audience = fields.Text(max_length=200, required=False)
    references = fields.Text(lines=True, max_length=NOTES_LIMIT, required=False)
    house_notes = fields.Text(lines=True, max_length=NOTES_LIMIT, required=False)
    addons = fields.Items(child=fields.Slug(), max_length=50, required=False)
    preferred_writer = fields.Id(required=False, allow_null=True)
    style_preferences = fields.Items(child=Preference(), max_length=MOST_ROWS, required=False)

    example = {"name": "Blog post", "service": "article", "quantity": 900, "tone": "warm", "version": 1}


class NewPreset(PresetFields):
    """A new preset, in the client account `account`, which may be left out by who orders for one alone."""

    version = None  # type: ignore[assignment]  # a new record has none
    account = fields.Id(required=False)

    example = {
        "name": "Blog post",
        "service": "article",
        "quantity": 900,
        "tone": "warm",
        "style_preferences": [{"name": "numbers", "value": "in words up to twelve"}],
    }


class PresetFilters(Paged):
    is_active = fields.Choice(
        choices=["true", "false", "all"], default="true", help_text="Archived ones are not active."
    )
    search = fields.Text(max_length=80, required=False, help_text="Part of the name or the description.")


class PreferenceOut(Out):
    name = fields.Text()
    value = fields.Text()


class PresetOut(Out):
    """A preset. `usage_count` and `last_used_at` are counted from the drafts that it filled."""

    id = fields.Id()
    account = fields.Id()
    owner = fields.Id()
    name = fields.Text()
    description = fields.Text()
    shared = fields.Flag()
    service = fields.Text(allow_null=True)
    subject = fields.Text(allow_null=True)
    quality = fields.Text(allow_null=True)
    quantity = fields.Whole(allow_null=True)
    locale = fields.Text(help_text=LANGUAGE)
    source_locale = fields.Text(allow_null=True, help_text=SOURCE)
    format = fields.Text()
    citation_style = fields.Text()
    tone = fields.Text()
    audience = fields.Text()
    references = fields.Text()
    house_notes = fields.Text()
    addons = fields.Items(child=fields.Text())
    preferred_writer = fields.Id(allow_null=True)
    style_preferences = PreferenceOut(many=True)
    is_default = fields.Flag()
    is_active = fields.Flag()
    usage_count = fields.Whole()
    last_used_at = fields.Moment(allow_null=True)
    version = fields.Whole()
    created_at = fields.Moment()
    updated_at = fields.Moment()

    example = {
        "id": "k3m8vq2xwd",
        "account": "p7r2hs9kfa",
        "owner": "c4n6tj8zbe",
        "name": "Blog post",
        "description": "Our Monday posts",
        "shared": True,
        "service": "article",
        "subject": None,
        "quality": "standard",
        "quantity": 900,
        "locale": "en-GB",
        "source_locale": None,
        "format": "",
        "citation_style": "",
        "tone": "warm",
        "audience": "",
        "references": "",
        "house_notes": "",
        "addons": [],
        "preferred_writer": None,
        "style_preferences": [{"name": "numbers", "value": "in words up to twelve"}],
        "is_default": True,
        "is_active": True,
        "usage_count": 12,
        "last_used_at": "2026-03-02T09:00:00Z",
        "version": 3,
        "created_at": "2026-01-12T08:30:00Z",
        "updated_at": "2026-02-20T16:05:00Z",
    }
