"""One's photo by the API."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.files import photos
from accounts.models import SessionAct, User
from agencies.files.storage import NotStored
from project.base.viewer import Member
from tests.helpers.api import ROOT, Api, by_token
from tests.helpers.cast import Cast
from tests.helpers.pictures import picture, upload

pytestmark = pytest.mark.django_db
PATH, PAGE = "users/me/photo/", "/account/profile/photo/"


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def photo_of(member: Member) -> str:
    return User.objects.get(pk=member.membership.user_id).photo


def kept(settings: Any) -> list[str]:
    return sorted(path.stem for path in Path(settings.MEDIA_ROOT).rglob("*.webp"))


def put(api: Api, content: bytes | None = None, **more: Any) -> Any:
    return api.upload(PATH, {"file": upload(picture() if content is None else content), **more}, "PUT")


def test_a_photo_is_shown_exchanged_and_deleted(
    cast: Cast, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    api = Api(cast.clara)
    before = api.get("users/me/").json
    assert before["photo"] is None

    first = put(api)

    assert first.json == {**before, "photo": f"/account/photos/{photo_of(cast.clara)}/"}
    assert first.json == api.get("users/me/").json and api.client.get(first.json["photo"]).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        second = put(api, picture("PNG"))
    assert second.json["photo"] != first.json["photo"] and kept(settings) == [photo_of(cast.clara)]
    for _n in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            assert api.delete(PATH).json == before
    assert (photo_of(cast.clara), kept(settings)) == ("", [])


def test_everybody_has_their_own(cast: Cast) -> None:
    for member in cast.of_inkwell.values():
        answer = put(Api(member))
        assert answer.status == 200 and answer.json["id"] == member.membership.public_id
        assert answer.json["photo"] == f"/account/photos/{photo_of(member)}/"
    assert put(by_token(cast.clara, areas=("users",))).status == 200
    for refused in (by_token(cast.clara, full=False), by_token(cast.clara, areas=("orders",))):
        assert put(refused).status == refused.delete(PATH).status == 403
    nobody = Api(None, cast.inkwell)
    assert put(nobody).status == nobody.delete(PATH).status == 401
    assert photo_of(cast.clara)
    assert Api(cast.clara).get(PATH).status == Api(cast.clara).post(PATH, {}).status == 405


def test_a_session_proves_that_the_call_is_its_own(cast: Cast) -> None:
    api = Api(cast.clara)
    api.client.handler.enforce_csrf_checks = True

    assert put(api).status == api.delete(PATH).status == 403
    assert photo_of(cast.clara) == ""


def test_a_session_answers_for_it(cast: Cast) -> None:
    put(Api(cast.clara))

    assert SessionAct.objects.get().subject == photo_of(cast.clara)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty. Choose a different one."),
        (b"no picture", "We can’t read this photo. Choose a JPEG, PNG or WebP file."),
        (picture("GIF"), "We can’t read this photo. Choose a JPEG, PNG or WebP file."),
        (picture("PNG", frames=2), "Choose a photo that is not animated."),
        (picture()[:900], "We can’t read this photo. Choose a JPEG, PNG or WebP file."),
        (b"x" * (photos.MAX_BYTES + 1), "The photo is larger than 5 MB. Choose a smaller one."),
    ],
)
def test_a_refused_photo_is_told_beside_the_field(
    cast: Cast, settings: Any, content: bytes, words: str
) -> None:
    answer = put(Api(cast.clara), content)

    assert (answer.status, answer.errors) == (400, {"file": [words]})
    assert (photo_of(cast.clara), kept(settings)) == ("", [])


@pytest.mark.parametrize(
    ("form", "names"),
    [
        ({}, {"file"}),
        ({"file": "text"}, {"file"}),
        ({"photo": SimpleUploadedFile("me.jpg", picture())}, {"file", "photo"}),
        ({"file": SimpleUploadedFile("me.jpg", picture()), "user": "x"}, {"user"}),
        ({"file": [SimpleUploadedFile("a.jpg", b"a"), SimpleUploadedFile("b.jpg", b"b")]}, {"file"}),
    ],
)
def test_what_is_wrong_of_the_form(cast: Cast, form: dict[str, Any], names: set[str]) -> None:
    answer = Api(cast.clara).upload(PATH, form, "PUT")

    assert (answer.status, set(answer.errors)) == (400, names) and photo_of(cast.clara) == ""


def test_a_disk_that_is_full(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: Any) -> None:
        raise NotStored

    monkeypatch.setattr(photos, "write", full)

    assert put(Api(cast.clara)).errors.keys() == {"file"} and photo_of(cast.clara) == ""


def test_other_bodies_are_refused(cast: Cast) -> None:
    assert Api(cast.clara).put(PATH, {"file": "x"}).status == 415
    assert Api(cast.clara).put(PATH).status in (400, 415)
    broken = "multipart/form-data; boundary=x"
    answer = Api(cast.clara).send("PUT", ROOT + PATH, headers={}, data=b"--x\r\n", content_type=broken)
    assert answer.status == 400


def test_both_doors_count_the_same_tries(cast: Cast) -> None:
    api = Api(cast.clara)

    found = [api.client.post(PAGE).status_code for _n in range(10)]
    found += [put(api, b"").status for _n in range(11)]

    assert found == [422] * 10 + [400] * 10 + [429]
    assert api.client.post(PAGE).status_code == 429 and put(api).headers["Retry-After"]
    assert api.delete(PATH).status == 200 == put(Api(cast.wendell)).status
