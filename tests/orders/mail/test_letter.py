"""What stands in the mails about orders: for each reader only what that
reader may know, and headers that keep."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from accounts.actions.people import make_person
from accounts.models import Mail, User
from agencies.actions.people import admit
from agencies.models import Agency, Branding
from orders.actions import (
    acceptance,
    deadlines,
    deliveries,
    holding,
    messages,
    offers,
    reassigning,
    reviews,
    revision_requests,
)
from orders.mail import letter
from orders.models import Order
from orders.tasks import tell_of_event
from project.base.brand import TEXT, contrast, mail_colours
from tests.helpers.cast import START, Cast, browser
from tests.helpers.factories import DAY, HOUR
from tests.helpers.story import FEE, Story
from tests.orders.helpers.post import JOBS, Post, words
from tests.orders.helpers.sentinels import SECRETS, Secretive, price_words

pytestmark = pytest.mark.django_db


#: What nobody's mail holds: texts and notes of the work, briefs' notes, and reasons of writers.
NEVER = {
    "notes",
    "writer's note",
    "editor's note",
    "sent back",
    "approved",
    "unapproved",
    "brief file",
    "unapproved file",
    "decline",
}
#: Reader -> the secrets that may stand in a mail to them, beside one's own name.
MAY = {
    "clara": {"client", "account", "writer", "price"},
    "wendell": {"writer", "editor", "fee"},
    "wanda": {"rival", "fee"},
    "edith": {"writer", "editor"},
    "sam": {"client", "account", "writer", "rival", "editor", "manager", "fee", "price"},
    "max": {"client", "account", "writer", "rival", "editor", "manager", "fee", "price"},
    "otto": {"client", "account", "writer", "rival", "editor", "manager", "fee", "price"},
}


def whole_life(cast: Cast, post: Post) -> tuple[list[tuple[str, Mail]], Order]:
    """Every mail of an order that is offered, sent back, revised, held, given
    on and accepted, with talk in between."""
    mails: list[tuple[str, Mail]] = []

    def collect() -> None:
        last = max((mail.pk for _name, mail in mails), default=0)
        for job in post.waiting():
            JOBS[job.task_name](**job.args)
        mails.extend((post.name(mail), mail) for mail in Mail.objects.filter(pk__gt=last).order_by("pk"))

    told = Secretive(cast)
    cast = told.cast
    collect()
    told.offered()
    collect()
    told.order = Order.objects.get(pk=told.order.pk)
    offers.decline_offer(actor=cast.wanda, reason="Qreason", **told.tick())
    collect()
    offers.accept_offer(actor=cast.wendell, **told.tick())
    collect()
    for who in ("clara", "wendell", "sam", "clara"):
        messages.post_message(
            actor=getattr(cast, who),
            order=Order.objects.get(pk=told.order.pk),
            internal=False,
            text=f"Words of {who}",
            now=told.now,
        )
        collect()
    deliveries.start_work(actor=cast.wendell, **told.tick())
    told.hand_in("sent back")
    collect()
    reviews.claim_review(actor=cast.edith, **told.tick())
    messages.post_message(
        actor=cast.sam, order=Order.objects.get(pk=told.order.pk), internal=True, text="Qinside", now=told.now
    )
    collect()
    reviews.send_back(actor=cast.edith, number=1, note=SECRETS["editor's note"], **told.tick())
    collect()
    told.hand_in("approved")
    collect()
    reviews.approve_delivery(actor=cast.edith, number=2, note=SECRETS["editor's note"], **told.tick())
    collect()
    points = [revision_requests.Point(issue="Too short", need="nice")]
    revision_requests.request_revision(
        actor=cast.clara, summary="More", severity="minor", points=points, **told.tick()
    )
    collect()
    holding.hold_order(actor=cast.sam, reason="Photographs", **told.tick())
    collect()
    holding.resume_order(actor=cast.sam, **told.tick())
    collect()
    deliveries.start_work(actor=cast.wendell, **told.tick())
    told.hand_in("unapproved")
    collect()
    reviews.approve_delivery(actor=cast.edith, number=3, note="", **told.tick())
    acceptance.accept_order(actor=cast.clara, **told.tick())
    collect()
    return mails, Order.objects.get(pk=told.order.pk)


def test_a_mail_tells_its_reader_only_what_the_reader_may_know(cast: Cast, post: Post) -> None:
    mails, order = whole_life(cast, post)
    secrets = {**SECRETS, "price": price_words(order), "decline": "Qreason"}
    emails = {name: member.membership.user.email for name, member in cast.of_inkwell.items()}

    assert {name for name, _mail in mails} == {"clara", "wendell", "wanda", "edith", "max", "otto", "sam"}
    for name, mail in mails:
        text = words(mail)
        found = {secret for secret, value in secrets.items() if value in text}
        assert found & NEVER == set(), (name, mail.subject, found)
        assert found <= MAY[name], (name, mail.subject, found)
        assert [other for other, email in emails.items() if email in text and other != name] == []
        assert ("Qinside" in text) <= (name in ("edith", "sam", "max", "otto"))


def test_the_client_reads_the_writers_name_and_the_agency_for_everybody_else(cast: Cast, post: Post) -> None:
    mails, _order = whole_life(cast, post)
    own = "\n".join(words(mail) for name, mail in mails if name == "clara")

    assert SECRETS["writer"] in own and "The agency wrote:" in own
    assert SECRETS["editor"] not in own


def test_the_writer_reads_the_fee_when_the_order_is_complete(cast: Cast, post: Post) -> None:
    story = Story(cast).delivered()
    post.skip()
    acceptance.accept_order(actor=cast.clara, **story.tick())

    mail = post.empty()["wendell"]
    assert "Your fee of €90.00 has been recorded." in mail.text
    assert "Your fee of €90.00 has been recorded." in mail.html


def test_a_farewell_says_no_more_than_the_reader_knew(cast: Cast, post: Post) -> None:
    story = Secretive(cast).assigned()
    post.skip()
    reassigning.reassign_order(
        actor=story.cast.max, writer=story.cast.wanda.membership, fee=FEE, **story.tick()
    )
    text = words(post.empty()["wendell"])

    assert "/studio/" in text and f"/orders/{story.order.number}/" not in text
    assert SECRETS["rival"] not in text and "€" not in text


@pytest.mark.parametrize(("who", "label"), [("clara", "Deadline: "), ("wendell", "Your deadline: ")])
def test_a_moved_deadline_is_each_readers_own(cast: Cast, post: Post, who: str, label: str) -> None:
    story = Story(cast).in_progress()
    post.skip()
    later = story.order.client_deadline + 2 * DAY, story.order.writer_deadline + HOUR
    deadlines.change_deadlines(
        actor=cast.sam, client_deadline=later[0], writer_deadline=later[1], **story.tick()
    )
    order = Order.objects.get(pk=story.order.pk)
    mails = post.empty()

    days = {
        "clara": order.client_deadline.strftime("%-d %B"),
        "wendell": order.writer_deadline.strftime("%-d %B"),
    }
    assert label in mails[who].text and days[who] in mails[who].text
    assert days["clara"] not in mails["wendell"].text


def test_a_deadline_is_written_in_the_readers_zone(cast: Cast, post: Post) -> None:
    user = cast.wendell.membership.user
    user.timezone = "Asia/Tokyo"
    user.save()
    story = Story(cast)
    post.skip()
    offers.assign_order(actor=cast.max, writer=cast.wendell.membership, fee=FEE, **story.tick())
    mail = post.empty()["wendell"]

    assert story.order.writer_deadline.astimezone(user.zone).strftime("%H:%M JST") in mail.text
    assert "JST" in mail.html


def test_each_reader_of_one_event_gets_their_own_language(cast: Cast, post: Post) -> None:
    User.objects.filter(pk=cast.otto.membership.user_id).update(language="en-us")
    with translation.override("en-gb"):
        story = Story(cast)
        mails = post.empty()

    american, usual = mails["otto"], mails["max"]
    assert '<html lang="en-us">' in american.html and '<html lang="en">' in usual.html
    due = story.order.client_deadline.astimezone(cast.inkwell.zone)
    assert (
        f"{due:%B} {due.day}, {due.year}" in american.text and f"{due.day} {due:%B} {due.year}" in usual.text
    )


def test_every_link_leads_its_reader_to_a_page(cast: Cast, post: Post) -> None:
    mails, _order = whole_life(cast, post)
    # Where an order stood is another page today for whoever has no part in it any more.
    last = {name: mail for name, mail in mails if name != "wanda"}

    for name, mail in last.items():
        links = set(re.findall(r"http://inkwell\.localhost:\d+(/[^\s\"<#]*)", words(mail)))
        client = browser(getattr(cast, name))
        assert {client.get(link).status_code for link in links} == {200}, (name, links)


@pytest.mark.parametrize("colour", ["#e8b500", "#111111", "#f4f4f4", "#1f5f8b"])
def test_the_brand_colours_a_mail_and_stays_readable(cast: Cast, post: Post, colour: str) -> None:
    Branding.objects.filter(agency=cast.inkwell).update(primary=colour)
    Story(cast)
    html = post.empty()["max"].html
    found = mail_colours(colour)

    assert found.fill in html and found.dark_fill in html
    assert (
        contrast(found.fill, found.letters) >= TEXT and contrast(found.dark_fill, found.dark_letters) >= TEXT
    )
    assert contrast(found.ink, "#ffffff") >= 4.5 and contrast(found.dark_ink, "#1c1f27") >= 4.5


def test_nothing_in_a_mail_is_loaded_or_run(cast: Cast, post: Post) -> None:
    mails, _order = whole_life(cast, post)

    for _name, mail in mails:
        assert not re.search(r"<(img|script|link|iframe|form)\b|url\(|@import|\?utm|src=", mail.html)
        assert mail.html.count('class="button"') == 1
        assert (
            "Replies to this email are not read." in mail.text
            and "Replies to this email are not read." in mail.html
        )


def test_an_agencys_name_with_braces_is_a_name(cast: Cast, post: Post) -> None:
    Agency.objects.filter(pk=cast.inkwell.pk).update(name="Ink {agency} & {0}")
    Story(cast)

    assert "because you assign orders at Ink {agency} & {0}" in post.empty()["max"].text


def test_a_long_message_is_cut(cast: Cast) -> None:
    assert letter.quoted("word " * 1_000).endswith("word …")
    assert len(letter.quoted("x" * 9_000)) < 1_600
    assert letter.quoted("Two\nlines") == "Two\nlines"


@pytest.mark.parametrize("editors", [1, 5])
def test_queries_of_one_event(cast: Cast, post: Post, editors: int) -> None:
    """Twelve for the event, and eight for each mail: the right, how its reader wants to be told, three rows
    (one of them the notice), the job, and a savepoint's two ends."""
    for at in range(1, editors):
        person = make_person(
            email=f"editor{at}@inkwell.example", name=f"Editor{at} E", password="demo-quillhouse"
        )
        admit(agency=cast.inkwell, user=person, roles=["editor"], public_name=f"Editor {at}", now=START)
    event = Story(cast).in_review().order.events.get(verb="deliver")

    with CaptureQueriesContext(connection) as queries:
        tell_of_event(event_id=event.pk)

    assert Mail.objects.count() == editors
    assert len(queries) == 12 + 8 * editors
