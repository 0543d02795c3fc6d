"""What owners type stays text on every page, in every mail and on every document; and nothing of one agency
is kept for another."""

from __future__ import annotations

import re

import pytest

from accounts.actions.mail import message, write_mail
from accounts.models import Mail
from agencies.actions.brand_pictures import set_brand_picture
from agencies.actions.branding import publish_brand
from agencies.models import Agency, Branding
from project.base import clock
from project.base.brand import contrast
from project.base.jobs import Urgency
from quotes.pages.quote_pdf import render_quote
from tests.agencies.helpers.branding import published, with_picture
from tests.helpers.cast import START, Cast, browser
from tests.helpers.pictures import picture, upload
from tests.quotes.helpers import quote_pages

pytestmark = pytest.mark.django_db
PAGE = "/desk/branding/"
EVIL = "</style><script>alert(1)</script>javascript:alert(1)<a href='javascript:alert(2)'>x</a>"


def typed(**other: str) -> dict[str, str]:
    return {"name": "Inkwell", "primary": "#1f5f8b", "version": "0", **other}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("primary", "#fff;}*{display:none"),
        ("primary", "expression(alert(1))"),
        ("primary_dark", "url(https://evil.example/x)"),
        ("accent", "#12"),
        ("primary", ""),
        ("name", ""),
        ("name", "\u200b\u2060"),
        ("name", "x" * 81),
        ("reply_to", "a@b.example, c@d.example"),
        ("reply_to", "a@b.example\r\nBcc: c@d.example"),
        ("tagline", "x" * 121),
        ("welcome", "x" * 1201),
        ("footer", "x" * 401),
        ("mail_signature", "x" * 601),
    ],
)
def test_what_breaks_a_rule_is_said_beside_its_field(cast: Cast, field: str, value: str) -> None:
    answer = browser(cast.otto).post(PAGE, typed(**{field: value}))

    assert answer.status_code == 422 and set(answer.context["form"].errors) == {field}
    assert "display:none" not in browser(cast.otto).get(f"{PAGE}draft.css").text


@pytest.mark.parametrize(("typed_colour", "stored"), [("#ABC", "#aabbcc"), (" 1F5F8B ", "#1f5f8b")])
def test_a_colour_is_read_as_people_write_it(cast: Cast, typed_colour: str, stored: str) -> None:
    otto = browser(cast.otto)
    otto.post(PAGE, typed(accent=typed_colour))
    assert f"--brand-accent:light-dark({stored},{stored})" in otto.get(f"{PAGE}draft.css").text


@pytest.mark.parametrize("colour", ["#ffffff", "#f1eeea", "#ffff00", "#000000", "#24272f"])
def test_a_colour_without_contrast_is_measured_and_the_nearest_one_offered(cast: Cast, colour: str) -> None:
    otto = browser(cast.otto)
    otto.post(PAGE, typed(primary=colour, primary_dark=colour))
    low = [row for row in otto.get(PAGE).context["contrasts"] if row["nearest"]]
    assert low
    for version, row in enumerate(low, start=1):
        again = typed(primary=colour, primary_dark=colour, nearest=row["name"], version=str(version))
        otto.post(PAGE, again)
    rows = otto.get(PAGE).context["contrasts"]
    names = [row["name"] for row in low]
    assert [row["nearest"] for row in rows if row["name"] in names] == [""] * len(names)


def test_our_own_shade_for_dark_pages_is_measured_where_none_is_chosen(cast: Cast) -> None:
    otto = browser(cast.otto)
    otto.post(PAGE, typed(primary="#1f5f8b"))
    light, dark = otto.get(PAGE).context["contrasts"]
    assert (light["colour"], light["nearest"], dark["nearest"]) == ("#1f5f8b", "", "")
    assert f",{dark['colour']})" in otto.get(f"{PAGE}draft.css").text


def test_words_stay_words_wherever_they_stand(cast: Cast) -> None:
    words = {"tagline": EVIL[:120], "welcome": EVIL, "footer": EVIL, "mail_header": EVIL[:120]}
    brand = published(cast.otto, **words, mail_signature=EVIL, paper_head=EVIL[:120], mail_sender=EVIL[:60])
    page = browser(None, cast.inkwell).get("/").text
    assert "<script>alert" not in page and "href='javascript" not in page and 'href="javascript' not in page

    inkwell = Agency.objects.select_related("brand").get(pk=cast.inkwell.pk)
    quote = quote_pages.sent(cast)
    assert render_quote(quote, quote.versions.get(), agency=inkwell).startswith(b"%PDF")
    mail = write_mail(
        agency=inkwell,
        kind="no_account",
        recipient="a@b.example",
        context={"sign_up_url": "x"},
        urgency=Urgency.PERSON,
        now=START,
    )
    assert "<script>" not in mail.html and EVIL in mail.text
    assert "\n" not in str(message(mail).message()["From"]).replace("\n ", "") and brand.version == 2
    preview = browser(cast.otto).get(f"{PAGE}preview/mail/")
    assert "<script>" not in preview.text and "sandbox" in preview.headers["Content-Security-Policy"]


def test_words_written_from_the_right_turn_nothing_around(cast: Cast) -> None:
    otto = browser(cast.otto)
    otto.post(PAGE, typed(name="\u202eevil\u202c Inkwell", tagline="\u2067שלום\u2069"))
    assert otto.get(PAGE).context["form"].initial["name"] == "evil Inkwell"
    otto.post(f"{PAGE}publish/", {"version": "1"})

    page = browser(None, cast.inkwell).get("/").text
    assert re.search(r'<h1 dir="auto">שלום</h1>', page) and not re.search(
        "[\u202a-\u202e\u2066-\u2069]", page
    )


def test_replies_go_where_the_owner_says(cast: Cast) -> None:
    published(cast.otto, mail_sender="The editors", reply_to="desk@inkwell.example", mail_signature="Yours")
    inkwell = Agency.objects.select_related("brand").get(pk=cast.inkwell.pk)
    facts = {"kind": "no_account", "recipient": "a@b.example", "context": {"sign_up_url": "x"}}
    mail = write_mail(agency=inkwell, urgency=Urgency.PERSON, now=START, **facts)

    sent = message(Mail.objects.get(pk=mail.pk)).message()
    assert sent["Reply-To"] == "desk@inkwell.example" and sent["From"].startswith("The editors <")
    assert mail.text.endswith("\n\nYours\n") and "Yours" in mail.html
    other = write_mail(agency=cast.northwind, urgency=Urgency.PERSON, now=START, **facts)
    assert message(other).message()["Reply-To"] is None and "Yours" not in other.text


def test_documents_wear_the_logo(cast: Cast) -> None:
    before = browser(cast.otto).get(f"{PAGE}preview/invoice.pdf").content
    with_picture(cast.otto)
    after = browser(cast.otto).get(f"{PAGE}preview/invoice.pdf").content
    assert before.startswith(b"%PDF") and b"/Subtype /Image" in after and b"/Subtype /Image" not in before


def test_typing_saves_the_draft_and_shows_it(cast: Cast) -> None:
    otto = browser(cast.otto)
    answer = otto.post(PAGE, typed(tagline="While typing"), headers={"hx-request": "true"})
    assert answer.status_code == 200 and "<html" not in answer.text
    assert 'hx-swap-oob="true"' in answer.text and 'value="1"' in answer.text
    wrong = otto.post(PAGE, typed(primary="x", version="1"), headers={"hx-request": "true"})
    assert wrong.status_code == 422 and "Main colour" in wrong.text
    stale = otto.post(PAGE, typed(tagline="Older"))
    assert stale.status_code == 422 and "Save again" in stale.text and stale.context["version"] == 1


# --- two agencies in turn -----------------------------------------------------------------------
def test_nothing_of_one_agency_is_kept_for_another(cast: Cast) -> None:
    """Both publish a look of the same version; each page made first of all is compared with the same page
    made after those of the other agency."""
    for owner, colour in ((cast.otto, "#7a1f3d"), (cast.mara, "#0f766e")):
        file = upload(picture("PNG", (90, 60) if owner is cast.otto else (60, 60)), "a.png")
        draft = set_brand_picture(actor=owner, which="logo", upload=file, now=clock.now())
        assert publish_brand(actor=owner, version=draft.version, now=clock.now()).version == 2
        assert published(owner, primary=colour, footer=f"Foot {colour}").version == 3
    houses = (cast.inkwell, cast.northwind)
    paths = ("/", "/services/", "/writers/", "/accounts/sign-in/", "/brand.3.css", "/brand/logo.3.png")

    seen = [visits(house, paths) for _round in range(3) for house in houses]

    assert seen[0] == seen[2] == seen[4] and seen[1] == seen[3] == seen[5]
    ours, theirs = seen[0], seen[1]
    for path in paths:
        assert ours[path] != theirs[path]
        assert b"#0f766e" not in ours[path] and b"#7a1f3d" not in theirs[path]
    tags = [browser(None, house).get("/").headers["ETag"] for house in houses]
    assert browser(None, cast.northwind).get("/", headers={"if-none-match": tags[0]}).status_code == 200
    assert tags[0] != tags[1]


def visits(house: Agency, paths: tuple[str, ...]) -> dict[str, bytes]:
    """What a visitor gets, without what is of one request: its token."""
    answers = {path: browser(None, house).get(path) for path in paths}
    assert {answer.status_code for answer in answers.values()} == {200}
    return {path: re.sub(rb"[A-Za-z0-9]{64}", b"", answer.content) for path, answer in answers.items()}


def test_every_pair_of_colours_stays_readable(cast: Cast) -> None:
    Branding.objects.filter(agency=cast.inkwell).update(primary="#ffffff", primary_dark="#000000")
    sheet = browser(None, cast.inkwell).get("/brand.1.css").text
    pairs = dict(re.findall(r"--([a-z-]+):light-dark\(([^)]+)\)", sheet))
    for fill, letters in zip(pairs["brand"].split(","), pairs["brand-fg"].split(","), strict=True):
        assert contrast(fill, letters) >= 4.5
