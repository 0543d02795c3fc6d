"""A commission of the demo that was written in Word: its files open again with all that a word processor put
into them, and their comparison says what was read and what was not."""

from __future__ import annotations

import datetime as dt
import io
import random
import re
import zipfile

import docx
import pytest
from django.test import Client
from docx.oxml.ns import qn

from project.demo.editing import EditedStory
from project.demo.library import draw
from project.demo.seeding import crew_of
from tests.helpers.cast import START, Cast, browser
from tests.orders.helpers.support import stop_clock

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def story(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> EditedStory:
    rng = random.Random("answered")
    commission = next(each for each in draw(rng, 40) if each.locale.startswith("en"))
    times = {"start": START, "deadline": START + DAY * 8, "end": START + DAY * 30}
    story = EditedStory(crew_of(cast.inkwell), cast.clara, commission, **times, rng=rng)
    story.play("answered")
    stop_clock(monkeypatch, story.now)
    return story


def downloaded(client: Client, story: EditedStory, version: int) -> bytes:
    """What a click on the file of a version saves."""
    page = client.get(f"/orders/{story.order.number}/").text
    name = f"{story.commission.key}-v{version}.docx"
    link = re.search(rf'<a[^>]*href="([^"]+)"[^>]*>(?:(?!</a>).)*{re.escape(name)}', page, re.DOTALL)
    assert link, name
    answer = client.get(link[1])
    assert answer.status_code == 200 and name in answer["Content-Disposition"]
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def part_of(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(f"word/{name}.xml").decode()


def test_the_client_opens_it_again(cast: Cast, story: EditedStory) -> None:
    contents = {version: downloaded(browser(cast.clara), story, version) for version in (1, 2)}

    for version, content in contents.items():
        document = docx.Document(io.BytesIO(content))
        styles = {line.style.name for line in document.paragraphs}
        assert "Heading 2" in styles, styles
        assert document.element.findall(f".//{qn('w:numPr')}")
        assert len(document.element.findall(f".//{qn('w:footnoteReference')}")) == version
        assert f"As on the client’s {'new ' if version == 2 else ''}list." in part_of(content, "footnotes")
        assert document.element.findall(f".//{qn('w:commentReference')}")
        assert "Is this how we open" in part_of(contents[1], "comments")
    first, second = (docx.Document(io.BytesIO(contents[version])).element for version in (1, 2))
    assert not first.findall(f".//{qn('w:ins')}") and not first.findall(f".//{qn('w:del')}")
    (inserted,), (deleted,) = (second.findall(f".//{qn(name)}") for name in ("w:ins", "w:del"))
    author = story.writer.membership.public_name
    assert inserted.get(qn("w:author")) == deleted.get(qn("w:author")) == author


def test_the_comparison_says_what_was_read(cast: Cast, story: EditedStory) -> None:
    path, client = f"/orders/{story.order.number}/deliveries/compared/", browser(cast.clara)
    keys = [part.key for part in client.get(path).context["files"].parts]
    html = client.get(path, {"part": keys[-1]}).text

    for part in ("Footnotes", "Comments", "Words deleted by tracked changes"):
        assert f'<h2 class="compare-part">{part}</h2>' in html, part
    assert "identical" not in html
    for words in ("new", "Final,", "Kept"):
        assert re.search(rf"<ins[^>]*>[^<]*{words}", html), words
