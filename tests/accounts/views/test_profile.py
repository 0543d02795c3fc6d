"""The profile and the photos of people."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from accounts.actions import profile
from accounts.files import photos
from accounts.models import User
from agencies.models import Membership
from project.base.errors import NotAllowed
from project.base.viewer import Member, Public
from tests.helpers.cast import browser, load_cast
from tests.helpers.pictures import picture, upload
from tests.helpers.races import race

pytestmark = pytest.mark.django_db
PAGE = "/account/profile/"
TYPED = {"name": "Clara Nowak", "public_name": "Clara", "timezone": "Asia/Tokyo"}


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def body(answer):
    return answer.content.decode()


def person(member):
    return User.objects.get(pk=member.membership.user_id)


def kept(settings):
    return sorted(path.stem for path in Path(settings.MEDIA_ROOT).rglob("*.webp"))


def with_photo(member):
    """The member's photo, and its address."""
    user = profile.set_photo(actor=member, user=member.membership.user, upload=upload(picture()))
    return user.photo_url


def test_names_and_zone_are_saved_and_obeyed(cast, sign_in):
    client = sign_in(cast.clara)

    answer = client.post(
        PAGE, {"name": " Clara  Nowak-Ito ", "public_name": "Clara N.", "timezone": "asia/tokyo"}, follow=True
    )

    assert "Profile saved." in body(answer) and "Clara Nowak-Ito" in body(answer)
    user = person(cast.clara)
    assert (user.name, user.timezone) == ("Clara Nowak-Ito", "Asia/Tokyo")
    assert Membership.objects.get(pk=cast.clara.member_id).public_name == "Clara N."
    assert answer.wsgi_request.zone.key == "Asia/Tokyo"


def test_an_empty_zone_is_the_agencys(cast, sign_in):
    client = sign_in(cast.clara)
    client.post(PAGE, TYPED)

    client.post(PAGE, {**TYPED, "timezone": ""})

    assert (person(cast.clara).timezone, person(cast.clara).zone) == ("", None)


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("timezone", "Mars/Olympus", "Choose a time zone from the list, such as Europe/London."),
        ("timezone", "../etc/passwd", "Choose a time zone from the list, such as Europe/London."),
        ("timezone", "x" * 65, "Choose a time zone from the list, such as Europe/London."),
        ("name", "", "This field is required."),
        ("name", "x" * 81, "at most 80 characters"),
        ("name", "\u200b", "Enter some visible text."),
        ("public_name", " ", "This field is required."),
        ("public_name", "x" * 61, "at most 60 characters"),
        ("public_name", "a\uffffb", "U+FFFF"),
    ],
)
def test_what_is_refused_stands_beside_its_field_and_nothing_is_lost(cast, sign_in, field, typed, words):
    answer = sign_in(cast.clara).post(PAGE, {**TYPED, "name": "Typed anew", field: typed})

    assert answer.status_code == 422
    assert words in body(answer) and list(answer.context["form"].errors) == [field]
    assert person(cast.clara).name != "Typed anew"
    if field != "name":
        assert 'value="Typed anew"' in body(answer)


def test_the_name_shown_is_of_one_agency(cast, sign_in):
    sign_in(cast.wanda).post(PAGE, {**TYPED, "public_name": "Wanda of Inkwell"})

    names = {
        row.agency.name: row.public_name for row in Membership.objects.filter(user=cast.wanda.membership.user)
    }
    assert names["Inkwell"] == "Wanda of Inkwell" != names["Northwind"]


def test_who_has_joined_nothing_here_has_a_name_and_a_zone_alone(cast):
    client = browser(Member(cast.inkwell, membership=cast.mara.membership), cast.inkwell)

    page = body(client.get(PAGE))
    assert "public_name" not in page and 'type="file"' not in page and "Access tokens" not in page
    client.post(PAGE, {"name": "Mara", "timezone": "UTC", "public_name": "Otto"})
    assert person(cast.mara).name == "Mara"
    assert not Membership.objects.filter(public_name="Otto", user=cast.mara.membership.user).exists()
    assert client.post("/account/profile/photo/").url == "/join/"


def test_only_ones_own_name(cast):
    for somebody in (cast.otto, cast.mara, Public(cast.inkwell)):
        with pytest.raises(NotAllowed):
            profile.change_profile(
                actor=somebody, user=cast.clara.membership.user, name="X", timezone="", public_name="X"
            )
        with pytest.raises(NotAllowed):
            profile.remove_photo(actor=somebody, user=cast.clara.membership.user)
    assert person(cast.clara).name != "X"


def test_a_photo_is_shown_exchanged_and_removed(cast, sign_in, settings, django_capture_on_commit_callbacks):
    client = sign_in(cast.clara)
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(f"{PAGE}photo/", {"photo": upload(picture())}, follow=True)
    first = person(cast.clara).photo
    assert "Photo saved." in body(page) and kept(settings) == [first]
    assert body(page).count(f"/account/photos/{first}/") == 2, "in the menu and on the page"

    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{PAGE}photo/", {"photo": upload(picture("PNG"))})
    second = person(cast.clara).photo
    assert kept(settings) == [second] and second != first
    assert client.get(f"/account/photos/{first}/").status_code == 404

    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(f"{PAGE}photo/remove/", follow=True)
        client.post(f"{PAGE}photo/remove/")
    assert "Photo removed." in body(page) and "/account/photos/" not in body(page)
    assert person(cast.clara).photo == "" and kept(settings) == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty. Choose a different one."),
        (b"no picture", "We can’t read this photo. Choose a JPEG, PNG or WebP file."),
        (picture("GIF"), "We can’t read this photo. Choose a JPEG, PNG or WebP file."),
        (picture("PNG", frames=2), "Choose a photo that is not animated."),
        (picture()[:900], "We can’t read this photo. Choose a JPEG, PNG or WebP file."),
        (b"x" * (photos.MAX_BYTES + 1), "larger than 5 MB"),
    ],
)
def test_a_refused_photo_is_told_beside_the_field(cast, sign_in, settings, content, words):
    answer = sign_in(cast.clara).post(f"{PAGE}photo/", {"photo": upload(content)})

    assert (answer.status_code, words in body(answer)) == (422, True)
    assert (person(cast.clara).photo, kept(settings)) == ("", [])


def test_no_photo_chosen(cast, sign_in):
    answer = sign_in(cast.clara).post(f"{PAGE}photo/")

    assert (answer.status_code, "Choose a file first." in body(answer)) == (422, True)


def test_uploads_are_limited(cast, sign_in):
    client = sign_in(cast.clara)

    assert [client.post(f"{PAGE}photo/").status_code for _n in range(21)] == [422] * 20 + [429]


def test_a_photo_is_seen_by_members_of_a_common_agency_alone(cast, sign_in):
    url = with_photo(cast.clara)
    assert sign_in(cast.wendell).get(url).status_code == 200
    assert sign_in(cast.clara).get(url).status_code == 200

    for somebody in (cast.mara, cast.nick, cast.wanda_northwind):
        assert sign_in(somebody).get(url).status_code == 404
    assert sign_in(None, cast.inkwell).get(url).status_code == 302
    assert sign_in(cast.clara).get("/account/photos/0123456789abcdef0123456789abcdef/").status_code == 404


def test_a_photo_goes_where_its_person_goes(cast, sign_in):
    """Wanda belongs to both agencies, and one of them lets her go."""
    url = with_photo(cast.wanda)
    assert sign_in(cast.otto).get(url).status_code == sign_in(cast.mara).get(url).status_code == 200

    Membership.objects.filter(pk=cast.wanda.member_id).update(ended_at=dt.datetime.now(dt.UTC))

    assert sign_in(cast.otto).get(url).status_code == 404
    assert sign_in(cast.mara).get(url).status_code == 200


def test_how_it_is_served(cast, sign_in):
    url = with_photo(cast.clara)
    client = sign_in(cast.wendell)

    answer = client.get(url)

    assert answer.headers["Content-Type"] == "image/webp" and answer.content[:4] == b"RIFF"
    assert answer.headers["Cache-Control"] == "private, max-age=3600"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    again = client.get(url, headers={"if-none-match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(url, headers={"if-none-match": '"other"'}).status_code == 200
    stranger = sign_in(cast.mara).get(url, headers={"if-none-match": answer.headers["ETag"]})
    assert stranger.status_code == 404, "the right is asked before the copy is confirmed"


def test_missing_bytes_are_a_404_and_an_error_in_the_log(cast, sign_in, settings, caplog):
    url = with_photo(cast.clara)
    photos.forget(person(cast.clara).photo)

    assert sign_in(cast.clara).get(url).status_code == 404
    assert "photo_missing" in caplog.text


def test_where_people_are_listed(cast, sign_in, django_assert_num_queries):
    client = sign_in(cast.max)
    client.get("/desk/people/")
    with django_assert_num_queries(5):
        client.get("/desk/people/")
    urls = [with_photo(member) for member in (cast.clara, cast.wendell, cast.edith)]

    with django_assert_num_queries(5):
        page = body(client.get("/desk/people/"))

    assert all(url in page for url in urls)
    Membership.objects.filter(pk=cast.edith.member_id).update(ended_at=dt.datetime.now(dt.UTC))
    assert urls[2] not in body(client.get("/desk/people/?show=ended"))


@pytest.mark.parametrize("size", [1, 3])
def test_the_page_asks_once(cast, sign_in, django_assert_num_queries, size):
    for member in (cast.clara, cast.wendell, cast.edith)[:size]:
        with_photo(member)
    client = sign_in(cast.clara)
    client.get(PAGE)

    with django_assert_num_queries(2):
        client.get(PAGE)


@pytest.mark.django_db(transaction=True)
def test_two_uploads_at_once_leave_one_photo(settings):
    cast = load_cast()

    race([lambda: with_photo(cast.clara) for _n in range(4)])

    assert kept(settings) == [person(cast.clara).photo]
