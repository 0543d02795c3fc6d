"""A writer's portfolio to take along: one page of HTML with every sample, and the files, as a ZIP. Bounded by
what a portfolio may hold (MOST_SAMPLES, MOST_ROWS)."""

from __future__ import annotations

import datetime as dt
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.http import FileResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from agencies.models import FileUse
from project.base import formatting
from project.base.markdown import render
from writers.models import PortfolioSample, WriterPortfolio
from writers.states.portfolio import Audience

from .portfolio import RELATED, badge_of
from .portfolio_public import public_view
from .portfolio_public_figures import all_figures

#: Up to here the archive stays in memory; beyond, in a file without a name.
IN_MEMORY = 2_000_000
CHUNK = 1 << 20


def exported(portfolio: WriterPortfolio, now: dt.datetime) -> FileResponse:
    """The archive as a download. The caller has checked that the portfolio is the viewer's own."""
    target = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the response closes it
    write_portfolio(target, portfolio=portfolio, now=now)
    target.seek(0)
    name = f"portfolio-{portfolio.slug}.zip"
    answer = FileResponse(target, as_attachment=True, filename=name, content_type="application/zip")
    answer.headers["Cache-Control"] = "no-store, private"
    return answer


def write_portfolio(target: IO[bytes], *, portfolio: WriterPortfolio, now: dt.datetime) -> None:
    """Write the words as they were last edited and as they are on show, each sample whether it is published
    or not, the photo, the files, and all figures. A file that is missing on the disk is said to be."""
    samples = [_sample(row) for row in _rows(portfolio)]
    photo = portfolio.photos.select_related("file").order_by("-width").first()
    uses = [(sample["file"], sample["file_path"]) for sample in samples if sample["file"]]
    if photo is not None:
        uses.append((photo, f"photo-{photo.name}"))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        missing = {path for use, path in uses if not _keep(archive, use, path, now)}
        facts = _facts(portfolio) | {
            "samples": samples,
            "photo": f"photo-{photo.name}" if photo else "",
            "missing": missing,
            "made": formatting.day(now),
        }
        page = render_to_string("writers/portfolio/export.html", facts)
        archive.writestr(_entry("portfolio.html", now), page)


def _facts(portfolio: WriterPortfolio) -> dict[str, Any]:
    figures, as_of = all_figures(portfolio)
    return {
        "portfolio": portfolio,
        "shown": public_view(portfolio, Audience.values),
        "bio": render(portfolio.bio, top=3),
        "shown_bio": render(portfolio.shown_bio, top=3),
        "collections": list(portfolio.collections.all()),
        "figures": figures,
        "as_of": as_of,
    }


def _rows(portfolio: WriterPortfolio) -> Iterator[PortfolioSample]:
    rows = PortfolioSample.objects.filter(agency_id=portfolio.agency_id, portfolio=portfolio)
    yield from rows.select_related(*RELATED, "file__file", "order").order_by("position", "id")


def _sample(sample: PortfolioSample) -> dict[str, Any]:
    use = getattr(sample, "file", None)
    return {
        "one": sample,
        "state": badge_of(sample)["word"],
        "source": sample.get_source_display(),
        "order": sample.order.number if sample.order else "",
        "audience": sample.get_audience_display(),
        "html": render(sample.body, top=4) if sample.body else "",
        "file": use,
        "file_path": f"files/{use.public_id}-{use.name}" if use else "",
        "featured": _("Featured") if sample.featured else "",
    }


def _keep(archive: zipfile.ZipFile, use: FileUse, path: str, now: dt.datetime) -> bool:
    """Put a file into the archive. Returns whether it was there."""
    try:
        source = (Path(settings.MEDIA_ROOT) / use.file.path).open("rb")
    except FileNotFoundError:
        return False
    with source, archive.open(_entry(path, now), "w", force_zip64=True) as out:
        while chunk := source.read(CHUNK):
            out.write(chunk)
    return True


def _entry(name: str, now: dt.datetime) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, now.timetuple()[:6])
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info
