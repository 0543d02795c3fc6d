"""The pages of disputes: who reads what, and what each side does there."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.hooks import ties_of
from project.base.long_differences import MOST
from support.actions import disputes_settling
from support.actions.disputes_terms import Terms
from support.models import Dispute, DisputeFile, DisputePolicy
from support.pages import disputes_file
from support.pages.disputes_file import _changed
from tests.helpers.cast import Cast
from tests.helpers.factories import DAY, HOUR
from tests.helpers.pages import words_of
from tests.helpers.story import Story
from tests.orders.helpers.support import stop_clock, url_of
from tests.support.helpers.disputes import CLAIM, CLOSE, PART, POINTS, Case, set_policy

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
PEOPLE = ("clara", "wendell", "wanda", "edith", "sam", "max", "otto")


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[Case], None]:
    """The clock of the pages stands where a case is."""
    return lambda case: stop_clock(monkeypatch, case.now)


def page(case: Case, part: str = "") -> str:
    return f"/disputes/{case.dispute.public_id}/{part}"


def test_a_client_opens_a_dispute_from_the_order_page(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = Story(cast).delivered()
    stop_clock(monkeypatch, story.now)
    client = sign_in(cast.clara)
    assert "Open a dispute" in words_of(client.get(url_of(story.order)))
    url = url_of(story.order, "dispute/new/")
    assert "The order stops" in words_of(client.get(url))

    empty = client.post(url, {"reason": "", "text": "", "points": "Kept words"})
    sent = client.post(url, {"reason": "quality", "text": CLAIM, "points": f"{POINTS[0]}\n\n {POINTS[1]} \n"})

    assert empty.status_code == 422 and "Kept words" in empty.content.decode()
    dispute = Dispute.objects.get()
    assert sent.url == f"/disputes/{dispute.public_id}/"
    assert [point.text for point in dispute.points.all()] == POINTS
    assert client.get(url).status_code == 409
    assert client.get(url_of(story.order, "dispute/")).url == sent.url
    words = words_of(client.get(url_of(story.order)))
    assert "Go to dispute" in words and "opened a dispute" in words
    assert "settle the dispute." in words_of(sign_in(cast.max).get(url_of(story.order)))


def test_each_side_puts_files_beside_its_statement(cast: Cast, sign_in: SignIn, at: Any) -> None:
    case = Case(cast)
    at(case)
    client = sign_in(cast.wendell)
    said = {"text": "", "files": SimpleUploadedFile("brief.txt", b"The harbour of Lisbon.")}

    lost = client.post(page(case, "response/"), said)
    assert lost.status_code == 422 and "Choose the files again" in words_of(lost)
    said["text"], said["files"] = "It was in the brief.", SimpleUploadedFile("brief.txt", b"The harbour.")
    assert client.post(page(case, "response/"), said).status_code == 302

    file = DisputeFile.objects.get()
    url = f"/files/{file.public_id}/"
    assert (file.kind, file.added_by_id) == ("answer", cast.wendell.member_id)
    for who in ("clara", "wendell", "sam"):
        assert url in sign_in(getattr(cast, who)).get(page(case)).text, who
        assert sign_in(getattr(cast, who)).get(url).status_code == 200, who
    assert "brief.txt" in sign_in(cast.sam).get(page(case, "file/")).text
    for who in (cast.wanda, cast.edith, cast.mara):
        assert sign_in(who).get(url).status_code == 404


def test_a_file_that_is_refused_stands_beside_its_field(cast: Cast, sign_in: SignIn, at: Any) -> None:
    story = Story(cast).delivered()
    at(story)
    said = {"reason": "quality", "text": CLAIM, "files": SimpleUploadedFile("a.exe", b"MZ\x90\x00")}

    answer = sign_in(cast.clara).post(url_of(story.order, "dispute/new/"), said)

    assert answer.status_code == 422 and CLAIM in answer.text and not Dispute.objects.exists()


def test_after_the_days_of_grace_no_button_leads_there(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = Story(cast).completed().order
    assert order.closed_at is not None
    ends = order.closed_at + cast.inkwell.grace_days * DAY
    client, url = sign_in(cast.clara), url_of(order, "dispute/new/")

    stop_clock(monkeypatch, ends - HOUR)
    assert f'href="{url}"' in client.get(url_of(order)).content.decode()
    stop_clock(monkeypatch, ends)
    assert f'href="{url}"' not in client.get(url_of(order)).content.decode()
    assert client.get(url).status_code == 409


def test_a_state_without_a_dispute_says_so(cast: Cast, sign_in: SignIn) -> None:
    order = Story(cast).assigned().order

    assert sign_in(cast.clara).get(url_of(order, "dispute/new/")).status_code == 409
    assert sign_in(cast.sam).get(url_of(order, "dispute/new/")).status_code == 403


def test_who_reads_what(cast: Cast, sign_in: SignIn, at: Any) -> None:
    set_policy(cast, support_limit=Decimal(0))
    fee = Decimal("12.34")
    case = Case(cast).proposed(Terms("refund", "All of it comes back.", percent=100, fee=fee))
    at(case)
    amount = f"€{case.proposal.amount}"

    found = {name: sign_in(getattr(cast, name)).get(page(case)) for name in PEOPLE}

    assert {name for name, answer in found.items() if answer.status_code == 404} == {"wanda", "edith"}
    words = {name: words_of(found[name]) for name in ("clara", "wendell", "sam", "max")}
    assert all(CLAIM in said and POINTS[0] in said for said in words.values())
    assert {name for name, said in words.items() if amount in said} == {"clara", "sam", "max"}
    assert {name for name, said in words.items() if "€12.34" in said} == {"wendell", "sam", "max"}
    assert {name for name, said in words.items() if "second manager or owner" in said} == {"sam", "max"}
    client_name = case.order.account.name
    assert client_name not in words["wendell"] and "Wendell" not in words["clara"]
    assert cast.max.membership.public_name not in words["clara"] + words["wendell"]


def test_from_response_to_executed_refund(cast: Cast, sign_in: SignIn, at: Any) -> None:
    set_policy(cast, support_limit=Decimal("1000.00"))
    case = Case(cast)
    at(case)
    clara, wendell, sam = (sign_in(getattr(cast, name)) for name in ("clara", "wendell", "sam"))
    early = words_of(sam.get(page(case)))
    assert "The other side can still respond." in early and "Send proposal" not in early

    wendell.post(page(case, "response/"), {"text": "It was in the brief."})
    terms = {"outcome": "refund", "percent": "25", "words": "A quarter of it."}
    assert "Send proposal" in words_of(sam.get(page(case)))
    assert sam.post(page(case, "proposal/"), terms).status_code == 302
    for client in (clara, wendell):
        assert "Accept proposal" in words_of(client.get(page(case)))
        assert client.post(page(case, "acceptance/"), {"number": "1"}).status_code == 302
        assert "Accept proposal" not in words_of(client.get(page(case)))

    assert case.reread().dispute.state == "decided" and len(case.refunds) == 1
    for client in (clara, wendell, sam):
        assert "Carried out" in words_of(client.get(page(case)))
    assert "settled the dispute" in words_of(clara.get(url_of(case.order)))


def test_what_is_wrong_stands_on_the_page_with_what_was_typed(cast: Cast, sign_in: SignIn, at: Any) -> None:
    case = Case(cast).answered()
    at(case)

    answer = sign_in(cast.sam).post(
        page(case, "proposal/"), {"outcome": "refund", "percent": "100", "words": "Kept reasons"}
    )

    assert answer.status_code == 422 and "Kept reasons" in answer.content.decode()
    assert "Ask for a manager to refund more." in words_of(answer)


def test_a_proposal_that_is_gone_is_a_conflict_on_the_page(cast: Cast, sign_in: SignIn, at: Any) -> None:
    case = Case(cast).countered()
    at(case)

    answer = sign_in(cast.clara).post(page(case, "acceptance/"), {"number": "1"})

    assert answer.status_code == 409 and "not possible right now" in words_of(answer)


def test_counter_decision_and_appeal(cast: Cast, sign_in: SignIn, at: Any) -> None:
    case = Case(cast).proposed(CLOSE)
    at(case)
    clara, manager = sign_in(cast.clara), sign_in(cast.max)

    counter = {"number": "1", "outcome": "redo", "words": "Write it anew."}
    assert clara.post(page(case, "counterproposal/"), counter).status_code == 302
    assert "Decide for both sides" in words_of(manager.get(page(case)))
    decided = manager.post(page(case, "decision/"), {"outcome": "close", "words": "It is as ordered."})
    assert decided.status_code == 302 and case.reread().dispute.state == "decided"
    assert clara.post(page(case, "appeal/"), {"text": "Read it again."}).status_code == 302

    assert case.reread().dispute.state == "answering"
    assert "Send proposal" not in words_of(sign_in(cast.sam).get(page(case)))


def test_withdrawing_and_asking_for_a_manager(cast: Cast, sign_in: SignIn, at: Any) -> None:
    case = Case(cast)
    at(case)
    clara = sign_in(cast.clara)

    assert clara.post(page(case, "escalation/")).status_code == 302
    assert "a manager or owner" in words_of(clara.get(page(case)))
    assert clara.post(page(case, "withdrawal/")).status_code == 302
    assert case.order.state == "delivered"


def test_the_second_person_approves(cast: Cast, sign_in: SignIn, at: Any) -> None:
    set_policy(cast, support_limit=Decimal(0))
    case = Case(cast).proposed(PART).accept()
    at(case)

    assert "Approve the amount" not in words_of(sign_in(cast.max).get(page(case)))
    assert "Approve the amount" in words_of(sign_in(cast.otto).get(page(case)))
    assert sign_in(cast.otto).post(page(case, "approval/"), {"number": "1"}).status_code == 302
    assert case.reread().dispute.state == "decided"


def test_a_decision_waits_for_the_second_person_too(cast: Cast, sign_in: SignIn, at: Any) -> None:
    set_policy(cast, support_limit=Decimal(0))
    case = Case(cast).countered()
    disputes_settling.decide(actor=cast.max, terms=PART, **case.tick())
    at(case)

    for person in (cast.max, cast.clara):
        assert "Decision waiting for approval" in words_of(sign_in(person).get(page(case)))
    assert (
        sign_in(cast.otto).post(page(case, "approval/"), {"number": str(case.proposal.number)}).status_code
        == 302
    )
    assert case.reread().dispute.state == "decided"
    assert "Decision waiting for approval" not in words_of(sign_in(cast.clara).get(page(case)))


# --- the desk ---
def test_the_desk_lists_by_state_reason_and_order(cast: Cast, sign_in: SignIn) -> None:
    open_one, ended = Case(cast), Case(cast).decided()
    desk = sign_in(cast.sam)

    def listed(asked: str) -> set[str]:
        words = words_of(desk.get(f"/desk/disputes/{asked}"))
        return {case.order.number for case in (open_one, ended) if case.order.number in words}

    assert listed("") == {open_one.order.number}
    assert listed("?tab=ended") == {ended.order.number}
    assert listed("?tab=countered") == set()
    assert listed("?reason=late") == set() and listed("?reason=quality") == {open_one.order.number}
    assert listed(f"?q={open_one.order.number}") == {open_one.order.number}
    assert listed("?q=nobody") == set()
    assert sign_in(cast.clara).get("/desk/disputes/").status_code == 403
    assert "Open disputes 1" in words_of(desk.get("/desk/"))


def queries(client: Client, url: str) -> int:
    """Of the second visit: what a process keeps is there then."""
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as found:
        client.get(url)
    return len(found)


def test_the_list_asks_as_much_for_three_as_for_one(cast: Cast, sign_in: SignIn) -> None:
    desk = sign_in(cast.sam)
    Case(cast)
    one = queries(desk, "/desk/disputes/")

    for _number in range(2):
        Case(cast)

    assert queries(desk, "/desk/disputes/") == one <= 4


def test_the_page_asks_as_much_for_a_long_dispute_as_for_a_short_one(cast: Cast, sign_in: SignIn) -> None:
    desk, short, long = sign_in(cast.max), Case(cast).countered(), Case(cast).countered()
    for number in range(2):
        disputes_settling.propose(actor=cast.max, terms=Terms("close", f"{number}"), **long.tick())
        wish = Terms("close", f"No {number}")
        disputes_settling.counter(actor=cast.clara, number=long.proposal.number, terms=wish, **long.tick())

    assert queries(desk, page(long)) == queries(desk, page(short)) <= 14


def test_managers_set_times_and_limit(cast: Cast, sign_in: SignIn) -> None:
    said = {
        "answer_hours": "48",
        "reply_hours": "24",
        "decision_hours": "72",
        "appeal_days": "0",
        "support_limit": "250",
    }
    client = sign_in(cast.max)
    assert 'value="72"' in client.get("/desk/disputes/settings/").content.decode()

    assert client.post("/desk/disputes/settings/", {**said, "answer_hours": "3"}).status_code == 422
    assert client.post("/desk/disputes/settings/", said).status_code == 302

    policy = DisputePolicy.objects.get()
    assert (policy.answer_hours, policy.appeal_days, policy.support_limit) == (48, 0, Decimal("250.00"))
    assert sign_in(cast.sam).get("/desk/disputes/settings/").status_code == 403


def test_a_side_is_tied_until_it_is_settled(cast: Cast) -> None:
    case = Case(cast).answered()

    for person in (cast.clara, cast.wendell):
        assert any(case.order.number in tie.words and "dispute" in tie.words for tie in ties_of(person))
    assert not [tie for tie in ties_of(cast.sam) if "dispute" in tie.words]


# --- the file ---
def test_the_file_collects_what_its_reader_may_read(cast: Cast, sign_in: SignIn, at: Any) -> None:
    case = Case(cast).proposed(PART)
    at(case)
    amount = f"€{case.proposal.amount}"

    files = {name: words_of(sign_in(getattr(cast, name)).get(page(case, "file/"))) for name in PEOPLE}

    for name in ("clara", "wendell", "sam", "max"):
        for part in (CLAIM, POINTS[1], "It was in the brief.", "Version 1", case.order.brief[:40]):
            assert part in files[name], (name, part)
    assert {name for name, words in files.items() if amount in words} == {"clara", "sam", "max", "otto"}
    assert {name for name, words in files.items() if "Charged now" in words} == {
        "clara",
        "sam",
        "max",
        "otto",
    }
    for name in ("clara", "sam"):
        told = files[name].rpartition("What happened")[2]
        assert 0 < told.index("placed the order") < told.index("opened a dispute"), "all of it, oldest first"
    pdf = sign_in(cast.sam).get(page(case, "file/document/"))
    assert pdf.headers["Content-Type"] == "application/pdf" and pdf.content.startswith(b"%PDF")
    assert sign_in(cast.wanda).get(page(case, "file/document/")).status_code == 404


def test_the_file_shows_what_changed_between_versions(cast: Cast, sign_in: SignIn, at: Any) -> None:
    case = Case(cast, "answered")
    at(case)
    old, new = case.order.deliveries.order_by("number").values_list("text", flat=True)
    assert old != new

    file = sign_in(cast.sam).get(page(case, "file/"))

    words = words_of(file)
    assert "Changes between versions" in words and "Version 1 to 2" in words and "Added: “" in words
    assert "/deliveries/compared/?from=1&amp;to=2" in file.text
    assert sign_in(cast.sam).get(page(case, "file/document/")).content.startswith(b"%PDF")
    assert "loud" in words_of(sign_in(cast.clara).get(page(case, "file/")))


def test_a_change_that_is_long_or_vast_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = "one two three four five", "1 two 3 four 5"
    assert _changed(old, new).count("Removed") == 3
    monkeypatch.setattr(disputes_file, "MOST_CHANGES", 1)

    lines = _changed(old, new).split("\n")

    assert lines == ["Removed: “one”. Added: “1”.", "and 2 more changes"]
    assert "is a file" in _changed("", new)
    assert _changed(old, old) == "The text is the same."
    assert len(_changed("x", "word " * 400)) < 300
    assert _changed("x", "w" * (MOST + 1)) == "Too long to be compared."


def test_who_has_to_respond_reads_so(cast: Cast, sign_in: SignIn, at: Any) -> None:
    case = Case(cast)
    at(case)

    for address in (page(case), f"/orders/{case.order.number}/"):
        said = {
            name: words_of(sign_in(getattr(cast, name)).get(address)) for name in ("clara", "wendell", "sam")
        }
        assert "Waiting for your response" in said["wendell"]
        assert all("Waiting for the other side" in said[name] for name in ("clara", "sam"))
