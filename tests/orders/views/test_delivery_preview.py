"""The preview of a delivery: counted, rendered as it will be read, and harmless whatever was typed."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from orders.models import Delivery
from orders.models.deliveries import TEXT_LIMIT
from tests.helpers.cast import Cast
from tests.helpers.factories import HOUR
from tests.helpers.pages import form_to, words_of
from tests.helpers.story import Story
from tests.orders.helpers.support import stop_clock, url_of

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
PREVIEW = {"HX-Request": "true", "HX-Target": "preview"}
TEXT = "# Dusk\r\n\r\nBoats come *in*."


@pytest.fixture
def story(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Story:
    told = Story(cast).in_progress()
    stop_clock(monkeypatch, told.now + HOUR)
    return told


@pytest.fixture
def wendell(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.wendell)


def test_the_preview_counts_and_renders(wendell: Client, story: Story) -> None:
    part = wendell.post(url_of(story.order, "deliveries/preview/"), {"text": TEXT}, headers=PREVIEW)

    content = part.content.decode()
    assert part.status_code == 200 and content.strip().startswith('<div id="preview"')
    assert "4 of 600 words" in words_of(part) and "<h3" in content and "Dusk" in content
    assert re.search(r'<p id="length"[^>]*hx-swap-oob="true"', content)
    assert not Delivery.objects.exists()


HARMFUL = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[here](javascript:alert(1))",
    "[here](JaVaScRiPt&colon;alert(1))",
    "[here](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](javascript:alert(1))",
    "<a href='vbscript:x'>x</a>",
    "<iframe src=//x></iframe><style>*{}</style><form action=/x><input name=y></form>",
    "# <svg onload=alert(1)>",
]


@pytest.mark.parametrize("text", HARMFUL)
def test_nothing_harmful_is_rendered(
    wendell: Client, cast: Cast, story: Story, sign_in: SignIn, text: str
) -> None:
    """In the preview, and for the editor who reads it afterwards."""
    part = wendell.post(
        url_of(story.order, "deliveries/preview/"), {"text": f"Words\n\n{text}"}, headers=PREVIEW
    )
    story.deliver(f"Words\n\n{text}")
    read = sign_in(cast.edith).get(url_of(story.order, "deliveries/1/"))

    shown = [part.content.decode(), read.content.decode().split('class="reading"')[1].split("</article>")[0]]
    for html in shown:
        assert "Words" in html
        assert not re.search(r"<(script|iframe|style|form|input|img|svg)\b|<[^>]*\son\w+=", html), html
        assert not re.search(
            r"""<[^>]*\s(href|src)=["']?\s*(javascript|data|vbscript)""", html, re.IGNORECASE
        ), html


def test_the_preview_without_javascript_is_the_page_again(wendell: Client, story: Story) -> None:
    page = wendell.post(url_of(story.order, "deliveries/preview/"), {"text": TEXT, "note": "A note"})

    sent = form_to(page, url_of(story.order, "deliveries/new/"), ["text"]).sent
    assert page.status_code == 200 and " 4 of 600 words" in words_of(page)
    assert (sent["text"][0].strip(), sent["note"]) == (TEXT.strip(), ["A note"])


@pytest.mark.parametrize(
    "text", ["", " ", "a\x00b", "x" * (TEXT_LIMIT + 1), "[" * 3_000, "> " * 2_000, "*a_ " * 3_000]
)
def test_the_preview_of_nonsense(wendell: Client, story: Story, text: str) -> None:
    answer = wendell.post(url_of(story.order, "deliveries/preview/"), {"text": text}, headers=PREVIEW)

    assert answer.status_code == 200
