"""What has ended is ended for whoever looks, from that second on, be it that a job deletes or notes it later:
samples by consent, rows of uploaded files, former secrets, resets of second factors. Orders, offers, quotes,
feedback, features, tickets and disputes are tried by their own apps."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from accounts.models import FactorReset
from agencies.actions.webhooks import rotate_secret
from agencies.models import Webhook
from cohorts.models import RosterUpload
from project.base import clock
from tests.accounts.helpers.factors import has_app
from tests.accounts.helpers.resets import asks, factors
from tests.agencies.helpers.imports import uploaded
from tests.cohorts.helpers.classes import begun
from tests.helpers.api import Api
from tests.helpers.cast import PASSWORD, START, Cast, browser
from tests.orders.helpers.support import stop_clock
from tests.writers.helpers.consents import shown

pytestmark = pytest.mark.django_db
DAY, SECOND = dt.timedelta(days=1), dt.timedelta(seconds=1)
AROUND = pytest.mark.parametrize(("late", "there"), [(-SECOND, True), (0 * SECOND, False)])


@AROUND
def test_a_sample_whose_consent_has_ended_is_published_for_nobody(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, late: dt.timedelta, there: bool
) -> None:
    _story, consent, sample = shown(cast, until=dt.date(2026, 6, 30))
    assert consent.holds_until is not None
    stop_clock(monkeypatch, consent.holds_until + late)

    rows = browser(cast.wendell).get("/studio/portfolio/").context["samples"]
    api = Api(cast.wendell).get(f"writer-management/portfolio-samples/{sample.public_id}/").json
    assert [row["published"] for row in rows] == [there]
    assert [row["word"] for row in rows] == ["Published" if there else "Not published"]
    assert api["is_published"] is there


@AROUND
def test_rows_of_an_uploaded_file_are_read_for_a_day(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, late: dt.timedelta, there: bool
) -> None:
    began = clock.now()
    made = uploaded(cast.max, "Name\nKettle Ltd\n")
    cohort = begun(cast)
    roster = RosterUpload.objects.create(
        agency=cast.inkwell, cohort=cohort, made_by=cast.clara.membership, made_at=began
    )
    made.made_at = began
    made.save(update_fields=["made_at"])
    stop_clock(monkeypatch, began + DAY + late)

    status = 200 if there else 404
    assert browser(cast.max).get(f"/desk/import/{made.public_id}/").status_code == status
    assert Api(cast.max).get(f"agencies/imports/{made.public_id}/").status == status
    assert bool(browser(cast.max).get("/desk/import/").context["page"].rows) is there
    page = f"/classes/{cohort.public_id}/roster/{roster.public_id}/"
    assert browser(cast.clara).get(page).status_code == status


@AROUND
def test_a_former_secret_signs_for_a_day(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, late: dt.timedelta, there: bool
) -> None:
    facts = {"agency": cast.inkwell, "made_by": cast.max.membership, "made_at": START, "changed_at": START}
    hook = Webhook.objects.create(url="https://hear.example/", secret="x", kinds=["order.completed"], **facts)
    now = clock.now()
    rotate_secret(actor=cast.max, webhook=hook, now=now - DAY - late * 60)

    told = Api(cast.max).get(f"agencies/webhooks/{hook.public_id}/").json
    page = browser(cast.max).get(f"/desk/webhooks/{hook.public_id}/")
    assert (told["former_secret_until"] is not None, page.context["signs_too"] is not None) == (there, there)


@AROUND
def test_a_reset_that_is_due_needs_no_second_factor(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, late: dt.timedelta, there: bool
) -> None:
    has_app(cast.wendell)
    reset = asks(cast.max, cast.wendell)
    FactorReset.objects.filter(pk=reset.pk).update(due_at=clock.now() - late * 60)
    client = Client(headers={"host": "inkwell.localhost"})
    typed = {"login": cast.wendell.membership.user.email, "password": PASSWORD}

    client.post("/accounts/sign-in/", typed)

    signed_in = client.get("/studio/").status_code == 200
    assert (factors(cast.wendell) == 1, signed_in) == (there, not there)
    assert FactorReset.objects.get(pk=reset.pk).state == ("waiting" if there else "done")
