"""An order that is made for somebody else than who pays: who pays finds not one word of it at any door; who
writes it, who edits it, the desk and whom it is for do."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, get_resolver, resolve, reverse

from accounts.models import Mail, Notice
from accounts.own_data.export_file import write_export
from agencies.models import Membership
from orders.actions import acceptance, holding, messages, revision_requests
from orders.models import Attachment, Delivery, Message, Order, RevisionRequest
from orders.rules.texts import can_read_texts, pays_unread
from project.base import clock
from project.base.errors import NotAllowed
from project.base.viewer import Member
from tests.helpers.api import Api
from tests.helpers.cast import Cast, browser
from tests.helpers.factories import place_order
from tests.helpers.statements import refuses
from tests.orders.helpers.post import JOBS, Post
from tests.orders.helpers.received import CANARIES, Received
from tests.orders.helpers.support import colleague, queries_of, url_of
from tests.project.test_belonging import methods

pytestmark = pytest.mark.django_db

#: What nobody but the desk and whoever it is for reads, and what the editor has no conversation for.
DESK_ONLY = {"notes"}
TALK = {"sent", "answer"}
NOT_YET = {"reply"}


def doors() -> Iterator[tuple[str, set[str]]]:
    """Every named address with the names of its parts."""
    yield from _named(get_resolver())


def _named(resolver: Any, prefix: str = "") -> Iterator[tuple[str, set[str]]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            if pattern.name:
                yield f"{prefix}{pattern.name}", set(pattern.pattern.converters)
        else:
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from _named(pattern, space)


def addresses(story: Received) -> list[str]:
    """Every address that can be made of what the order has, and of words that are in it."""
    parts: dict[str, list[Any]] = {
        "number": [story.order.number],
        "version": [1],
        "round_number": [1],
        "slug": ["article"],
        "public_id": [
            story.order.draft.public_id,
            *RevisionRequest.objects.values_list("public_id", flat=True),
            *Attachment.objects.values_list("public_id", flat=True),
            *Message.objects.values_list("public_id", flat=True),
        ],
    }
    found = set()
    for name, needed in doors():
        if needed <= parts.keys():
            for pick in range(max([1, *(len(parts[part]) for part in needed)])):
                given = {part: parts[part][min(pick, len(parts[part]) - 1)] for part in needed}
                try:
                    found.add(reverse(name, kwargs=given))
                except NoReverseMatch:
                    continue
    return sorted(path for path in found if "sign-out" not in path)


def words_at(client: Client, path: str, **headers: str) -> str:
    """Everything that is at that address, if it is anything: of a ZIP, what is in it."""
    response = client.get(path, headers=headers)
    assert response.status_code != 429, "from here on nothing is read"
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(
                f"{name} {archive.read(name).decode(errors='ignore')}" for name in archive.namelist()
            )
    return content.decode(errors="ignore") if response.status_code == 200 else ""


def read_by(member: Member, paths: list[str]) -> set[str]:
    """The words that somebody finds. Where a door reads no id, since its statement refuses them or it takes
    no GET, it is asked with one."""
    client = browser(member)
    found: set[str] = set()
    refused: set[str] = set()
    for path in paths:
        door = resolve(path)
        if refuses(path, member) or not reads(door.func):
            if door.view_name in refused:
                continue
            refused.add(door.view_name)
        words = words_at(client, path)
        here = {name for name, canary in CANARIES.items() if canary in words}
        found |= here
    return found


def reads(view: Any) -> bool:
    """Whether it takes a GET."""
    taken = getattr(view, "actions", None) or [method.lower() for method in methods(view)]
    return not taken or "get" in taken


@pytest.fixture
def story(cast: Cast) -> Received:
    return Received(cast).revised()


def test_who_pays_finds_no_word_at_any_address(cast: Cast, story: Received, settings: Any) -> None:
    """Payer and orderer of the account go through everything that there is; the order's page says why."""
    settings.THROTTLE_SCALE = 10_000
    paths = addresses(story)
    assert len(paths) > 200

    assert read_by(cast.clara, paths) == set()
    orderer = colleague(cast, "orderer")
    assert read_by(orderer, [path for path in paths if "/orders/" in path or "/files/" in path]) == set()

    for member in (cast.clara, orderer):
        page = browser(member).get(url_of(story.order))
        assert page.status_code == 200
        assert "You see progress and price, not the text" in page.content.decode()
        assert "Autumn class: Ann Member" in page.content.decode()


def test_who_pays_sees_state_dates_and_price(cast: Cast, story: Received) -> None:
    page = browser(cast.clara).get(url_of(story.order))

    words = page.content.decode()
    total = sum(line.amount for line in story.order.lines.all())
    assert f"{total:,.2f}" in words and "Revision requested" in words
    assert browser(cast.clara).get(url_of(story.order, "ledger/")).status_code == 200


def test_who_writes_edits_and_runs_the_desk_reads_everything(
    cast: Cast, story: Received, settings: Any
) -> None:
    settings.THROTTLE_SCALE = 10_000
    paths = [
        path for path in addresses(story) if "/orders/" in path or "/files/" in path or "/editing/" in path
    ]
    everything = CANARIES.keys() - NOT_YET

    assert read_by(cast.max, paths) == everything
    assert read_by(cast.wendell, paths) == everything - DESK_ONLY
    assert read_by(cast.edith, paths) >= everything - DESK_ONLY - TALK


def test_the_api_tells_who_pays_no_word(cast: Cast, story: Received) -> None:
    found = {}
    for name, member in {"clara": cast.clara, "max": cast.max}.items():
        api = Api(member)
        lists = [
            "orders/orders/",
            "orders/inbox/",
            "orders/revision-requests/",
            "orders/drafts/",
            "orders/presets/",
        ]
        lists += [
            f"orders/orders/{story.order.number}/{end}"
            for end in ("", "messages/", "timeline/", "deliveries/1/")
        ]
        said = [str(api.get(path)) for path in lists]
        found[name] = {key for key, canary in CANARIES.items() for words in said if canary in words}

    assert found["clara"] == set()
    assert {"brief", "delivered", "sent"} <= found["max"]


@pytest.mark.parametrize("canary", ["brief", "delivered", "sent", "answer", "audience"])
def test_nobody_who_pays_finds_it_by_a_word(cast: Cast, story: Received, canary: str) -> None:
    """Not even that there is an order with it."""
    for path in ("/search/", "/orders/", "/orders/drafts/", "/orders/inbox/"):
        words = words_at(browser(cast.clara), f"{path}?q={CANARIES[canary]}")
        assert story.order.number not in words and "Ann Member" not in words
    assert story.order.number in words_at(browser(cast.max), f"/search/?q={CANARIES[canary]}")


def test_no_mail_and_no_notice_tells_who_pays(cast: Cast) -> None:
    post = Post(cast).skip()
    Received(cast).revised()
    for job in post.waiting():
        JOBS[job.task_name](**job.args)
    told = {
        address: "\n".join(
            f"{mail.subject} {mail.text} {mail.html}" for mail in Mail.objects.filter(recipient=address)
        )
        for address in Mail.objects.values_list("recipient", flat=True).distinct()
    }
    clara = cast.clara.membership.user
    assert not [name for name, canary in CANARIES.items() if canary in told.get(clara.email, "")]
    assert CANARIES["sent"] in told[cast.wendell.membership.user.email]
    notices = Notice.objects.filter(user=clara).values_list("detail", flat=True)
    assert not [words for words in notices if "zq" in words]
    assert not [address for address in told if "nobody.invalid" in address]


def test_own_data_of_who_pays_holds_no_word(cast: Cast, story: Received) -> None:
    target = io.BytesIO()
    write_export(target, user=cast.clara.membership.user, members=[cast.clara], now=clock.now())
    with zipfile.ZipFile(target) as archive:
        words = "\n".join(
            f"{name} {archive.read(name).decode(errors='ignore')}" for name in archive.namelist()
        )

    assert not [name for name, canary in CANARIES.items() if canary in words]


def test_who_pays_may_cancel_and_nothing_else(cast: Cast) -> None:
    story = Received(cast)
    client = browser(cast.clara)

    page = client.get(url_of(story.order))
    assert "Cancel order" in page.content.decode()
    refused = client.post(url_of(story.order, "cancellation/"), {"reason": ""})
    assert refused.status_code == 422
    done = client.post(url_of(story.order, "cancellation/"), {"reason": "She left the class"})
    assert done.status_code == 302
    assert Order.objects.get(pk=story.order.pk).state == "cancelled"
    words = client.get(url_of(story.order)).content.decode()
    assert "She left the class" in words and 'action="/orders/' not in words


def test_actions_refuse_who_pays_and_serve_who_receives(cast: Cast) -> None:
    story = Received(cast).delivered()
    points = [revision_requests.Point(issue="More", need="must")]
    with pytest.raises(NotAllowed):
        acceptance.accept_order(actor=cast.clara, **story.tick())
    with pytest.raises(NotAllowed):
        revision_requests.request_revision(
            actor=cast.clara, summary="More", severity="minor", points=points, **story.tick()
        )
    with pytest.raises(NotAllowed):
        messages.post_message(actor=cast.clara, internal=False, text="Hello", **story.tick())
    with pytest.raises(NotAllowed):
        holding.cancel_order(actor=story.ann, reason="No", **story.tick())

    acceptance.accept_order(actor=story.ann, **story.tick())

    assert Order.objects.get(pk=story.order.pk).state == "completed"


def test_one_right_says_the_same_as_the_rows(cast: Cast, story: Received) -> None:
    """can_read_texts of an order, visible_to of orders, versions, messages and files."""
    readers = {
        "clara": (cast.clara, False),
        "wendell": (cast.wendell, True),
        "wanda": (cast.wanda, False),
        "edith": (cast.edith, True),
        "sam": (cast.sam, True),
        "max": (cast.max, True),
        "otto": (cast.otto, True),
        "ann": (story.ann, True),
    }
    for name, (viewer, reads) in readers.items():
        assert can_read_texts(viewer, story.order) is reads, name
        for rows in (Order, Delivery, RevisionRequest, Attachment):
            assert rows.objects.visible_to(viewer).exists() is reads, (name, rows)
        if name != "edith":
            assert Message.objects.visible_to(viewer).exists() is reads, name
    assert pays_unread(cast.clara, story.order) and not pays_unread(cast.max, story.order)
    assert list(Order.objects.known_to(cast.clara)) == [story.order]


def test_whom_it_is_for_sees_this_order_alone(cast: Cast, story: Received) -> None:
    """Neither the payer's other orders, nor those of other members."""
    other = Received(cast)
    place_order(cast.clara)

    assert list(Order.objects.visible_to(story.ann)) == [story.order]
    assert list(Order.objects.visible_to(other.ann)) == [other.order]
    assert not Membership.objects.visible_to(story.ann).exists()


def test_the_page_of_who_pays_costs_the_same_whatever_there_is(cast: Cast) -> None:
    few, many = Received(cast), Received(cast).revised()

    assert queries_of(browser(cast.clara), url_of(few.order)) == queries_of(
        browser(cast.clara), url_of(many.order)
    )
