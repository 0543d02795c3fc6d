"""Own domains of the demo: one that is connected, one whose record nobody has set yet."""

from __future__ import annotations

import datetime as dt

from agencies.actions.domain_checks import check_claim
from agencies.actions.domains import ask_domain
from agencies.models import Agency, Membership, Role
from agencies.rules.domains import record_name, record_value
from project.base.viewer import Member

CONNECTED, WAITING = "texts.inkwell.example", "shop.inkwell.example"


def connect(agency: Agency, begun: dt.datetime, now: dt.datetime) -> None:
    """Let the owner of an agency ask for both. Name servers of the demo's own answer for the first; links go
    on naming the agency's address here."""
    owners = Membership.objects.with_role(Role.OWNER).filter(agency=agency)
    owner = owners.select_related("agency", "user").order_by("pk")[0]
    actor = Member(owner.agency, membership=owner)
    claim, _new = ask_domain(actor=actor, host=CONNECTED, now=begun)
    records = {record_name(claim): [record_value(claim)]}
    check_claim(claim_id=claim.pk, resolve=lambda name: records.get(name, []), now=now)
    ask_domain(actor=actor, host=WAITING, now=now)
