"""Samples of a portfolio: added, edited, deleted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from catalog.models import ServiceType, Subject
from orders.models import Order
from project.base.errors import Invalid, NotVisible, Stale, require
from project.base.locks import locked
from project.base.viewer import Member
from writers.models import PortfolioCollection, PortfolioSample, WriterPortfolio
from writers.models.portfolio_samples import MOST_SAMPLES
from writers.rules.portfolio import asks_approval, can_edit_portfolio
from writers.states.portfolio import Approval, Audience, PortfolioVerb, SampleSource

from .portfolio import held_portfolio
from .portfolio_moves import hide_if_it_must, leave_event, note_public_samples, touch
from .portfolio_sample_files import cleaned, drop_file, keep_file

#: Columns that a save sets.
COLUMNS = ("title", "description", "body", "subject", "service", "language", "audience", "collection")


@dataclass(frozen=True)
class SampleFields:
    """What a writer says of a sample."""

    title: str
    description: str = ""
    body: str = ""
    subject: Subject | None = None
    service: ServiceType | None = None
    language: str = ""
    audience: str = Audience.LINK
    collection: PortfolioCollection | None = None


def add_sample(
    *,
    actor: Member,
    portfolio: WriterPortfolio,
    fields: SampleFields,
    now: dt.datetime,
    source: str = SampleSource.TEXT,
    uploads: Sequence[UploadedFile] = (),
) -> PortfolioSample:
    """A new sample of the writer's own, at the end of the list and not published. Raises Invalid by field:
    "files" for a file that is refused, "" beyond MOST_SAMPLES."""
    require(can_edit_portfolio(actor, portfolio))
    file = cleaned(uploads)
    with transaction.atomic():
        stored = held_portfolio(actor, portfolio)
        sample = new_sample(stored, source, now)
        set_columns(sample, stored, fields)
        sample.save()
        if file:
            keep_file(sample, actor=actor, file=file, now=now)
        touch(stored, now)
        stored.save(update_fields=["version", "changed_at"])
        leave_event(stored, PortfolioVerb.ADD_SAMPLE, actor=actor, now=now, sample=sample)
    return sample


def new_sample(portfolio: WriterPortfolio, source: str, now: dt.datetime) -> PortfolioSample:
    """An unsaved sample at the end of the (locked) portfolio."""
    rows = PortfolioSample.objects.filter(agency_id=portfolio.agency_id, portfolio=portfolio)
    if rows.count() >= MOST_SAMPLES:
        text = _("A portfolio has at most %(most)s samples. Delete one you no longer need.")
        raise Invalid({"": text % {"most": MOST_SAMPLES}})
    last = rows.aggregate(last=Max("position"))["last"]
    return PortfolioSample(
        agency_id=portfolio.agency_id,
        portfolio=portfolio,
        source=source,
        position=0 if last is None else last + 1,
        created_at=now,
        changed_at=now,
    )


def edit_sample(
    *,
    actor: Member,
    sample: PortfolioSample,
    fields: SampleFields,
    version: int,
    now: dt.datetime,
    uploads: Sequence[UploadedFile] = (),
    without_file: bool = False,
) -> PortfolioSample:
    """Let a sample say exactly what `fields` say. A file takes the place of the one before.

    One that is published and no longer may be, as it is now, is taken offline; where the agency approves
    samples, a published one is hidden until the changes are approved. The same again changes nothing. Raises
    Stale when `version` is not the stored one, Invalid by field.
    """
    require(can_edit_portfolio(actor, sample.portfolio))
    file = cleaned(uploads)
    with transaction.atomic():
        portfolio, stored = held_sample(actor, sample)
        if stored.version != version:
            raise Stale(_("This sample changed while you were editing it."), current=stored)
        changed = set_columns(stored, portfolio, fields)
        if file:
            changed = keep_file(stored, actor=actor, file=file, now=now) or changed
        elif without_file:
            changed = drop_file(stored) or changed
        if changed:
            _approve_again(stored, policy=asks_approval(actor.agency), now=now)
            note_change(stored, portfolio, PortfolioVerb.EDIT_SAMPLE, actor=actor, now=now)
            hide_if_it_must(stored, portfolio, now, actor=actor)
            _forget_approval(stored)
    return stored


def set_columns(sample: PortfolioSample, portfolio: WriterPortfolio, fields: SampleFields) -> bool:
    """Set the columns of a sample. Returns whether any changed. Raises Invalid by field."""
    _require_sound(portfolio, fields)
    changed = False
    for name in COLUMNS:
        value = getattr(fields, name)
        changed = changed or getattr(sample, name) != value
        setattr(sample, name, value)
    return changed


def _require_sound(portfolio: WriterPortfolio, fields: SampleFields) -> None:
    errors: dict[str, Any] = {}
    if not fields.title:
        errors["title"] = _("Enter a title.")
    if fields.audience not in Audience.values:
        errors["audience"] = _("Choose who can see this sample.")
    if fields.collection and fields.collection.portfolio_id != portfolio.pk:
        errors["collection"] = _("Choose one of your collections.")
    for name in ("subject", "service"):
        row = getattr(fields, name)
        if row and row.agency_id != portfolio.agency_id:
            errors[name] = _("Choose one from the list.")
    if errors:
        raise Invalid(errors)


def _approve_again(sample: PortfolioSample, *, policy: bool, now: dt.datetime) -> None:
    if policy and sample.published_at is not None and sample.approval == Approval.APPROVED:
        sample.approval, sample.submitted_at = Approval.WAITING, now


def _forget_approval(sample: PortfolioSample) -> None:
    """What was approved was what it said before: one that is not published is judged anew."""
    if sample.published_at is None and sample.approval == Approval.APPROVED:
        sample.approval = Approval.NONE
        sample.save(update_fields=["approval"])


def delete_sample(*, actor: Member, sample: PortfolioSample, now: dt.datetime) -> None:
    """Delete a sample with its file, links and requests. That there was one stays in the history."""
    require(can_edit_portfolio(actor, sample.portfolio))
    with transaction.atomic():
        portfolio, stored = held_sample(actor, sample)
        leave_event(portfolio, PortfolioVerb.DELETE_SAMPLE, actor=actor, now=now, sample=stored)
        stored.delete()
        touch(portfolio, now)
        portfolio.save(update_fields=["version", "changed_at"])


def hold_order(pk: int | None) -> None:
    """Lock the order of a sample, before the membership and the portfolio: whoever withdraws consent does."""
    if pk is not None:
        list(Order.objects.filter(pk=pk).select_for_update(of=("self",)).values_list("pk"))


def held_sample(actor: Member, sample: PortfolioSample) -> tuple[WriterPortfolio, PortfolioSample]:
    """The actor's portfolio and a sample of it, each under its lock."""
    portfolio = held_portfolio(actor, sample.portfolio)
    stored = locked(actor, sample)
    if stored.portfolio_id != portfolio.pk:
        raise NotVisible()
    stored.portfolio = portfolio
    return portfolio, stored


def note_change(
    sample: PortfolioSample,
    portfolio: WriterPortfolio,
    verb: PortfolioVerb,
    *,
    actor: Member,
    now: dt.datetime,
) -> None:
    """Save a (locked) sample that changed, raise both versions, leave the event."""
    sample.version += 1
    sample.changed_at = now
    sample.save()
    touch(portfolio, now)
    portfolio.save(update_fields=["version", "changed_at"])
    leave_event(portfolio, verb, actor=actor, now=now, sample=sample)
    note_public_samples(portfolio, now)
