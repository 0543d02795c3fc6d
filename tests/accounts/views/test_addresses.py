"""Another e-mail address: who is told what, what the link does, and that nobody learns who has an account."""

from __future__ import annotations

import datetime as dt
import re
from urllib.parse import unquote

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from accounts.actions.addresses import ask_email_change, confirm_email_change, hash_of
from accounts.actions.sweeps import EMAIL_CHANGES_KEPT, purge_email_changes
from accounts.models import EmailChange, Mail, User
from accounts.signals import email_changed
from agencies.models import SecurityEvent
from project.base.clock import now
from project.base.errors import NotVisible
from project.base.viewer import Member
from tests.accounts.helpers.factors import known, prove
from tests.accounts.helpers.sign_ins import ABROAD, FIREFOX, SEEN
from tests.accounts.helpers.support import STRONG, links, mail_to, path_of, post_sign_in, who_is_in
from tests.helpers.cast import PASSWORD, browser, load_cast
from tests.helpers.races import kinds, race

pytestmark = pytest.mark.django_db
PAGE = "/account/email/"
CONFIRM = "/account/sign-in/confirm/"
OLD, NEW = "clara@inkwell.example", "clara@new.example"


def ask(client, email=NEW):
    """Ask for another address, right after showing who one is."""
    assert known(client).post(CONFIRM, {"password": PASSWORD}).status_code == 302
    return client.post(PAGE, {"email": email})


def link(email=NEW):
    """The path of the link that was mailed to the new address."""
    return path_of(links(Mail.objects.filter(recipient=email, kind="email_confirm_new").latest("pk"))[0])


def person(member):
    return User.objects.get(pk=member.membership.user_id)


def body(answer):
    return answer.content.decode()


def change_of(member, email, token, *, at=None):
    """A change that waits, with a token of our choosing."""
    user = member.membership.user
    change = ask_email_change(agency=member.agency, user=user, email=email, now=at or now())
    EmailChange.objects.filter(pk=change.pk).update(token_hash=hash_of(token))
    return change


def confirm(member, token, *, at=None):
    return confirm_email_change(
        agency=member.agency, user=member.membership.user, token=token, now=at or now()
    )


def test_asking_changes_nothing_and_tells_both(cast, sign_in):
    client = sign_in(cast.clara)

    answer = ask(client, " Clara@New.Example ")

    assert answer.url == PAGE and "We sent a link to <strong>clara@new.example</strong>" in body(
        client.get(PAGE)
    )
    assert person(cast.clara).email == OLD
    told = mail_to(OLD, "email_change_asked")
    assert (
        NEW in told.text
        and "Tell us straight away" in told.text
        and "/account/email/confirm/" not in told.text
    )
    assert "/account/email/confirm/" not in told.html
    assert SecurityEvent.objects.get(kind="email_change_asked").detail == ""


def test_the_link_changes_the_address_and_tells_both(cast, sign_in):
    client = sign_in(cast.clara)
    ask(client)

    page = client.get(link())
    assert NEW in body(page) and person(cast.clara).email == OLD, "looking changes nothing"
    answer = client.post(link(), follow=True)

    assert "Your email address is now clara@new.example." in body(answer)
    assert person(cast.clara).email == NEW
    rows = EmailAddress.objects.filter(user=cast.clara.membership.user)
    assert list(rows.values_list("email", "verified", "primary")) == [(NEW, True, True)]
    assert "If this wasn’t you" in mail_to(OLD, "email_changed").text
    assert "If this wasn’t you" not in mail_to(NEW, "email_changed").text
    assert SecurityEvent.objects.get(kind="email_changed").user == cast.clara.membership.user
    fresh = sign_in(None, cast.inkwell)
    assert post_sign_in(fresh, NEW, PASSWORD).url == "/home/"
    assert post_sign_in(sign_in(None, cast.inkwell), OLD, PASSWORD).status_code == 422


def test_the_log_says_from_which_browser(cast, sign_in):
    client = prove(sign_in(cast.clara), cast.clara)
    facts = {"headers": {"User-Agent": FIREFOX}, "REMOTE_ADDR": ABROAD}

    client.post(PAGE, {"email": NEW}, **facts)
    client.post(link(), **facts)

    events = SecurityEvent.objects.filter(kind__startswith="email_change").order_by("pk")
    assert [event.kind for event in events] == ["email_change_asked", "email_changed"]
    assert {(event.browser, event.system, event.address, event.country) for event in events} == {SEEN}


def test_other_sessions_end_and_this_one_stays(cast, sign_in):
    here, there = sign_in(cast.wanda), sign_in(cast.wanda)
    other_house = sign_in(cast.wanda_northwind)
    ask(here)
    heard = []

    def hear(sender, **facts):
        heard.append(facts)

    email_changed.connect(hear)
    try:
        here.post(link())
        here.post(link())
    finally:
        email_changed.disconnect(hear)

    assert here.get("/account/profile/").status_code == 200
    for ended in (there, other_house):
        assert ended.get("/account/profile/").url.startswith("/accounts/sign-in/")
    (facts,) = heard
    assert facts["user"].email == NEW
    assert facts["request"].session.session_key == here.session.session_key and facts["now"]


def test_the_link_works_once_and_a_second_click_finds_the_work_done(cast, sign_in):
    client = sign_in(cast.clara)
    ask(client)
    path = link()
    client.post(path)

    assert client.post(path).url == "/account/profile/"
    assert client.get(path).status_code == 404
    assert Mail.objects.filter(kind="email_changed").count() == 2
    ask(client, "third@new.example")
    client.post(link("third@new.example"))
    assert client.post(path).status_code == 404, "it does not lead back"
    assert person(cast.clara).email == "third@new.example"


def test_the_link_is_for_its_person_alone(cast, sign_in):
    ask(sign_in(cast.clara))
    path = link()

    for somebody in (cast.otto, cast.wanda, cast.mara):
        for method in ("get", "post"):
            assert getattr(sign_in(somebody), method)(path).status_code == 404
    assert sign_in(None, cast.inkwell).get(path).url == f"/accounts/sign-in/?next={path}"
    assert "sign-in" in sign_in(None, cast.inkwell).post(path).url
    assert person(cast.clara).email == OLD and not User.objects.filter(email=NEW).exists()


def test_the_link_is_for_the_agency_where_it_was_asked_for(cast, sign_in):
    ask(sign_in(cast.wanda))
    path = link()

    assert sign_in(cast.wanda_northwind).post(path).status_code == 404
    assert links(mail_to(NEW, "email_confirm_new"))[0].startswith("http://inkwell.localhost")
    assert sign_in(cast.wanda).post(path).status_code == 302


def test_the_link_is_good_for_a_day(cast):
    start = now()
    change_of(cast.clara, NEW, "link", at=start)

    with pytest.raises(NotVisible):
        confirm(cast.clara, "link", at=start + dt.timedelta(hours=24))
    assert confirm(cast.clara, "link", at=start + dt.timedelta(hours=23, minutes=59))[1] is True


@pytest.mark.parametrize("token", ["x", "a" * 500, "%00", "..", "ä"])
def test_made_up_links(cast, sign_in, token):
    for method in ("get", "post"):
        assert getattr(sign_in(cast.clara), method)(f"{PAGE}confirm/{token}/").status_code in (400, 404)


def test_a_later_wish_replaces_an_earlier_one_and_one_can_keep_the_present(cast, sign_in):
    client = sign_in(cast.clara)
    ask(client)
    ask(client, "second@new.example")
    assert client.post(link()).status_code == 404

    page = client.post(f"{PAGE}withdraw/", follow=True)

    assert "Your email address has not changed." in body(page) and "We sent a link to" not in body(page)
    assert client.post(link("second@new.example")).status_code == 404
    assert client.post(f"{PAGE}withdraw/").url == PAGE
    assert person(cast.clara).email == OLD


@pytest.mark.parametrize("way", ["change", "reset"])
def test_a_new_password_stops_it(cast, sign_in, way):
    """What the mail to the present address advises."""
    client = sign_in(cast.clara)
    ask(client)
    new = {"password1": STRONG, "password2": STRONG}
    if way == "change":
        client.post("/accounts/password/change/", {"oldpassword": PASSWORD, **new})
    else:
        owner = sign_in(None, cast.inkwell)
        owner.post("/accounts/password/reset/", {"email": OLD})
        owner.post(owner.get(path_of(links(mail_to(OLD, "reset_password"))[0])).url, new)

    later = sign_in(
        Member(cast.inkwell, membership=type(cast.clara.membership).objects.get(pk=cast.clara.member_id))
    )
    assert later.post(link()).status_code == 404
    assert person(cast.clara).email == OLD


def answers(client, email):
    """All that the pages say about one wish, without the address itself and without tokens of forms."""
    asked = ask(client, email)
    after = client.get(PAGE)
    text = re.sub(r'(csrfmiddlewaretoken" value="|x-csrftoken": ")\w+', "", body(after)).replace(email, "")
    return asked.status_code, asked.url, after.status_code, text


def test_a_taken_address_is_answered_alike_and_told_by_mail_alone(cast, django_assert_num_queries, sign_in):
    free, taken = sign_in(cast.clara), sign_in(cast.clara)

    assert answers(free, NEW) == answers(taken, "otto@inkwell.example")

    assert not Mail.objects.filter(recipient="otto@inkwell.example", kind="email_confirm_new").exists()
    told = mail_to("otto@inkwell.example", "email_in_use")
    assert (
        "nothing has changed" in told.text
        and "/confirm/" not in told.text + told.html
        and OLD not in told.text
    )
    assert Mail.objects.filter(recipient=OLD, kind="email_change_asked").count() == 2
    kinds_told = list(SecurityEvent.objects.filter(kind__startswith="email").values_list("kind", flat=True))
    assert kinds_told == ["email_change_asked"] * 2
    assert person(cast.otto).email == "otto@inkwell.example" and person(cast.clara).email == OLD


def test_an_address_that_somebody_confirmed_beside_their_own_is_taken_too(cast):
    EmailAddress.objects.create(
        user=cast.otto.membership.user, email="second@otto.example", verified=True, primary=False
    )

    ask_email_change(
        agency=cast.inkwell, user=cast.clara.membership.user, email="second@otto.example", now=now()
    )

    assert mail_to("second@otto.example", "email_in_use")


@pytest.mark.parametrize("spelling", ["OTTO@INKWELL.EXAMPLE", " otto@Inkwell.example"])
def test_spelling_makes_no_other_address(cast, sign_in, spelling):
    ask(sign_in(cast.clara), spelling)

    assert mail_to("otto@inkwell.example", "email_in_use")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "This field is required."),
        ("no address", "Enter a valid email address."),
        ("a@b.example, c@d.example", "Enter a valid email address."),
        ("a" * 250 + "@b.example", "at most 254 characters"),
        ("a@b.example\r\nBcc: c@d.example", "Enter a valid email address."),
        (OLD, "This is already your email address. Enter a different one."),
        (OLD.upper(), "This is already your email address. Enter a different one."),
    ],
)
def test_what_is_refused_stands_beside_its_field(cast, sign_in, typed, words):
    answer = ask(sign_in(cast.clara), typed)

    assert answer.status_code == 422
    assert words in body(answer) and list(answer.context["form"].errors) == ["email"]
    assert not EmailChange.objects.exists() and not Mail.objects.exists()


def test_it_asks_who_is_there_and_nothing_typed_is_lost(cast, sign_in):
    client = prove(sign_in(cast.clara), cast.clara, ago=301)
    assert "You will be asked" in body(client.get(PAGE)), "the page itself opens without it"

    answer = client.post(PAGE, {"email": NEW})
    assert unquote(answer.url) == f"{CONFIRM}?next={PAGE}"
    assert client.post(CONFIRM, {"password": "wrong", "next": PAGE}).status_code == 422
    assert client.post(CONFIRM, {"password": PASSWORD, "next": PAGE}).url == PAGE
    assert not EmailChange.objects.exists(), "nothing is done by itself"
    page = body(client.get(PAGE))

    assert f'value="{NEW}"' in page and "press the button again" in page
    assert client.post(PAGE, {"email": NEW}).status_code == 302 and mail_to(NEW, "email_confirm_new")


def test_wishes_are_limited_by_person_and_by_address_known_or_not(cast, sign_in):
    client = sign_in(cast.clara)
    assert [ask(client, f"c{n}@new.example").status_code for n in range(6)] == [302] * 5 + [429]

    for address in ("nobody@new.example", "otto@inkwell.example"):
        people = (cast.wendell, cast.wanda, cast.edith, cast.sam, cast.max, cast.nick)
        statuses = [ask(sign_in(member), address).status_code for member in people]
        assert statuses == [302] * 5 + [429]
        for member in people:
            EmailChange.objects.filter(user=member.membership.user).delete()


def test_one_wish_of_a_person_waits(cast):
    change = change_of(cast.clara, NEW, "link")

    with pytest.raises(IntegrityError), transaction.atomic():
        EmailChange.objects.create(
            agency=cast.inkwell,
            user=cast.clara.membership.user,
            email=NEW,
            token_hash="x",
            created_at=now(),
            expires_at=now(),
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        EmailChange.objects.filter(pk=change.pk).update(used_at=now(), withdrawn_at=now())


def test_somebody_who_signed_up_with_it_meanwhile_keeps_it(cast, sign_in):
    client = sign_in(cast.clara)
    ask(client)
    User.objects.create_user(NEW, PASSWORD)

    answer = client.post(link())

    assert (answer.status_code, "Another account now uses this email address." in body(answer)) == (409, True)
    assert person(cast.clara).email == OLD
    assert EmailAddress.objects.filter(user=cast.clara.membership.user, email=OLD, primary=True).exists()
    assert not Mail.objects.filter(kind="email_changed").exists()
    assert client.get(PAGE).status_code == 200, "the session stays"


def test_old_wishes_are_deleted(cast):
    start = now()
    change_of(cast.clara, NEW, "link", at=start)

    assert purge_email_changes(now=start + EMAIL_CHANGES_KEPT) == 0
    assert purge_email_changes(now=start + EMAIL_CHANGES_KEPT + dt.timedelta(seconds=1)) == 1


def test_the_page_asks_four_times_at_most(cast, sign_in, django_assert_num_queries):
    client = sign_in(cast.clara)
    client.get(PAGE)
    with django_assert_num_queries(3):
        client.get(PAGE)
    for member in (cast.clara, cast.wanda, cast.otto):
        change_of(member, f"{member.member_id}@new.example", f"link {member.member_id}")

    with django_assert_num_queries(3):
        client.get(PAGE)


@pytest.mark.django_db(transaction=True)
def test_two_people_confirm_one_address_at_once(rounds):
    for number in range(rounds // 2):
        cast = load_cast()
        email = f"both{number}@new.example"
        change_of(cast.clara, email, f"clara {number}")
        change_of(cast.max, email, f"max {number}")
        clients = {name: browser(getattr(cast, name)) for name in ("clara", "max")}

        paths = {name: f"{PAGE}confirm/{name}%20{number}/" for name in clients}
        found = race([lambda c=clients[name], p=paths[name]: c.post(p).status_code for name in clients])

        assert sorted(found) == [302, 409]
        assert (
            User.objects.filter(email=email).count() == EmailAddress.objects.filter(email=email).count() == 1
        )


@pytest.mark.django_db(transaction=True)
def test_one_link_pressed_by_many_tabs_changes_once():
    cast = load_cast()
    change_of(cast.clara, NEW, "link")

    found = race([lambda: confirm(cast.clara, "link") for _n in range(5)])

    assert kinds(found) == {"tuple": 5} and sorted(changed for _user, changed in found) == [False] * 4 + [
        True
    ]
    assert Mail.objects.filter(kind="email_changed").count() == 2


@pytest.mark.django_db(transaction=True)
def test_many_wishes_at_once_leave_one_that_waits():
    cast = load_cast()
    user = cast.clara.membership.user

    found = race(
        [
            lambda n=n: ask_email_change(agency=cast.inkwell, user=user, email=f"c{n}@new.example", now=now())
            for n in range(5)
        ]
    )

    assert kinds(found) == {"EmailChange": 5}
    assert EmailChange.objects.waiting().filter(user=user).count() == 1


def test_who_sees_the_form_without_javascript_or_membership(cast):
    client = browser(Member(cast.inkwell, membership=cast.mara.membership), cast.inkwell)

    assert ask(client, "mara@new.example").url == PAGE
    assert client.post(link("mara@new.example")).url == "/account/profile/"
    assert who_is_in(client) == str(cast.mara.membership.user_id)
    assert person(cast.mara).email == "mara@new.example"
