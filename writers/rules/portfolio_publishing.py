"""Why a sample cannot be published: every reason at once, in words for its writer."""

from __future__ import annotations

from django.utils.translation import gettext as _

from writers.models import PortfolioSample, SampleFile
from writers.states.portfolio import SampleSource


def why_not(sample: PortfolioSample) -> list[str]:
    """All that has to be settled before others may see the sample; nothing when it may be published."""
    return own_reasons(sample)


def own_reasons(sample: PortfolioSample) -> list[str]:
    """What the sample itself lacks."""
    has_file = SampleFile.objects.filter(agency_id=sample.agency_id, sample=sample).exists()
    if sample.source == SampleSource.FILE and not has_file:
        return [_("Upload the file of this sample.")]
    if not sample.body.strip() and not has_file:
        return [_("Enter the text of this sample.")]
    if sample.source == SampleSource.ORDER and sample.consent_id is None:
        return [_("The client of this order has not agreed yet. Ask them first.")]
    return []
