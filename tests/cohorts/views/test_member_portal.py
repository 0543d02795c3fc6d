"""The page of a member by their link: what it opens, for whom, and what is done there."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cohorts.actions.member_briefs import save_brief
from cohorts.actions.member_links import revoke_link, send_link
from cohorts.models import CohortMember, MemberBrief, MemberLink
from cohorts.rules.member_links import HOLDS, key_of
from orders.actions.messages import post_message
from orders.actions.revision_requests import PointAnswer, answer_points
from orders.actions.revision_work import start_revision
from orders.models import Attachment, Message, Order, RevisionRequest
from project.base.errors import Conflict, NotAllowed, Stale
from tests.cohorts.helpers.classes import member, placed
from tests.cohorts.helpers.member_links import WORDS, as_receiver, asked, deliver, linked
from tests.helpers.cast import START, Cast, browser
from tests.helpers.factories import DAY, HOUR
from tests.orders.helpers.support import queries_of, stop_clock

pytestmark = pytest.mark.django_db


def url(key: str, name: str = "mine", **more: Any) -> str:
    return reverse(f"cohorts:{name}", kwargs={"key": key, **more})


@pytest.fixture
def visitor(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Somebody without an account, an hour after the class was placed."""
    stop_clock(monkeypatch, START + HOUR)
    return browser(None, cast.inkwell)


def send(visitor: Client, key: str, **typed: Any) -> Any:
    return visitor.post(url(key, "mine_brief"), {"text": WORDS, "version": 0, "send": "yes", **typed})


def test_a_link_says_what_the_class_is_and_what_is_asked(cast: Cast, visitor: Client) -> None:
    key = linked(cast, asked(cast))

    page = visitor.get(url(key))

    words = page.content.decode()
    assert page.status_code == 200
    assert "Consultants" in words and "Ada Adams" in words and "Send brief" in words
    assert "A short biography of Ada Adams" in words
    assert page.headers["Cache-Control"] == "no-store, private"
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert "Ben Brown" not in words


def test_opening_it_writes_nothing(cast: Cast, visitor: Client) -> None:
    key = linked(cast, asked(cast))
    visitor.get(url(key))

    with CaptureQueriesContext(connection) as queries:
        visitor.get(url(key))
        visitor.head(url(key))
    assert not [one["sql"] for one in queries if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


@pytest.mark.parametrize("broken", ["made up", "revoked", "expired", "removed", "foreign"])
def test_what_opens_nothing_is_not_there(
    cast: Cast, visitor: Client, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    cohort = asked(cast)
    key = linked(cast, cohort)
    if broken == "made up":
        key = "0" * 48
    elif broken == "revoked":
        revoke_link(actor=cast.clara, member=member(cohort, "Ada"), now=START)
    elif broken == "expired":
        stop_clock(monkeypatch, START + HOLDS)
    elif broken == "removed":
        CohortMember.objects.filter(name="Ada Adams").update(removed_at=START)
    else:
        visitor = browser(None, cast.northwind)

    assert visitor.get(url(key)).status_code == 404
    assert send(visitor, key).status_code == 404
    assert not Order.objects.exists()


def test_a_new_link_ends_the_one_before(cast: Cast, visitor: Client) -> None:
    cohort = asked(cast)
    old, new = linked(cast, cohort), linked(cast, cohort)

    assert visitor.get(url(old)).status_code == 404
    assert visitor.get(url(new)).status_code == 200
    assert MemberLink.objects.filter(revoked_at=None).count() == 1
    assert not MemberLink.objects.filter(hash__in=[old, new]).exists()


def test_a_draft_is_kept_and_sent_once(cast: Cast, visitor: Client) -> None:
    cohort = asked(cast)
    key = linked(cast, cohort)

    saved = visitor.post(url(key, "mine_brief"), {"text": "First thoughts", "version": 0})
    assert saved.status_code == 302 and "First thoughts" in visitor.get(url(key)).content.decode()
    assert not Order.objects.exists()
    empty = visitor.post(url(key, "mine_brief"), {"text": "", "version": 1, "send": "yes"})
    assert empty.status_code == 422 and "Write what the text should be about." in empty.content.decode()

    file = SimpleUploadedFile("lisbon.txt", b"Lisbon")
    done = send(visitor, key, version=1, files=file)
    again = send(visitor, key, version=1)

    assert done.status_code == 302 and again.status_code in (302, 403, 409)
    order = Order.objects.get()
    ada = member(cohort, "Ada")
    assert order == ada.order and WORDS in order.brief and "A short biography of Ada Adams" in order.brief
    assert order.receiver_id == as_receiver(ada).member_id
    assert [use.name for use in Attachment.objects.filter(order=order)] == ["lisbon.txt"]
    assert sum(line.amount for line in order.lines.all()) == ada.placing.unit  # type: ignore[union-attr]
    words = visitor.get(url(key)).content.decode()
    assert "Send brief" not in words and "zqown" in words and "lisbon.txt" in words


def test_two_windows_lose_nothing(cast: Cast, visitor: Client) -> None:
    cohort = asked(cast)
    key = linked(cast, cohort)
    ada = member(cohort, "Ada")
    facts = {"actor": as_receiver(ada), "member": ada, "now": START}
    save_brief(**facts, text="One", version=0)
    with pytest.raises(Stale):
        save_brief(**facts, text="Two", version=0)

    page = visitor.post(url(key, "mine_brief"), {"text": "Two", "version": 0})

    assert page.status_code == 409 and "Two" in page.content.decode()
    assert MemberBrief.objects.get().text == "One"


def test_a_file_of_ones_own_is_taken_out_again(cast: Cast, visitor: Client) -> None:
    key = linked(cast, asked(cast))
    visitor.post(
        url(key, "mine_brief"), {"text": "x", "version": 0, "files": SimpleUploadedFile("a.txt", b"A")}
    )
    use = CohortMember.objects.get(name="Ada Adams").draft.attachments.get()  # type: ignore[union-attr]
    got = visitor.get(url(key, "mine_file", public_id=use.public_id))
    assert b"".join(got.streaming_content) == b"A"

    visitor.post(url(key, "mine_file_remove", public_id=use.public_id))

    assert visitor.get(url(key, "mine_file", public_id=use.public_id)).status_code == 404


def test_delivered_read_commented_and_accepted(cast: Cast, visitor: Client, monkeypatch: Any) -> None:
    cohort = asked(cast)
    key = linked(cast, cohort)
    send(visitor, key)
    order = deliver(cast, Order.objects.get(), now=START + HOUR)
    stop_clock(monkeypatch, START + 9 * HOUR)

    words = visitor.get(url(key)).content.decode()
    assert "Boats come in at dusk" in words and "Accept delivery" in words
    assert visitor.get(url(key, "mine_version", version=1)).status_code == 200
    word = visitor.get(url(key, "mine_version", version=1) + "?kind=md")
    assert b"A quiet harbour" in b"".join(word.streaming_content if word.streaming else [word.content])
    said = visitor.post(url(key, "mine_message"), {"text": "Lovely", "key": "2222222222"})
    twice = visitor.post(url(key, "mine_message"), {"text": "Lovely", "key": "2222222222"})
    assert said.status_code == twice.status_code == 302 and Message.objects.count() == 1
    post_message(actor=cast.wendell, order=order, internal=False, text="Thank you", now=START + 9 * HOUR)
    assert "Thank you" in visitor.get(url(key)).content.decode()

    done = visitor.post(url(key, "mine_accept"))

    assert done.status_code == 302 and Order.objects.get().state == "completed"
    assert "Accept delivery" not in visitor.get(url(key)).content.decode()


def test_a_revision_is_asked_for_and_a_question_answered(
    cast: Cast, visitor: Client, monkeypatch: Any
) -> None:
    cohort = asked(cast)
    key = linked(cast, cohort)
    send(visitor, key)
    order = deliver(cast, Order.objects.get(), now=START + HOUR)
    stop_clock(monkeypatch, START + 9 * HOUR)

    refused = visitor.post(url(key, "mine_revise"), {"summary": "More", "point_1": ""})
    assert refused.status_code == 422 and not RevisionRequest.objects.exists()
    visitor.post(url(key, "mine_revise"), {"summary": "More", "point_1": "Too short", "wish_1": "Lisbon"})
    revision = RevisionRequest.objects.get()
    assert revision.asked_by_id == order.receiver_id

    start_revision(actor=cast.wendell, revision=revision, now=START + 10 * HOUR)
    asks = {1: PointAnswer("question", "Which years?")}
    answer_points(
        actor=cast.wendell, revision=RevisionRequest.objects.get(), answers=asks, now=START + 11 * HOUR
    )
    stop_clock(monkeypatch, START + 12 * HOUR)
    assert "Which years?" in visitor.get(url(key)).content.decode()
    visitor.post(url(key, "mine_reply"), {"reply_1": "From 1994 on"})

    assert RevisionRequest.objects.get().points.get().client_reply == "From 1994 on"


def test_where_the_payer_receives_the_page_shows_the_brief_alone(cast: Cast, visitor: Client) -> None:
    cohort = asked(cast, receiver="payer")
    key = linked(cast, cohort)
    send(visitor, key)
    order = deliver(cast, Order.objects.get(), now=START + HOUR)

    words = visitor.get(url(key)).content.decode()

    assert order.receiver_id is None
    assert "Boats come in" not in words and 'id="messages"' not in words and "zqown" in words
    for name in ("mine_accept", "mine_revise", "mine_message"):
        typed = {"summary": "x", "point_1": "x"} if name == "mine_revise" else {}
        typed = {"text": "x", "key": "2222222222"} if name == "mine_message" else typed
        assert visitor.post(url(key, name), typed).status_code == 404
    assert visitor.get(url(key, "mine_version", version=1)).status_code == 404


def test_members_see_nothing_of_each_other(cast: Cast, visitor: Client) -> None:
    cohort = asked(cast)
    ada, ben = linked(cast, cohort), linked(cast, cohort, "Ben")
    send(visitor, ada, files=SimpleUploadedFile("zqfile.txt", b"secret"))
    use = Attachment.objects.get()

    words = visitor.get(url(ben)).content.decode()

    assert "zqown" not in words and "Ada" not in words
    assert visitor.get(url(ben, "mine_file", public_id=use.public_id)).status_code == 404
    assert visitor.get(url(ada, "mine_file", public_id=use.public_id)).status_code == 200


def test_who_pays_reads_neither_draft_nor_brief(cast: Cast, visitor: Client) -> None:
    cohort = asked(cast)
    key = linked(cast, cohort)
    visitor.post(url(key, "mine_brief"), {"text": WORDS, "version": 0})
    clara = browser(cast.clara)
    ada = member(cohort, "Ada")
    assert clara.get(f"/orders/drafts/{ada.draft.public_id}/").status_code == 404  # type: ignore[union-attr]
    send(visitor, key, version=1)

    page = clara.get(f"/orders/{Order.objects.get().number}/").content.decode()

    assert "zqown" not in page and "You see progress and price" in page


def test_who_pays_cannot_have_the_link_sent_to_another_address(cast: Cast) -> None:
    cohort = asked(cast)
    linked(cast, cohort)
    CohortMember.objects.filter(name="Ada Adams").update(email="clara@inkwell.example")

    with pytest.raises(NotAllowed):
        send_link(actor=cast.clara, member=member(cohort, "Ada"), now=START + DAY)
    assert send_link(actor=cast.max, member=member(cohort, "Ada"), now=START + DAY)
    with pytest.raises(Conflict):
        send_link(actor=cast.clara, member=member(cohort, "Cleo"), now=START)


def test_the_page_costs_the_same_whatever_there_is(cast: Cast, visitor: Client, monkeypatch: Any) -> None:
    cohort = asked(cast)
    key = linked(cast, cohort)
    send(visitor, key)
    order = deliver(cast, Order.objects.get(), now=START + HOUR)
    stop_clock(monkeypatch, START + 9 * HOUR)
    receiver = as_receiver(member(cohort, "Ada"))

    def say(count: int) -> None:
        for number in range(count):
            file = SimpleUploadedFile(f"{number}.txt", f"{count} {number}".encode())
            post_message(
                actor=receiver, order=order, internal=False, text="Hi", uploads=[file], now=START + 9 * HOUR
            )

    say(1)
    once = queries_of(visitor, url(key))
    say(3)

    assert queries_of(visitor, url(key)) == once and once <= 25


def test_no_class_of_a_payer_is_touched(cast: Cast) -> None:
    """Where the payer receives, orders are as they always were."""
    placed(cast)

    assert not Order.objects.exclude(receiver=None).exists()
    assert key_of and Order.objects.visible_to(cast.clara).count() == 3
