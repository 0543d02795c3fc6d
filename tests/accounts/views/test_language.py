"""The language of a person: chosen on the profile, obeyed on pages and
in mails, and nobody else's business."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.template import Context, Template
from django.utils import timezone, translation

from accounts.actions.factor_mail import tell_of_factor
from accounts.mail.login_alerts import tell_of_sign_in
from accounts.models import LoginAlert, User
from project.base import clock, formatting, marks
from project.base.money import format_money
from tests.accounts.helpers.sign_ins import sign_in_again
from tests.accounts.helpers.support import mail_to
from tests.helpers.cast import START
from tests.helpers.pages import markup
from tests.helpers.story import Story

pytestmark = pytest.mark.django_db
PAGE = "/account/profile/"
TYPED = {"name": "Clara", "public_name": "Clara", "timezone": "UTC"}
WHEN = dt.datetime(2025, 3, 2, 15, 5, tzinfo=dt.UTC)


def speaks(member, language: str):
    User.objects.filter(pk=member.membership.user_id).update(language=language)
    member.membership.user.language = language
    return member


def body(answer) -> str:
    return markup(answer)


def test_it_is_saved_and_obeyed_with_the_next_page(cast, sign_in):
    client = sign_in(cast.clara)
    assert '<html lang="en">' in body(client.get(PAGE))

    answer = client.post(PAGE, {**TYPED, "language": "en-us"}, follow=True)

    assert User.objects.get(email="clara@inkwell.example").language == "en-us"
    assert '<html lang="en-us">' in body(answer) and '<option value="en-us" selected>' in body(answer)
    client.post(PAGE, {**TYPED, "language": ""})
    assert '<html lang="en">' in body(client.get(PAGE))


@pytest.mark.parametrize("code", ["de", "en-au", "EN-US", "en_US", "../en", "x" * 200])
def test_an_unknown_code_is_refused_beside_its_field(cast, sign_in, code):
    answer = sign_in(cast.clara).post(PAGE, {**TYPED, "language": code})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["language"])
    assert User.objects.get(email="clara@inkwell.example").language == ""


def test_the_database_refuses_it_too(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(email="clara@inkwell.example").update(language="de")


@pytest.mark.parametrize(
    ("language", "day", "full", "money"),
    [
        ("en", "2 March 2025", "Sun 2 Mar 2025, 15:05", "$1,234.50"),
        ("en-gb", "2 March 2025", "Sun 2 Mar 2025, 15:05", "US$1,234.50"),
        ("en-us", "March 2, 2025", "Sun, Mar 2, 2025, 3:05 PM", "$1,234.50"),
    ],
)
def test_dates_and_money_are_written_its_way(language, day, full, money):
    template = Template("{{ when|date:'D j M Y, H:i' }}")
    with timezone.override(dt.UTC), translation.override(language):
        assert formatting.day(WHEN) == day
        assert template.render(Context({"when": WHEN})) == formatting.stamp(WHEN, "D j M Y, H:i") == full
        assert format_money(Decimal("1234.5"), "USD") == formatting.money(Decimal("1234.5"), "USD") == money


@pytest.mark.parametrize(
    ("language", "shown", "title"),
    [
        ("en-gb", "Sun 2 Mar, 15:05", "Sunday 2 March 2025, 15:05 UTC"),
        ("en-us", "Sun, Mar 2, 3:05 PM", "Sunday, March 2, 2025, 3:05 PM UTC"),
    ],
)
def test_deadlines_are_too_and_what_one_reader_saw_is_not_kept_for_another(language, shown, title):
    with translation.override("en"):
        marks.moment(WHEN, WHEN)
    with translation.override(language):
        assert marks.moment(WHEN, WHEN) == (shown, title)
        if language == "en-us":
            assert marks.moment(WHEN.replace(hour=0), START)[0] == "Mar 2, 2025, 12:05 AM"
            assert marks.moment(WHEN.replace(hour=12), START)[0] == "Mar 2, 2025, 12:05 PM"


def test_pages_of_two_readers_in_turn(cast, sign_in):
    """What is kept in memory for one must not be shown to the other."""
    speaks(cast.otto, "en-us")
    story = Story(cast).delivered()
    path = f"/orders/{story.order.number}/"
    british, american = sign_in(cast.clara), sign_in(cast.otto)

    pages = [body(client.get(path)) for client in (british, american, british)]

    assert ["9:00 AM" in page or " AM" in page for page in pages] == [False, True, False]


@pytest.mark.parametrize(("path", "status"), [(PAGE, 200), ("/desk/people/", 403), ("/orders/no-such/", 404)])
def test_nothing_of_it_is_left_for_the_next_request_of_the_thread(cast, sign_in, path, status):
    before = translation.get_language()

    answer = sign_in(speaks(cast.clara, "en-us")).get(path)

    assert answer.status_code == status and '<html lang="en-us">' in body(answer)
    assert translation.get_language() == before == settings.LANGUAGE_CODE
    assert '<html lang="en">' in body(sign_in(cast.max).get(PAGE))


def test_nor_after_a_crash(cast, sign_in, monkeypatch):
    monkeypatch.setattr("accounts.views.profile.ProfileForm", None)

    with pytest.raises(TypeError):
        sign_in(speaks(cast.clara, "en-us")).get(PAGE)

    assert translation.get_language() == settings.LANGUAGE_CODE
    monkeypatch.undo()
    assert '<html lang="en">' in body(sign_in(cast.max).get(PAGE))


def test_refusals_and_forged_forms_speak_it_too(cast, sign_in):
    client = sign_in(speaks(cast.clara, "en-us"), enforce_csrf_checks=True)

    for answer in (client.get("/desk/people/"), client.get("/account/no-such-page/"), client.post(PAGE)):
        assert answer.status_code in (403, 404) and '<html lang="en-us">' in body(answer)


def test_visitors_get_the_usual_one_whatever_their_browser_says(cast, sign_in):
    for path in ("/", "/accounts/sign-in/"):
        answer = sign_in(None, cast.inkwell).get(path, headers={"Accept-Language": "en-US,de;q=0.9"})
        assert '<html lang="en">' in body(answer)


def test_it_costs_no_query(cast, sign_in, django_assert_num_queries):
    client = sign_in(speaks(cast.clara, "en-us"))
    client.get(PAGE)
    with django_assert_num_queries(2):
        client.get(PAGE)


# --- mails --------------------------------------------------------------------------------------


def test_a_mail_is_written_in_the_language_and_zone_of_its_reader(cast):
    user = speaks(cast.clara, "en-us").membership.user
    user.timezone = "America/New_York"

    tell_of_factor(
        "factor_added", user=user, agency=cast.inkwell, what="an authenticator app", now=WHEN, host=""
    )

    told = mail_to("clara@inkwell.example", "factor_added")
    assert "March 2, 2025, 10:05 AM EST" in told.text and "March 2, 2025, 10:05 AM EST" in told.html
    assert '<html lang="en-us">' in told.html


def test_so_is_the_alert_about_a_sign_in(cast):
    speaks(cast.clara, "en-us")
    sign_in_again(cast.clara)
    alert = LoginAlert.objects.latest("pk")

    tell_of_sign_in(alert_id=alert.pk, now=clock.now())

    text = mail_to("clara@inkwell.example", "login_alert").text
    assert " AM (" in text or " PM (" in text


def test_a_mail_is_not_in_the_language_of_whoever_causes_it(cast, sign_in):
    client = sign_in(speaks(cast.max, "en-us"))
    client.post("/desk/people/invite/", {"email": "petra@new.example", "roles": ["writer"]})

    assert '<html lang="en">' in mail_to("petra@new.example", "invitation").html
