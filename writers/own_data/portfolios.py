"""What is kept of somebody's portfolio, of the consents they gave or asked for, of private links and
requests; and what becomes of it when they are erased."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from accounts.hooks import Enclosure, Part, enclosed, exported, slices
from agencies.models import Membership
from clients.own_data import accounts_alone
from project.base.viewer import Member
from writers.models import (
    NonDisclosure,
    PortfolioCollection,
    PortfolioCredential,
    PortfolioEvent,
    PortfolioFigures,
    PortfolioLink,
    PortfolioPhoto,
    PortfolioSample,
    PortfolioService,
    PortfolioSpeciality,
    SampleConsent,
    SampleFile,
    SampleLink,
    SampleRequest,
    ShortlistedWriter,
    WriterPortfolio,
)
from writers.states.portfolio import Approval, ConsentLevel, PortfolioVerb

#: Rows of a portfolio that go with its writer; samples take their files, links, views and requests with them.
PARTS = (
    PortfolioSample,
    PortfolioCollection,
    PortfolioCredential,
    PortfolioFigures,
    PortfolioLink,
    PortfolioPhoto,
    PortfolioService,
    PortfolioSpeciality,
)
PORTFOLIO = (
    "slug",
    "enabled",
    "visibility",
    "headline",
    "bio",
    "shown_headline",
    "shown_bio",
    "years",
    "indexed",
    "show_orders",
    "show_on_time",
    "show_rating",
    "show_since",
    "show_languages",
    "approval",
    "submitted_at",
    "decided_at",
    "decision_note",
    "public_since",
    "withdrawn_at",
    "created_at",
    "changed_at",
)
SAMPLE = (
    *("title", "description", "body", "source", "order__number", "subject__name", "service__name"),
    *("language", "collection__name", "featured", "audience", "approval", "submitted_at", "decided_at"),
    *("decision_note", "published_at", "created_at", "changed_at"),
)
FIGURES = ("as_of", "orders", "judged", "on_time", "rated", "rating", "since")
CONSENT = ("order__number", "asked_at", "level", "holds_until", "answered_at", "withdrawn_at")


def parts(viewer: Member) -> Iterator[Part | Enclosure]:
    """The portfolio with its rows and files; consents asked for, with one's own words, and given, with the
    words that one was asked with; links without their keys; requests and the shortlist."""
    own = {"agency_id": viewer.agency_id, "portfolio__member_id": viewer.member_id}
    yield Part("portfolio", _("Your portfolio."), _rows(_own(viewer), *PORTFOLIO), place=110)
    samples = PortfolioSample.objects.filter(**own)
    samples = samples.select_related("order", "subject", "service", "collection")
    yield Part("samples", _("The samples in your portfolio."), _rows(samples, *SAMPLE), place=111)
    yield from _of_portfolio(own)
    yield from _of_consents(viewer)
    for use in SampleFile.objects.filter(agency_id=viewer.agency_id, sample__in=samples).select_related(
        "file"
    ):
        yield enclosed(use, "samples", place=118)
    for photo in PortfolioPhoto.objects.filter(**own).select_related("file"):
        yield enclosed(photo, "portfolio", place=119)


def _of_portfolio(own: dict[str, Any]) -> Iterator[Part]:
    """The lists of a portfolio, each a file of its own."""
    learned = ("kind", "title", "issuer", "year")
    lists: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
        (_("What you learned or were certified for."), PortfolioCredential, learned),
        (_("The links in your portfolio."), PortfolioLink, ("label", "url")),
        (_("Your specialities."), PortfolioSpeciality, ("subject__name",)),
        (_("The services that you name in your portfolio."), PortfolioService, ("service__name",)),
        (_("The collections in your portfolio."), PortfolioCollection, ("position", "name")),
        (_("The figures of your portfolio, whether they are shown or not."), PortfolioFigures, FIGURES),
    )
    for about, model, names in lists:
        rows = model.objects.filter(**own)
        related = [name.partition("__")[0] for name in names if "__" in name]
        rows = rows.select_related(*related) if related else rows
        yield Part(model._meta.model_name or "", about, _rows(rows, *names), place=112)


def _of_consents(viewer: Member) -> Iterator[Part]:
    mine = {"agency_id": viewer.agency_id}
    consents = SampleConsent.objects.filter(**mine).select_related("order")
    asked = consents.filter(writer_id=viewer.member_id)
    about = _("Whether clients let you show what you wrote for them.")
    yield Part("consents_asked", about, _rows(asked, *CONSENT, "message"), place=113)
    given = consents.filter(Q(answered_by_id=viewer.member_id) | Q(asked_of_id=viewer.member_id))
    about = _("What you let writers show. An answer by link counts as that of whom it was sent to.")
    yield Part("consents_given", about, _rows(given, *CONSENT, "message"), place=114)
    ndas = NonDisclosure.objects.filter(**mine, set_by_id=viewer.member_id).select_related("order")
    about = _("Non-disclosure agreements that you set.")
    yield Part("non_disclosures", about, _rows(ndas, "order__number", "set_at", "lifted_at"), place=115)
    links = SampleLink.objects.filter(**mine, created_by_id=viewer.member_id).select_related("sample")
    names = ("sample__title", "name", "terms", "max_views", "created_at", "expires_at", "revoked_at")
    yield Part("private_links", _("Your private links to samples."), _rows(links, *names), place=116)
    asked_for = SampleRequest.objects.filter(**mine, asked_by_id=viewer.member_id).select_related("sample")
    wanted = ("sample__title", "message", "asked_at", "answered_at", "granted_until")
    yield Part("sample_requests", _("Samples that you asked to see."), _rows(asked_for, *wanted), place=117)
    listed = ShortlistedWriter.objects.filter(**mine, member_id=viewer.member_id)
    rows = _rows(listed.select_related("portfolio__member"), "portfolio__member__public_name", "added_at")
    yield Part("shortlist", _("Writers on your shortlist."), rows, place=117)


def erase(membership: Membership, now: dt.datetime) -> None:
    """A writer's words, files, links and figures go; address and acts stay, so that nobody else ever has the
    address. A client's consents are withdrawn, and what was shown by them is offline in this transaction."""
    own = {"agency_id": membership.agency_id}
    given = Q(answered_by=membership) | Q(asked_of=membership) | Q(order__requested_by=membership)
    # Of an account that goes with them nobody is left who could answer.
    given |= Q(order__account__in=accounts_alone(membership))
    consents = SampleConsent.objects.filter(given, **own)
    # Consents before portfolios, as whoever answers one does.
    held = SampleConsent.objects.filter(Q(pk__in=consents.values("pk")) | Q(writer=membership), **own)
    list(held.select_for_update(no_key=True, of=("self",)).order_by("order_id", "pk").values_list("pk"))
    for portfolio in WriterPortfolio.objects.select_for_update(of=("self",)).filter(**own, member=membership):
        _erase_portfolio(portfolio, now)
    asked = SampleConsent.objects.filter(**own, writer=membership)
    asked.update(message="", key_hash=None, key_until=None)
    _withdraw(asked, now)
    consents.update(key_hash=None, key_until=None)
    _withdraw(consents, now)
    SampleLink.objects.filter(**own, created_by=membership).delete()
    SampleRequest.objects.filter(**own, asked_by=membership).delete()
    ShortlistedWriter.objects.filter(**own, member=membership).delete()


def _erase_portfolio(portfolio: WriterPortfolio, now: dt.datetime) -> None:
    for model in PARTS:
        model.objects.filter(agency_id=portfolio.agency_id, portfolio=portfolio).delete()
    for name in ("headline", "bio", "shown_headline", "shown_bio", "decision_note"):
        setattr(portfolio, name, "")
    if portfolio.public_since is not None and portfolio.withdrawn_at is None:
        portfolio.withdrawn_at = now
    portfolio.enabled, portfolio.years, portfolio.changed_at = False, None, now
    portfolio.version += 1
    portfolio.save()


def _withdraw(consents: QuerySet[SampleConsent], now: dt.datetime) -> None:
    """Nobody is left who could answer for it: what was agreed to ends, without anybody's name. As with every
    withdrawal the portfolios are locked first, those that show nothing too."""
    held = consents.exclude(level__in=["", ConsentLevel.NEVER]).filter(withdrawn_at=None)
    rows = list(held.values_list("pk", "writer_id"))
    writers = [writer_id for _pk, writer_id in rows]
    portfolios = WriterPortfolio.objects.select_for_update(of=("self",)).filter(member_id__in=writers)
    ids = [portfolio.pk for portfolio in portfolios.order_by("pk")]
    SampleConsent.objects.filter(pk__in=[pk for pk, _writer in rows]).update(
        withdrawn_at=now, withdrawn_by=None
    )
    shown = PortfolioSample.objects.filter(
        portfolio_id__in=ids, consent_id__in=[pk for pk, _writer in rows], published_at__isnull=False
    )
    for sample in shown:
        PortfolioEvent.objects.create(
            agency_id=sample.agency_id,
            portfolio_id=sample.portfolio_id,
            sample=sample.public_id,
            actor=None,
            verb=PortfolioVerb.UNPUBLISH_SAMPLE,
            at=now,
        )
    WriterPortfolio.objects.filter(samples__in=shown).update(version=F("version") + 1, changed_at=now)
    # What waited waits no more; what the agency declined before still needs its approval.
    waited = When(approval=Approval.WAITING, decision_note="", then=Value(Approval.NONE))
    declined = When(approval=Approval.WAITING, then=Value(Approval.DECLINED))
    shown.update(
        published_at=None,
        featured=False,
        approval=Case(waited, declined, default=F("approval")),
        submitted_at=None,
        version=F("version") + 1,
        changed_at=now,
    )


def _own(viewer: Member) -> QuerySet[WriterPortfolio]:
    return WriterPortfolio.objects.filter(agency_id=viewer.agency_id, member_id=viewer.member_id)


def _rows(rows: QuerySet[Any], *names: str) -> Iterator[dict[str, Any]]:
    for row in slices(rows):
        yield exported(row, *names)
