"""The photo of a portfolio."""

from __future__ import annotations

import datetime as dt

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction

from accounts.files.photos import RefusedPhoto
from agencies.files.storage import store
from agencies.files.types import RefusedFile
from project.base.errors import Invalid, require
from project.base.viewer import Member
from writers.files.portfolio_photos import CONTENT_TYPE, drawn_in_widths
from writers.models import PortfolioPhoto, WriterPortfolio
from writers.rules.portfolio import can_edit_portfolio
from writers.states.portfolio import PortfolioVerb

from .portfolio import held_portfolio
from .portfolio_moves import leave_event, touch


def set_portfolio_photo(
    *, actor: Member, portfolio: WriterPortfolio, upload: UploadedFile, now: dt.datetime
) -> list[PortfolioPhoto]:
    """Show a photo in the portfolio, in each of PHOTO_WIDTHS, in place of the one before. Raises Invalid by
    "photo" for what is no photo."""
    require(can_edit_portfolio(actor, portfolio))
    try:
        pictures = drawn_in_widths(upload)
        with transaction.atomic():
            stored = held_portfolio(actor, portfolio)
            stored.photos.all().delete()
            made = [_kept(stored, actor, width, content, now) for width, content in pictures.items()]
            _note(stored, actor, now)
    except (RefusedPhoto, RefusedFile) as refusal:
        raise Invalid({"photo": str(refusal)}) from None
    return made


def remove_portfolio_photo(*, actor: Member, portfolio: WriterPortfolio, now: dt.datetime) -> None:
    """Show initials again. Does nothing without a photo."""
    require(can_edit_portfolio(actor, portfolio))
    with transaction.atomic():
        stored = held_portfolio(actor, portfolio)
        deleted, _each = stored.photos.all().delete()
        if deleted:
            _note(stored, actor, now)


def _kept(
    portfolio: WriterPortfolio, actor: Member, width: int, content: bytes, now: dt.datetime
) -> PortfolioPhoto:
    name = f"{width}.webp"
    upload = SimpleUploadedFile(name, content, content_type=CONTENT_TYPE)
    return PortfolioPhoto.objects.create(
        agency_id=portfolio.agency_id,
        portfolio=portfolio,
        file=store(agency_id=portfolio.agency_id, upload=upload),
        name=name,
        width=width,
        added_by_id=actor.member_id,
        added_at=now,
    )


def _note(portfolio: WriterPortfolio, actor: Member, now: dt.datetime) -> None:
    touch(portfolio, now)
    portfolio.save(update_fields=["version", "changed_at"])
    leave_event(portfolio, PortfolioVerb.EDIT, actor=actor, now=now)
