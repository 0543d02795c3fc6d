"""A comment from the page of the review to its place before the writer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from orders.models import PassageComment
from tests.helpers.cast import Cast
from tests.helpers.factories import HOUR
from tests.helpers.pages import form_to, words_of
from tests.helpers.story import Story
from tests.orders.helpers.support import queries_of, stop_clock, url_of

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
TYPED = {"number": "1", "passage": "Boats come in at dusk", "text": "Which <boats>?"}
PLACE = '<mark class="passage" id="passage-1">Boats come in at dusk</mark>'


@pytest.fixture
def story(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Story:
    told = Story(cast).claimed()
    stop_clock(monkeypatch, told.now + HOUR)
    return told


@pytest.fixture
def url(story: Story) -> str:
    return url_of(story.order, "review/comments/")


def test_it_is_read_on_the_page_of_the_review(cast: Cast, sign_in: SignIn, story: Story, url: str) -> None:
    edith, review = sign_in(cast.edith), f"/editing/{story.order.number}/"

    answer = edith.post(url, {"number": "1", **TYPED})

    assert answer.status_code == 302
    page = edith.get(review)
    assert PLACE in page.content.decode() and "Which <boats>?" in words_of(page)


def test_the_writer_reads_it_at_its_place_once_it_is_sent_back(
    cast: Cast, sign_in: SignIn, story: Story
) -> None:
    wendell = sign_in(cast.wendell)
    story.comment(TYPED["passage"], TYPED["text"])
    assert "Which" not in words_of(wendell.get(url_of(story.order)))

    story.returned()

    for path in ("", "deliveries/1/", "deliveries/new/"):
        page = wendell.get(url_of(story.order, path))
        assert PLACE in page.content.decode(), path
        assert "“Boats come in at dusk” Which <boats>? Edith M." in words_of(page), path


def test_comments_go_along_when_the_text_is_corrected(cast: Cast, sign_in: SignIn, story: Story) -> None:
    story.comment(TYPED["passage"], TYPED["text"]).correct().comment("Fish", "Which?").returned()
    wendell = sign_in(cast.wendell)

    for path in ("", "deliveries/1/", "deliveries/2/", "deliveries/new/"):
        page = wendell.get(url_of(story.order, path))
        assert PLACE in page.content.decode(), path
        said = words_of(page)
        assert said.index("Which <boats>?") < said.index("“Fish” Which?"), path


def test_the_client_reads_nothing_of_it(cast: Cast, sign_in: SignIn, story: Story) -> None:
    story.comment(TYPED["passage"], TYPED["text"]).approve()
    clara = sign_in(cast.clara)

    for path in ("", "deliveries/1/", "history/"):
        page = clara.get(url_of(story.order, path))
        assert "passage" not in words_of(page) and "Which" not in words_of(page)
        assert 'class="passage"' not in page.content.decode()


PLACES = [
    ("boats  come\nin", True),
    ("“Boats come in at dusk”", True),
    ("and nobody hurries", False),  # half of it is bold
    ("Salt mines", False),
    ("h3", False),  # a tag is no text
]


@pytest.mark.parametrize(("passage", "marked"), PLACES)
def test_a_passage_without_a_place_stands_in_the_list(
    cast: Cast, sign_in: SignIn, story: Story, passage: str, marked: bool
) -> None:
    story.comment(passage)

    page = sign_in(cast.edith).get(f"/editing/{story.order.number}/")

    assert ('<mark class="passage"' in page.content.decode()) == marked
    assert "Who says so?" in words_of(page)


REFUSED = [
    ({"text": ""}, "Enter your comment."),
    ({"passage": " "}, "Select or enter the passage."),
]


@pytest.mark.parametrize(("typed", "words"), REFUSED, ids=str)
def test_a_refused_comment_keeps_what_was_typed(
    cast: Cast, sign_in: SignIn, story: Story, url: str, typed: dict[str, str], words: str
) -> None:
    page = sign_in(cast.edith).post(url, {**TYPED, **typed})

    sent = form_to(page, url, ["passage"]).sent
    assert page.status_code == 422 and words in words_of(page)
    assert {name: sent[name][0].strip() for name in TYPED} == {
        name: words.strip() for name, words in (TYPED | typed).items()
    }
    assert not PassageComment.objects.exists()


def test_a_comment_that_comes_too_late_is_shown_again(
    cast: Cast, sign_in: SignIn, story: Story, url: str
) -> None:
    story.approve()

    page = sign_in(cast.edith).post(url, TYPED)

    assert page.status_code == 409 and "You typed: Boats come in at dusk Which <boats>?" in words_of(page)


@pytest.mark.parametrize(
    ("name", "status"),
    [("clara", 403), ("wendell", 403), ("wanda", 404), ("sam", 403), ("max", 403), ("nora", 404)],
)
def test_only_its_editor_comments(
    cast: Cast, sign_in: SignIn, story: Story, url: str, name: str, status: int
) -> None:
    assert sign_in(getattr(cast, name)).post(url, TYPED).status_code == status


def test_the_pages_cost_the_same_for_one_comment_and_many(cast: Cast, sign_in: SignIn, story: Story) -> None:
    edith, wendell, counted = sign_in(cast.edith), sign_in(cast.wendell), []
    review = f"/editing/{story.order.number}/"
    edith.get(review)
    without = queries_of(edith, review)

    for count in range(3):
        story.comment(text=f"Comment {count}")
        counted.append(queries_of(edith, review))

    assert counted == [without + 1] * 3
    story.returned()
    wendell.get(url_of(story.order))
    assert queries_of(wendell, url_of(story.order, "deliveries/new/")) == 8
