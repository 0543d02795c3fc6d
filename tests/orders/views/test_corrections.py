"""The page on which an editor corrects: beside brief and points, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from orders.models import Delivery
from tests.helpers.cast import Cast
from tests.helpers.factories import HOUR
from tests.helpers.pages import form_to, words_of
from tests.helpers.story import CORRECTED, TEXT, Story
from tests.orders.helpers.sentinels import Secretive, seen
from tests.orders.helpers.support import queries_of, stop_clock, upload, url_of

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
PREVIEW = {"HX-Request": "true", "HX-Target": "preview"}


@pytest.fixture
def story(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Story:
    told = Story(cast).claimed()
    stop_clock(monkeypatch, told.now + HOUR)
    return told


@pytest.fixture
def url(story: Story) -> str:
    return url_of(story.order, "review/correction/")


@pytest.fixture
def edith(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.edith)


def test_the_text_is_corrected_beside_brief_and_note(edith: Client, story: Story, url: str) -> None:
    page = edith.get(url)

    said, form = words_of(page), form_to(page, url, ["text"])
    assert story.order.brief in said and "Writer’s note to the editor Here it is." in said
    assert form.sent["text"][0].strip() == TEXT and form.sent["number"] == ["1"]
    answer = edith.post(url, {**form.sent, "text": CORRECTED})
    assert (answer.status_code, answer.url) == (302, f"/editing/{story.order.number}/")
    review = words_of(edith.get(answer.url))
    assert "Compare with version 1" in review and "corrected by Edith M." in review
    assert "Your verdict on version 2" in review


@pytest.mark.parametrize("name", ["wendell", "sam"])
def test_writer_and_desk_see_who_corrected_what(cast: Cast, sign_in: SignIn, story: Story, name: str) -> None:
    story.correct()
    client = sign_in(getattr(cast, name))

    said = words_of(client.get(url_of(story.order)))

    assert "corrected by Edith M." in said and "Compare with version 1" in said
    assert "Corrected" in words_of(client.get(url_of(story.order, "deliveries/1/")))
    assert "corrected by Edith M." in words_of(client.get(url_of(story.order, "deliveries/2/")))
    compared = client.get(url_of(story.order, "deliveries/compared/")).context
    assert (compared["old"].number, compared["new"].number, compared["found"].changes) == (1, 2, 1)


def test_the_client_reads_no_word_of_it(cast: Cast, sign_in: SignIn, story: Story) -> None:
    story.correct().approve()
    clara = sign_in(cast.clara)

    pages = [clara.get(url_of(story.order, path)) for path in ("", "deliveries/2/", "history/")]

    for page in pages:
        assert page.status_code == 200
        assert "orrected" not in words_of(page) and "Edith" not in words_of(page)
    assert clara.get(url_of(story.order, "deliveries/1/")).status_code == 404


REFUSED = [
    ({"text": TEXT}, 422, "You haven’t changed anything yet."),
    ({"text": ""}, 422, "Write the text here or attach a file."),
    (
        {"text": CORRECTED, "number": "7"},
        409,
        "A different version is now waiting for review. Read that one instead.",
    ),
    ({"text": CORRECTED, "number": "x"}, 422, ""),
    ({"text": "a\uffffb"}, 422, ""),
]


@pytest.mark.parametrize(("typed", "status", "words"), REFUSED, ids=str)
def test_a_refusal_keeps_what_was_typed(
    edith: Client, story: Story, url: str, typed: dict[str, str], status: int, words: str
) -> None:
    page = edith.post(url, {"number": "1", **typed})

    assert page.status_code == status and words in words_of(page)
    assert form_to(page, url, ["text"]).sent["text"][0].strip() == typed["text"].strip()
    assert Delivery.objects.count() == 1


def test_files_of_a_refused_correction_are_asked_for_again(edith: Client, story: Story, url: str) -> None:
    page = edith.post(url, {"number": "9", "text": CORRECTED, "files": [upload()]})

    assert "Choose the files again." in words_of(page)


def test_what_was_corrected_too_late_is_not_lost(edith: Client, story: Story, url: str) -> None:
    story.approve()

    page = edith.post(url, {"number": "1", "text": CORRECTED})

    assert page.status_code == 409 and "This is only possible while the state is “In review”" in words_of(
        page
    )
    assert form_to(page, url, ["text"]).sent["text"][0].strip() == CORRECTED
    assert edith.get(url).status_code == 409


def test_the_editor_has_the_preview_too(edith: Client, cast: Cast, sign_in: SignIn, story: Story) -> None:
    url = url_of(story.order, "deliveries/preview/")

    part = edith.post(url, {"text": "# Dusk"}, headers=PREVIEW)

    assert part.status_code == 200 and "1 of 600 words" in words_of(part)
    assert edith.post(url, {"text": "# Dusk"}).status_code == 403  # the writer's whole page
    assert sign_in(cast.max).post(url, {"text": "# Dusk"}, headers=PREVIEW).status_code == 403


@pytest.mark.parametrize(
    ("name", "status"),
    [("clara", 403), ("wendell", 403), ("wanda", 404), ("sam", 403), ("max", 403), ("nora", 404)],
)
def test_only_its_editor_corrects(
    cast: Cast, sign_in: SignIn, story: Story, url: str, name: str, status: int
) -> None:
    client = sign_in(getattr(cast, name))

    found = [client.get(url), client.post(url, {"number": "1", "text": CORRECTED})]

    assert [answer.status_code for answer in found] == [status] * 2
    assert Delivery.objects.count() == 1


def test_the_page_tells_the_editor_nothing_of_client_and_money(cast: Cast, sign_in: SignIn) -> None:
    story = Secretive(cast).three_versions()

    page = sign_in(cast.edith).get(url_of(story.order, "review/correction/"))

    assert page.status_code == 200
    assert seen(page, story.order) == {"unapproved", "unapproved file", "writer's note", "brief file"}


def test_the_page_costs_the_same_for_much_and_little(edith: Client, story: Story, url: str) -> None:
    edith.get(url)
    counted = []

    for _each in range(3):
        counted.append(queries_of(edith, url))
        story.correct(f"# Version {_each}")

    assert counted == [counted[0]] * 3 and counted[0] <= 9
