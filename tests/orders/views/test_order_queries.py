"""How many queries the order page and the pages below it need: the same for
one row of everything, for three and fifty.

Session and person are two of them. Where a played order has two rows of a kind already, it begins with two.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import Any

import pytest
from django.test import Client

from accounts.actions.people import make_person
from agencies.actions.people import admit
from agencies.models import Membership, StoredFile
from catalog.models import AddOn
from orders.actions import offers
from orders.actions.deliveries import deliver, start_work
from orders.actions.messages import post_message
from orders.models import (
    Attachment,
    Delivery,
    Message,
    MessageMention,
    MessageText,
    Order,
    OrderAddOn,
    OrderEvent,
    OrderLine,
    RevisionPoint,
)
from orders.models.revisions import RevisionRequest
from orders.pages.timeline import NEWEST
from orders.states.deliveries import ReviewVerdict
from project.base.ids import public_id
from project.base.viewer import Member
from tests.helpers.cast import START, Cast
from tests.helpers.factories import HOUR
from tests.helpers.pages import words_of
from tests.helpers.story import FEE, Story
from tests.orders.helpers.support import HTMX, queries_of, stop_clock, upload, url_of

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
ROWS = (1, 3, 50)


def grow(story: Story, count: int) -> None:
    """Bring versions, their files, events, messages, points and files of the brief to `count` of each."""
    order = story.order
    number = order.deliveries.count()
    first = order.deliveries.earliest("number")
    new = [
        _copy(first, number=place, verdict=ReviewVerdict.APPROVED) for place in range(number + 1, count + 1)
    ]
    Delivery.objects.bulk_create(new)
    _attach(story, new)
    event = order.events.latest("id")
    OrderEvent.objects.bulk_create([_copy(event) for _each in range(count - order.events.count())])
    point = RevisionPoint.objects.filter(revision__order=order).latest("position")
    RevisionPoint.objects.bulk_create(
        [_copy(point, position=place) for place in range(point.position + 1, count + 1)]
    )
    talk(story, count)


def talk(story: Story, count: int, internal: bool | None = None) -> None:
    """Bring conversation and notes to `count` messages each, every one with a file and a mention.

    The first of each writer and the last are posted, those between are copies of them."""
    cast = story.cast
    writers = {False: [cast.wendell, cast.clara, cast.sam], True: [cast.edith, cast.max]}
    for kind in (False, True) if internal is None else (internal,):
        there = story.order.messages.filter(internal=kind).count()
        for at in range(there, count):
            if at < len(writers[kind]) or at == count - 1:
                _say(story, writers[kind][at % len(writers[kind])], kind, f"Message {at}")
            elif at == max(there, len(writers[kind])):
                _say_again(story, kind, range(at, count - 1))


def _say(story: Story, actor: Member, internal: bool, text: str) -> None:
    post_message(
        actor=actor,
        order=story.order,
        internal=internal,
        text=text,
        mentions=[story.cast.otto.membership],
        uploads=[upload()],
        now=story.now,
    )


def _say_again(story: Story, internal: bool, numbers: range) -> None:
    said = list(story.order.messages.filter(internal=internal).order_by("pk"))
    again = [said[at % len(said)] for at in numbers]
    new = [_copy(message, public_id=public_id(), form_key=public_id()) for message in again]
    Message.objects.bulk_create(new)
    for kind, name in ((MessageText, "texts"), (MessageMention, "mentions"), (Attachment, "attachments")):
        first = {message.pk: getattr(message, name).get() for message in said}
        rows = [_copy(first[of.pk], message=twin) for of, twin in zip(again, new, strict=True)]
        for row, at in zip(rows, numbers, strict=True):
            if kind is MessageText:
                row.text = f"Message {at}"
            elif kind is Attachment:
                row.public_id = public_id()
        kind.objects.bulk_create(rows)


def _copy(row: Any, **changes: Any) -> Any:
    twin = copy(row)
    twin.pk, twin._state.adding = None, True
    for name, value in changes.items():
        setattr(twin, name, value)
    return twin


def _attach(story: Story, deliveries: list[Delivery]) -> None:
    """One file for each version, and as many for the brief; one stored file for all."""
    stored = StoredFile.objects.filter(agency=story.cast.inkwell).latest("id")
    facts = {
        "agency": story.cast.inkwell,
        "file": stored,
        "added_by": story.cast.clara.membership,
        "added_at": story.now,
    }
    places = [place for row in deliveries for place in ({"delivery": row}, {"order": story.order})]
    Attachment.objects.bulk_create(
        [Attachment(name=f"file-{at}.txt", **place, **facts) for at, place in enumerate(places)]
    )


def lines(order: Order, count: int) -> None:
    """Bring the priced lines to `count`: they are append-only, and no action adds any yet."""
    first, there = order.lines.earliest("position"), order.lines.count()
    OrderLine.objects.bulk_create([_copy(first, position=100 + at) for at in range(there, count)])


@pytest.fixture
def revised(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Story:
    """In review, after a revision, claimed by Edith: every side has the page, and every panel is on it."""
    story = Story(cast).revision_requested()
    start_work(actor=cast.wendell, **story.tick())
    story.reread()
    RevisionPoint.objects.filter(revision__order=story.order).update(need="nice")
    deliver(actor=cast.wendell, text="Two", note="", uploads=[upload()], **story.tick())
    stop_clock(monkeypatch, story.now + HOUR)
    return story.reread()


def test_the_order_page(sign_in: SignIn, revised: Story) -> None:
    wanted = {"clara": 10, "wendell": 9, "edith": 9, "sam": 10, "otto": 10}
    clients, url = {name: sign_in(getattr(revised.cast, name)) for name in wanted}, url_of(revised.order)
    for client in clients.values():
        client.get(url)  # the host is remembered from here on

    for count in ROWS:
        grow(revised, count)
        lines(revised.order, count)
        assert {name: queries_of(client, url) for name, client in clients.items()} == wanted, count

    assert max(wanted.values()) <= 10
    assert {name: queries_of(client, url, **HTMX) for name, client in clients.items()} == wanted


def test_fifty_of_everything_is_really_there(sign_in: SignIn, revised: Story) -> None:
    grow(revised, 50)
    lines(revised.order, 50)

    page = sign_in(revised.cast.max).get(url_of(revised.order)).context["page"]

    assert len(page.versions) == 50 and len(page.rounds[0].points) == 50 and len(page.files) >= 48
    assert len(page.events) == NEWEST and page.history_url and len(page.price["lines"]) >= 48
    assert sum(len(version.files) for version in page.versions) >= 49


def test_an_order_with_many_offers(cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    story, wanted = Story(cast).offered(), {"clara": 10, "wendell": 7, "max": 10}
    stop_clock(monkeypatch, story.now + HOUR)
    clients, url = {name: sign_in(getattr(cast, name)) for name in wanted}, url_of(story.order)
    for client in clients.values():
        client.get(url)

    for count in ROWS:
        people = [_writer(cast, place) for place in range(story.order.offers.count(), count)]
        if people:
            offers.offer_order(actor=cast.max, order=story.order, writers=people, fee=FEE, now=story.now)
        assert {name: queries_of(client, url) for name, client in clients.items()} == wanted, count

    assert max(wanted.values()) <= 10


def _writer(cast: Cast, number: int) -> Membership:
    user = make_person(email=f"writer-{number}@inkwell.example", name=f"Writer {number}", password=None)
    return admit(agency=cast.inkwell, user=user, roles=["writer"], public_name=f"Writer {number}", now=START)


def test_many_rounds_and_addons(sign_in: SignIn, revised: Story) -> None:
    client, url, order = sign_in(revised.cast.clara), url_of(revised.order), revised.order
    first = order.revisions.get()
    counted = [(client.get(url), queries_of(client, url))[1]]

    for number in range(2, 51):
        row = _copy(
            first,
            number=number,
            public_id=f"{number:010}".replace("0", "z").replace("1", "y"),
            state="accepted",
        )
        row.save()
        RevisionPoint.objects.bulk_create([_copy(point, revision=row) for point in first.points.all()])
    for addon in AddOn.objects.filter(agency=order.agency):
        OrderAddOn.objects.get_or_create(agency=order.agency, order=order, addon=addon)
    counted.append(queries_of(client, url))

    assert counted == [10, 10] and RevisionRequest.objects.count() == 50


def test_one_version_among_many(sign_in: SignIn, revised: Story) -> None:
    readers = [sign_in(getattr(revised.cast, name)) for name in ("clara", "wendell", "edith", "max")]
    url = url_of(revised.order, "deliveries/1/")
    for client in readers:
        client.get(url)

    for count in ROWS:
        grow(revised, count)
        # Whoever makes or checks the text is told what the editor said of passages.
        assert [queries_of(client, url) for client in readers] == [6, 7, 7, 7], count


def test_giving_out_among_many_writers(cast: Cast, sign_in: SignIn) -> None:
    order, client, counted = Story(cast).order, sign_in(cast.max), []
    client.get(url_of(order, "offers/"))

    for count in ROWS:
        for number in range(Membership.objects.filter(public_name__startswith="Writer").count(), count):
            _writer(cast, number)
        counted.append(queries_of(client, url_of(order, "offers/")))

    assert counted == [23] * 3  # five of them are eligibility’s, seven fit’s, four the fees’


def test_pages_of_many_points(cast: Cast, sign_in: SignIn) -> None:
    story = Story(cast).revision_requested()
    start_work(actor=cast.wendell, **story.tick())
    client, counted = sign_in(cast.wendell), []
    pages = [url_of(story.order, path) for path in ("deliveries/new/", "revisions/1/answers/")]
    client.get(pages[0])
    point = RevisionPoint.objects.latest("position")

    for count in (2, 3, 50):
        there = RevisionPoint.objects.count()
        RevisionPoint.objects.bulk_create(
            [_copy(point, position=place) for place in range(there + 1, count + 1)]
        )
        counted.append([queries_of(client, page) for page in pages])

    assert counted == [[10, 6]] * 3
    assert words_of(client.get(pages[1])).count("Not answered yet") == 50


def test_the_preview(cast: Cast, sign_in: SignIn) -> None:
    story, client = Story(cast).in_progress(), sign_in(cast.wendell)
    url = url_of(story.order, "deliveries/preview/")
    client.post(url, {"text": "x"})

    assert (
        queries_of(client, url, {"text": "Some words"}, **{"HX-Request": "true", "HX-Target": "preview"}) == 3
    )


def test_a_thread(sign_in: SignIn, revised: Story) -> None:
    wanted = {"clara": 6, "wendell": 6, "max": 7, "edith": 6}
    urls = {name: url_of(revised.order, "notes/" if name == "edith" else "messages/") for name in wanted}
    readers = {name: sign_in(getattr(revised.cast, name)) for name in wanted}
    for name, client in readers.items():
        client.get(urls[name])

    for count in ROWS:
        talk(revised, count)
        for name, client in readers.items():
            client.get(urls[name])  # what is new is marked as read once
        assert {name: queries_of(client, urls[name]) for name, client in readers.items()} == wanted, count
