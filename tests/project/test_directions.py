"""Everything that a person typed reads in its own direction: each place that shows a canary says so."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest

from orders.actions.messages import post_message
from tests.helpers.cast import Cast
from tests.helpers.factories import HOUR, make_draft
from tests.helpers.pages import markup
from tests.helpers.story import Story
from tests.orders.helpers.support import stop_clock

pytestmark = pytest.mark.django_db
CANARY = "مكتبة"
VOID = {"input", "br", "img", "meta", "link", "hr", "source", "wbr", "use", "path"}
#: Elements whose words nobody reads on the page.
UNSEEN = {"title", "script", "style", "template"}


class Placed(HTMLParser):
    """The elements that hold the canary without a direction of their own or of what is around it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.seen, self.wrong = 0, []  # type: ignore[var-annotated]
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        if tag == "input" and CANARY in (facts.get("value") or "") and facts.get("type") != "hidden":
            self.judge(tag, facts.get("dir") == "auto")
        if tag not in VOID:
            self.open.append((tag, facts.get("dir") == "auto"))

    def handle_endtag(self, tag: str) -> None:
        while self.open and tag not in VOID and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _directed in self.open]
        if CANARY in data and not UNSEEN & set(tags):
            self.judge("/".join(tags[-3:]), any(directed for _tag, directed in self.open))

    def judge(self, where: str, directed: bool) -> None:
        self.seen += 1
        if not directed:
            self.wrong.append(where)


@pytest.fixture
def story(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Story:
    story = Story(cast, title=f"{CANARY} 1").in_progress().deliver(f"{CANARY} 2").approve()
    stop_clock(monkeypatch, story.now + HOUR)
    about = {"order": story.order, "now": story.now + HOUR}
    post_message(actor=cast.clara, internal=False, text=f"{CANARY} 3", **about)
    post_message(actor=cast.sam, internal=True, text=f"{CANARY} 4", **about)
    return story


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("clara", "/orders/"),
        ("clara", "/orders/{number}/"),
        ("clara", "/orders/{number}/messages/"),
        ("clara", "/orders/{number}/deliveries/1/"),
        ("clara", "/orders/{number}/revisions/new/"),
        ("clara", "/search/?q=" + CANARY),
        ("wendell", "/studio/?tab=all"),
        ("wendell", "/orders/{number}/"),
        ("sam", "/desk/?tab=all"),
        ("sam", "/desk/?view=board"),
        ("sam", "/orders/{number}/"),
        ("sam", "/orders/{number}/notes/"),
    ],
)
def test_what_people_typed_has_its_direction(story: Story, sign_in: Any, name: str, path: str) -> None:
    answer = sign_in(getattr(story.cast, name)).get(path.format(number=story.order.number))

    placed = Placed(markup(answer))
    assert answer.status_code == 200 and placed.seen
    assert placed.wrong == []


def test_fields_too(cast: Cast, sign_in: Any) -> None:
    draft = make_draft(cast.clara, title=f"{CANARY} 1", brief=f"{CANARY} 2")

    placed = Placed(markup(sign_in(cast.clara).get(f"/orders/drafts/{draft.public_id}/")))

    assert placed.seen and placed.wrong == []
