"""Why a sample cannot be published: every reason at once, in words for its writer."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from writers.models import PortfolioSample, SampleFile
from writers.states.portfolio import SampleSource

from .consents import why_not_published
from .redaction_findings import open_findings, why_file_unchecked


def why_not(sample: PortfolioSample, now: dt.datetime) -> list[str]:
    """All that has to be settled before others may see the sample; nothing when it may be published. Asked
    under the lock of the portfolio, which whoever ends a consent takes too."""
    return [*own_reasons(sample), *why_not_published(sample, now), *text_reasons(sample)]


def own_reasons(sample: PortfolioSample) -> list[str]:
    """What the sample itself lacks."""
    has_file = SampleFile.objects.filter(agency_id=sample.agency_id, sample=sample).exists()
    if sample.source == SampleSource.FILE and not has_file:
        return [_("Upload the file of this sample.")]
    if not sample.body.strip() and not has_file:
        return [_("Enter the text of this sample.")]
    return []


def text_reasons(sample: PortfolioSample) -> list[str]:
    """What its words tell, or nobody can check."""
    problems = []
    if unchecked := why_file_unchecked(sample):
        problems.append(unchecked)
    if found := len(open_findings(sample)):
        words = ngettext(
            "Check the %(n)s passage that could tell who the text was written for.",
            "Check the %(n)s passages that could tell who the text was written for.",
            found,
        )
        problems.append(words % {"n": found})
    return problems
