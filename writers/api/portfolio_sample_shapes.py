"""What the API takes and gives of the samples of portfolios."""

from __future__ import annotations

from project.base.api import fields
from project.base.api.bodies import Body, Out, Paged, Versioned
from writers.models.portfolio_samples import ABOUT_LIMIT, BODY_LIMIT
from writers.models.portfolios import TITLE_LIMIT
from writers.states.portfolio import Approval, Audience, SampleSource


class SampleFilters(Paged):
    portfolio = fields.Id(required=False)


class SampleChange(Versioned):
    """What you say of a sample. `text` is Markdown; `subject` and `type` are keys of the catalog."""

    title = fields.Text(max_length=TITLE_LIMIT)
    description = fields.Text(max_length=ABOUT_LIMIT, required=False)
    text = fields.Text(lines=True, max_length=BODY_LIMIT, required=False)
    subject = fields.Slug(required=False, allow_null=True)
    type = fields.Slug(required=False, allow_null=True)
    language = fields.Text(max_length=35, required=False)
    audience = fields.Choice(choices=Audience.values, required=False)
    collection = fields.Id(required=False, allow_null=True)

    example = {
        "title": "On tides",
        "description": "A short piece about harbours.",
        "text": "The sea comes **twice** a day.",
        "audience": "public",
        "version": 1,
    }


class NewSample(SampleChange):
    """A sample of your own. It is not published."""

    version = None  # type: ignore[assignment]  # a new record has none

    example = {name: value for name, value in SampleChange.example.items() if name != "version"}


class FromOrder(Body):
    """An order that you delivered."""

    source_order = fields.Number()

    example = {"source_order": "INK-2026-00042"}


class MoveBody(Body):
    """In which direction."""

    way = fields.Choice(choices=["up", "down"])

    example = {"way": "up"}


class ArrangeBody(Body):
    """The ids of your samples, the first on top."""

    samples = fields.Items(child=fields.Id(), max_length=60)

    example = {"samples": ["s5t8wq2mz4"]}


class SampleOut(Out):
    """A sample. `is_anonymized`: its client let it be shown without names. `source_order` and
    `decision_note` are for its writer and the desk."""

    id = fields.Id()
    portfolio = fields.Id()
    source = fields.Choice(choices=SampleSource.values)
    source_order = fields.Number(allow_null=True)
    title = fields.Text()
    description = fields.Text()
    text = fields.Text(lines=True)
    file = fields.Text(allow_null=True, help_text="The name of the file.")
    subject = fields.Slug(allow_null=True)
    type = fields.Slug(allow_null=True)
    language = fields.Text()
    audience = fields.Choice(choices=Audience.values)
    collection = fields.Text(allow_null=True)
    is_anonymized = fields.Flag()
    is_featured = fields.Flag()
    is_published = fields.Flag()
    approval = fields.Choice(choices=Approval.values)
    decision_note = fields.Text(lines=True, allow_null=True)
    version = fields.Whole()

    example = {
        "id": "s5t8wq2mz4",
        "portfolio": "w5t8wq2mz4",
        "source": "text",
        "source_order": None,
        "title": "On tides",
        "description": "A short piece about harbours.",
        "text": "The sea comes **twice** a day.",
        "file": None,
        "subject": None,
        "type": "article",
        "language": "en",
        "audience": "public",
        "collection": None,
        "is_anonymized": False,
        "is_featured": False,
        "is_published": True,
        "approval": "approved",
        "decision_note": None,
        "version": 1,
    }


class SamplesOut(Out):
    """Your samples in their order."""

    samples = fields.Items(child=fields.Id())

    example = {"samples": ["s5t8wq2mz4"]}
