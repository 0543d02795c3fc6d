"""What could tell whose text a sample is: said by its writer to be shown."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from project.base.errors import NotVisible, WrongState, require
from project.base.viewer import Member
from writers.models import ClearedFinding, PortfolioSample
from writers.rules.consents import consent_of
from writers.rules.portfolio import can_edit_portfolio
from writers.rules.redaction_findings import findings, is_clearable
from writers.states.portfolio import PortfolioVerb

from .portfolio_moves import leave_event
from .portfolio_samples import held_sample


def clear_finding(
    *, actor: Member, sample: PortfolioSample, kind: str, text: str, now: dt.datetime
) -> ClearedFinding:
    """Say that these words of one's own sample may be shown, wherever they stand in it. Does nothing when
    that is said.

    Raises NotVisible for words that are not found in it, WrongState for its client's names unless the client
    agreed to the full text: those have to leave it.
    """
    require(can_edit_portfolio(actor, sample.portfolio))
    with transaction.atomic():
        portfolio, stored = held_sample(actor, sample)
        known = ClearedFinding.objects.filter(sample=stored, kind=kind, text=text).first()
        if known is not None:
            return known
        found = next((one for one in findings(stored) if one.key == (kind, text)), None)
        if found is None:
            raise NotVisible()
        if not is_clearable(found, stored, consent_of(stored)):
            raise WrongState(
                _("Remove your client’s names from the text. They did not agree to the full text.")
            )
        facts = {"agency_id": actor.agency_id, "sample": stored, "kind": kind, "text": text}
        cleared = ClearedFinding.objects.create(**facts, cleared_by=actor.membership, cleared_at=now)
        leave_event(portfolio, PortfolioVerb.CLEAR_FINDING, actor=actor, now=now, sample=stored)
    return cleared
