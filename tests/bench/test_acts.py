"""What bin/bench sends where a page is more than a GET, and who counts statements."""

from __future__ import annotations

import json

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from agencies.models import Agency
from bench.acts import FormReader
from bench.watched import EXPLAIN, HEADER, StatementsMiddleware
from tests.helpers.cast import Cast

PAGE = """
<form id="search"><input name="q" value="elsewhere"></form>
<form id="draft-form" class="stack">
  <input type="hidden" name="version" value="3"><input type="checkbox" name="addons" value="a">
  <input type="checkbox" name="addons" value="b" checked><input type="file" name="files">
  <select name="service"><option value="">-</option><option value="article" selected>Article</option></select>
  <textarea name="brief">Boats &amp; fish</textarea><button name="quote" value="1">Ask</button>
</form>
"""


def test_a_form_is_read_as_a_browser_sends_it() -> None:
    reader = FormReader("draft")

    reader.feed(PAGE)

    assert reader.fields == {"version": "3", "addons": "b", "service": "article", "brief": "Boats & fish"}


@pytest.mark.django_db
def test_statements_are_counted_and_told_with_their_values(cast: Cast) -> None:
    def view(request: object) -> HttpResponse:
        list(Agency.objects.filter(code="INK"))
        Agency.objects.filter(code="none").exists()
        return HttpResponse("page")

    watched, requests = StatementsMiddleware(view), RequestFactory()

    counted = watched(requests.get("/"))
    told = json.loads(watched(requests.get("/", headers={EXPLAIN: "1"})).content)

    assert (counted[HEADER], counted.content) == ("2", b"page")
    assert "'INK'" in told[0] and "'none'" in told[1]
