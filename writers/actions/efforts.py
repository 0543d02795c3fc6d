"""How much of each service an hour makes: what hours of work are counted by."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Agency
from catalog.models import ServiceType
from project.base.errors import Invalid, NotVisible, require
from project.base.viewer import Viewer
from writers.models import ServiceEffort
from writers.rules.capacity import sets_efforts
from writers.states.capacity import LEAST_PER_HOUR, MOST_PER_HOUR


def save_efforts(*, actor: Viewer, efforts: Mapping[ServiceType, Decimal | None]) -> int:
    """Let an hour make so many units of each of these services; None brings the rate of the service’s unit
    back. Services that are not named keep theirs. Hours of all work are counted by it from now on.

    Returns how many changed. Raises Invalid by the service’s key for an impossible rate, NotVisible for a
    service of another agency.
    """
    require(sets_efforts(actor))
    _require_sound(actor, efforts)
    with transaction.atomic():
        Agency.objects.select_for_update(no_key=True).get(pk=actor.agency_id)
        rows = ServiceEffort.objects.filter(agency_id=actor.agency_id)
        known = dict(rows.values_list("service_id", "per_hour"))
        changed = {service: rate for service, rate in efforts.items() if known.get(service.pk) != rate}
        rows.filter(service__in=list(changed)).delete()
        ServiceEffort.objects.bulk_create(
            ServiceEffort(agency_id=actor.agency_id, service=service, per_hour=rate)
            for service, rate in changed.items()
            if rate is not None
        )
    return len(changed)


def _require_sound(actor: Viewer, efforts: Mapping[ServiceType, Decimal | None]) -> None:
    if any(service.agency_id != actor.agency_id for service in efforts):
        raise NotVisible()
    message = _("Enter a number between %(least)s and %(most)s.")
    errors = {
        service.key: message % {"least": LEAST_PER_HOUR, "most": f"{MOST_PER_HOUR:,}"}
        for service, rate in efforts.items()
        if rate is not None and not LEAST_PER_HOUR <= rate <= MOST_PER_HOUR
    }
    if errors:
        raise Invalid(errors)
