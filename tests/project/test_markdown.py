"""Markdown of people: nothing typed may run, load or lead anywhere but where it says."""

from __future__ import annotations

import re
import time
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from project.base import markdown
from project.base.addresses import linked
from project.base.markdown import render

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<iframe src=https://evil.example></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "<style>body{display:none}</style>",
    "<form action=https://evil.example><input name=password></form>",
    "<!-- --><script>alert(1)</script>",
    "<math><mtext><table><mglyph><style><img src onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox)",
    "[x](file:///etc/passwd)",
    "[x](//evil.example)",
    "[x](/desk/)",
    "[x](?tab=all)",
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    '[x](https://a.example "onmouseover=alert(1)")',
    '[x](https://a.example/"onmouseover="alert(1))',
    "![x](https://evil.example/pixel.png)",
    '![x](x" onerror="alert(1))',
    "```<script>\nalert(1)\n```",
    "`<script>alert(1)</script>`",
    '# <b onclick="x">h</b>',
    "| a |\n|---|\n| <script>x</script> |",
    '<p style="position:fixed" class="btn" id="main" hx-get="/desk/" data-x="1">x</p>',
]


class Seen(HTMLParser):
    """The tags and attributes that a browser would find."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]


@pytest.mark.parametrize("typed", ATTACKS)
def test_nothing_dangerous_is_left(typed: str) -> None:
    seen = Seen(render(typed))

    assert seen.tags <= markdown.TAGS
    assert {(tag, name) for tag, name, _value in seen.attributes} <= {
        ("a", "href"),
        ("a", "title"),
        ("a", "rel"),
        ("ol", "start"),
    }
    for _tag, name, value in seen.attributes:
        assert name != "href" or value.startswith(("https://", "mailto:"))


@pytest.mark.parametrize("typed", ATTACKS)
def test_the_second_wall_holds_alone(typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a parser that lets everything through, the allow-list still does its part."""
    open_parser = markdown.MarkdownIt("commonmark", {"html": True}).enable("table")
    open_parser.validateLink = lambda url: True  # type: ignore[method-assign]
    monkeypatch.setattr(markdown, "_parser", open_parser)

    html = markdown._render(typed, 2)

    seen = Seen(html)
    assert seen.tags <= markdown.TAGS
    assert not [
        name
        for _tag, name, _value in seen.attributes
        if name.startswith(("on", "hx-", "style", "class", "id"))
    ]
    hrefs = [value for _tag, name, value in seen.attributes if name == "href"]
    assert all(value.startswith(("https://", "http://", "mailto:")) for value in hrefs)


def test_raw_html_is_shown_as_typed() -> None:
    assert render("a <b>bold</b> claim") == "<p>a &lt;b&gt;bold&lt;/b&gt; claim</p>\n"


def test_the_formatting_that_people_use() -> None:
    html = render(
        "**bold** *slanted* `code`\n\n> quote\n\n3. three\n4. four\n\n- dot\n\n---\n\n| a |\n|---|\n| b |"
    )

    for piece in (
        "<strong>bold</strong>",
        "<em>slanted</em>",
        "<code>code</code>",
        "<blockquote>",
        '<ol start="3">',
    ):
        assert piece in html
    for piece in ("<ul>", "<hr>", "<th>a</th>", "<td>b</td>"):
        assert piece in html


def test_links_lead_outside_and_say_so() -> None:
    assert render("[x](https://a.example/b?c=1&d=2)") == (
        '<p><a href="https://a.example/b?c=1&amp;d=2" rel="noopener nofollow">x</a></p>\n'
    )
    assert 'href="mailto:a@b.example"' in render("[x](mailto:a@b.example)")


@pytest.mark.parametrize(
    ("typed", "top", "wanted"),
    [
        ("# a", 2, ["h2"]),
        ("# a\n\n## b", 3, ["h3", "h4"]),
        ("## a\n\n### b", 2, ["h2", "h3"]),
        ("# a\n\n#### b", 2, ["h2", "h3"]),
        ("#### a\n\n# b\n\n## c", 2, ["h2", "h2", "h3"]),
        ("# a\n\n## b\n\n### c\n\n#### d\n\n##### e\n\n###### f", 3, ["h3", "h4", "h5", "h6", "h6", "h6"]),
    ],
)
def test_headings_fit_beneath_those_of_the_page(typed: str, top: int, wanted: list[str]) -> None:
    html = render(typed, top=top)

    found = [piece[:2] for piece in html.split("<") if piece[:2] in {"h1", "h2", "h3", "h4", "h5", "h6"}]
    assert found == wanted
    assert all(f"</{name}>" in html for name in wanted)


def test_the_same_text_is_rendered_once_for_each_level(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []
    real = markdown._render
    monkeypatch.setattr(markdown, "_kept", markdown._Kept(1_000))
    monkeypatch.setattr(markdown, "_render", lambda text, top: calls.append(top) or real(text, top))

    first, again, deeper = render("# once"), render("# once"), render("# once", top=4)

    assert (first, again, deeper) == ("<h2>once</h2>\n", "<h2>once</h2>\n", "<h4>once</h4>\n")
    assert calls == [2, 4]


def test_what_is_kept_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = markdown._Kept(100)
    monkeypatch.setattr(markdown, "_kept", kept)

    render("x" * 300)
    for number in range(20):
        render(f"{'y' * 30} {number}")

    assert 0 < kept.size <= 100
    assert kept.size == sum(len(html) for html in kept.rows.values())


@pytest.mark.parametrize("typed", ["", " ", "\n\n", "\u200b"])
def test_nothing_to_show(typed: str) -> None:
    assert "<script" not in render(typed)
    assert render("") == ""


@pytest.mark.parametrize("typed", ["*" * 20_000, "[" * 20_000, "> " * 5_000, "`" * 20_000, "|" * 20_000])
def test_hostile_nesting_ends(typed: str) -> None:
    assert len(render(typed)) < 1_000_000


def test_footnotes_stand_beneath_the_text_and_are_led_to() -> None:
    html = render("Salt[^a] and **tide**[^b], salt[^a].\n\n[^b]: *Neap*.\n\n[^a]: Pans.\n\n    Two.")
    places = re.findall(r'<sup><a href="#(fn-[0-9a-f]{8}-\d)" rel="noopener nofollow">(\d)</a></sup>', html)

    assert [number for _place, number in places] == ["1", "2", "1"]
    assert re.findall(r'<li id="(fn-[^"]+)">', html) == [places[0][0], places[1][0]]
    assert html.index("Pans.") < html.index("<em>Neap</em>") and "<p>Two.</p>" in html


@pytest.mark.parametrize(
    "typed", ["Salt[^a].", "[^a]: alone", "> x[^a]\n>\n> [^a]: quoted", "[^a b]: x\n\ny[^a b]"]
)
def test_what_is_no_footnote_stays_text(typed: str) -> None:
    assert "<sup>" not in render(typed) and "<section>" not in render(typed)


def test_links_of_people_lead_to_no_place_of_the_page() -> None:
    for address in ("#main", "/desk/", "?x", "//evil.example", "#fn-x"):
        assert "href" not in render(f"[x]({address})")


def test_many_marks_of_footnotes_are_read_in_time() -> None:
    started = time.monotonic()
    render("[^a]: x\n\n" + "[^" * 50_000)
    assert time.monotonic() - started < 20


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("3*4*5 cm", "<p>3*4*5 cm</p>"),
        ("2**8", "<p>2**8</p>"),
        ("\\\\nas\\texts", "<p>\\\\nas\\texts</p>"),
        ("~~~~\nNotes", "<p>~~~~<br>\nNotes</p>"),
        ("Notes\n```\nfor Ada", "<p>Notes<br>\n```<br>\nfor Ada</p>"),
        ("```\ncode\n````\nprose", "<pre><code>code\n</code></pre>\n<p>prose</p>"),
        ("For: Ada\nBy: May\n---\nNotes", "<p>For: Ada<br>\nBy: May</p>\n<hr>\n<p>Notes</p>"),
        ("For: Ada\nBy: May\n=====\nNotes", "<p>For: Ada<br>\nBy: May<br>\n=====<br>\nNotes</p>"),
        ("=====\nNotes\n=====", "<p>=====<br>\nNotes<br>\n=====</p>"),
        ("Title\n=====", "<h2>Title</h2>"),
        ("[1]: the museum’s letter", "<p>[1]: the museum’s letter</p>"),
        ("[a]: Ada\n[b]: May", "<p>[a]: Ada<br>\n[b]: May</p>"),
    ],
)
def test_no_letter_of_prose_is_taken_for_a_mark_that_marks_nothing(typed: str, wanted: str) -> None:
    assert render(typed).strip() == wanted


def test_a_label_that_the_text_has_leads_where_a_line_says() -> None:
    html = render("See [the guide][1] and [2].\n\n[1]: https://a.example/g\n[2]: https://b.example/")

    assert html.count("<a ") == 2 and "[1]" not in html and "[2]" not in html


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("详见https://a.example/x。谢谢", "https://a.example/x"),
        ("ดูที่https://a.example/x นะ", "https://a.example/x"),
        ("자료는https://a.example/x 참고", "https://a.example/x"),
        ("写信给ada@a.example。", "ada@a.example"),
        ("写信给ada@a.example谢谢", "ada@a.example"),
    ],
)
def test_an_address_needs_no_blank_where_the_script_has_none(typed: str, shown: str) -> None:
    for html in (render(typed), linked(typed)):
        assert f">{shown}</a>" in html


@pytest.mark.parametrize(
    "typed",
    ["~~~ a\n" * 9_000, "[a]: b\n" * 9_000, "1*2" * 20_000, "中a." * 20_000, ("中" * 60 + ".") * 900 + "@"],
)
def test_none_of_it_takes_long(typed: str) -> None:
    began = time.process_time()
    render(typed)
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("Client: Bakery\nLength: 500 words", "<p>Client: Bakery<br>\nLength: 500 words</p>\n"),
        ("The scene:\n\n\tMarta closed.", "<p>The scene:</p>\n<p>Marta closed.</p>\n"),
        ("Verse:\n\n     four blanks\n     again", "<p>Verse:</p>\n<p>four blanks<br>\nagain</p>\n"),
        ("- one\n\n        and more", "<ul>\n<li>\n<p>one</p>\n<p>and more</p>\n</li>\n</ul>\n"),
    ],
)
def test_prose_keeps_its_lines_and_makes_no_code(typed: str, wanted: str) -> None:
    assert render(typed) == wanted


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("Source: https://docs.example.com/d/1A_b-C/_edit_", [("https://docs.example.com/d/1A_b-C/_edit",)]),
        ("(see http://a.example/b(c)), then", [("http://a.example/b(c)",)]),
        ("www.bücher.example/x!", [("https://www.xn--bcher-kva.example/x", "www.bücher.example/x")]),
        ("Write to desk+x@a-b.example.", [("mailto:desk+x@a-b.example", "desk+x@a-b.example")]),
        ("[our https://a.example/](https://b.example/)", [("https://b.example/", "our https://a.example/")]),
        ("**https://a.example/x**", [("https://a.example/x",)]),
        ("`https://a.example` is.It file.md ftp://a.example //a.example http://", []),
        ("x@y foo@@bar.example a.example", []),
    ],
)
def test_an_address_is_a_link(typed: str, wanted: list[tuple[str, ...]]) -> None:
    found = re.findall(r'<a href="([^"]*)" rel="noopener nofollow">(.*?)</a>', render(typed))

    assert found == [(one[0], one[-1]) for one in wanted]


@pytest.mark.parametrize(
    "typed", ["http://" * 9_000, "a@" * 30_000, "www." * 15_000, "http://" + ")" * 60_000]
)
def test_no_address_takes_long(typed: str) -> None:
    began = time.process_time()

    linked(typed)
    render(typed)

    assert time.process_time() - began < 2


@pytest.mark.parametrize("typed", [*ATTACKS, "https://a.example/\"onmouseover='x'", "javascript:alert(1)"])
def test_a_plain_field_is_escaped(typed: str) -> None:
    seen = Seen(linked(typed))

    assert seen.tags <= {"a"}
    assert {name for _tag, name, _value in seen.attributes} <= {"href", "rel"}


@given(st.text(alphabet=st.sampled_from("a.:/@<&\"'w) \n"), max_size=30) | st.text(max_size=30))
def test_linking_changes_no_word(typed: str) -> None:
    assert unescape(re.sub(r"</?a[^>]*>", "", linked(typed))) == typed
