"""Every word of a commission reaches whom it is for, and nobody else: each field by each reader, on the real
pages and by the API. The table for people is in docs/orders.md."""

from __future__ import annotations

import pytest

from clients.actions.style_guides import save_style_guide
from drafts.actions.drafts import save_draft
from drafts.actions.preset_filling import begin_filled
from drafts.models.commission import Commission
from orders.actions import offers, placing, reassigning, reviews
from orders.models import Order
from project.base.viewer import Member
from tests.drafts.helpers.presets import make_preset
from tests.helpers.api import Api
from tests.helpers.cast import START, Cast, browser, load_cast
from tests.helpers.factories import DAY, account_of, seen_price
from tests.helpers.story import FEE, Story
from tests.orders.helpers.support import url_of
from tests.writers.helpers.pool import put

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
#: Fields of words, each with a text that stands nowhere else.
WORDS = {
    "title": "Qtitle",
    "brief": "Qbrief says in five words or more what it is about.",
    "audience": "Qaudience",
    "purpose": "Qpurpose",
    "tone": "Qtone",
    "format": "Qformat",
    "citation_style": "Qcitation",
    "references": "Qreferences",
    "house_style": "Qhousestyle",
    "style_preferences": "Qnumbers: in words\nQdates: day first",
    "notes": "Qnotes",
}
GUIDE = "Qguide"
#: What is chosen, counted or shown in words of its own.
NO_WORDS = {"quantity", "locale", "source_locale"}
PRIVATE = {"notes"}
WORK = (WORDS.keys() | {"guide"}) - PRIVATE
ALL = WORDS.keys() | {"guide"}
POOL = {"brief", "house_style", "style_preferences"}


def commissioned(cast: Cast) -> Story:
    save_style_guide(
        actor=cast.clara, account=account_of(cast.clara), text=GUIDE, link="", number=0, now=START - DAY
    )
    return Story(cast, now=START, **WORDS)


def seen(text: str) -> set[str]:
    """Which of the texts stand in a page, or an answer of the API."""
    first = {name: words.split(":")[0].split(" ")[0] for name, words in WORDS.items()}
    return {name for name, word in {**first, "guide": GUIDE}.items() if word in text}


def page(member: Member, url: str) -> set[str]:
    answer = browser(member).get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return seen(answer.content.decode())


def answer(member: Member, path: str) -> set[str]:
    given = Api(member).get(path)
    assert given.status == 200, (path, given.json)
    return seen(str(given.json))


def test_the_table_names_every_field() -> None:
    fields = {field.name for field in Commission._meta.get_fields()}
    assert fields == WORDS.keys() | NO_WORDS


@pytest.mark.parametrize(
    ("reader", "expected"),
    [("clara", ALL), ("sam", ALL), ("max", ALL), ("wendell", WORK), ("edith", WORK)],
)
def test_the_page_of_an_order_and_the_api(cast: Cast, reader: str, expected: set[str]) -> None:
    order = commissioned(cast).claimed().order
    member = getattr(cast, reader)
    assert page(member, url_of(order)) == expected
    assert answer(member, f"orders/orders/{order.number}/") == expected


def test_a_writer_who_is_offered_it_reads_what_the_writer_would(cast: Cast) -> None:
    order = commissioned(cast).offered().order
    assert page(cast.wendell, url_of(order)) == WORK


def test_beside_the_text_that_is_written_reviewed_or_corrected(cast: Cast) -> None:
    story = commissioned(cast).in_progress()
    assert page(cast.wendell, url_of(story.order, "deliveries/new/")) == WORK
    order = Story.reread(story.deliver()).order
    reviews.claim_review(actor=cast.edith, **story.tick())
    assert page(cast.edith, f"/editing/{order.number}/") == WORK
    assert page(cast.edith, url_of(order, "review/correction/")) == WORK


def test_whoever_handed_it_over_reads_what_they_had(cast: Cast) -> None:
    story = commissioned(cast).in_progress()
    reassigning.reassign_order(actor=cast.max, writer=cast.wanda.membership, fee=FEE, **story.tick())
    save_style_guide(
        actor=cast.clara,
        account=account_of(cast.clara),
        text="Qlater",
        link="",
        number=1,
        now=story.now + DAY,
    )
    assert page(cast.wendell, url_of(story.order)) == WORK
    assert answer(cast.wendell, f"orders/orders/{story.order.number}/handed-over/") == WORK
    assert "Qlater" not in browser(cast.wendell).get(url_of(story.order)).content.decode()
    assert "Qlater" in browser(cast.wanda).get(url_of(story.order)).content.decode()


@pytest.mark.parametrize(("confidential", "expected"), [(False, POOL), (True, set())])
def test_the_pool_shows_the_brief_with_its_style(cast: Cast, confidential: bool, expected: set[str]) -> None:
    """Not the guide, the title or the rest: those would name the client."""
    entry = put(cast, commissioned(cast).order, confidential=confidential)
    assert page(cast.wanda, f"/studio/pool/{entry.public_id}/") == expected
    assert answer(cast.wanda, f"writer-management/pool/{entry.public_id}/") == expected


def test_a_draft_is_read_with_all_of_it_by_its_client(cast: Cast) -> None:
    order = commissioned(cast).order
    assert order.draft is not None
    assert page(cast.clara, f"/orders/drafts/{order.draft.public_id}/") == WORDS.keys()


def test_from_a_preset_to_whoever_writes(cast: Cast) -> None:
    """What a preset says of style stands on the writer's page, and not among the notes to the desk."""
    preset = make_preset(cast.clara, house_notes="No puns.", styles=[("Numbers", "in words")])
    draft = begin_filled(actor=cast.clara, preset=preset, now=START).draft
    more = {"title": "T", "brief": WORDS["brief"], "deadline": START + 9 * DAY}
    more["quality"] = Story(cast).order.quality
    draft = save_draft(actor=cast.clara, draft=draft, version=draft.version, fields=more, now=START)
    order = placing.convert_draft(
        actor=cast.clara, draft=draft, seen=seen_price(load_cast().clara, draft, START), now=START
    )
    offers.assign_order(actor=cast.max, order=order, writer=cast.wendell.membership, fee=FEE, now=START)

    stored = Order.objects.get(pk=order.pk)
    assert (stored.house_style, stored.style_preferences) == ("No puns.", "Numbers: in words")
    assert stored.notes == ""
    text = browser(cast.wendell).get(url_of(order)).content.decode()
    assert "No puns." in text and "Numbers: in words" in text


@pytest.mark.parametrize(
    ("reader", "own"), [("clara", True), ("sam", True), ("wendell", False), ("edith", False)]
)
def test_the_page_of_the_guide_itself(cast: Cast, reader: str, own: bool) -> None:
    commissioned(cast)
    url = f"/orders/accounts/{account_of(cast.clara).public_id}/style-guide/"
    found = browser(getattr(cast, reader)).get(url)
    assert (found.status_code == 200) is own and (GUIDE in found.content.decode()) is own
