"""What could tell whose text a sample is, prepared for its writer."""

from __future__ import annotations

from typing import Any

from writers.models import ClearedFinding, PortfolioSample
from writers.rules.consents import consent_of
from writers.rules.redaction import Finding
from writers.rules.redaction_findings import findings, is_clearable, why_file_unchecked

#: Passages on one page: who has more of them begins with these.
MOST_ROWS = 200


def check_context(sample: PortfolioSample) -> dict[str, Any]:
    """What the page of the check prints: the passages that are left, and what was said to be shown."""
    consent = consent_of(sample)
    cleared = set(ClearedFinding.objects.filter(sample=sample).values_list("kind", "text"))
    rows = [
        finding_row(one, may=is_clearable(one, sample, consent), cleared=one.key in cleared)
        for one in findings(sample)
    ]
    left = [row for row in rows if not row["cleared"]]
    return {
        "left": left[:MOST_ROWS],
        "more": max(0, len(left) - MOST_ROWS),
        "cleared": [row for row in rows if row["cleared"]][:MOST_ROWS],
        "unchecked": why_file_unchecked(sample),
    }


def finding_row(found: Finding, *, may: bool, cleared: bool) -> dict[str, Any]:
    """One finding; one that was cleared counts only while it may be."""
    return {
        "kind": str(found.kind),
        "label": str(found.kind.label),
        "text": found.text,
        "where": found.where,
        "before": found.before,
        "after": found.after,
        "may_clear": may,
        "cleared": cleared and may,
    }
