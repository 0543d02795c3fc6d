"""Notices: the bell, the list, and preferences that the mails obey."""

from __future__ import annotations

import datetime as dt

import pytest

from accounts.actions import notices, sweeps
from accounts.actions.sessions import TOUCH_EVERY
from accounts.models import Mail, Notice, PersonSession
from accounts.rules.notices import preferences_of
from orders.mail import letter
from orders.mail.sending import write_about_event
from project.base import clock
from tests.helpers.story import make_order
from tests.orders.helpers.support import queries_of

pytestmark = pytest.mark.django_db
LIST, BELL, SETTINGS = "/account/notices/", "/account/notices/count/", "/account/notices/settings/"


def give(member, detail="INK-2026-00001 Delivery ready: Words", path="/orders/", kind="order"):
    return notices.give_notice(
        user=member.membership.user,
        agency=member.agency,
        kind=kind,
        detail=detail,
        path=path,
        now=clock.now(),
    )


def test_the_bell_counts_what_is_unread_here(cast, sign_in):
    for _at in range(3):
        give(cast.wanda)
    give(cast.wanda_northwind)
    give(cast.clara)
    client = sign_in(cast.wanda)

    assert '<span class="bell-count">3</span>' in client.get("/home/", follow=True).content.decode()
    assert '<span class="bell-count">3</span>' in client.get(BELL).content.decode()


def test_the_count_costs_no_query(cast, sign_in):
    client = sign_in(cast.clara)
    none = queries_of(client, "/orders/")
    give(cast.clara)

    assert queries_of(client, "/orders/") == none
    assert queries_of(client, BELL) == 2  # session, person


def test_reading_one_goes_where_it_leads(cast, sign_in):
    notice = give(cast.clara, path="/orders/INK-2026-00001/")
    client = sign_in(cast.clara)

    assert client.post(f"{LIST}{notice.public_id}/").url == "/orders/INK-2026-00001/"
    assert '<span class="bell-count"></span>' in client.get(BELL).content.decode()


@pytest.mark.parametrize("path", ["https://example.org/", "//example.org/", "", "javascript:alert(1)"])
def test_a_notice_leads_to_this_host_alone(cast, sign_in, path):
    notice = give(cast.clara, path=path)

    assert sign_in(cast.clara).post(f"{LIST}{notice.public_id}/").url == LIST


def test_nobody_reads_or_marks_the_notices_of_another(cast, sign_in):
    notice = give(cast.clara, detail="For Clara alone")
    client = sign_in(cast.otto)

    assert b"For Clara alone" not in client.get(LIST).content
    client.post(f"{LIST}{notice.public_id}/")
    client.post(f"{LIST}read/")
    assert Notice.objects.get(pk=notice.pk).read_at is None


def test_all_are_marked_read_and_old_ones_forgotten(cast, sign_in):
    give(cast.clara)
    give(cast.clara)
    sign_in(cast.clara).post(f"{LIST}read/")
    late = clock.now() + sweeps.NOTICES_KEPT + dt.timedelta(days=1)
    give(cast.clara)

    assert sweeps.purge_notices(now=clock.now()) == 0
    assert sweeps.purge_notices(now=late) == 2
    assert Notice.objects.unread().count() == 1


def test_asking_for_the_count_is_no_use_of_a_session(cast, sign_in):
    client = sign_in(cast.clara)
    old = clock.now() - 2 * TOUCH_EVERY
    PersonSession.objects.update(seen_at=old, started_at=old)

    client.get(BELL)
    assert PersonSession.objects.get().seen_at == old
    client.get("/orders/")
    assert PersonSession.objects.get().seen_at > old


@pytest.mark.parametrize(("mail", "notice"), [(True, True), (True, False), (False, True), (False, False)])
def test_each_channel_is_obeyed_by_the_mails_of_orders(cast, mail, notice):
    wanted = {"order": (mail, notice)}
    notices.save_preferences(user=cast.max.membership.user, agency=cast.inkwell, wanted=wanted)
    order = make_order(cast, "placed")
    event = order.events.get(verb="place")
    Mail.objects.all().delete()

    write_about_event(event_id=event.pk, compose=letter.of_event, now=clock.now())

    assert Mail.objects.filter(recipient=cast.max.membership.user.email).exists() == mail
    found = Notice.objects.filter(user=cast.max.membership.user)
    assert [(row.path, order.number == row.about) for row in found] == (
        [(f"/orders/{order.number}/", True)] if notice else []
    )


def test_preferences_are_saved_for_this_agency_alone(cast, sign_in):
    client = sign_in(cast.wanda)
    client.post(SETTINGS, {"order_mail": "on", "message_notice": "on"})

    stored = preferences_of(cast.wanda.membership.user, cast.inkwell)
    told = {"order": (True, False), "message": (False, True)}
    assert stored == {**told, "quote": (False, False), "token": (False, False)}
    assert preferences_of(cast.wanda.membership.user, cast.northwind)["order"] == (True, True)


def test_queries_do_not_grow(cast, sign_in):
    client = sign_in(cast.clara)
    give(cast.clara)
    one = queries_of(client, LIST)
    give(cast.clara)
    give(cast.clara)

    assert queries_of(client, LIST) == one == 3
