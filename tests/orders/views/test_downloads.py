"""Texts taken away: by whom, as what, always the same, and nothing in them that their page does not show."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from django.test import Client
from pypdf import PdfReader

from accounts.models import User
from agencies.files import word
from agencies.models import Agency, Letterhead
from orders.actions import reviews
from orders.models import Order
from orders.pages import order_archive, text_documents
from project.base import markdown
from tests.helpers.cast import Cast
from tests.helpers.story import TEXT, Story
from tests.orders.helpers.sentinels import SECRETS, Secretive
from tests.orders.helpers.support import queries_of, stop_clock
from tests.orders.views.test_past_work import LATER, goes_on, handed_over

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
PEOPLE = ("clara", "wendell", "wanda", "edith", "sam", "max", "otto", "mara", "nick", "nora")
NOTED = f"{TEXT}\n\nSalt[^1].\n\n- tide\n  - neap\n\n[^1]: From the pans."


def document(order: Order, version: int = 1, query: str = "?kind=md") -> str:
    return f"/orders/{order.number}/deliveries/{version}/download/{query}"


def archive_of(client: Client, order: Order) -> dict[str, str]:
    answer = client.get(f"/orders/{order.number}/archive/")
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode(errors="replace") for name in archive.namelist()}


def readers(sign_in: SignIn, cast: Cast, url: str) -> set[str]:
    """Who gets it; all others are told that there is no such thing."""
    found = {name: sign_in(getattr(cast, name)).get(url).status_code for name in PEOPLE}
    assert set(found.values()) <= {200, 404}
    return {name for name, status in found.items() if status == 200}


@pytest.mark.parametrize(
    ("state", "version"),
    [
        ("in_review", 1),
        ("returned", 1),
        ("delivered", 1),
        ("completed", 1),
        ("revision_requested", 1),
        ("answered", 2),
    ],
)
def test_who_reads_a_version_takes_it(cast: Cast, sign_in: SignIn, state: str, version: int) -> None:
    story = Story(cast)
    story = story.claimed().returned() if state == "returned" else getattr(story, state)()
    number = story.order.number
    page = f"/orders/{number}/deliveries/{version}/"

    allowed = readers(sign_in, cast, page)

    assert {"wendell", "sam", "max", "otto"} <= allowed and ("clara" in allowed) == (
        state not in ("in_review", "returned")
    )
    for way in ("download/?kind=md", "print/"):
        assert readers(sign_in, cast, page + way) == allowed
    for way in ("archive/", "brief/download/?kind=md"):
        assert readers(sign_in, cast, f"/orders/{number}/{way}") == readers(
            sign_in, cast, f"/orders/{number}/"
        )


def test_the_client_gets_no_version_before_it_is_approved(cast: Cast, sign_in: SignIn) -> None:
    story = Story(cast).delivered()
    again = Story(cast).in_review()
    client = sign_in(cast.clara)

    assert client.get(document(story.order)).status_code == 200
    assert client.get(document(again.order)).status_code == 404
    assert [name for name in archive_of(client, again.order) if name.startswith("version")] == []


def test_who_is_only_asked_to_write_takes_the_brief_alone(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = Story(cast).offered()
    stop_clock(monkeypatch, story.now)
    client = sign_in(cast.wendell)

    assert client.get(document(story.order)).status_code == 404
    assert set(archive_of(client, story.order)) == {"order.json", "brief.md"}
    assert (
        story.order.brief
        in client.get(f"/orders/{story.order.number}/brief/download/?kind=md").content.decode()
    )


def test_a_stranger_reads_the_same_as_of_what_never_was(cast: Cast, sign_in: SignIn) -> None:
    story = Story(cast).completed()
    client = sign_in(cast.nick)
    for way in ("deliveries/1/download/", "deliveries/1/print/", "brief/download/", "archive/"):
        assert client.get(f"/orders/{story.order.number}/{way}").status_code == 404
        assert client.get(f"/orders/INK-2026-09999/{way}").status_code == 404
    assert Client(headers={"host": "inkwell.localhost"}).get(document(story.order)).status_code == 302


def test_a_former_writer_takes_what_there_was(cast: Cast, sign_in: SignIn) -> None:
    story = goes_on(handed_over(cast, "revision_requested"))
    client, order = sign_in(cast.wendell), story.order

    assert client.get(document(order)).content.decode() == f"{TEXT}\n"
    assert client.get(document(order, 2)).status_code == 404
    found = archive_of(client, order)
    told = json.dumps(found, ensure_ascii=False)
    assert "Earlyword" in found["messages.md"] and found["messages/early.txt"] == "early"
    assert [word for word in LATER if word in told] == [] and "Clara" not in told
    assert "internal-notes.md" not in found and "version-2.md" not in found


def test_the_name_says_what_it_is_and_nothing_runs(cast: Cast, sign_in: SignIn) -> None:
    story = Story(cast).completed()
    answer = sign_in(cast.clara).get(document(story.order))

    assert answer.headers["Content-Disposition"] == f'attachment; filename="{story.order.number}-v1.md"'
    assert answer.headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "query", ["?kind=docx&letterhead=on", "?kind=pdf", "?kind=pdf&letterhead=on", "?kind=nonsense"]
)
def test_everybody_gets_the_same_bytes(cast: Cast, sign_in: SignIn, query: str) -> None:
    """Whatever their zone and language, and whichever day."""
    story = Story(cast).in_progress().deliver(NOTED).approve()
    found = set()
    for name, zone in (("clara", "Asia/Tokyo"), ("wendell", "America/Los_Angeles"), ("max", "Europe/Berlin")):
        member = getattr(cast, name)
        User.objects.filter(pk=member.membership.user_id).update(timezone=zone)
        client = sign_in(member)
        found.add(client.get(document(story.order, 1, query), headers={"accept-language": "en-GB"}).content)
    assert len(found) == 1


def test_word_holds_the_text_on_the_paper_of_the_agency(cast: Cast, sign_in: SignIn) -> None:
    Letterhead.objects.update_or_create(
        agency=cast.inkwell, defaults={"name": "Inkwell Writing Ltd", "address": "4 Quay Street\nLeith"}
    )
    Agency.objects.filter(pk=cast.inkwell.pk).update(timezone="Pacific/Auckland")
    story = Story(cast).in_progress().deliver(NOTED).approve()
    client = sign_in(cast.clara)

    plain = docx.Document(io.BytesIO(client.get(document(story.order, 1, "?kind=docx")).content))
    paper = docx.Document(
        io.BytesIO(client.get(document(story.order, 1, "?kind=docx&letterhead=on")).content)
    )

    assert [paragraph.text for paragraph in plain.paragraphs] == [
        paragraph.text for paragraph in paper.paragraphs
    ]
    assert plain.paragraphs[0].style.name == "Heading 1" and plain.core_properties.title == story.order.title
    assert not plain.sections[0].first_page_header.paragraphs[0].text
    head, foot = paper.sections[0].first_page_header, paper.sections[0].first_page_footer
    assert [line.text for line in head.paragraphs][:3] == ["Inkwell Writing Ltd", "4 Quay Street", "Leith"]
    reached = story.order.deliveries.get().reviewed_at.astimezone(cast.inkwell.zone)
    assert f"{story.order.number} · Version 1" in foot.paragraphs[0].text
    assert (
        f"{reached.astimezone(Agency.objects.get(pk=cast.inkwell.pk).zone).day} March 2026"
        in foot.paragraphs[0].text
    )


def test_a_document_that_cannot_be_made_is_said(cast: Cast, sign_in: SignIn, monkeypatch: Any) -> None:
    monkeypatch.setattr(word, "PATIENCE", 0.001)
    answer = sign_in(cast.clara).get(document(Story(cast).completed().order, 1, "?kind=docx"))

    assert answer.status_code == 503 and "Download it as Markdown" in answer.content.decode()
    assert answer.headers["Retry-After"] == "30"


def test_a_pdf_on_the_paper_of_the_agency(cast: Cast, sign_in: SignIn) -> None:
    story = Story(cast).in_progress().deliver(NOTED).approve()
    plain, paper = (
        PdfReader(io.BytesIO(sign_in(cast.clara).get(document(story.order, 1, query)).content))
        for query in ("?kind=pdf", "?kind=pdf&letterhead=on")
    )
    said, on_paper = plain.pages[0].extract_text(), paper.pages[0].extract_text()

    assert "A quiet harbour" in said and "From the pans." in said and story.order.number not in said
    assert cast.inkwell.name in on_paper and f"{story.order.number} · Version 1 · 2 March 2026" in on_paper
    assert plain.metadata is not None and plain.metadata.title == story.order.title


def test_letters_that_no_font_shows_are_named(cast: Cast, sign_in: SignIn, monkeypatch: Any) -> None:
    story = Story(cast).in_progress().deliver("Salt \U00012000 \U00013000").approve()
    answer = sign_in(cast.clara).get(document(story.order, 1, "?kind=pdf"))
    assert (
        answer.status_code == 409
        and "\U00012000 \U00013000. Download it as Word or Markdown" in answer.content.decode()
    )

    monkeypatch.setattr(text_documents, "MOST_PRINTED", 5)
    assert sign_in(cast.clara).get(document(story.order, 1, "?kind=pdf")).status_code == 413


def test_the_page_to_print_has_nothing_around_it(cast: Cast, sign_in: SignIn) -> None:
    story = Story(cast).in_progress().deliver(NOTED).approve()
    url = f"/orders/{story.order.number}/deliveries/1/print/"
    client = sign_in(cast.clara)

    page = client.get(url).content.decode()
    assert str(markdown.render(NOTED)) in page and "A quiet harbour</h2>" in page
    assert "side-menu" not in page and "Inkwell Writing" not in page and "printed-head" not in page
    assert "printed-head" in client.get(f"{url}?letterhead=on").content.decode()
    assert queries_of(client, url) == queries_of(client, f"{url}?letterhead=on") - 1 == 4


def test_an_archive_holds_what_its_reader_sees(cast: Cast, sign_in: SignIn) -> None:
    story = Secretive(cast).three_versions()
    for name in ("clara", "wendell", "edith", "sam", "max"):
        client, order = sign_in(getattr(story.cast, name)), story.order
        pages = [
            f"/orders/{order.number}/",
            f"/orders/{order.number}/messages/",
            f"/orders/{order.number}/notes/",
        ]
        pages += [f"/orders/{order.number}/deliveries/{number}/" for number in (1, 2, 3)]
        seen = " ".join(client.get(url).content.decode() for url in pages)
        kept = " ".join(f"{path} {content}" for path, content in archive_of(client, order).items())

        leaked = [secret for secret in SECRETS.values() if secret in kept and secret not in seen]
        assert leaked == [], name
        texts = [SECRETS[key] for key in ("sent back", "approved", "unapproved", "brief file", "notes")]
        assert [text for text in texts if text in seen and text not in kept] == [], name


def test_an_archive_is_readable_by_itself(cast: Cast, sign_in: SignIn) -> None:
    story = Story(cast).answered()
    found = archive_of(sign_in(cast.clara), story.order)

    assert set(found) == {"order.json", "brief.md", "version-1.md", "version-2.md", "revision-1.md"}
    facts = json.loads(found["order.json"])
    assert facts["number"] == story.order.number and facts["state"] == "Delivered" and "fee" not in facts
    assert facts["placed"] == "2 March 2026, 09:00 (Europe/London)" and facts["price"]
    assert found["version-1.md"] == f"{TEXT}\n"
    assert "## 1. The market (must-fix)" in found["revision-1.md"].replace("Must-fix", "must-fix").replace(
        "Must fix", "must-fix"
    )
    assert "Added." in found["revision-1.md"]


def test_an_archive_beyond_all_bounds_is_refused(cast: Cast, sign_in: SignIn, monkeypatch: Any) -> None:
    story = Secretive(cast).three_versions()
    monkeypatch.setattr(order_archive, "MOST_BYTES", 3)
    answer = sign_in(story.cast.max).get(f"/orders/{story.order.number}/archive/")
    assert answer.status_code == 413 and "one by one" in answer.content.decode()


def test_the_page_offers_it_where_there_is_a_text(cast: Cast, sign_in: SignIn) -> None:
    story = Story(cast).answered()
    number = story.order.number
    for url in (
        f"/orders/{number}/",
        f"/orders/{number}/deliveries/2/",
        f"/orders/{number}/deliveries/compared/",
    ):
        page = sign_in(cast.clara).get(url).content.decode()
        links = re.findall(r'href="(/orders/[^"]*/download/[^"]*)"', page)
        assert f"/orders/{number}/deliveries/2/download/?kind=docx" in links, url
    waiting = sign_in(cast.clara).get(f"/orders/{Story(cast).in_review().order.number}/").content.decode()
    assert "/deliveries/1/download/" not in waiting


def menus(page: Any) -> list[str]:
    """The addresses of Word files that the page offers, without the brief's."""
    return re.findall(r'href="([^"]*/deliveries/[^"]*/download/)\?kind=docx"', page.content.decode())


def test_writers_and_editors_take_a_text_along_where_they_work(cast: Cast, sign_in: SignIn) -> None:
    story = Story(cast).claimed().returned()
    wendell, edith, order = sign_in(cast.wendell), sign_in(cast.edith), story.order
    page = wendell.get(f"/orders/{order.number}/deliveries/new/")
    assert menus(page) == [document(order, 1, "")]
    assert 'data-copy="preview"' in page.content.decode()
    assert f"/orders/{order.number}/deliveries/1/print/" in page.content.decode()

    story.deliver("Second *text*.")
    reviews.claim_review(actor=cast.edith, **story.tick())
    page = edith.get(f"/editing/{order.number}/")
    assert menus(page) == [document(order, 2, ""), document(order, 1, "")]
    assert 'data-copy="work-text"' in page.content.decode() and 'id="work-text"' in page.content.decode()

    page = edith.get(f"/orders/{order.number}/review/correction/")
    assert menus(page) == [document(order, 2, "")]
    assert all(edith.get(f"{url}?kind=md").status_code == 200 for url in menus(page))


def test_nothing_is_offered_before_there_is_a_text(cast: Cast, sign_in: SignIn) -> None:
    story = Story(cast).in_progress()

    page = sign_in(cast.wendell).get(f"/orders/{story.order.number}/deliveries/new/")

    assert page.status_code == 200 and menus(page) == []
