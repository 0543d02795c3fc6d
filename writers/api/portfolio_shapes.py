"""What goes in and out of `writer-management/writer-portfolios/` and `portfolio-samples/`."""

from __future__ import annotations

from project.base.api import fields
from project.base.api.bodies import Body, Out, Versioned
from writers.models.portfolios import BIO_LIMIT, HEADLINE_LIMIT, MOST_ROWS, NOTE_LIMIT, TITLE_LIMIT
from writers.states.portfolio import Approval, CredentialKind, Visibility


class CredentialBody(Body):
    """Something learned, certified or won."""

    kind = fields.Choice(choices=CredentialKind.values)
    title = fields.Text(max_length=TITLE_LIMIT)
    issuer = fields.Text(max_length=TITLE_LIMIT, required=False)
    year = fields.Whole(least=1900, most=2100, required=False, allow_null=True)


class LinkBody(Body):
    """An https address elsewhere."""

    label = fields.Text(max_length=TITLE_LIMIT)
    url = fields.Text(max_length=300)


class PortfolioChange(Versioned):
    """What you say of yourself. What is left out stays as it is; a list is replaced as a whole."""

    headline = fields.Text(max_length=HEADLINE_LIMIT, required=False)
    bio = fields.Text(lines=True, max_length=BIO_LIMIT, required=False, help_text="Markdown.")
    slug = fields.Text(max_length=60, required=False)
    years_of_experience = fields.Whole(most=80, required=False, allow_null=True)
    specialties = fields.Items(
        child=fields.Slug(), max_length=MOST_ROWS, required=False, help_text="Keys of subjects."
    )
    services = fields.Items(
        child=fields.Slug(), max_length=MOST_ROWS, required=False, help_text="Keys of services."
    )
    credentials = fields.Items(child=CredentialBody(), max_length=MOST_ROWS, required=False)
    links = fields.Items(child=LinkBody(), max_length=MOST_ROWS, required=False)
    is_indexed = fields.Flag(required=False)
    show_orders = fields.Flag(required=False)
    show_on_time = fields.Flag(required=False)
    show_rating = fields.Flag(required=False)
    show_since = fields.Flag(required=False)
    show_languages = fields.Flag(required=False)

    example = {
        "headline": "Clear texts about energy and law",
        "bio": "I write for people in a hurry.",
        "years_of_experience": 12,
        "credentials": [
            {"kind": "education", "title": "MA Linguistics", "issuer": "University of Leeds", "year": 2009}
        ],
        "links": [{"label": "My site", "url": "https://words.example/"}],
        "show_orders": True,
        "version": 1,
    }


class VisibilityBody(Body):
    """Whether the portfolio is on, and for whom."""

    is_enabled = fields.Flag()
    visibility = fields.Choice(choices=Visibility.values)

    example = {"is_enabled": True, "visibility": "public"}


class NoteBody(Body):
    """What the writer is told."""

    note = fields.Text(lines=True, max_length=NOTE_LIMIT)

    example = {"note": "Mention the years you worked in law."}


class ReadVersion(Versioned):
    """The version that was read."""

    example = {"version": 1}


class CredentialOut(Out):
    kind = fields.Choice(choices=CredentialKind.values)
    title = fields.Text()
    issuer = fields.Text()
    year = fields.Whole(allow_null=True)


class LinkOut(Out):
    label = fields.Text()
    url = fields.Text()


class PublicPortfolioOut(Out):
    """A portfolio as others see it. What its writer switched off is null or empty. Earnings, contact and
    order history are never shown."""

    id = fields.Id()
    name = fields.Text()
    slug = fields.Text()
    headline = fields.Text()
    bio = fields.Text(lines=True)
    specialties = fields.Items(child=fields.Text())
    services = fields.Items(child=fields.Text())
    languages = fields.Items(child=fields.Text(), help_text="Codes of languages.")
    years_of_experience = fields.Whole(allow_null=True)
    education = CredentialOut(many=True)
    certifications = CredentialOut(many=True)
    awards = CredentialOut(many=True)
    links = LinkOut(many=True)
    total_orders_completed = fields.Whole(allow_null=True)
    on_time_percentage = fields.Whole(allow_null=True)
    on_time_n = fields.Whole(allow_null=True, help_text="Of how many deliveries.")
    average_rating = fields.Money(allow_null=True)
    rating_n = fields.Whole(allow_null=True, help_text="Of how many ratings.")
    member_since = fields.Day(allow_null=True)
    figures_as_of = fields.Moment(allow_null=True, help_text="When these figures were counted.")
    version = fields.Whole()

    example = {
        "id": "w5t8wq2mz4",
        "name": "Wendell H.",
        "slug": "wendell-h",
        "headline": "Clear texts about energy and law",
        "bio": "I write for people in a hurry.",
        "specialties": ["Law"],
        "services": ["Article"],
        "languages": ["en"],
        "years_of_experience": 12,
        "education": [
            {"kind": "education", "title": "MA Linguistics", "issuer": "University of Leeds", "year": 2009}
        ],
        "certifications": [],
        "awards": [],
        "links": [{"label": "My site", "url": "https://words.example/"}],
        "total_orders_completed": 41,
        "on_time_percentage": 95,
        "on_time_n": 40,
        "average_rating": "4.70",
        "rating_n": 12,
        "member_since": "2021-05-03",
        "figures_as_of": "2026-03-02T02:11:00Z",
        "version": 7,
    }


class PortfolioOut(PublicPortfolioOut):
    """A portfolio with what its writer and the desk know besides: `headline` and `bio` are those on show,
    `edited_headline` and `edited_bio` what the writer wrote last."""

    is_enabled = fields.Flag()
    visibility = fields.Choice(choices=Visibility.values)
    is_indexed = fields.Flag()
    approval = fields.Choice(choices=Approval.values)
    is_waiting = fields.Flag()
    decision_note = fields.Text(lines=True)
    edited_headline = fields.Text()
    edited_bio = fields.Text(lines=True)

    example = {
        **PublicPortfolioOut.example,
        "is_enabled": True,
        "visibility": "public",
        "is_indexed": True,
        "approval": "approved",
        "is_waiting": False,
        "decision_note": "",
        "edited_headline": "Clear texts about energy and law",
        "edited_bio": "I write for people in a hurry.",
    }


class FiguresOut(Out):
    """Figures as of a moment, whether they are shown or not. `n` says of how many."""

    total_orders_completed = fields.Whole()
    on_time_percentage = fields.Whole(allow_null=True)
    on_time_n = fields.Whole()
    average_rating = fields.Money(allow_null=True)
    rating_n = fields.Whole()
    member_since = fields.Day(allow_null=True)
    as_of = fields.Moment()

    example = {
        "total_orders_completed": 41,
        "on_time_percentage": 95,
        "on_time_n": 40,
        "average_rating": "4.70",
        "rating_n": 12,
        "member_since": "2021-05-03",
        "as_of": "2026-03-02T02:11:00Z",
    }
