"""What the operator does to an agency: quotas at their doors, suspending, resuming."""

from __future__ import annotations

import datetime as dt
import json
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from accounts.actions.mail import deliver, write_mail
from accounts.actions.tokens import make_token
from accounts.models import Mail
from agencies.actions.invitations import invite
from agencies.actions.operating import resume_agency, set_quotas, suspend_agency
from agencies.actions.people import admit, join_as_client
from agencies.actions.webhook_events import announce
from agencies.actions.webhook_sending import send_delivery
from agencies.files.storage import store
from agencies.files.types import RefusedFile
from agencies.models import Agency, SecurityEvent, StoredFile, WebhookDelivery
from agencies.rules.quotas import people_of
from orders.models import Order
from orders.tasks import sweep
from project.base import clock
from project.base.errors import Invalid, QuotaReached
from project.base.jobs import Urgency
from project.base.viewer import Public
from project.figures import figures_of
from tests.agencies.helpers.receivers import make_webhook
from tests.helpers.api import Api
from tests.helpers.cast import START, Cast, browser, load_cast
from tests.helpers.factories import place_order
from tests.helpers.races import kinds, race
from tests.orders.helpers.support import upload

pytestmark = pytest.mark.django_db


def limited(agency: Agency, **quotas: int | None) -> Agency:
    set_quotas(agency=agency, by="test", now=START, **quotas)
    agency.refresh_from_db()
    return agency


def shut(agency: Agency) -> None:
    suspend_agency(agency=agency, by="test", reason="Unpaid", now=START)


def joins(agency: Agency, name: str) -> Any:
    user = get_user_model().objects.create_user(f"{name}@new.example")
    return join_as_client(actor=Public(agency), user=user, public_name=name, now=START)


def test_quotas_are_set_lifted_and_logged(cast: Cast) -> None:
    limited(cast.inkwell, most_people=50, most_orders=9)
    assert (cast.inkwell.most_people, cast.inkwell.most_storage_mb, cast.inkwell.most_orders) == (50, None, 9)
    limited(cast.inkwell, most_people=50)
    limited(cast.inkwell, most_people=None)
    kept = SecurityEvent.objects.filter(kind="quotas_changed").order_by("pk").values_list("detail", flat=True)
    assert list(kept) == ["most_people=50,most_orders=9 test", "most_people=None test"]
    for odd in ({"most_people": 0}, {"most_orders": -1}, {"most_storage_mb": 10**9}):
        with pytest.raises(Invalid):
            limited(cast.inkwell, **odd)
    with pytest.raises(IntegrityError), transaction.atomic():
        Agency.objects.update(most_people=0)


def test_nobody_joins_a_full_agency(cast: Cast) -> None:
    agency = limited(cast.inkwell, most_people=people_of(cast.inkwell) + 1)
    joins(agency, "first")
    with pytest.raises(QuotaReached):
        joins(agency, "second")
    assert people_of(agency) == agency.most_people
    with pytest.raises(Invalid, match="Check"):
        invite(actor=cast.otto, email="third@new.example", roles=["writer"], now=START)
    # Who is there already may gain a role.
    admit(agency=agency, user=cast.clara.membership.user, roles=["writer"], public_name="", now=START)


def test_no_more_orders_in_a_month(cast: Cast) -> None:
    now, agency = clock.now(), cast.clara.agency
    limited(agency, most_orders=1)
    place_order(cast.clara, now=now)
    with pytest.raises(QuotaReached, match="can’t take more orders this month"):
        place_order(cast.clara, now=now)
    limited(agency, most_orders=2)
    place_order(cast.clara, now=now)


def test_no_more_files_than_fit(cast: Cast) -> None:
    agency = limited(cast.inkwell, most_storage_mb=1)
    used = sum(StoredFile.objects.filter(agency=agency).values_list("size", flat=True))
    first = upload(content=b"a" * (900_000 - used))
    store(agency_id=agency.pk, upload=first)
    with pytest.raises(RefusedFile, match="1 MB is full"):
        store(agency_id=agency.pk, upload=upload(content=b"b" * 200_000))
    # Bytes that are there already take nothing.
    store(agency_id=agency.pk, upload=upload(content=b"a" * (900_000 - used)))


@pytest.mark.django_db(transaction=True)
def test_of_twenty_who_want_the_last_place_one_gets_it() -> None:
    cast = load_cast()
    agency = limited(cast.inkwell, most_people=people_of(cast.inkwell) + 1, most_orders=1, most_storage_mb=1)
    users = [get_user_model().objects.create_user(f"race{n}@new.example") for n in range(20)]

    def join(user: Any) -> Any:
        return join_as_client(actor=Public(agency), user=user, public_name="Racer", now=START)

    assert kinds(race([lambda user=user: join(user) for user in users])) == {
        "Membership": 1,
        "QuotaReached": 19,
    }
    assert people_of(agency) == agency.most_people

    def keep(n: int) -> StoredFile:
        with transaction.atomic():
            return store(agency_id=agency.pk, upload=upload(content=bytes([65 + n]) * 600_000))

    assert kinds(race([lambda n=n: keep(n) for n in range(20)])) == {"StoredFile": 1, "RefusedFile": 19}


@pytest.mark.django_db(transaction=True)
def test_of_twenty_orders_the_last_place_takes_one() -> None:
    cast = load_cast()
    limited(cast.clara.agency, most_orders=1)
    now = clock.now()
    results = race([lambda: place_order(cast.clara, now=now) for _n in range(20)])
    assert kinds(results) == {"Order": 1, "QuotaReached": 19}
    assert Order.objects.filter(agency=cast.inkwell).count() == 1


def test_a_suspended_agency_answers_nothing_from_the_next_request_on(cast: Cast, settings: Any) -> None:
    _key, raw = make_token(actor=cast.otto, name="Script", read_only=True, days=30, now=clock.now())
    token = {"authorization": f"Token {raw}"}
    visitor, otto = browser(None, cast.inkwell), browser(cast.otto)
    public = ("/", "/services/", "/writers/", "/robots.txt", "/sitemap.xml")
    tag = visitor.get("/services/").headers.get("ETag", "")
    assert visitor.get("/services/").status_code == 200 and otto.get("/desk/").status_code in (200, 302)

    shut(cast.inkwell)
    for path in public:
        assert visitor.get(path).status_code == 503, path
    assert visitor.get("/services/", headers={"if-none-match": tag}).status_code == 503
    for path in ("/desk/domains/", "/account/", "/home/", "/desk/"):
        answer = otto.get(path)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (503, "no-store"), path
        assert cast.inkwell.name not in answer.content.decode()
    assert otto.post("/accounts/sign-in/", {"login": "x", "password": "y"}).status_code == 503
    assert visitor.get("/api/v1/users/me/", headers=token).status_code == 503
    problem = Api(cast.otto).client.get("/api/v1/orders/orders/")
    assert (problem.status_code, problem.headers["Content-Type"]) == (503, "application/problem+json")
    # Others work on, and so does the machine room.
    assert browser(cast.mara).get("/desk/domains/").status_code == 200
    assert visitor.get("/healthz/live").status_code == 200

    resume_agency(agency=cast.inkwell, by="test", now=START)
    assert otto.get("/desk/domains/").status_code == 200 and visitor.get("/services/").status_code == 200
    logged = SecurityEvent.objects.filter(kind__startswith="agency_").order_by("pk")
    assert [event.kind for event in logged if event.agency == cast.inkwell][-2:] == [
        "agency_suspended",
        "agency_resumed",
    ]


def test_nothing_leaves_a_suspended_agency(cast: Cast, mailoutbox: list[Any]) -> None:
    make_webhook(cast.max, "https://hooks.example.com/in", "order.placed")
    announce(agency_id=cast.inkwell.pk, kind="order.placed", data={"number": "X"}, now=START)
    delivery = WebhookDelivery.objects.get()
    Mail.objects.all().delete()
    write_mail(
        agency=cast.inkwell,
        kind="domain_failing",
        recipient="otto@inkwell.example",
        context={"host": "words.example.com", "until": None, "link": "http://inkwell.localhost/"},
        urgency=Urgency.BULK,
        now=START,
    )
    mail = Mail.objects.get()
    shut(cast.inkwell)

    def never(_call: Any) -> Any:
        raise AssertionError("called")

    assert not send_delivery(delivery_id=delivery.pk, post=never, now=START)
    delivery.refresh_from_db()
    assert delivery.state == "dropped"
    assert not deliver(mail_id=mail.pk, now=START) and mailoutbox == []
    assert not Mail.objects.filter(pk=mail.pk).exists()


def test_sweeps_pass_a_suspended_agency_by(cast: Cast) -> None:
    shut(cast.inkwell)
    assert cast.inkwell not in Agency.working.all() and cast.northwind in Agency.working.all()
    assert sweep is not None


def test_figures_are_numbers_alone(cast: Cast, django_assert_num_queries: Any) -> None:
    place_order(cast.clara, now=clock.now())
    with django_assert_num_queries(3):
        rows = figures_of([cast.inkwell, cast.northwind], clock.now())
    assert [(row.agency.code, row.orders, row.orders_of_month) for row in rows] == [
        (cast.inkwell.code, 1, 1),
        (cast.northwind.code, 0, 0),
    ]
    assert rows[0].people == people_of(cast.inkwell)
    later = figures_of([cast.inkwell], clock.now() + dt.timedelta(days=40))
    assert (later[0].orders, later[0].orders_of_month) == (1, 0)


def run(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def test_the_operators_commands(cast: Cast) -> None:
    code = cast.inkwell.code
    assert "at most 5, storage at most 100, orders without limit" in run(
        "quotas", code.lower(), "--people", "5", "--storage", "100"
    )
    assert "suspended" in run("suspend_agency", code, "Unpaid")
    assert ", suspended" in run("agencies")
    told = {row["code"]: row for row in json.loads(run("agencies", "--json"))["agencies"]}
    assert told[code]["most_people"] == 5 and told[code]["suspended_at"]
    assert "works again" in run("resume_agency", code)
    assert "people without limit" in run("quotas", code, "--people", "none")
    assert "leads to Inkwell" in run("add_host", code, "Words.example.com.")
    for wrong in (
        ["quotas", code],
        ["quotas", code, "--people", "0"],
        ["quotas", code, "--people", "many"],
        ["quotas", "ZZZ", "--people", "1"],
        ["suspend_agency", code, " "],
        ["add_host", code, "https://x"],
        ["add_host", code, "northwind.localhost"],
    ):
        with pytest.raises(CommandError):
            run(*wrong)
