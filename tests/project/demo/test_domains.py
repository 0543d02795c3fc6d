"""Own domains of the demo."""

from __future__ import annotations

import pytest

from agencies.models import Domain, DomainClaim
from agencies.states.domains import ClaimState
from project.demo.domains import CONNECTED, WAITING, connect
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY

pytestmark = pytest.mark.django_db


def test_one_is_connected_and_one_waits(cast: Cast) -> None:
    primary = Domain.objects.get(agency=cast.inkwell, is_primary=True).host

    connect(cast.inkwell, START, START + DAY)

    states = dict(DomainClaim.objects.filter(host__in=[CONNECTED, WAITING]).values_list("host", "state"))
    assert states == {CONNECTED: ClaimState.PROVED, WAITING: ClaimState.ASKED}
    assert Domain.objects.filter(host=CONNECTED, agency=cast.inkwell).exists()
    assert Domain.objects.get(agency=cast.inkwell, is_primary=True).host == primary
