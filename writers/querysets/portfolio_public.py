"""What a portfolio shows, read by one query."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, Expression, F, OuterRef, QuerySet, Value, When
from django.db.models.functions import JSONObject, Left

from agencies.models import Agency
from project.base import clock
from project.base.compiled import Slot, compiled
from writers.models import (
    Feedback,
    PortfolioCredential,
    PortfolioEvent,
    PortfolioLink,
    PortfolioPhoto,
    PortfolioSample,
    PortfolioService,
    PortfolioSpeciality,
    SampleFile,
    WriterLanguage,
    WriterPortfolio,
)
from writers.states.portfolio import Audience, PortfolioVerb

#: Characters of a sample's text that its card is cut from.
BEGINNING = 1_200
#: Published feedback on one page, at most.
MOST_FEEDBACK = 6
COLUMNS = (
    *("pk", "public_id", "member_id", "slug", "shown_headline", "shown_bio", "years", "indexed"),
    *("show_orders", "show_on_time", "show_rating", "show_since", "show_languages"),
    *("public_since", "changed_at", "version"),
)
FIGURES = ("as_of", "orders", "judged", "on_time", "rated", "rating", "since")


def named(agency: Agency, slug: str) -> QuerySet[WriterPortfolio]:
    """The portfolio that has, or once had, this address."""
    return WriterPortfolio.objects.filter(agency=agency, slugs__agency=agency, slugs__slug=slug)


def was_public(agency: Agency, slug: str, sample: str) -> bool:
    """Whether everybody could once read this sample, which may be deleted by now."""
    acts = PortfolioEvent.objects.filter(agency=agency, portfolio__in=named(agency, slug), sample=sample)
    return acts.filter(verb=PortfolioVerb.SHOW_SAMPLE).exists()


def at_address(agency: Agency, slug: str, audiences: tuple[str, ...]) -> dict[str, Any] | None:
    """The portfolio that has, or once had, this address, with all that it shows to these audiences. One
    query."""
    found = _at_address(agency_id=agency.pk, slug=slug, audiences=audiences, now=clock.now())
    return found[0] if found else None


@compiled
def _at_address(agency_id: Slot, slug: Slot, audiences: tuple[str, ...], now: Slot) -> Any:
    rows = WriterPortfolio.objects.filter(agency_id=agency_id)
    return parts(rows.filter(slugs__agency_id=agency_id, slugs__slug=slug), audiences, now)


def whole(rows: QuerySet[WriterPortfolio], audiences: Collection[str]) -> dict[str, Any] | None:
    """The first of `rows` with all that it shows to these audiences, the text of no sample in full. One
    query."""
    return parts(rows, audiences).first()


def parts(
    rows: QuerySet[WriterPortfolio], audiences: Collection[str], now: Expression | None = None
) -> QuerySet[Any, dict[str, Any]]:
    """Portfolios with all that they show to these audiences, as dictionaries."""
    samples = of_portfolio(PortfolioSample.objects.published(now)).filter(audience__in=audiences)
    rows = rows.annotate(
        samples_shown=ArraySubquery(samples.order_by("position", "id").values(one=sample_columns())),
        feedback_shown=ArraySubquery(
            published_feedback()
            .order_by("public_id")
            .values(one=JSONObject(overall="overall", strengths="strengths"))[:MOST_FEEDBACK]
        ),
        **card_parts(),
        credentials_shown=ArraySubquery(
            of_portfolio(PortfolioCredential.objects.all()).values(
                one=JSONObject(kind="kind", title="title", issuer="issuer", year="year")
            )
        ),
        links_shown=ArraySubquery(
            of_portfolio(PortfolioLink.objects.all()).values(one=JSONObject(label="label", url="url"))
        ),
    )
    figures = {f"figures_{name}": F(f"figures__{name}") for name in FIGURES}
    return rows.values(
        *COLUMNS,
        *("samples_shown", "feedback_shown", "credentials_shown", "links_shown", *card_parts()),
        name=F("member__public_name"),
        **figures,
    )


def card_parts() -> dict[str, Any]:
    """What the card of a portfolio shows beside its own columns."""
    specialities = of_portfolio(PortfolioSpeciality.objects.filter(subject__archived_at=None))
    services = of_portfolio(PortfolioService.objects.filter(service__archived_at=None))
    return {
        "specialities_shown": ArraySubquery(
            specialities.order_by("subject__position", "subject__name").values(
                one=JSONObject(key="subject__key", name="subject__name")
            )
        ),
        "services_shown": ArraySubquery(
            services.order_by("service__position", "service__name").values(
                one=JSONObject(key="service__key", name="service__name")
            )
        ),
        "languages_shown": ArraySubquery(languages_written().values("target").distinct().order_by("target")),
        "photos_shown": ArraySubquery(
            of_portfolio(PortfolioPhoto.objects.all())
            .order_by("width")
            .values(one=JSONObject(id="public_id", width="width"))
        ),
    }


def sample_columns() -> JSONObject:
    """A sample without its whole text; one shown on request without any of it."""
    return JSONObject(
        id="public_id",
        title="title",
        description="description",
        beginning=Case(When(audience=Audience.REQUEST, then=Value("")), default=Left("body", BEGINNING)),
        subject="subject__name",
        service="service__name",
        language="language",
        featured="featured",
        collection="collection__name",
        collection_at="collection__position",
        audience="audience",
        file=Exists(SampleFile.objects.filter(agency_id=OuterRef("agency_id"), sample_id=OuterRef("pk"))),
    )


def sitemap_rows(agency: Agency) -> Any:
    """Portfolios that search engines may list, with their samples."""
    rows: Any = listed_rows(WriterPortfolio.objects.public(agency))
    return rows.values("slug", "changed_at", "samples_shown")


def listed_rows(rows: QuerySet[WriterPortfolio], now: Expression | None = None) -> QuerySet[WriterPortfolio]:
    """Those of `rows` that search engines may list, each with its samples that everybody reads."""
    samples = of_portfolio(PortfolioSample.objects.published(now)).filter(audience=Audience.PUBLIC)
    one = JSONObject(id="public_id", changed="changed_at")
    shown = ArraySubquery(samples.order_by("position", "id").values(one=one))
    return rows.filter(indexed=True).order_by("pk").annotate(samples_shown=shown)


def anybody_public() -> Exists:
    """Of an agency: whether one of its writers shows a portfolio to everybody."""
    return Exists(WriterPortfolio.objects.public(OuterRef("pk")))


def of_portfolio(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.filter(agency_id=OuterRef("agency_id"), portfolio_id=OuterRef("pk"))


def published_feedback() -> QuerySet[Feedback]:
    """Feedback by clients that they and the agency let everybody read."""
    return Feedback.objects.published().filter(
        agency_id=OuterRef("agency_id"), receiver_id=OuterRef("member_id")
    )


def languages_written() -> QuerySet[WriterLanguage]:
    return WriterLanguage.objects.filter(agency_id=OuterRef("agency_id"), member_id=OuterRef("member_id"))
